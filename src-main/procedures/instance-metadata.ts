import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import { holdIssued, type HeldSessions } from '../authentication/held-sessions.ts';
import { deliverRole } from '../deliver-role.ts';
import type { Lab } from '../lab.ts';
import type { TimelineTeller } from '../timeline/teller.ts';

/** What the code on an instance or in a function is told from, in the list of signers. */
const TOLD_BY = { instance: 'instance metadata', function: 'execution role' } as const;

/**
 * Obtaining the credentials of an instance's or a function's role, as the code that runs there does: the service assumes
 * the role, and hands out what it was given.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
 */
export function instanceMetadataProcedures(
  lab: Lab,
  sessions: HeldSessions,
  tell: TimelineTeller,
): Pick<Handlers<GatehouseContract>, 'composer.obtainRoleCredentials'> {
  return {
    'composer.obtainRoleCredentials': async (asked) => {
      const { record, result, deliveredTo } = await deliverRole(lab.require(), asked, {
        door: 'composer',
        sourceIp: '127.0.0.1',
        secureTransport: true,
        replayOf: null,
      });
      tell(record);
      const issuedBy = TOLD_BY[deliveredTo];
      return { record, session: result.ok ? holdIssued(sessions, { record, output: result.output, issuedBy }) : null };
    },
  };
}
