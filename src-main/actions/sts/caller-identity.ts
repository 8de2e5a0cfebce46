import { AwsError } from '../../../src-shared/errors.ts';
import type { OperationOutput } from '../../../src-shared/operations/registry.ts';
import { handler, type ActionScene } from '../handler.ts';

/** Asking who one is. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const callerIdentityHandlers = {
  'sts:GetCallerIdentity': handler({
    name: 'sts:GetCallerIdentity',
    label: null,
    // No permission is needed, and a deny of sts:GetCallerIdentity has no effect: AWS answers whoever signed.
    authorize: () => [],
    perform: (_input, scene) => callerIdentity(scene),
  }),
};

/** The form of UserId for each kind: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable */
function callerIdentity({ actor }: ActionScene): OperationOutput<'sts:GetCallerIdentity'> {
  switch (actor.kind) {
    case 'root':
      return { UserId: actor.accountId, Account: actor.accountId, Arn: actor.arn };
    case 'user':
      return { UserId: actor.userId, Account: actor.accountId, Arn: actor.arn };
    case 'roleSession':
      return { UserId: `${actor.roleId}:${actor.sessionName}`, Account: actor.accountId, Arn: actor.arn };
    case 'federatedUser':
      return { UserId: `${actor.accountId}:${actor.name}`, Account: actor.accountId, Arn: actor.arn };
    case 'federated':
    case 'service':
    case 'anonymous':
    case 'designer':
      throw new AwsError('MissingAuthenticationToken', 403, 'Request is missing Authentication Token');
  }
}
