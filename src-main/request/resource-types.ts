/**
 * What has to be known of resource types beside the service authorization reference, for judging whether an action
 * applies to an ARN. Where AWS does not say, the entry errs on the side of applying.
 */

/** A resource type's ARNs as the reference writes them: `arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}`. */
type ArnPattern = string;

/**
 * Services that the reference describes on several pages, one for each version or part of their API. Their actions of
 * one name (`elasticloadbalancing:AddTags`, `apigateway:POST`) are not told apart in the data, which has the resource
 * types of one page alone; so every one of them is taken to apply to all of the service's resources.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancing.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
 */
export const ON_SEVERAL_PAGES: ReadonlySet<string> = new Set([
  'apigateway',
  'aws-marketplace',
  'elasticloadbalancing',
  'greengrass',
  'kinesisanalytics',
  'lex',
  'ses',
]);

/** ARNs of a resource type beside the one that the reference lists, by `service:type` in lower case. */
export const FURTHER_ARNS: Readonly<Record<string, readonly ArnPattern[]>> = {
  // A recovery point of a service that Backup does not fully manage has the ARN of that service's own backup, such as
  // `arn:aws:ec2:us-east-1::snapshot/snap-1`.
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/access-control.html#access-control-resources
  'backup:recoverypoint': ['arn:${Partition}:${Service}:${Region}:${Account}:${RecoveryPoint}'],
  // A route of a WebSocket API has no method: `api/stage/$connect`.
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html
  'execute-api:execute-api-general': ['arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${StageAndRoute}'],
  // A task definition may be named by its family alone.
  // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html#ECS-RunTask-request-taskDefinition
  'ecs:task-definition': ['arn:${Partition}:ecs:${Region}:${Account}:task-definition/${TaskDefinitionFamilyName}'],
  // Connections kept their ARNs when the service was renamed, and take the new name when they are made now.
  // https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html
  'codestar-connections:connection': ['arn:${Partition}:codeconnections:${Region}:${Account}:connection/${Id}'],
  'codestar-connections:host': ['arn:${Partition}:codeconnections:${Region}:${Account}:host/${Id}'],
  'codestar-connections:repositorylink': [
    'arn:${Partition}:codeconnections:${Region}:${Account}:repository-link/${Id}',
  ],
  'codeconnections:connection': ['arn:${Partition}:codestar-connections:${Region}:${Account}:connection/${Id}'],
  'codeconnections:host': ['arn:${Partition}:codestar-connections:${Region}:${Account}:host/${Id}'],
  'codeconnections:repositorylink': [
    'arn:${Partition}:codestar-connections:${Region}:${Account}:repository-link/${Id}',
  ],
  // https://docs.aws.amazon.com/AmazonS3/latest/s3-outposts/S3OutpostsIAM.html
  's3-outposts:object': [
    'arn:${Partition}:s3-outposts:${Region}:${Account}:outpost/${OutpostId}/accesspoint/${AccessPointName}/object/${Key}',
  ],
};

/** A resource type that an action takes beside those that the reference lists. */
interface FurtherType {
  readonly name: string;
  readonly arn: ArnPattern;
}

const ACCESS_POINT: FurtherType = {
  name: 's3:accesspoint',
  arn: 'arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}',
};
const TRANSFORM: FurtherType = {
  name: 'cloudformation:transform',
  arn: 'arn:${Partition}:cloudformation:${Region}:aws:transform/${TransformName}',
};
const FEDERATED_USER: FurtherType = {
  name: 'sts:federated-user',
  arn: 'arn:${Partition}:sts::${Account}:federated-user/${FederatedUserName}',
};

/** By action, in lower case. */
export const FURTHER_TYPES: Readonly<Record<string, readonly FurtherType[]>> = {
  // A template that is transformed needs the change set to be allowed on the transform too.
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html
  'cloudformation:createchangeset': [TRANSFORM],
  'cloudformation:createstack': [TRANSFORM],
  'cloudformation:createstackset': [TRANSFORM],
  'cloudformation:updatestack': [TRANSFORM],
  'cloudformation:updatestackset': [TRANSFORM],
  // The reference lists no resource; the user guide has both under the operations on access points.
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
  's3:getaccesspoint': [ACCESS_POINT],
  's3:putaccesspointpublicaccessblock': [ACCESS_POINT],
  // The reference lists roles alone; tags may also be given to the session of a federated user.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-getfederationtoken
  'sts:tagsession': [FEDERATED_USER],
};

/**
 * Resource types whose ARNs begin like those of another type and that are no such resource: what an index is asked for
 * is not asked for on its table's ARN, and the other way round. Only types are listed whose names cannot hold what tells
 * the two apart, and whose actions the service's page keeps apart. Missing on purpose: functions and their versions and
 * aliases, log groups and their streams, state machines and theirs, since AWS asks the actions of the one on the ARN of
 * the other as well.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html
 */
export const INSIDE_ANOTHER: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodepipeline.html
  codepipeline: { pipeline: ['stage', 'action', 'webhook', 'actiontype'], stage: ['action', 'actiontype'] },
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
  dynamodb: { table: ['index', 'stream', 'backup', 'export', 'import'] },
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonkinesisdatastreams.html
  kinesis: { stream: ['consumer'] },
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
  s3: { bucket: ['object'], accesspoint: ['accesspointobject'] },
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3onoutposts.html
  's3-outposts': { bucket: ['object'] },
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazontimestream.html
  timestream: { database: ['table'] },
};
