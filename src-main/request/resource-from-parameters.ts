import { Arn } from '../../src-shared/arn.ts';
import type { ModelView } from '../account/model.ts';
import { isOfTypes } from '../authorization/relation.ts';
import { valuesAt } from './passed-roles.ts';
import { listedArns, shapesOf } from './resource-shapes.ts';
import { RESOURCE_TEMPLATES, type ResourceTemplate } from './resource-templates.ts';
import type { ReferenceAction, ReferenceResourceType, ServiceReference } from './service-reference.ts';

/** Where names in a request belong. */
export interface ResourcePlace {
  readonly region: string;
  /** Empty when nobody is known to ask. */
  readonly accountId: string;
  readonly model: ModelView;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** How the ARN of a resource follows from members of a request. */
export interface ResourceRule {
  readonly prefix: string;
  /** As the service authorization reference names it. */
  readonly resourceType: string;
  /** All are needed. The first may hold several names; there is an ARN for each. */
  readonly members: readonly string[];
  /** What a person may type, for each member. */
  readonly examples: readonly string[];
  readonly arn: (values: readonly string[], place: ResourcePlace) => string;
}

function rule(
  prefix: string,
  resourceType: string,
  members: Readonly<Record<string, string>>,
  arn: ResourceRule['arn'],
): ResourceRule {
  return { prefix, resourceType, members: Object.keys(members), examples: Object.values(members), arn };
}

const pathOf = ({ parameters }: ResourcePlace): string => {
  const path = parameters['Path'];
  return typeof path === 'string' && path.startsWith('/') ? path : '/';
};
const iam =
  (kind: string) =>
  ([name = '']: readonly string[], place: ResourcePlace): string =>
    `arn:aws:iam::${place.accountId}:${kind}${pathOf(place)}${name}`;
const regional =
  (service: string, resource: (values: readonly string[]) => string) =>
  (values: readonly string[], { region, accountId }: ResourcePlace): string =>
    `arn:aws:${service}:${region}:${accountId}:${resource(values)}`;
const named = (service: string, kind: string) => regional(service, ([name = '']) => `${kind}${name}`);

/**
 * A secret's ARN ends in six random characters, which its name leaves out. Where the model does not know the secret they
 * are `??????`, as policies have them for a secret that is yet to be made.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
 */
function secretArn([name = '']: readonly string[], place: ResourcePlace): string {
  const start = name.startsWith('arn:')
    ? name
    : `arn:aws:secretsmanager:${place.region}:${place.accountId}:secret:${name}`;
  const known = place.model
    .list('resource', place.accountId)
    .find(({ arn }) => arn === start || (arn.startsWith(`${start}-`) && arn.length === start.length + 7));
  if (known !== undefined) return known.arn;
  return name.startsWith('arn:') ? name : `${start}-??????`;
}

/** `https://sqs.eu-west-1.amazonaws.com/123456789012/orders` */
function queueArn([url = '']: readonly string[], { region, accountId }: ResourcePlace): string {
  const [name = '', owner = accountId] = url.split('/').toReversed();
  const ofHost = /^https?:\/\/sqs\.([a-z0-9-]+)\./.exec(url)?.[1] ?? region;
  return `arn:aws:sqs:${ofHost}:${/^\d{12}$/.test(owner) ? owner : accountId}:${name}`;
}

/**
 * A parameter's ARN has no slash in front of its name, and nothing of the version or label that is asked for.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
 */
function parameterArn([name = '']: readonly string[], { region, accountId }: ResourcePlace): string {
  return `arn:aws:ssm:${region}:${accountId}:parameter/${name.replace(/^\//, '').replace(/:[^/:]*$/, '')}`;
}

/**
 * A state machine's versions and aliases are authorized on the state machine.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html
 */
function stateMachineArn([arn = '']: readonly string[]): string {
  return /^arn:[^:]*:states:[^:]*:[^:]*:stateMachine:[^:/]+/.exec(arn)?.[0] ?? arn;
}

/**
 * A KMS key by its ID or its ARN. AWS authorizes the use of an alias on the key behind it, which Gatehouse does not model:
 * the request is then for a key that is not known.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
function keyArn([id = '']: readonly string[], { region, accountId }: ResourcePlace): string {
  if (/^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(id)) return id;
  const alias = /^(arn:[^:]*:kms:[^:]*:[^:]*):alias\//.exec(id);
  if (alias !== null) return `${alias[1] ?? ''}:key/*`;
  return `arn:aws:kms:${region}:${accountId}:key/${id.startsWith('alias/') ? '*' : id}`;
}

/**
 * What the members that name resources are called, service by service. The first rule for a resource type whose members
 * are all there applies. An ARN given in place of a name is taken as it is.
 * Source: the API references of the services, and their resource types in the service authorization reference.
 */
export const RESOURCE_RULES: readonly ResourceRule[] = [
  rule(
    'iam',
    'user',
    { UserName: 'lucy' },
    (values, place) => place.model.userByName(place.accountId, values[0] ?? '')?.arn ?? iam('user')(values, place),
  ),
  rule(
    'iam',
    'group',
    { GroupName: 'developers' },
    (values, place) => place.model.groupByName(place.accountId, values[0] ?? '')?.arn ?? iam('group')(values, place),
  ),
  rule(
    'iam',
    'role',
    { RoleName: 'deployer' },
    (values, place) => place.model.roleByName(place.accountId, values[0] ?? '')?.arn ?? iam('role')(values, place),
  ),
  rule('iam', 'policy', { PolicyArn: 'arn:aws:iam::123456789012:policy/name' }, iam('policy')),
  rule('iam', 'policy', { PolicyName: 'read-reports' }, iam('policy')),
  rule('iam', 'instance-profile', { InstanceProfileName: 'web' }, iam('instance-profile')),
  rule('iam', 'mfa', { SerialNumber: 'arn:aws:iam::123456789012:mfa/lucy' }, iam('mfa')),
  rule('iam', 'mfa', { VirtualMFADeviceName: 'lucy' }, iam('mfa')),
  rule(
    'iam',
    'oidc-provider',
    { OpenIDConnectProviderArn: 'arn:aws:iam::123456789012:oidc-provider/id.example.com' },
    iam('oidc-provider'),
  ),
  rule(
    'iam',
    'oidc-provider',
    { Url: 'https://id.example.com' },
    ([url = ''], { accountId }) => `arn:aws:iam::${accountId}:oidc-provider/${url.replace(/^https:\/\//, '')}`,
  ),
  rule(
    'iam',
    'saml-provider',
    { SAMLProviderArn: 'arn:aws:iam::123456789012:saml-provider/name' },
    iam('saml-provider'),
  ),
  rule('iam', 'saml-provider', { Name: 'corporate' }, iam('saml-provider')),
  rule('iam', 'server-certificate', { ServerCertificateName: 'www' }, iam('server-certificate')),
  rule('sts', 'role', { RoleArn: 'arn:aws:iam::123456789012:role/deployer' }, iam('role')),
  rule(
    'sts',
    'federated-user',
    { Name: 'lucy' },
    ([name = ''], { accountId }) => `arn:aws:sts::${accountId}:federated-user/${name}`,
  ),

  // A query of an index is authorized on the index, not on its table.
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/using-identity-based-policies.html
  rule('dynamodb', 'index', { TableName: 'orders', IndexName: 'by-date' }, (values, place) => {
    const [table = '', index = ''] = values;
    const tableArn = table.startsWith('arn:') ? table : named('dynamodb', 'table/')([table], place);
    return `${tableArn}/index/${index}`;
  }),
  rule('dynamodb', 'table', { TableName: 'orders' }, named('dynamodb', 'table/')),
  rule('dynamodb', 'table', { ResourceArn: 'arn:aws:dynamodb:…:table/orders' }, named('dynamodb', 'table/')),
  rule('dynamodb', 'table', { RequestItems: 'orders' }, named('dynamodb', 'table/')),
  rule('dynamodb', 'stream', { StreamArn: 'arn:aws:dynamodb:…:table/orders/stream/…' }, named('dynamodb', '')),

  rule('sqs', 'queue', { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/orders' }, queueArn),
  rule('sqs', 'queue', { QueueName: 'orders' }, named('sqs', '')),
  rule('sns', 'topic', { TopicArn: 'arn:aws:sns:us-east-1:123456789012:orders' }, named('sns', '')),
  rule('sns', 'topic', { TargetArn: 'arn:aws:sns:us-east-1:123456789012:orders' }, named('sns', '')),
  rule('sns', 'topic', { ResourceArn: 'arn:aws:sns:us-east-1:123456789012:orders' }, named('sns', '')),
  rule('sns', 'topic', { Name: 'orders' }, named('sns', '')),
  rule('secretsmanager', 'Secret', { SecretId: 'shop/database' }, secretArn),
  rule('secretsmanager', 'Secret', { Name: 'shop/database' }, secretArn),
  rule('ssm', 'parameter', { Name: '/shop/url' }, parameterArn),
  rule('ssm', 'parameter', { Names: '/shop/url' }, parameterArn),
  rule(
    'ssm',
    'parameter',
    { Path: '/shop' },
    regional('ssm', ([path = '']) => `parameter/${path.replace(/^\/|\/$/g, '')}`),
  ),
  rule(
    'states',
    'statemachine',
    { stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:ship' },
    stateMachineArn,
  ),
  rule('kms', 'key', { KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' }, keyArn),
  rule('kms', 'key', { TargetKeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' }, keyArn),
  rule('kms', 'alias', { AliasName: 'alias/shop' }, named('kms', '')),
  rule(
    'logs',
    'log-stream',
    { logGroupName: '/shop/web', logStreamName: 'today' },
    regional('logs', ([group = '', stream = '']) => `log-group:${group}:log-stream:${stream}`),
  ),
  // CloudWatch Logs authorizes on a log group's ARN followed by `:log-stream:`, which is why policies end it in `:*`.
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
  rule(
    'logs',
    'log-group',
    { logGroupName: '/shop/web' },
    regional('logs', ([group = '']) => `log-group:${group}:log-stream:`),
  ),
  rule('logs', 'log-group', { resourceArn: 'arn:aws:logs:…:log-group:/shop/web' }, named('logs', 'log-group:')),
  rule('kinesis', 'stream', { StreamName: 'clicks' }, named('kinesis', 'stream/')),
  rule('kinesis', 'stream', { StreamARN: 'arn:aws:kinesis:…:stream/clicks' }, named('kinesis', 'stream/')),
  rule('ecr', 'repository', { repositoryName: 'shop/web' }, named('ecr', 'repository/')),

  rule('lambda', 'function', { FunctionName: 'resize' }, functionArn),
  rule('lambda', 'function', { Resource: 'arn:aws:lambda:…:function:resize' }, functionArn),
  rule('lambda', 'eventSourceMapping', { UUID: '…' }, named('lambda', 'event-source-mapping:')),

  rule('ec2', 'instance', { InstanceId: 'i-0123456789abcdef0' }, named('ec2', 'instance/')),
  rule('ec2', 'volume', { VolumeId: 'vol-0123456789abcdef0' }, named('ec2', 'volume/')),
  rule('ec2', 'security-group', { GroupId: 'sg-0123456789abcdef0' }, named('ec2', 'security-group/')),
  rule('ec2', 'security-group', { SecurityGroupId: 'sg-0123456789abcdef0' }, named('ec2', 'security-group/')),
  rule('ec2', 'subnet', { SubnetId: 'subnet-0123456789abcdef0' }, named('ec2', 'subnet/')),
  rule('ec2', 'vpc', { VpcId: 'vpc-0123456789abcdef0' }, named('ec2', 'vpc/')),
  rule('ec2', 'key-pair', { KeyName: 'laptop' }, named('ec2', 'key-pair/')),
  rule(
    'ec2',
    'image',
    { ImageId: 'ami-0123456789abcdef0' },
    ([id = ''], { region }) => `arn:aws:ec2:${region}::image/${id}`,
  ),
  rule(
    'ec2',
    'snapshot',
    { SnapshotId: 'snap-0123456789abcdef0' },
    ([id = ''], { region }) => `arn:aws:ec2:${region}::snapshot/${id}`,
  ),
  ...RESOURCE_TEMPLATES.map(templateRule),
];

/** A whole ARN of a template, with a name in place of each number. */
function templateRule([prefix, resourceType, members, template]: ResourceTemplate): ResourceRule {
  return rule(prefix, resourceType, members, ([first = '', ...rest], place) => {
    if (first.startsWith('arn:')) return first;
    // The second is what the first lies in, which may be named by its ARN.
    const values = [first, ...rest.map((value) => value.slice(value.lastIndexOf('/') + 1))];
    const whole = template.startsWith('arn:') ? template : `arn:aws:${prefix}:{region}:{account}:${template}`;
    const arn = whole
      .replace('{region}', place.region)
      .replace('{account}', place.accountId)
      .replace(/\{(\d)\}/g, (_, index: string) => values[Number(index)] ?? '');
    return template.includes('*') ? knownArn(arn, place) : arn;
  });
}

/** The one resource of the model whose ARN has something in place of the first `*`; the ARN itself where there is none. */
function knownArn(pattern: string, { accountId, model }: ResourcePlace): string {
  const star = pattern.indexOf('*');
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  const fitting = model
    .list('resource', accountId)
    .filter(({ arn }) => arn.startsWith(before) && arn.endsWith(after) && arn.length > before.length + after.length);
  const [only, ...others] = fitting;
  return only !== undefined && others.length === 0 ? only.arn : pattern;
}

/**
 * A function by name, by `name:version`, by `ACCOUNT:function:name`, or by its ARN; with the version or alias that the
 * request asks for beside it.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html
 */
function functionArn([name = '']: readonly string[], { region, accountId, parameters }: ResourcePlace): string {
  const partial = /^(\d{12}):function:(.+)$/.exec(name);
  const arn = name.startsWith('arn:')
    ? name
    : `arn:aws:lambda:${region}:${partial?.[1] ?? accountId}:function:${partial?.[2] ?? name}`;
  const qualifier = parameters['Qualifier'];
  const isQualified = arn.split(':').length > 7;
  return typeof qualifier === 'string' && qualifier !== '' && !isQualified ? `${arn}:${qualifier}` : arn;
}

/** The names in a member: one, a list of them, or the keys of a map (`RequestItems` of DynamoDB). */
function namesIn(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (Array.isArray(value)) return value.filter((entry) => typeof entry === 'string');
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

/** The names in a member, or in the members of a list's entries, such as `Entries[].EventBusName`. */
function membersAt(parameters: Readonly<Record<string, unknown>>, member: string): string[] {
  return /[.[]/.test(member) ? valuesAt(parameters, member).flatMap(namesIn) : namesIn(parameters[member]);
}

/** Those that take more or less of an ARN than is given. */
const READS_ARNS: ReadonlySet<ResourceRule['arn']> = new Set([keyArn, secretArn, functionArn, stateMachineArn]);

function byRule({ members, arn }: ResourceRule, place: ResourcePlace): string[] {
  const [first = [], ...others] = members.map((member) => membersAt(place.parameters, member));
  if (others.some((names) => names.length === 0)) return [];
  const rest = others.map(([name = '']) => name);
  const asItIs = (name: string): boolean => name.startsWith('arn:') && rest.length === 0 && !READS_ARNS.has(arn);
  return first.map((name) => (asItIs(name) ? name : arn([name, ...rest], place)));
}

const VARIABLE = /\$\{(\w+)\}/g;

/**
 * Fills a resource type's ARN pattern with members that are named like its variables, whatever their case. A member that
 * holds several names gives an ARN for each.
 */
function byPattern(type: ReferenceResourceType, place: ResourcePlace): string[] {
  const [arnPattern = ''] = listedArns(type);
  const members = new Map(Object.entries(place.parameters).map(([name, value]) => [name.toLowerCase(), value]));
  const known: Readonly<Record<string, string>> = {
    Partition: 'aws',
    Region: place.region,
    Account: place.accountId,
  };
  const variables = [...arnPattern.matchAll(VARIABLE)].flatMap(([, name = '']) =>
    Object.hasOwn(known, name) ? [] : [name],
  );
  // What is an ARN or a URL is no name that an ARN could hold.
  const namesOf = (name: string): string[] =>
    namesIn(members.get(name.toLowerCase())).filter((text) => !/^arn:|:\/\//.test(text));
  const fillings = variables.map((name) => [name, namesOf(name)] as const);
  if (fillings.length === 0 || fillings.some(([, names]) => names.length === 0)) return [];
  const count = Math.max(...fillings.map(([, names]) => names.length));
  return Array.from({ length: count }, (_, at) => {
    const values = {
      ...known,
      ...Object.fromEntries(fillings.map(([name, names]) => [name, names[at] ?? names[0] ?? ''])),
    };
    return arnPattern.replace(VARIABLE, (whole, name: string) => values[name] ?? whole);
  });
}

/**
 * What EC2 makes beside the resource types that the reference requires: the volumes of instances that are backed by EBS.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html#iam-example-runinstances
 */
const MADE_AS_WELL: Readonly<Record<string, readonly string[]>> = { 'ec2:RunInstances': ['volume'] };

/** Members that hold an ARN. */
function byArn(place: ResourcePlace): string[] {
  return Object.values(place.parameters)
    .flatMap(namesIn)
    .filter((text) => Arn.safeParse(text).success);
}

/** What a request is going to make of a type: its ARN with `*` for all that is not known yet. */
export function madeArn({ arnPattern }: ReferenceResourceType, { region, accountId }: ResourcePlace): string {
  return arnPattern
    .replace('${Partition}', 'aws')
    .replace('${Region}', region)
    .replace('${Account}', accountId)
    .replace(VARIABLE, '*');
}

/** A resource that a request names, with its type as the service authorization reference names it. */
export interface NamedResource {
  /** Null where the resource is `*`. */
  readonly type: string | null;
  readonly arn: string;
}

/**
 * The resources that a request names for an action, from its members: by the rules above, else by members that hold an
 * ARN of a resource type of the action, else by members that are named like the variables of its ARN pattern.
 * @returns `*` of no type where the action has no resource or the request names none.
 */
export function namedResources(
  action: ReferenceAction,
  reference: ServiceReference,
  place: ResourcePlace,
): NamedResource[] {
  const prefix = action.action.slice(0, action.action.indexOf(':'));
  const found = action.resourceTypes.flatMap(({ name, required }) => {
    const type = reference.resourceType(prefix, name);
    if (type === null) return [];
    const shapes = shapesOf(reference, type, action);
    const ofType = (arns: readonly string[]): string[] => arns.filter((arn) => isOfTypes(shapes, arn));
    const rules = RESOURCE_RULES.filter((entry) => entry.prefix === prefix && entry.resourceType === name);
    const ruled = rules.map((entry) => ofType(byRule(entry, place))).find((arns) => arns.length > 0);
    if (ruled !== undefined) return ruled.map((arn) => ({ type: name, arn }));
    const arns = ofType(byArn(place));
    const filled = arns.length > 0 ? arns : ofType(byPattern(type, place));
    // EC2 authorizes what a request is going to make on `…:instance/*`.
    const makes = prefix === 'ec2' && (required || (MADE_AS_WELL[action.action] ?? []).includes(name));
    const made = makes && filled.length === 0 ? [madeArn(type, place)] : filled;
    return made.map((arn) => ({ type: name, arn }));
  });
  const index = found.some(({ type }) => type === 'index');
  const streams = found.some(({ type }) => type === 'log-stream');
  const asked = found
    .filter(({ type }) => !(index && prefix === 'dynamodb' && type === 'table'))
    .filter(({ type }) => !(streams && prefix === 'logs' && type === 'log-group'));
  return asked.length === 0
    ? [{ type: null, arn: '*' }]
    : [...new Map(asked.toReversed().map((resource) => [resource.arn, resource])).values()].toReversed();
}

/** The ARNs of the resources that a request names for an action; `*` where it names none. */
export function resourcesOfAction(
  action: ReferenceAction,
  reference: ServiceReference,
  place: ResourcePlace,
): string[] {
  return namedResources(action, reference, place).map(({ arn }) => arn);
}
