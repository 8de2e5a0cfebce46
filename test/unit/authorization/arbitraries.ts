import { PolicyLayer } from '../../../src-shared/decision/explanation.ts';
import type { Principal } from '../../../src-shared/principal.ts';
import { type CompiledPolicy, compilePolicy } from '../../../src-main/authorization/compile.ts';
import type { PolicyKind } from '../../../src-main/authorization/policy/document.ts';
import { readPolicyDocument } from '../../../src-main/authorization/policy/grammar.ts';
import type { PolicySet } from '../../../src-main/authorization/policy-set.ts';
import { contextOfPrincipal } from '../../../src-main/authorization/principal-context.ts';
import type { AuthorizationRequest } from '../../../src-main/authorization/request.ts';
import { ACCOUNT, FEDERATED, LUCY, OTHER_ACCOUNT, ROLE, ROOT, SESSION, type Statement } from './scenario.ts';
import { fc } from '../../fixtures/properties.ts';

const SAML = `arn:aws:iam::${ACCOUNT}:saml-provider/corporate` as const;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`;
const LINKED_ROLE = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS` as const;
const LINKED_SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/AWSServiceRoleForECS/1` as const;

/** One principal of every kind there is, and of those that differ within a kind. */
const PRINCIPALS: readonly Principal[] = [
  { kind: 'root', arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT },
  {
    kind: 'user',
    arn: `arn:aws:iam::${ACCOUNT}:user/lucy`,
    accountId: ACCOUNT,
    userName: 'lucy',
    userId: 'AIDACKCEVSQ6C2EXAMPLE',
    tags: [{ Key: 'team', Value: 'red' }],
  },
  {
    kind: 'roleSession',
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/worker/monday`,
    accountId: ACCOUNT,
    roleArn: `arn:aws:iam::${ACCOUNT}:role/worker`,
    roleId: 'AROADBQP57FF2AEXAMPLE',
    sessionName: 'monday',
    tags: [],
    serviceLinked: false,
  },
  {
    kind: 'roleSession',
    arn: LINKED_SESSION,
    accountId: ACCOUNT,
    roleArn: LINKED_ROLE,
    roleId: '',
    sessionName: '1',
    tags: [],
    serviceLinked: true,
  },
  {
    kind: 'federatedUser',
    arn: `arn:aws:sts::${ACCOUNT}:federated-user/carol`,
    accountId: ACCOUNT,
    name: 'carol',
    userArn: `arn:aws:iam::${ACCOUNT}:user/lucy`,
    tags: [],
  },
  {
    kind: 'federatedUser',
    arn: `arn:aws:sts::${ACCOUNT}:federated-user/carol`,
    accountId: ACCOUNT,
    name: 'carol',
    userArn: `arn:aws:iam::${ACCOUNT}:user/`,
    tags: [],
  },
  {
    kind: 'federatedUser',
    arn: `arn:aws:sts::${ACCOUNT}:federated-user/carol`,
    accountId: ACCOUNT,
    name: 'carol',
    userArn: `arn:aws:iam::${ACCOUNT}:root`,
    tags: [],
  },
  { kind: 'federated', provider: SAML, providerAccountId: ACCOUNT, subject: 'carol@example.com' },
  { kind: 'federated', provider: 'accounts.google.com', providerAccountId: null, subject: '' },
  { kind: 'service', service: 'lambda.amazonaws.com' },
  { kind: 'anonymous' },
];

/** An action with a resource that it applies to, mostly. */
const ACTIONS: readonly (readonly [action: string, resource: string])[] = [
  ['s3:GetObject', 'arn:aws:s3:::shop/orders/1'],
  ['s3:GetObject', 'arn:aws:s3:::shop/lucy'],
  ['s3:PutBucketPolicy', 'arn:aws:s3:::shop'],
  ['s3:ListAllMyBuckets', '*'],
  ['kms:Decrypt', KEY],
  ['sqs:SendMessage', QUEUE],
  ['sts:AssumeRole', ROLE],
  ['sts:AssumeRoleWithSAML', ROLE],
  ['sts:GetCallerIdentity', '*'],
  ['EC2:RunInstances', '*'],
  ['iam:DeleteRole', `arn:aws:iam::${ACCOUNT}:group/developers`],
  ['made:Up', 'arn:aws:made:::${up}*'],
];

const anyRequest: fc.Arbitrary<AuthorizationRequest> = fc
  .record({
    principal: fc.constantFrom(...PRINCIPALS),
    what: fc.constantFrom(...ACTIONS),
    resourceAccountId: fc.constantFrom(ACCOUNT, ACCOUNT, OTHER_ACCOUNT),
    context: fc.record(
      {
        'aws:x': fc.constantFrom('a', 'b', 'lucy1', '*'),
        'aws:n': fc.constantFrom('1', '10', 'many'),
        'aws:list': fc.constantFrom<string[]>([], ['a'], ['a', 'c'], ['b']),
        'aws:sourceip': fc.constantFrom('10.1.2.3', '::1'),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ principal, what: [action, resource], resourceAccountId, context }) => ({
    principal,
    action,
    resource,
    resourceAccountId,
    context: new Map<string, string | readonly string[]>([
      ...contextOfPrincipal(principal),
      ...Object.entries<string | string[]>(context),
    ]),
  }));

/** Some condition, or none; most of them fail about as often as they hold. */
const condition = fc.constantFrom<object | null>(
  null,
  null,
  null,
  { StringEquals: { 'aws:x': 'a' } },
  { StringNotEquals: { 'aws:x': ['a', 'b'] } },
  { StringLikeIfExists: { 'aws:x': '${aws:username}*' } },
  { 'ForAllValues:StringEquals': { 'aws:list': ['a', 'b'] } },
  { 'ForAnyValue:StringNotLike': { 'aws:list': 'a*' } },
  { Null: { 'aws:x': 'true' } },
  { NumericLessThan: { 'aws:n': '10' }, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
  { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } },
);

const actionElement = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .subarray(
        ['*', 's3:*', 's3:Get*', 's3:GetObject', 'ec2:*', 'sts:AssumeRole', 'kms:*', 'sqs:SendMessage', '*:*'],
        {
          minLength: 1,
        },
      )
      .map((Action) => ({ Action })),
  },
  {
    weight: 1,
    arbitrary: fc
      .subarray(['s3:*', 'ec2:RunInstances', 's3:PutObject'], { minLength: 1 })
      .map((NotAction) => ({ NotAction })),
  },
);
const resourceElement = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .subarray(
        ['*', 'arn:aws:s3:::shop/*', 'arn:aws:s3:::shop/${aws:username}', 'arn:aws:iam::*:role/*', KEY, 'arn:aws:*:*'],
        { minLength: 1 },
      )
      .map((Resource) => ({ Resource })),
  },
  {
    weight: 1,
    arbitrary: fc
      .subarray(['arn:aws:s3:::shop/*', 'arn:aws:s3:::${aws:x}'], { minLength: 1 })
      .map((NotResource) => ({ NotResource })),
  },
);
const effect = fc.constantFrom('Allow', 'Allow', 'Allow', 'Allow', 'Deny');

/** A statement of an identity-based policy. */
const identityStatement: fc.Arbitrary<Statement> = fc
  .tuple(effect, actionElement, resourceElement, condition)
  .map(([Effect, action, resource, Condition]) => ({
    Effect,
    ...action,
    ...resource,
    ...(Condition && { Condition }),
  }));

/** Some Principal element. */
const principalElement = fc.constantFrom<unknown>(
  '*',
  { AWS: LUCY },
  { AWS: ['AIDACKCEVSQ6C2EXAMPLE', 'AROADBQP57FF2AEXAMPLE'] },
  { AWS: ROLE },
  { AWS: SESSION },
  { AWS: ACCOUNT },
  { AWS: [FEDERATED, ROOT] },
  { Federated: SAML },
  { Federated: 'accounts.google.com', Service: 'lambda.amazonaws.com' },
);
const notPrincipal = fc.constantFrom({ AWS: [LUCY, ROOT] }, { AWS: [SESSION, ROLE, ROOT] });

/** A statement of a resource-based policy, with its Principal or (as a Deny) its NotPrincipal. */
const resourceStatement: fc.Arbitrary<Statement> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(identityStatement, principalElement)
      .map(([statement, Principal]) => ({ ...statement, Principal })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(identityStatement, notPrincipal)
      .map(([statement, NotPrincipal]) => ({ ...statement, Effect: 'Deny', NotPrincipal })),
  },
);

/** A statement of a trust policy, which has neither Resource nor NotPrincipal. */
const trustStatement: fc.Arbitrary<Statement> = fc
  .tuple(effect, fc.constantFrom('sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:*'), principalElement, condition)
  .map(([Effect, Action, Principal, Condition]) => ({ Effect, Action, Principal, ...(Condition && { Condition }) }));

/** A statement of a resource control policy, which denies to everybody and names its services. */
const rcpStatement: fc.Arbitrary<Statement> = fc
  .tuple(fc.subarray(['s3:*', 'sqs:SendMessage', 'kms:*', 'sts:*'], { minLength: 1 }), resourceElement, condition)
  .map(([Action, resource, Condition]) => ({
    Effect: 'Deny',
    Principal: '*',
    Action,
    ...resource,
    ...(Condition && { Condition }),
  }));

/** A policy before it is compiled. */
export interface WrittenPolicy {
  readonly name: string;
  readonly arn: string | null;
  readonly statements: readonly Statement[];
}

/** The policies of a request by kind and level, before they are compiled; all kinds but SCPs and RCPs have one level. */
export type WrittenPolicies = Readonly<Partial<Record<PolicyLayer, readonly (readonly WrittenPolicy[])[]>>>;

/** Some statement for a policy of each layer. */
export const STATEMENTS: Readonly<Record<PolicyLayer, fc.Arbitrary<Statement>>> = {
  identity: identityStatement,
  resource: resourceStatement,
  trust: trustStatement,
  boundary: identityStatement,
  session: identityStatement,
  scp: identityStatement,
  rcp: rcpStatement,
  vpcEndpoint: resourceStatement,
};

const ALLOW_EVERYTHING: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };

/** What allows everything in policies of a kind; nothing in resource control policies, which only deny. */
const GENEROUS: Readonly<Record<PolicyKind, readonly Statement[]>> = {
  identity: [ALLOW_EVERYTHING],
  scp: [ALLOW_EVERYTHING],
  resource: [{ ...ALLOW_EVERYTHING, Principal: '*' }],
  trust: [{ Effect: 'Allow', Principal: '*', Action: 'sts:*' }],
  rcp: [],
};

/** The policies of one layer, named by layer, level and place; in some a managed policy is attached twice. */
function layerOf(layer: PolicyLayer): fc.Arbitrary<readonly (readonly WrittenPolicy[])[]> {
  const kind = policyKind(layer);
  // Without one that allows everything most requests would be stopped at the first layer.
  const statements = fc.oneof(
    fc.array(STATEMENTS[layer], { minLength: 1, maxLength: 3 }),
    fc
      .array(STATEMENTS[layer], { minLength: layer === 'rcp' ? 1 : 0, maxLength: 2 })
      .map((list) => [...GENEROUS[kind], ...list]),
  );
  const level = fc
    .tuple(fc.array(statements, { maxLength: 2 }), fc.boolean())
    .map(([list, twice]) => (twice && list.length === 2 ? [list[0] ?? [], list[0] ?? []] : list));
  return fc
    .array(level, layer === 'scp' || layer === 'rcp' ? { maxLength: 3 } : { minLength: 1, maxLength: 1 })
    .map((levels) =>
      levels.map((policies, at) =>
        policies.map((list, index) => {
          const managed = index === 1 && list === policies[0];
          const name = `${layer} ${at}.${managed ? 0 : index}`;
          return { name, arn: list === policies[1] && list === policies[0] ? `arn:${name}` : null, statements: list };
        }),
      ),
    );
}

/** Policies of any kinds, of one or several statements each. */
const anyPolicies: fc.Arbitrary<WrittenPolicies> = fc.record(
  {
    identity: layerOf('identity'),
    resource: layerOf('resource'),
    trust: layerOf('trust'),
    boundary: layerOf('boundary'),
    session: layerOf('session'),
    scp: layerOf('scp'),
    rcp: layerOf('rcp'),
    vpcEndpoint: layerOf('vpcEndpoint'),
  },
  { requiredKeys: [] },
);

/** A request with the policies that apply to it. */
export interface Situation {
  readonly request: AuthorizationRequest;
  readonly policies: WrittenPolicies;
}

/**
 * Any request and any policies; a role's trust policy is there only where a role is asked for, in place of any
 * other policy of the resource.
 */
export const anySituation: fc.Arbitrary<Situation> = fc
  .tuple(anyRequest, anyPolicies)
  .map(([request, { trust, resource, ...policies }]) => {
    const own = request.action.startsWith('sts:AssumeRole') ? trust && { trust } : resource && { resource };
    return { request, policies: { ...policies, ...own } };
  });

/** The grammar that the policies of a layer follow. */
export function policyKind(layer: PolicyLayer): PolicyKind {
  if (layer === 'trust' || layer === 'scp' || layer === 'rcp') return layer;
  return layer === 'resource' || layer === 'vpcEndpoint' ? 'resource' : 'identity';
}

/** Compiles policies. One without statements, which no document could be, allows and denies nothing. */
export function compileAll(written: WrittenPolicies): PolicySet {
  const levels = (layer: PolicyLayer): CompiledPolicy[][] | undefined =>
    written[layer]?.map((level, at) => level.map((policy, index) => compileWritten(policy, layer, `${at}.${index}`)));
  const set: { -readonly [Key in keyof PolicySet]: PolicySet[Key] } = {
    identity: levels('identity')?.flat() ?? [],
    resource: levels('resource')?.flat() ?? [],
  };
  for (const layer of ['trust', 'boundary', 'session', 'vpcEndpoint'] as const) {
    const found = levels(layer);
    if (found !== undefined) set[layer] = found.flat();
  }
  for (const layer of ['scp', 'rcp'] as const) {
    const found = levels(layer);
    if (found !== undefined) set[layer] = found;
  }
  return set;
}

function compileWritten({ name, arn, statements }: WrittenPolicy, layer: PolicyLayer, source: string): CompiledPolicy {
  if (statements.length === 0) {
    return compilePolicy({ version: null, id: null, statements: [] }, { name, arn, source });
  }
  const { document, faults } = readPolicyDocument({ Version: '2012-10-17', Statement: statements }, policyKind(layer));
  if (document === null) throw new Error(JSON.stringify(faults));
  return compilePolicy(document, { name, arn, source });
}

/** The same policies, each changed. */
export function mapPolicies(
  written: WrittenPolicies,
  change: (policy: WrittenPolicy, layer: PolicyLayer) => WrittenPolicy,
): WrittenPolicies {
  const changed: Partial<Record<PolicyLayer, readonly (readonly WrittenPolicy[])[]>> = {};
  for (const layer of PolicyLayer.options) {
    const levels = written[layer];
    if (levels !== undefined) changed[layer] = levels.map((level) => level.map((policy) => change(policy, layer)));
  }
  return changed;
}
