import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import { computeRole } from '../account/compute-role.ts';
import { holdIssued, type HeldSessions } from '../authentication/held-sessions.ts';
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
    'composer.obtainRoleCredentials': async ({ resourceArn, metadataVersion }) => {
      const { workspace, gate } = lab.require();
      const resource = workspace.model.find('resource', resourceArn);
      if (resource === null) {
        throw new GatehouseError('ResourceNotFound', `There is no resource ${resourceArn}.`, { place: resourceArn });
      }
      const { service, region, delivery, ...role } = computeRole(resource, workspace.model, metadataVersion);
      const { record, result } = await gate.passService(
        {
          service,
          operationName: 'sts:AssumeRole',
          parameters: {
            RoleArn: role.roleArn,
            RoleSessionName: role.sessionName,
            DurationSeconds: role.durationSeconds,
          },
          region,
          delivery,
        },
        { door: 'composer', sourceIp: '127.0.0.1', secureTransport: true, replayOf: null },
      );
      tell(record);
      const issuedBy = TOLD_BY[delivery.to];
      return { record, session: result.ok ? holdIssued(sessions, { record, output: result.output, issuedBy }) : null };
    },
  };
}
