import type { NeededPart } from '../actions/handler.ts';
import { dynamoDbParts } from './dynamodb-parts.ts';
import { actionsOfOperation } from './operation-actions.ts';
import { requestTags, strings } from './request-tags.ts';
import { resourcesOfAction } from './resource-from-parameters.ts';
import type { ResourcePlace } from './resource-from-parameters.ts';
import type { ServiceReference } from './service-reference.ts';

/** An operation, and where it takes place. */
export interface AskedOperation {
  readonly prefix: string;
  readonly operation: string;
  readonly reference: ServiceReference;
  readonly place: ResourcePlace;
}

/**
 * The parts of operations whose resources no rule for single members can tell; null for all others, and where the request
 * names nothing.
 */
export function itemizedParts(asked: AskedOperation): NeededPart[] | null {
  const parts = PARTS_BY_PREFIX[asked.prefix]?.(asked) ?? [];
  const unique = new Map(parts.map((part) => [JSON.stringify([part.action, part.resource, part.context]), part]));
  return unique.size === 0 ? null : [...unique.values()];
}

const PARTS_BY_PREFIX: Readonly<Record<string, (asked: AskedOperation) => NeededPart[] | null>> = {
  apigateway: apiGatewayParts,
  dynamodb: ({ operation, place }) => dynamoDbParts(operation, place),
  ec2: tagParts,
  kms: reEncryptParts,
};

/**
 * API Gateway's resources are the paths of its own API, without the version in front.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
 */
function apiGatewayParts({ prefix, operation, reference, place }: AskedOperation): NeededPart[] | null {
  const rest =
    reference.operations.rest('apigateway', operation) ?? reference.operations.rest('apigatewayv2', operation);
  if (rest === null) return null;
  const [template = ''] = rest.path.split('?');
  const members = new Map(Object.entries(place.parameters).map(([name, value]) => [name.toLowerCase(), value]));
  const path = template.replace(/^\/v2(?=\/)/, '').replace(/\{([^}+]+)\+?\}/g, (_, name: string) => {
    const value = members.get(name.toLowerCase());
    return typeof value === 'string' ? value : '*';
  });
  return actionsOfOperation(prefix, operation, reference).map((action) => ({
    action,
    resource: `arn:aws:apigateway:${place.region}::${path}`,
    context: requestTags(place.parameters),
  }));
}

/**
 * Re-encrypting needs one action on the key that the ciphertext is under and another on the key that it will be under.
 * The first need not be named: then it is a key that is not known.
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html
 */
function reEncryptParts({ operation, reference, place }: AskedOperation): NeededPart[] | null {
  if (operation !== 'ReEncrypt') return null;
  const sides = [
    ['kms:ReEncryptFrom', 'SourceKeyId', 'SourceEncryptionContext'],
    ['kms:ReEncryptTo', 'DestinationKeyId', 'DestinationEncryptionContext'],
  ] as const;
  return sides.flatMap(([name, keyMember, contextMember]): NeededPart[] => {
    const action = reference.action(name);
    if (action === null) return [];
    const keyId = place.parameters[keyMember];
    const parameters = { KeyId: typeof keyId === 'string' && keyId !== '' ? keyId : '*' };
    const encryptionContext = place.parameters[contextMember];
    const context =
      typeof encryptionContext === 'object' && encryptionContext !== null
        ? Object.fromEntries(
            Object.entries(encryptionContext).flatMap(([key, value]) =>
              typeof value === 'string' ? [[`kms:EncryptionContext:${key}`, value] as const] : [],
            ),
          )
        : {};
    return resourcesOfAction(action, reference, { ...place, parameters }).map((resource) => ({
      action: name,
      resource,
      context,
    }));
  });
}

/**
 * The resource type that an ID of EC2 begins with. Images and snapshots have ARNs without an account.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html#amazonec2-resources-for-iam-policies
 */
const TYPES_BY_ID: Readonly<Record<string, string>> = {
  acl: 'network-acl',
  ami: 'image',
  cgw: 'customer-gateway',
  cr: 'capacity-reservation',
  dopt: 'dhcp-options',
  eigw: 'egress-only-internet-gateway',
  eipalloc: 'elastic-ip',
  eni: 'network-interface',
  fl: 'vpc-flow-log',
  fleet: 'fleet',
  i: 'instance',
  igw: 'internet-gateway',
  key: 'key-pair',
  lt: 'launch-template',
  nat: 'natgateway',
  pcx: 'vpc-peering-connection',
  pg: 'placement-group',
  pl: 'prefix-list',
  rtb: 'route-table',
  sg: 'security-group',
  sgr: 'security-group-rule',
  sir: 'spot-instances-request',
  snap: 'snapshot',
  subnet: 'subnet',
  tgw: 'transit-gateway',
  vgw: 'vpn-gateway',
  vol: 'volume',
  vpc: 'vpc',
  vpce: 'vpc-endpoint',
  vpn: 'vpn-connection',
};

/** CreateTags and DeleteTags name resources of any type by their IDs. */
function tagParts({ operation, place }: AskedOperation): NeededPart[] | null {
  if (operation !== 'CreateTags' && operation !== 'DeleteTags') return null;
  return strings(place.parameters['ResourceId']).map((id) => {
    const type = TYPES_BY_ID[id.slice(0, id.indexOf('-'))] ?? '*';
    const account = type === 'image' || type === 'snapshot' ? '' : place.accountId;
    return {
      action: `ec2:${operation}`,
      resource: `arn:aws:ec2:${place.region}:${account}:${type}/${id}`,
      context: { ...requestTags(place.parameters), 'ec2:Region': place.region },
    };
  });
}
