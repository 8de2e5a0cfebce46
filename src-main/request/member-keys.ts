import { isRecord } from '../../src-shared/is-record.ts';
import { valuesAt } from './passed-roles.ts';

type Context = Readonly<Record<string, string | readonly string[]>>;

/**
 * Condition keys that are members of the request as they stand: key, then members of which the first that is there gives
 * the value. `Entries[].Source` is the Source of each entry. The service is that of the key.
 * Source: the condition keys of the service authorization reference, and the API references of the services.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const KEYS_OF_MEMBERS: readonly (readonly [key: string, ...members: string[]])[] = [
  ['account:TargetRegion', 'RegionName'],
  ['acm:CertificateAuthority', 'CertificateAuthorityArn'],
  ['acm:DomainNames', 'DomainName'],
  ['acm:KeyAlgorithm', 'KeyAlgorithm'],
  ['acm:ValidationMethod', 'ValidationMethod'],
  ['application-autoscaling:scalable-dimension', 'ScalableDimension'],
  ['application-autoscaling:service-namespace', 'ServiceNamespace'],
  ['autoscaling:ImageId', 'ImageId'],
  ['autoscaling:InstanceType', 'InstanceType'],
  ['autoscaling:LaunchConfigurationName', 'LaunchConfigurationName'],
  ['autoscaling:MaxSize', 'MaxSize'],
  ['autoscaling:MinSize', 'MinSize'],
  ['autoscaling:TargetGroupARNs', 'TargetGroupARNs'],
  ['autoscaling:VPCZoneIdentifiers', 'VPCZoneIdentifier'],
  ['cloudformation:ChangeSetName', 'ChangeSetName'],
  ['cloudformation:ResourceTypes', 'ResourceTypes'],
  ['cloudformation:RoleArn', 'RoleARN'],
  ['cloudformation:StackPolicyUrl', 'StackPolicyURL'],
  ['cloudformation:TemplateUrl', 'TemplateURL'],
  ['cloudwatch:AlarmActions', 'AlarmActions'],
  ['cloudwatch:namespace', 'Namespace'],
  ['ecs:enable-execute-command', 'enableExecuteCommand'],
  ['ecs:propagate-tags', 'propagateTags'],
  ['elasticloadbalancing:ListenerProtocol', 'Protocol'],
  ['elasticloadbalancing:Scheme', 'Scheme'],
  ['elasticloadbalancing:SecurityGroup', 'SecurityGroups'],
  ['elasticloadbalancing:SecurityPolicy', 'SslPolicy'],
  ['elasticloadbalancing:Subnet', 'Subnets'],
  ['events:detail-type', 'Entries[].DetailType'],
  ['events:source', 'Entries[].Source'],
  ['events:TargetArn', 'Targets[].Arn'],
  ['iam:AWSServiceName', 'AWSServiceName'],
  ['iam:PermissionsBoundary', 'PermissionsBoundary'],
  ['iam:PolicyARN', 'PolicyArn'],
  ['kms:BypassPolicyLockoutSafetyCheck', 'BypassPolicyLockoutSafetyCheck'],
  ['kms:DataKeyPairSpec', 'KeyPairSpec'],
  ['kms:EncryptionAlgorithm', 'EncryptionAlgorithm'],
  ['kms:GranteePrincipal', 'GranteePrincipal'],
  ['kms:GrantOperations', 'Operations'],
  ['kms:KeyOrigin', 'Origin'],
  ['kms:KeySpec', 'KeySpec', 'CustomerMasterKeySpec'],
  ['kms:KeyUsage', 'KeyUsage'],
  ['kms:MacAlgorithm', 'MacAlgorithm'],
  ['kms:MessageType', 'MessageType'],
  ['kms:MultiRegion', 'MultiRegion'],
  ['kms:RetiringPrincipal', 'RetiringPrincipal'],
  ['kms:ScheduleKeyDeletionPendingWindowInDays', 'PendingWindowInDays'],
  ['kms:SigningAlgorithm', 'SigningAlgorithm'],
  ['lambda:CodeSigningConfigArn', 'CodeSigningConfigArn'],
  ['lambda:FunctionUrlAuthType', 'FunctionUrlAuthType', 'AuthType'],
  ['lambda:Layer', 'Layers'],
  ['lambda:Principal', 'Principal'],
  ['lambda:SecurityGroupIds', 'VpcConfig.SecurityGroupIds'],
  ['lambda:SubnetIds', 'VpcConfig.SubnetIds'],
  ['rds:DatabaseClass', 'DBInstanceClass'],
  ['rds:DatabaseEngine', 'Engine'],
  ['rds:DatabaseName', 'DBName', 'DatabaseName'],
  ['rds:ManageMasterUserPassword', 'ManageMasterUserPassword'],
  ['rds:MultiAz', 'MultiAZ'],
  ['rds:Piops', 'Iops'],
  ['rds:StorageEncrypted', 'StorageEncrypted'],
  ['rds:StorageSize', 'AllocatedStorage'],
  ['secretsmanager:AddReplicaRegions', 'AddReplicaRegions[].Region'],
  ['secretsmanager:BlockPublicPolicy', 'BlockPublicPolicy'],
  ['secretsmanager:Description', 'Description'],
  ['secretsmanager:ForceDeleteWithoutRecovery', 'ForceDeleteWithoutRecovery'],
  ['secretsmanager:ForceOverwriteReplicaSecret', 'ForceOverwriteReplicaSecret'],
  ['secretsmanager:KmsKeyId', 'KmsKeyId'],
  ['secretsmanager:Name', 'Name'],
  ['secretsmanager:RecoveryWindowInDays', 'RecoveryWindowInDays'],
  ['secretsmanager:RotationLambdaARN', 'RotationLambdaARN'],
  ['secretsmanager:SecretId', 'SecretId'],
  ['secretsmanager:VersionId', 'VersionId'],
  ['secretsmanager:VersionStage', 'VersionStage'],
  ['sns:Endpoint', 'Endpoint'],
  ['sns:Protocol', 'Protocol'],
  ['ssm:Overwrite', 'Overwrite'],
  ['ssm:Recursive', 'Recursive'],
];

/**
 * Those of EC2, whose requests are flat; the reference says which resource of a request each key belongs to.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html#amazonec2-policy-keys
 */
const EC2_KEYS: readonly (readonly [key: string, ...members: string[]])[] = [
  ['ec2:AvailabilityZone', 'AvailabilityZone', 'Placement.AvailabilityZone'],
  ['ec2:EbsOptimized', 'EbsOptimized'],
  ['ec2:Encrypted', 'Encrypted', 'BlockDeviceMapping[].Ebs.Encrypted'],
  ['ec2:ImageID', 'ImageId'],
  ['ec2:InstanceID', 'InstanceId'],
  ['ec2:InstanceMarketType', 'InstanceMarketOptions.MarketType'],
  ['ec2:InstanceType', 'InstanceType'],
  ['ec2:KeyPairName', 'KeyName'],
  ['ec2:LaunchTemplate', 'LaunchTemplate.LaunchTemplateId'],
  ['ec2:MetadataHttpEndpoint', 'MetadataOptions.HttpEndpoint'],
  ['ec2:MetadataHttpPutResponseHopLimit', 'MetadataOptions.HttpPutResponseHopLimit'],
  ['ec2:MetadataHttpTokens', 'MetadataOptions.HttpTokens'],
  ['ec2:SecurityGroupID', 'SecurityGroupId', 'GroupId'],
  ['ec2:SubnetID', 'SubnetId'],
  ['ec2:Tenancy', 'Placement.Tenancy', 'InstanceTenancy'],
  ['ec2:VolumeID', 'VolumeId'],
  ['ec2:VolumeIops', 'Iops', 'BlockDeviceMapping[].Ebs.Iops'],
  ['ec2:VolumeSize', 'Size', 'BlockDeviceMapping[].Ebs.VolumeSize'],
  ['ec2:VolumeThroughput', 'Throughput', 'BlockDeviceMapping[].Ebs.Throughput'],
  ['ec2:VolumeType', 'VolumeType', 'BlockDeviceMapping[].Ebs.VolumeType'],
  ['ec2:VpcID', 'VpcId'],
];

/** Keys by the prefix of the service; the prefix of a key is that of its actions. */
const BY_PREFIX = Map.groupBy([...KEYS_OF_MEMBERS, ...EC2_KEYS], ([key]) => key.slice(0, key.indexOf(':')));

/** Keys whose value is a list even when the request gives one value. */
function texts(values: readonly unknown[]): string[] {
  return values.flatMap((value): string[] => {
    if (Array.isArray(value)) return texts(value);
    if (typeof value === 'string') return value === '' ? [] : [value];
    return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
  });
}

/** The condition keys that members of a request give, whatever the action: `supportedContext` keeps what an action knows. */
export function memberKeys(prefix: string, parameters: Readonly<Record<string, unknown>>): Context {
  return {
    ...Object.fromEntries(
      (BY_PREFIX.get(prefix) ?? []).flatMap(([key, ...members]): (readonly [string, string | readonly string[]])[] => {
        for (const member of members) {
          const found = valuesAt(parameters, member);
          const values = texts(found);
          const [only] = values;
          if (only === undefined) continue;
          const isList = member.includes('[]') || found.some((value) => Array.isArray(value));
          return [[key, isList ? values : only]];
        }
        return [];
      }),
    ),
    ...OWN_KEYS[prefix]?.(parameters),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Keys that do not stand in the request as they are. */
const OWN_KEYS: Readonly<Record<string, (parameters: Readonly<Record<string, unknown>>) => Context>> = {
  kms: kmsKeys,
  lambda: lambdaKeys,
  route53: route53Keys,
  ses: sesKeys,
  states: statesKeys,
};

/**
 * The alias by which a request names a key, and its encryption context.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-request-alias
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context
 */
function kmsKeys({ KeyId, EncryptionContext }: Readonly<Record<string, unknown>>): Context {
  const alias = /(?:^|:)(alias\/.+)$/.exec(textOf(KeyId) ?? '')?.[1];
  const pairs = isRecord(EncryptionContext) ? Object.entries(EncryptionContext) : [];
  const context = pairs.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
  return {
    ...(alias === undefined ? {} : { 'kms:RequestAlias': alias }),
    ...Object.fromEntries(context.map(([name, value]) => [`kms:EncryptionContext:${name}`, value])),
    ...(context.length === 0 ? {} : { 'kms:EncryptionContextKeys': context.map(([name]) => name) }),
  };
}

/**
 * The function of an event source mapping.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/permissions-granting-lambda-conditions.html
 */
function lambdaKeys({ FunctionName }: Readonly<Record<string, unknown>>): Context {
  const name = textOf(FunctionName);
  return name?.startsWith('arn:') === true ? { 'lambda:FunctionArn': name } : {};
}

/**
 * What a change batch does: lower-case names without a final dot, types in upper case, and actions.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-rrset-conditions.html
 */
function route53Keys({ ChangeBatch }: Readonly<Record<string, unknown>>): Context {
  const [changes] = valuesAt(ChangeBatch, 'Changes.Change');
  const list = Array.isArray(changes) ? changes : [changes];
  const at = (member: string): string[] => [...new Set(texts(list.flatMap((change) => valuesAt(change, member))))];
  const names = at('ResourceRecordSet.Name').map((name) => name.toLowerCase().replace(/\.$/, ''));
  if (names.length === 0) return {};
  return {
    'route53:ChangeResourceRecordSetsNormalizedRecordNames': names,
    'route53:ChangeResourceRecordSetsRecordTypes': at('ResourceRecordSet.Type').map((type) => type.toUpperCase()),
    'route53:ChangeResourceRecordSetsActions': at('Action').map((action) => action.toUpperCase()),
  };
}

const ADDRESS = /<([^<>]+)>\s*$/;

/**
 * Who a message is from and for. A display name stands before the address: `Lucy <lucy@example.com>`.
 * @see https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html
 */
function sesKeys(parameters: Readonly<Record<string, unknown>>): Context {
  const from = textOf(parameters['Source']) ?? textOf(parameters['FromEmailAddress']);
  const address = from === null ? null : (ADDRESS.exec(from)?.[1] ?? from);
  const displayName = from === null ? '' : from.replace(ADDRESS, '').replaceAll('"', '').trim();
  const recipients = texts(
    ['ToAddresses', 'CcAddresses', 'BccAddresses'].flatMap((member) => valuesAt(parameters['Destination'], member)),
  );
  return {
    ...(address === null ? {} : { 'ses:FromAddress': address }),
    ...(address === null || displayName === '' || displayName === address
      ? {}
      : { 'ses:FromDisplayName': displayName }),
    ...(recipients.length === 0 ? {} : { 'ses:Recipients': recipients }),
  };
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html */
function statesKeys({ stateMachineArn }: Readonly<Record<string, unknown>>): Context {
  const qualifier = /:stateMachine:[^:/]+:([^:]+)$/.exec(textOf(stateMachineArn) ?? '')?.[1];
  return qualifier === undefined ? {} : { 'states:StateMachineQualifier': qualifier };
}
