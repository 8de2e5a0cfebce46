import { nameInArn, parseArn, type Arn } from '../../src-shared/arn.ts';
import type { ContextKey } from './context-key.ts';
import { type OrganizationOf, organizationId, organizationPaths } from './organization-context.ts';

/** How a request reached the service: over the internet, or through a VPC endpoint. */
export type NetworkPath =
  | { readonly kind: 'public'; readonly sourceIp: string }
  | {
      readonly kind: 'vpcEndpoint';
      /** `arn:aws:ec2:REGION:ACCOUNT:vpc-endpoint/vpce-…`. */
      readonly vpcEndpointArn: Arn;
      /** `arn:aws:ec2:REGION:ACCOUNT:vpc/vpc-…`: the VPC that the endpoint is attached to. */
      readonly vpcArn: Arn;
      /** The caller's address in the VPC. */
      readonly vpcSourceIp: string;
    };

/** Names of services, a handful a line. */
function services(...lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(' '));
}

const SOURCE_VPC_ARN = services(
  'acm-pca apprunner applicationinsights athena cloudformation comprehendmedical compute-optimizer datasync discovery',
  'ebs ecr ecs firehose healthlake iam iotfleetwise iotwireless kinesisanalytics kms lambda medical-imaging omics',
  'payment-cryptography polly rbin rekognition route53 s3 scheduler servicediscovery servicequotas ssm-contacts',
  'storagegateway textract transcribe transfer',
);

const VPCE_ACCOUNT = [...SOURCE_VPC_ARN, 'dynamodb', 'gamelift', 'shield'];

const VPCE_ORG_ID = [
  ...VPCE_ACCOUNT,
  ...services(
    'b2bi cassandra cognito-identity dms ds-data identitystore iottwinmaker network-firewall pricing ses sms-voice sqs',
    'workmail',
  ),
];

/**
 * Keys that only some services support, by the prefixes of their actions. Others leave them out, as iam:PassRole does.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcevpcarn
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpceaccount
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpceorgid
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpceorgpaths
 */
const SUPPORTED_BY: Readonly<Record<string, ReadonlySet<string>>> = {
  'aws:SourceVpcArn': new Set(SOURCE_VPC_ARN),
  'aws:VpceAccount': new Set(VPCE_ACCOUNT),
  'aws:VpceOrgID': new Set(VPCE_ORG_ID),
  'aws:VpceOrgPaths': new Set(VPCE_ACCOUNT),
};

/**
 * Keys of the network. A request that a service passes on keeps the public address that it first came from, but nothing
 * of a VPC endpoint.
 * @param action with its service prefix.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-network-properties
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
 */
export function networkContext(
  network: NetworkPath,
  { action, forwarded, organizationOf }: { action: string; forwarded: boolean; organizationOf: OrganizationOf },
): ContextKey[] {
  if (network.kind === 'public') return [['aws:SourceIp', network.sourceIp, 'the address the request came from']];
  if (forwarded) return [];
  const { vpcEndpointArn, vpcArn, vpcSourceIp } = network;
  const owner = parseArn(vpcEndpointArn)?.accountId ?? '';
  const place = organizationOf(owner);
  const whose = 'the account of the VPC endpoint';
  const keys: ContextKey[] = [
    ['aws:SourceVpce', nameInArn(vpcEndpointArn), 'the VPC endpoint the request came through'],
    ['aws:SourceVpc', nameInArn(vpcArn), 'the VPC of the endpoint'],
    ['aws:SourceVpcArn', vpcArn, 'the VPC of the endpoint'],
    ['aws:VpcSourceIp', vpcSourceIp, 'the address in the VPC the request came from'],
    ['aws:VpceAccount', owner, 'the account that owns the VPC endpoint'],
    ...organizationId('aws:VpceOrgID', place, whose),
    ...organizationPaths('aws:VpceOrgPaths', place, whose),
  ];
  return keys.filter(([key]) => isSupported(key, action.toLowerCase()));
}

function isSupported(key: string, action: string): boolean {
  const supporting = SUPPORTED_BY[key];
  if (supporting === undefined) return true;
  return action !== 'iam:passrole' && supporting.has(action.slice(0, action.indexOf(':')));
}
