import { describe, expect, test } from 'vitest';
import { isOperationName, operations } from '../../../src-shared/operations/registry.ts';
import type { Proof } from '../../../src-main/actions/handler.ts';
import { parseInput } from '../../../src-main/actions/parse-input.ts';
import { handlerOf } from '../../../src-main/actions/registry.ts';
import { compilePolicy } from '../../../src-main/authorization/compile.ts';
import { decide } from '../../../src-main/authorization/decide.ts';
import { operationMembers } from '../../../src-main/request/operation-members.ts';
import { RESOURCE_RULES, resourcesOfAction } from '../../../src-main/request/resource-from-parameters.ts';
import { S3_OPERATIONS } from '../../../src-main/request/s3-operations.ts';
import { noObjects } from '../../fixtures/objects.ts';
import { user as userDocument } from '../../fixtures/account-documents.ts';
import { userPrincipal } from '../../../src-main/account/user-principal.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';
import { ACCOUNT, model, reference } from './scene.ts';

const lucy = userPrincipal(userDocument('lucy'));
const POLICY = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
const KEY_POLICY = POLICY.replace('"Action"', '"Principal":"*","Action"');
const ALL_ALLOWED = {
  identity: [compilePolicy(POLICY, { name: 'all', arn: null, source: 'test' }, 'identity')],
  resource: [compilePolicy(KEY_POLICY, { name: 'all', arn: null, source: 'test' }, 'resource')],
};

/** Whether an action may be asked for on a resource at all. */
function applies(action: string, resource: string): boolean {
  const request = { principal: lucy, action, resource, resourceAccountId: ACCOUNT, context: new Map() };
  return decide(request, ALL_ALLOWED, SERVICE_FACTS) === 'Allowed';
}

/** A value that each member of the operations that Gatehouse performs takes. */
const VALUES: Readonly<Record<string, unknown>> = {
  UserName: 'lucy',
  GroupName: 'developers',
  RoleName: 'deployer',
  PolicyName: 'read-reports',
  PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/read-reports`,
  PermissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/boundary`,
  PolicyDocument: POLICY,
  AssumeRolePolicyDocument:
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}',
  Policy: POLICY,
  Path: '/shop/',
  VersionId: 'v1',
  AccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  Status: 'Inactive',
  Password: 'correct-Horse-7-battery',
  VirtualMFADeviceName: 'lucy',
  SerialNumber: `arn:aws:iam::${ACCOUNT}:mfa/lucy`,
  AuthenticationCode1: '123456',
  AuthenticationCode2: '654321',
  AccountAlias: 'shop',
  Bucket: 'lucy-bucket',
  RoleArn: `arn:aws:iam::${ACCOUNT}:role/deployer`,
  TargetPrincipal: '210987654321',
  PrincipalArn: `arn:aws:iam::${ACCOUNT}:saml-provider/shop`,
  SAMLProviderArn: `arn:aws:iam::${ACCOUNT}:saml-provider/shop`,
  OpenIDConnectProviderArn: `arn:aws:iam::${ACCOUNT}:oidc-provider/idp.example.com`,
  Url: 'https://idp.example.com',
  ClientID: 'shop',
  ThumbprintList: ['0'.repeat(40)],
  SAMLMetadataDocument: `<EntityDescriptor>${' '.repeat(1000)}</EntityDescriptor>`,
  SAMLAssertion: 'PFJlc3BvbnNlPg==',
  WebIdentityToken: 'eyJhbGciOiJSUzI1NiJ9.e30.AA',
  CertificateId: 'TA7SMP42TDN5Z26OBPJE7EXAMPLE',
  SSHPublicKeyId: 'APKAEIVFHP46CEXAMPLE',
  ServiceSpecificCredentialId: 'ACCAEXAMPLE123EXAMPLE',
  CredentialId: 'AAECAwQFBgcICQoLDA0ODw',
  AttestationObject: 'o2NmbXQ',
  ClientDataJSON: 'eyJ0eXBlIjoi',
  TaskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy' },
  TagKeys: ['team'],
  Tags: [{ Key: 'team', Value: 'shop' }],
};

/** What an identity provider vouches for, and a passkey that was registered. */
const PROOF: Proof = {
  principal: { kind: 'federated', provider: 'accounts.google.com', providerAccountId: null, subject: '1' },
  federation: { protocol: 'oidc', provider: 'accounts.google.com', claims: { sub: '1' } },
  asserted: { sessionName: 'lucy', tags: [], transitiveTagKeys: [], sourceIdentity: null, notOnOrAfter: null },
  passkey: { id: 'AAECAw', publicKey: 'pQECAyYg', counter: 0, transports: [], deviceType: 'multiDevice' },
};

describe('an operation that Gatehouse performs', () => {
  test.each(Object.keys(operations).filter(isOperationName))('%s asks for actions on resources they take', (name) => {
    const required = operationMembers(name).filter(({ name: member, required: must }) => must || member in VALUES);
    const given = required.map(({ name: member, choices }) => [member, VALUES[member] ?? choices[0] ?? '600'] as const);
    const input = parseInput(name, Object.fromEntries(given));
    const scene = { accountId: ACCOUNT, region: 'eu-west-1', actor: lucy, model, objects: noObjects(), proof: PROOF };
    const parts = handlerOf(name).authorize(input, scene);
    expect(parts.filter(({ action, resource }) => !applies(action, resource))).toEqual([]);
    expect(parts.filter(({ action }) => reference.action(action) === null)).toEqual([]);
  });
});

describe('a rule for naming resources', () => {
  test.each(RESOURCE_RULES.map((rule) => [rule.prefix, rule.resourceType, rule.members.join(', '), rule] as const))(
    'of %s names a %s by %s as the actions that take it know it',
    (prefix, resourceType, _, { members, examples, arn }) => {
      const values = examples.map((example) => example.replace('…', `eu-west-1:${ACCOUNT}`));
      const parameters = Object.fromEntries(members.map((member, at) => [member, values[at] ?? '']));
      const place = { region: 'eu-west-1', accountId: ACCOUNT, model, parameters };
      const [first = ''] = values;
      const resource = first.startsWith('arn:') && members.length === 1 ? first : arn(values, place);
      const taking = reference
        .actions(prefix)
        .filter((action) => action.resourceTypes.some(({ name }) => name === resourceType));
      expect(taking.length).toBeGreaterThan(0);
      expect(taking.filter(({ action }) => !applies(action, resource)).map(({ action }) => action)).toEqual([]);
    },
  );

  test('never leads an action to a resource that it does not take', () => {
    const asked = RESOURCE_RULES.flatMap(({ prefix, members, examples }) => {
      const values = examples.map((example) => example.replace('…', `eu-west-1:${ACCOUNT}`));
      const parameters = Object.fromEntries(members.map((member, at) => [member, values[at] ?? '']));
      const place = { region: 'eu-west-1', accountId: ACCOUNT, model, parameters };
      return reference
        .actions(prefix)
        .flatMap((action) =>
          resourcesOfAction(action, reference, place).map((resource) => ({ action: action.action, resource })),
        );
    });
    expect(asked.length).toBeGreaterThan(1000);
    expect(asked.filter(({ action, resource }) => !applies(action, resource))).toEqual([]);
  });
});

describe('an S3 operation', () => {
  const targets = {
    service: '*',
    bucket: 'arn:aws:s3:::b',
    object: 'arn:aws:s3:::b/k',
    source: 'arn:aws:s3:::s/k',
    keys: 'arn:aws:s3:::b/k',
  };

  test.each(S3_OPERATIONS.map((operation) => [operation.operation, operation] as const))(
    '%s asks for actions on resources they take',
    (_, { needs }) => {
      const asked = needs.flatMap(({ action, versioned, on }) =>
        [action, ...(versioned === null ? [] : [versioned])].map((name) => [name, targets[on]] as const),
      );
      expect(asked.filter(([action]) => reference.action(action) === null)).toEqual([]);
      expect(asked.filter(([action, resource]) => !applies(action, resource))).toEqual([]);
    },
  );
});
