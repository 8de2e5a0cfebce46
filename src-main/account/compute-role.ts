import type { Arn } from '../../src-shared/arn.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { ResourceDocument } from '../../src-shared/model/documents.ts';
import type { RoleDelivery } from '../../src-shared/decision/weighed-request.ts';
import type { ModelView } from './model.ts';

/** How a service obtains the credentials of a role for what runs code in an account. */
export interface ComputeRole {
  /** The service principal that assumes the role, and that the role has to trust. */
  readonly service: 'ec2.amazonaws.com' | 'lambda.amazonaws.com';
  readonly roleArn: Arn;
  /** The instance's ID, or the function's name. */
  readonly sessionName: string;
  readonly region: string;
  readonly durationSeconds: number;
  readonly delivery: RoleDelivery;
}

/**
 * AWS says that it renews the credentials at least five minutes before they expire, and not how long they are good: its
 * examples show about six hours. Of Lambda's it says nothing; they are treated alike.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html
 */
const LIFETIME_SECONDS = 6 * 60 * 60;

/**
 * The role of an EC2 instance or a Lambda function.
 * @param metadataVersion by which version of the instance metadata service an instance asks.
 * @throws GatehouseError `NoRole`, where there is nothing to assume: what is wrong, and how to mend it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
 */
export function computeRole(resource: ResourceDocument, model: ModelView, metadataVersion: 1 | 2): ComputeRole {
  const { arn, name, region, resourceType } = resource;
  const asked = { sessionName: name, region, durationSeconds: LIFETIME_SECONDS };
  switch (resourceType) {
    case 'ec2:instance': {
      const roleArn = roleOfInstance(resource, model);
      const { vpcId = '', privateIpAddress = '' } = resource.instance ?? {};
      const delivery: RoleDelivery = { to: 'instance', arn, vpcId, privateIpAddress, metadataVersion };
      return { ...asked, service: 'ec2.amazonaws.com', roleArn, delivery };
    }
    case 'lambda:function': {
      const roleArn = resource.executionRole;
      if (roleArn === undefined) {
        throw noRole(resource, `Function ${name} has no execution role.`, 'Give it one on the Resources page.');
      }
      return { ...asked, service: 'lambda.amazonaws.com', roleArn, delivery: { to: 'function', arn } };
    }
    default:
      throw noRole(resource, `${name} runs no code.`, 'Choose an EC2 instance or a Lambda function.');
  }
}

/**
 * An instance has its role from an instance profile, which may have been changed or deleted behind it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html
 */
function roleOfInstance(resource: ResourceDocument, model: ModelView): Arn {
  const { name, instance } = resource;
  const profileArn = instance?.instanceProfile ?? null;
  if (profileArn === null) {
    throw noRole(resource, `Instance ${name} has no instance profile.`, 'Attach one on the Resources page.');
  }
  const profile = model.find('instanceProfile', profileArn);
  if (profile === null) {
    const message = `The instance profile ${profileArn} of instance ${name} was deleted (InstanceProfileNotFound).`;
    throw noRole(resource, message, 'Make it again, or attach another one on the Resources page.');
  }
  const [roleName] = profile.roles;
  const role = roleName === undefined ? null : model.roleByName(profile.accountId, roleName);
  if (role === null) {
    const message = `The instance profile ${profile.instanceProfileName} of instance ${name} does not contain a role.`;
    throw noRole(resource, message, 'Add a role to the instance profile.');
  }
  return role.arn;
}

function noRole({ arn }: ResourceDocument, message: string, mend: string): GatehouseError {
  return new GatehouseError('NoRole', message, { place: arn, mend });
}
