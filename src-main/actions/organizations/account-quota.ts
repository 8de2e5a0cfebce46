import type { ModelView } from '../../account/model.ts';
import type { Clock } from '../../clock.ts';
import { constraintViolation } from './errors.ts';
import { isOpen } from './handshake-state.ts';
import { ACCOUNTS_PER_ORGANIZATION } from './quotas.ts';

/**
 * Closed accounts count, and invitations that are not answered yet.
 * @throws AwsError `ConstraintViolationException` when the organization can have no more accounts.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export function assertRoomForAccount(model: ModelView, clock: Clock): void {
  const invited = model
    .list('organizationHandshake')
    .filter((handshake) => handshake.action === 'INVITE' && isOpen(handshake, clock()));
  if (model.list('organizationAccount').length + invited.length < ACCOUNTS_PER_ORGANIZATION) return;
  throw constraintViolation('ACCOUNT_NUMBER_LIMIT_EXCEEDED', 'You have exceeded the allowed number of AWS accounts.');
}
