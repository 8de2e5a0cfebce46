import type { NeededPart } from '../actions/handler.ts';
import { rolesPassedBy, valuesAt } from './passed-roles.ts';
import type { PassedRole } from './passed-roles.ts';
import { requestTags } from './request-tags.ts';
import { madeArn } from './resource-from-parameters.ts';
import type { ResourcePlace } from './resource-from-parameters.ts';
import type { ServiceReference } from './service-reference.ts';

/** An operation with the parts that its own actions make. */
export interface OwnParts {
  readonly prefix: string;
  readonly operation: string;
  readonly parts: readonly NeededPart[];
  readonly place: ResourcePlace;
  readonly reference: ServiceReference;
}

/** What an operation needs to be allowed beside its own actions, because of what its input says. */
export function furtherParts(own: OwnParts): NeededPart[] {
  return [...passedRoles(own), ...tagsOnCreation(own)];
}

/**
 * Handing a role to a service needs iam:PassRole on the role.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
function passedRoles({ prefix, operation, parts, place }: OwnParts): NeededPart[] {
  const named = parts.find(({ resource }) => resource !== '*')?.resource;
  const passed = rolesPassedBy(`${prefix}:${operation}`).flatMap((role) =>
    valuesAt(place.parameters, role.member)
      .flatMap((value) => roleArns(value, role, place))
      .map((resource): NeededPart => ({
        action: 'iam:PassRole',
        resource,
        context: {
          'iam:PassedToService': role.service,
          ...(role.associated && named !== undefined ? { 'iam:AssociatedResourceArn': named } : {}),
        },
      })),
  );
  const once = new Map(
    passed.map((part) => [`${part.resource} ${String(part.context?.['iam:PassedToService'])}`, part]),
  );
  return [...once.values()];
}

/** A role is named by its ARN or, as some services take it, by its name with or without its path. */
function roleArns(value: unknown, { instanceProfile }: PassedRole, place: ResourcePlace): string[] {
  if (instanceProfile) return rolesOfInstanceProfile(value, place);
  if (typeof value !== 'string' || value === '') return [];
  if (value.startsWith('arn:')) return /^arn:[^:]+:iam::\d{12}:role\//.test(value) ? [value] : [];
  const name = value.slice(value.lastIndexOf('/') + 1);
  const known = place.model.roleByName(place.accountId, name)?.arn;
  return [known ?? `arn:aws:iam::${place.accountId}:role/${value.replace(/^\//, '')}`];
}

/** An instance profile is a name, an ARN, or a structure that holds either; one that is not known may hold any role. */
function rolesOfInstanceProfile(value: unknown, { accountId, model }: ResourcePlace): string[] {
  const [given] = [value, ...valuesAt(value, 'Arn'), ...valuesAt(value, 'Name')].filter(
    (entry) => typeof entry === 'string' && entry !== '',
  );
  if (typeof given !== 'string') return [];
  const name = given.slice(given.lastIndexOf('/') + 1);
  const profile = model
    .list('instanceProfile', accountId)
    .find(
      ({ arn, instanceProfileName }) => arn === given || (!given.startsWith('arn:') && instanceProfileName === name),
    );
  if (profile === undefined) return [`arn:aws:iam::${accountId}:role/*`];
  return profile.roles.map(
    (roleName) => model.roleByName(accountId, roleName)?.arn ?? `arn:aws:iam::${accountId}:role/${roleName}`,
  );
}

/**
 * The action that tags a resource while it is made, and the key that says so, for services whose documentation asks for
 * it beside the action that makes the resource.
 */
const TAGS_ON_CREATION: Readonly<Record<string, { readonly action: string; readonly createAction: string | null }>> = {
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html
  'ecs:CreateCapacityProvider': { action: 'ecs:TagResource', createAction: 'ecs:CreateAction' },
  'ecs:CreateCluster': { action: 'ecs:TagResource', createAction: 'ecs:CreateAction' },
  'ecs:CreateService': { action: 'ecs:TagResource', createAction: 'ecs:CreateAction' },
  'ecs:RegisterTaskDefinition': { action: 'ecs:TagResource', createAction: 'ecs:CreateAction' },
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/tagging-resources-during-creation.html
  'elasticloadbalancing:CreateListener': {
    action: 'elasticloadbalancing:AddTags',
    createAction: 'elasticloadbalancing:CreateAction',
  },
  'elasticloadbalancing:CreateLoadBalancer': {
    action: 'elasticloadbalancing:AddTags',
    createAction: 'elasticloadbalancing:CreateAction',
  },
  'elasticloadbalancing:CreateTargetGroup': {
    action: 'elasticloadbalancing:AddTags',
    createAction: 'elasticloadbalancing:CreateAction',
  },
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html#KMS-CreateKey-request-Tags
  'kms:CreateKey': { action: 'kms:TagResource', createAction: null },
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
  'logs:CreateLogGroup': { action: 'logs:TagResource', createAction: null },
  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
  'secretsmanager:CreateSecret': { action: 'secretsmanager:TagResource', createAction: null },
  // https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html#API_CreateTopic_RequestParameters
  'sns:CreateTopic': { action: 'sns:TagResource', createAction: null },
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
  'sqs:CreateQueue': { action: 'sqs:TagQueue', createAction: null },
  // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
  'ssm:PutParameter': { action: 'ssm:AddTagsToResource', createAction: null },
};

function tagsOnCreation(own: OwnParts): NeededPart[] {
  const { prefix, operation, parts, place } = own;
  if (prefix === 'ec2') return ec2TagsOnCreation(own);
  const tagging = TAGS_ON_CREATION[`${prefix}:${operation}`];
  const tags = requestTags(place.parameters);
  if (tagging === undefined || Object.keys(tags).length === 0) return [];
  const context = { ...tags, ...(tagging.createAction === null ? {} : { [tagging.createAction]: operation }) };
  return parts.map(({ resource }) => ({ action: tagging.action, resource, context }));
}

/**
 * EC2 asks for ec2:CreateTags on each type of resource that is tagged while it is made.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
 */
function ec2TagsOnCreation({ operation, place, reference }: OwnParts): NeededPart[] {
  return valuesAt(place.parameters, 'TagSpecification[]').flatMap((specification): NeededPart[] => {
    const [kind] = valuesAt(specification, 'ResourceType');
    const [tags] = valuesAt(specification, 'Tag');
    const type = typeof kind === 'string' ? reference.resourceType('ec2', kind) : null;
    const context = requestTags({ Tags: tags });
    if (type === null || Object.keys(context).length === 0) return [];
    return [
      {
        action: 'ec2:CreateTags',
        resource: madeArn(type, place),
        context: { ...context, 'ec2:CreateAction': operation },
      },
    ];
  });
}
