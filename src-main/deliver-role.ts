import type { Arn } from '../src-shared/arn.ts';
import type { DecisionRecord } from '../src-shared/decision/record.ts';
import { GatehouseError } from '../src-shared/errors.ts';
import type { RoleDelivery } from '../src-shared/decision/weighed-request.ts';
import { computeRole } from './account/compute-role.ts';
import type { OpenWorkspace } from './lab.ts';
import type { Arrival } from './remaining-steps.ts';
import type { Passage } from './timeline/compose-record.ts';

/** The role of an EC2 instance or a Lambda function, as its service assumed it, or was refused. */
export interface DeliveredRole {
  readonly roleArn: Arn;
  readonly deliveredTo: RoleDelivery['to'];
  /** The decision, which holds no secret. */
  readonly record: DecisionRecord;
  /** The output of sts:AssumeRole, in which the secrets still stand, or its error. */
  readonly result: Passage['result'];
}

/**
 * Has the service of an instance or a function assume its role, as it does for the code that runs there.
 * @param asked.metadataVersion by which version of the instance metadata service an instance asks.
 * @throws GatehouseError `ResourceNotFound`; `NoRole` where there is nothing to assume. A role that does not let itself
 *   be assumed is a result.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
 */
export async function deliverRole(
  { workspace, gate }: OpenWorkspace,
  { resourceArn, metadataVersion }: { readonly resourceArn: Arn; readonly metadataVersion: 1 | 2 },
  arrival: Arrival,
): Promise<DeliveredRole> {
  const resource = workspace.model.find('resource', resourceArn);
  if (resource === null) {
    throw new GatehouseError('ResourceNotFound', `There is no resource ${resourceArn}.`, { place: resourceArn });
  }
  const { service, region, delivery, ...role } = computeRole(resource, workspace.model, metadataVersion);
  const { record, result } = await gate.passService(
    {
      service,
      operationName: 'sts:AssumeRole',
      parameters: { RoleArn: role.roleArn, RoleSessionName: role.sessionName, DurationSeconds: role.durationSeconds },
      region,
      delivery,
    },
    arrival,
  );
  return { roleArn: role.roleArn, deliveredTo: delivery.to, record, result };
}
