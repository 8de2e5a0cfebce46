import { beforeAll, describe, expect, it } from 'vitest';
import type { NeededPart, Proof } from '../../../src-main/actions/handler.ts';
import { isOperationName } from '../../../src-main/actions/operations.ts';
import { handlers } from '../../../src-main/actions/registry.ts';
import { openServiceReference } from '../../../src-main/request/iam-data-reference.ts';
import { FURTHER_TYPES } from '../../../src-main/request/resource-types.ts';
import type { Member, Rules, Shape } from '../../../src-main/request/service-model.ts';
import type { ReferenceAction } from '../../../src-main/request/service-reference.ts';
import type { ModelDocument } from '../../../src-shared/model/documents.ts';
import {
  MANAGEMENT_ACCOUNT_ID,
  organization,
  organizationAccount,
  organizationRoot,
} from '../../fixtures/organization-documents.ts';
import { ACCOUNT_ID, OTHER_ACCOUNT_ID, TestAccount, TRUST_EC2, userActor } from './test-account.ts';

/*
 * Every operation that Gatehouse performs asks for actions, on resources, with condition keys, that AWS's service
 * authorization reference knows. Each is asked with all of its parameters at once, filled in by their names.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */

const reference = openServiceReference('out/data');
const iam = (resource: string) => `arn:aws:iam::${ACCOUNT_ID}:${resource}`;
const TAGS = [{ Key: 'team', Value: 'shop' }];

/** Members that must be of what is there, or of a form that their rules do not tell. */
const GIVEN: Record<string, unknown> = {
  UserName: 'lucy',
  NewUserName: 'lucille',
  GroupName: 'developers',
  NewGroupName: 'engineers',
  RoleName: 'deployer',
  InstanceProfileName: 'web',
  RoleArn: iam('role/deployer'),
  Role: iam('role/deployer'),
  RoleSessionName: 'monday',
  PolicyArn: iam('policy/own'),
  PermissionsBoundary: iam('policy/own'),
  PolicySourceArn: iam('user/lucy'),
  Arn: iam('user/lucy'),
  EntityPath: 'o-a1b2c3d4e5/r-ab12',
  OrganizationsPolicyId: 'p-FullAWSAccess',
  SerialNumber: iam('mfa/phone'),
  SAMLProviderArn: iam('saml-provider/corp'),
  PrincipalArn: iam('saml-provider/corp'),
  OpenIDConnectProviderArn: iam('oidc-provider/idp.example.com'),
  Url: 'https://idp.example.com',
  Path: '/path/',
  NewPath: '/path/',
  PathPrefix: '/',
  AWSServiceName: 'autoscaling.amazonaws.com',
  DeletionTaskId: 'task/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling/id',
  Tags: TAGS,
  TagKeys: ['team'],
  Bucket: 'lucy-bucket',
  Key: 'folder/file.txt',
  CopySource: 'lucy-bucket/folder/file.txt',
  TargetPrincipal: ACCOUNT_ID,
  AccountId: ACCOUNT_ID,
  ChildId: ACCOUNT_ID,
  ResourceId: ACCOUNT_ID,
  TargetId: ACCOUNT_ID,
  SourceParentId: 'r-ab12',
  DestinationParentId: 'r-ab12',
  ParentId: 'r-ab12',
  RootId: 'r-ab12',
};

/** The parameters of operations that AWS's console has and its API has not. */
const NOT_OF_THE_API: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'iam:RegisterSecurityKey': { UserName: 'lucy', DeviceName: 'key' },
};

/** What an identity provider says of somebody, for the operations that need it. */
const PROOF: Proof = {
  principal: {
    kind: 'federated',
    provider: iam('oidc-provider/idp.example.com'),
    providerAccountId: ACCOUNT_ID,
    subject: 'lucy',
  },
  federation: {
    protocol: 'oidc',
    provider: iam('oidc-provider/idp.example.com'),
    claims: { sub: 'lucy', aud: 'shop' },
  },
  asserted: {
    sessionName: 'monday',
    tags: TAGS,
    transitiveTagKeys: ['team'],
    sourceIdentity: 'lucy',
    notOnOrAfter: null,
  },
  passkey: { id: 'id', publicKey: 'key', counter: 0, transports: [], deviceType: 'singleDevice' },
};

let aws: TestAccount;
beforeAll(async () => {
  aws = new TestAccount();
  await aws.perform('iam:CreateUser', { UserName: 'lucy' });
  await aws.perform('iam:CreateGroup', { GroupName: 'developers' });
  await aws.perform('iam:CreateRole', { RoleName: 'deployer', AssumeRolePolicyDocument: TRUST_EC2 });
  await aws.perform('iam:CreateInstanceProfile', { InstanceProfileName: 'web' });
  await aws.perform('s3:CreateBucket', { Bucket: 'lucy-bucket' });
  const documents: ModelDocument[] = [
    organization(),
    organizationRoot(),
    organizationAccount(MANAGEMENT_ACCOUNT_ID),
    organizationAccount(ACCOUNT_ID),
  ];
  aws.model.apply(documents.map((document) => ({ key: document.arn, before: null, after: document })));
  const { Handshake } = await aws.perform(
    'organizations:InviteAccountToOrganization',
    { Target: { Id: OTHER_ACCOUNT_ID, Type: 'ACCOUNT' } },
    { accountId: MANAGEMENT_ACCOUNT_ID },
  );
  GIVEN['HandshakeId'] = Handshake?.Id;
});

const names = Object.keys(handlers).filter((name) => isOperationName(name));

describe('What each operation needs is what the service authorization reference knows', () => {
  it.each(names)('%s', (name) => {
    const [service = '', operation = ''] = name.split(':');
    const members = reference.model(service)?.operation(operation)?.input.members;
    const given =
      members === undefined
        ? NOT_OF_THE_API[name]
        : Object.fromEntries(members.map((member) => [member.name, valueOf(member)]));
    expect(given, `the parameters of ${name}`).toBeDefined();
    const needed = aws.authorize(name, given, {
      proof: PROOF,
      as: userActor('lucy'),
      accountId: service === 'organizations' ? MANAGEMENT_ACCOUNT_ID : ACCOUNT_ID,
    });
    expect(needed.flatMap((part) => faultsOf(part, needed))).toEqual([]);
  });
});

/** What the reference does not know of a part. */
function faultsOf({ action, resource, context = {} }: NeededPart, together: readonly NeededPart[]): string[] {
  const known = reference.action(action);
  if (known?.action !== action) return [`There is no action ${action}.`];
  // The actions of one request are judged by one context: AWS's own trust policies allow sts:TagSession on keys that the
  // reference lists for the action that assumes the role, and what is asked of S3 beside an upload comes with its headers.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-saml
  const actions = /^(sts|s3):/.test(action)
    ? together.flatMap((other) => reference.action(other.action) ?? [])
    : [known];
  const conditionKeys = actions.flatMap((other) => [
    ...other.conditionKeys,
    ...other.resourceTypes.flatMap((type) => type.conditionKeys),
  ]);
  return [
    ...(isOfItsTypes(resource, known) ? [] : [`${action} is not asked on ${resource}.`]),
    ...Object.keys(context)
      .filter((key) => !conditionKeys.some((pattern) => matchesKey(pattern, key)))
      .map((key) => `${action} has no condition key ${key}.`),
  ];
}

/**
 * Whether an ARN is of one of the action's resource types; or `*`, where the action has none or may do without. The ID of
 * what is yet to be made is not known: then a `*` stands for it.
 */
function isOfItsTypes(resource: string, { action, resourceTypes }: ReferenceAction): boolean {
  if (!resourceTypes.some(({ required }) => required) && resource === '*') return true;
  const [service = ''] = action.split(':');
  const arnPatterns = [
    ...resourceTypes.map(({ name }) => reference.resourceType(service, name)?.arnPattern ?? ''),
    ...(FURTHER_TYPES[action.toLowerCase()] ?? []).map(({ arn }) => arn),
  ];
  return arnPatterns.some((pattern) => {
    const lastStep = pattern.slice(pattern.lastIndexOf('/') + 1).replaceAll(VARIABLE, 'x');
    return new RegExp(`^${pattern.replaceAll(VARIABLE, '[^:]+')}$`).test(resource.replace(/\/\*$/, `/${lastStep}`));
  });
}

/** A variable part of an ARN pattern, such as `${Account}`. */
const VARIABLE = /\$\{\w+\}/g;

/** Keys with a variable part, such as `aws:RequestTag/${TagKey}`, are matched by what stands before it. */
function matchesKey(pattern: string, key: string): boolean {
  const literal = pattern.replace(/(\$\{\w+\}|<[^>]+>)$/, '').toLowerCase();
  return literal.length < pattern.length ? key.toLowerCase().startsWith(literal) : key.toLowerCase() === literal;
}

/** A value for a parameter; undefined for optional ones that are structures, whose members no permission is about. */
function valueOf({ name, shape, required }: Member): unknown {
  if (Object.hasOwn(GIVEN, name) && shape.type !== 'structure') return GIVEN[name];
  return required || (shape.type !== 'structure' && shape.type !== 'map') ? valueOfShape(shape) : undefined;
}

function valueOfShape(shape: Shape): unknown {
  switch (shape.type) {
    case 'structure':
      return Object.fromEntries(
        shape.members.filter(({ required }) => required).map((member) => [member.name, valueOf(member)]),
      );
    case 'list':
      return [valueOfShape(shape.entry)];
    case 'map':
      return {};
    case 'boolean':
      return false;
    case 'timestamp':
      return '2026-01-02T03:04:05Z';
    case 'blob':
      return new Uint8Array(shape.rules.min ?? 1);
    case 'string':
      return textOf(shape.rules);
    default:
      return shape.rules.min ?? 1;
  }
}

/** A text by the rules: one of a set; else as short as may be, of the first characters that fit the pattern. */
function textOf({ enum: values, min = 1, pattern }: Rules): string {
  if (values !== undefined) return values[0] ?? '';
  const length = Math.max(min, 1);
  const candidates = ['a', '1', 'A', '/'].map((character) => character.repeat(length));
  const fitting = [...candidates, ...FORMS].find(
    (text) => pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(text),
  );
  return fitting ?? 'a'.repeat(length);
}

/** Forms of identifiers that patterns ask for. */
const FORMS = [
  'v1',
  'idp.example.com',
  'lucy@example.com',
  'p-abcdefgh',
  'h-abcdefgh',
  'car-abcdefgh',
  'r-ab12',
  'ou-ab12-workload',
  '123456789012',
  'o-a1b2c3d4e5',
  'guardduty.amazonaws.com',
];
