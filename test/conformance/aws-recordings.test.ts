import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Actor } from '../../src-main/actions/handler.ts';
import type { OperationName } from '../../src-main/actions/operations.ts';
import { AwsError } from '../../src-shared/errors.ts';
import { organization, organizationAccount, organizationRoot } from '../fixtures/organization-documents.ts';
import { ACCOUNT_ID, ALLOW_ALL_S3, READ_ONLY_ACCESS, TestAccount, TRUST_EC2 } from '../unit/actions/test-account.ts';

/*
 * Answers recorded from AWS itself, as boto3 reads them, in the form of LocalStack's snapshots (Apache License 2.0). What
 * led to each is done again here, and the answers must be the same: members, error codes, status and wording. Names, IDs
 * and dates are placeholders in the recordings, such as `<policy-name:1>`, and stand for any text.
 */
const FOLDER = '../shared/conformance/aws-recordings';
const isThere = existsSync(`${FOLDER}/iam.json`) && existsSync(`${FOLDER}/sts.json`);
if (!isThere) console.warn(`Skipped: the recordings of AWS are not in ${FOLDER}.`);

const Recordings = z.record(
  z.string(),
  z.object({ 'recorded-content': z.record(z.string(), z.record(z.string(), z.unknown())) }),
);
type Answers = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The answers of every recorded test, by the name of its class and its own. */
const recorded: ReadonlyMap<string, Answers> = new Map(
  (isThere ? ['iam', 'sts'] : []).flatMap((service) =>
    Object.entries(Recordings.parse(JSON.parse(readFileSync(`${FOLDER}/${service}.json`, 'utf8')))).map(
      ([name, recording]): [string, Answers] => [name.slice(name.indexOf('::') + 2), recording['recorded-content']],
    ),
  ),
);

/** Asks AWS's stand-in as boto3 would, and gives the answer or the error as boto3 does. */
type Ask = (name: OperationName, parameters?: Record<string, unknown>, as?: Actor) => Promise<unknown>;

/** Does what a recorded test did. @returns its answers by their recorded names; those left out are not compared. */
type Replay = (ask: Ask, aws: TestAccount) => Promise<Record<string, unknown>>;

function asBoto3(aws: TestAccount): Ask {
  return async (name, parameters = {}, as = { kind: 'designer' }) => {
    try {
      aws.authorize(name, parameters, { as });
      const output = await aws.perform(name, parameters, { as });
      return { ...Object(decoded(output)), ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: 200 } };
    } catch (thrown) {
      if (!(thrown instanceof AwsError)) throw thrown;
      return {
        Error: { Code: thrown.code, Message: thrown.message, Type: 'Sender' },
        ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: thrown.httpStatus },
      };
    }
  };
}

/** boto3 decodes policy documents. */
function decoded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decoded);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, entry]) => entry !== undefined)
        .map(([key, entry]) => [key, decoded(entry)]),
    );
  }
  return typeof value === 'string' && value.startsWith('%7B') ? JSON.parse(decodeURIComponent(value)) : value;
}

/** What an answer must be like: the recorded one, with any text for its placeholders. */
function like(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(like);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, like(entry)]));
  }
  if (typeof value !== 'string') return value;
  const literal = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = literal.replace(/<partition>/g, 'aws').replace(/<[\w-]+(:\d+)?>/g, '.+');
  return expect.stringMatching(new RegExp(`^${pattern.replaceAll('111111111111', '\\d{12}')}$`));
}

const LUCY: Actor = {
  kind: 'user',
  arn: `arn:aws:iam::${ACCOUNT_ID}:user/lucy`,
  accountId: ACCOUNT_ID,
  userName: 'lucy',
  userId: 'AIDAIOSFODNN7EXAMPLE2',
  tags: [],
};
const USER = { UserName: 'lucy' };
const trustAccount = (Action: string | string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT_ID }, Action }],
  });

const tag = (Key: string, Value = 'value') => ({ Key, Value });

async function createCredential(aws: TestAccount, ServiceName: string) {
  const made = await aws.perform('iam:CreateServiceSpecificCredential', { ...USER, ServiceName });
  return { ...USER, ServiceSpecificCredentialId: made.ServiceSpecificCredential.ServiceSpecificCredentialId };
}

/** What service-linked roles are when they are made, with a suffix or without. */
const lifecycle =
  (AWSServiceName: string, CustomSuffix?: string): Replay =>
  async (ask, aws) => {
    const { Role } = await aws.perform('iam:CreateServiceLinkedRole', {
      AWSServiceName,
      ...(CustomSuffix !== undefined && { CustomSuffix }),
    });
    const of = { RoleName: Role?.RoleName };
    return {
      'describe-response': await ask('iam:GetRole', of),
      'inline-role-policies': await ask('iam:ListRolePolicies', of),
      'attached-role-policies': await ask('iam:ListAttachedRolePolicies', of),
    };
  };

const noSuffix =
  (AWSServiceName: string): Replay =>
  async (ask) => ({
    'custom-suffix-not-allowed': await ask('iam:CreateServiceLinkedRole', { AWSServiceName, CustomSuffix: 'suffix' }),
  });

const ROLE = { RoleName: 'r', AssumeRolePolicyDocument: TRUST_EC2 };

/** By the name of the recorded test, without what it was run with. */
const REPLAYS: Readonly<Record<string, (given: string) => Replay>> = {
  'TestIAMExtensions::test_create_role_with_malformed_assume_role_policy_document': () => async (ask) => ({
    'invalid-json': await ask('iam:CreateRole', {
      RoleName: 'r',
      AssumeRolePolicyDocument: '{"Version":"2012-10-17",}',
    }),
  }),

  'TestIAMIntegrations::test_create_describe_role': () => async (ask) => ({
    create_role_result: await ask('iam:CreateRole', { ...ROLE, Path: '/prefix/' }),
    get_role_result: await ask('iam:GetRole', { RoleName: 'r' }),
    list_roles_result: await ask('iam:ListRoles', { PathPrefix: '/prefix/' }),
  }),

  'TestIAMIntegrations::test_list_roles_with_permission_boundary': () => async (ask) => ({
    created_role: await ask('iam:CreateRole', { ...ROLE, Path: '/prefix/' }),
    list_roles_result: await ask('iam:PutRolePermissionsBoundary', {
      RoleName: 'r',
      PermissionsBoundary: READ_ONLY_ACCESS,
    }).then(() => ask('iam:ListRoles', { PathPrefix: '/prefix/' })),
  }),

  'TestIAMIntegrations::test_simulate_principle_policy': (kind) => async (ask, aws) => {
    const statement = { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await aws.perform('iam:CreatePolicy', { PolicyName: 'p', PolicyDocument });
    const PolicyArn = `arn:aws:iam::${ACCOUNT_ID}:policy/p`;
    await (kind === 'user'
      ? aws.perform('iam:CreateUser', USER).then(() => aws.perform('iam:AttachUserPolicy', { ...USER, PolicyArn }))
      : aws
          .perform('iam:CreateGroup', { GroupName: 'g' })
          .then(() => aws.perform('iam:AttachGroupPolicy', { GroupName: 'g', PolicyArn })));
    // The account that was recorded is a member of an organization.
    const member = [organization(), organizationRoot(), organizationAccount(ACCOUNT_ID)];
    aws.model.apply(member.map((document) => ({ key: document.arn, before: null, after: document })));
    const simulated = await ask('iam:SimulatePrincipalPolicy', {
      PolicySourceArn: `arn:aws:iam::${ACCOUNT_ID}:${kind === 'user' ? 'user/lucy' : 'group/g'}`,
      ActionNames: ['s3:PutObject', 's3:GetObjectVersion'],
      ResourceArns: ['arn:aws:s3:::bucket'],
    });
    return { response: simulated };
  },

  'TestIAMIntegrations::test_user_attach_policy': () => async (ask, aws) => {
    await aws.perform('iam:CreateUser', USER);
    const attach = (PolicyArn: string) => ask('iam:AttachUserPolicy', { ...USER, PolicyArn });
    return {
      create_policy_response: await ask('iam:CreatePolicy', { PolicyName: 'p', PolicyDocument: ALLOW_ALL_S3 }),
      non_existent_malformed_policy_arn: await attach('a-name-that-is-no-arn'),
      existing_policy_name_provided: await attach('a-name-that-is-no-arn'),
      valid_arn_not_existent: await attach(`arn:aws:iam::${ACCOUNT_ID}:policy/p123`),
      valid_policy_arn: await attach(`arn:aws:iam::${ACCOUNT_ID}:policy/p`),
    };
  },

  'TestIAMPolicyEncoding::test_put_role_policy_encoding': () => async (ask) => {
    const Document = z.object({ Role: z.object({ AssumeRolePolicyDocument: z.unknown() }) });
    const answers = recorded.get('TestIAMPolicyEncoding::test_put_role_policy_encoding') ?? {};
    const trust = JSON.stringify(Document.parse(answers['create-role-response']).Role.AssumeRolePolicyDocument);
    const inline = JSON.stringify(
      z.object({ PolicyDocument: z.unknown() }).parse(answers['get-policy-response']).PolicyDocument,
    ).replaceAll(/<[\w-]+>/g, 'aws');
    expect(trust).toContain('%3A');
    const created = await ask('iam:CreateRole', { RoleName: 'r', Path: '/prefix/', AssumeRolePolicyDocument: trust });
    await ask('iam:PutRolePolicy', { RoleName: 'r', PolicyName: 'p', PolicyDocument: inline });
    return {
      'create-role-response': created,
      'get-policy-response': await ask('iam:GetRolePolicy', { RoleName: 'r', PolicyName: 'p' }),
      'get-role-response': await ask('iam:GetRole', { RoleName: 'r' }),
      'list-roles-response': await ask('iam:ListRoles', { PathPrefix: '/prefix/' }),
    };
  },

  'TestIAMServiceRoles::test_service_role_already_exists': () => async (ask) => {
    const batch = { AWSServiceName: 'batch.amazonaws.com' };
    await ask('iam:CreateServiceLinkedRole', batch);
    return { 'role-already-exists-error': await ask('iam:CreateServiceLinkedRole', batch) };
  },
  'TestIAMServiceRoles::test_service_role_lifecycle': (service) => lifecycle(service),
  'TestIAMServiceRoles::test_service_role_lifecycle_custom_suffix': (service) => lifecycle(service, 'suffix'),
  'TestIAMServiceRoles::test_service_role_lifecycle_custom_suffix_not_allowed': (service) => noSuffix(service),

  'TestIAMServiceSpecificCredentials::test_create_service_specific_credential_invalid_service': () => async (ask) => {
    const created = await ask('iam:CreateUser', USER);
    const create = (ServiceName: string) => ask('iam:CreateServiceSpecificCredential', { ...USER, ServiceName });
    return {
      'create-user-response': created,
      'invalid-service-exception': await create('nonexistentservice.amazonaws.com'),
      'invalid-service-completely-malformed-exception': await create('o3on3n3onosneo'),
      'invalid-service-existing-but-unsupported-exception': await create('lambda.amazonaws.com'),
    };
  },
  'TestIAMServiceSpecificCredentials::test_delete_user_after_service_credential_created': () => async (ask) => ({
    'create-user-response': await ask('iam:CreateUser', USER),
    'create-service-specific-credential-response': await ask('iam:CreateServiceSpecificCredential', {
      ...USER,
      ServiceName: 'codecommit.amazonaws.com',
    }),
    'delete-user-existing-credential': await ask('iam:DeleteUser', USER),
  }),
  'TestIAMServiceSpecificCredentials::test_invalid_update_parameters': () => async (ask, aws) => {
    const created = await ask('iam:CreateUser', USER);
    const of = await createCredential(aws, 'cassandra.amazonaws.com');
    return {
      'create-user-response': created,
      'update-invalid-status': await ask('iam:UpdateServiceSpecificCredential', { ...of, Status: 'Invalid' }),
    };
  },
  'TestIAMServiceSpecificCredentials::test_service_specific_credential_lifecycle': (ServiceName) => async (ask) => {
    const user = await ask('iam:CreateUser', USER);
    const created = await ask('iam:CreateServiceSpecificCredential', { ...USER, ServiceName });
    const { ServiceSpecificCredential } = z
      .object({ ServiceSpecificCredential: z.object({ ServiceSpecificCredentialId: z.string() }) })
      .parse(created);
    const of = { ...USER, ServiceSpecificCredentialId: ServiceSpecificCredential.ServiceSpecificCredentialId };
    return {
      'create-user-response': user,
      'create-service-specific-credential-response': created,
      'list-service-specific-credentials-response-before-update': await ask('iam:ListServiceSpecificCredentials', USER),
      'update-service-specific-credential-response': await ask('iam:UpdateServiceSpecificCredential', {
        ...of,
        Status: 'Inactive',
      }),
      'list-service-specific-credentials-response-after-update': await ask('iam:ListServiceSpecificCredentials', USER),
      'reset-service-specific-credential-response': await ask('iam:ResetServiceSpecificCredential', of),
      'delete-service-specific-credentials-response': await ask('iam:DeleteServiceSpecificCredential', of),
    };
  },
  'TestIAMServiceSpecificCredentials::test_user_match_id_mismatch':
    (ServiceSpecificCredentialId) => async (ask, aws) => {
      const created = await ask('iam:CreateUser', USER);
      await createCredential(aws, 'cassandra.amazonaws.com');
      const of = { ...USER, ServiceSpecificCredentialId };
      return {
        'create-user-response': created,
        'update-wrong-id': await ask('iam:UpdateServiceSpecificCredential', { ...of, Status: 'Inactive' }),
        'reset-wrong-id': await ask('iam:ResetServiceSpecificCredential', of),
        'delete-wrong-id': await ask('iam:DeleteServiceSpecificCredential', of),
      };
    },

  'TestRoles::test_role_with_tags': () => async (ask) => ({
    'create-role-response': await ask('iam:CreateRole', { ...ROLE, Path: '/role-with-tags/', Tags: [tag('test')] }),
    'get-role-response': await ask('iam:GetRole', { RoleName: 'r' }),
    'list-role-response': await ask('iam:ListRoles', { PathPrefix: '/role-with-tags/' }),
  }),

  'TestSTSIntegrations::test_assume_role': () => async (ask) => {
    const created = await ask('iam:CreateRole', {
      RoleName: 'r',
      AssumeRolePolicyDocument: trustAccount('sts:AssumeRole'),
    });
    return { 'create-role': created, 'assume-role': await assume(ask, {}) };
  },
  'TestSTSIntegrations::test_get_federation_token': () => async (ask, aws) => {
    await aws.perform('iam:CreateUser', USER);
    return { 'get-federation-token': await ask('sts:GetFederationToken', { Name: 'name' }, LUCY) };
  },
  'TestSTSIntegrations::test_sts_invalid_parameters': () => async (ask) => ({
    'malformed-arn': await assume(ask, { RoleArn: 'nothing-valid-in-here' }),
    'no-partition': await assume(ask, { RoleArn: 'arn::b:::something/test-role' }),
    'no-service': await assume(ask, { RoleArn: 'arn:a::::something/test-role' }),
    'not-enough-colons': await assume(ask, { RoleArn: 'arn:a:::something/test-role' }),
    'no-resource': await assume(ask, { RoleArn: 'arn:a:a::aaaaaaaaaa:' }),
    'invalid-session-name': await assume(ask, { RoleSessionName: 'Session1:2' }),
  }),
  'TestSTSAssumeRoleTagging::test_assume_role_tag_validation': () => async (ask) => ({
    'role-1': await ask('iam:CreateRole', {
      RoleName: 'r',
      AssumeRolePolicyDocument: trustAccount(['sts:AssumeRole', 'sts:TagSession']),
    }),
    'invalid-transitive-tag-keys': await assume(ask, { Tags: [tag('a')], TransitiveTagKeys: ['b'] }),
    'duplicate-tag-keys-different-casing': await assume(ask, { Tags: [tag('team'), tag('Team')] }),
  }),
};

function assume(ask: Ask, given: Record<string, unknown>): Promise<unknown> {
  const RoleArn = `arn:aws:iam::${ACCOUNT_ID}:role/r`;
  return ask('sts:AssumeRole', { RoleArn, RoleSessionName: 'monday', ...given }, LUCY);
}

/** Recorded tests that need more than one account's model: where they are replayed. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'TestSTSAssumeRoleTagging::test_iam_role_chaining_override_transitive_tags': 'test/unit/actions/sts.test.ts',
};

/** Members of recorded answers that depend on what is not recorded. */
const NOT_COMPARED: ReadonlySet<string> = new Set([
  // A service used its new role at once.
  'RoleLastUsed',
  // How long the session's token was.
  'SessionTokenSize',
  // Where in the simulated policy's text the statement stands.
  'StartPosition',
  'EndPosition',
]);

function withoutThose(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutThose);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !NOT_COMPARED.has(key))
      .map(([key, entry]) => [key, withoutThose(entry)]),
  );
}

describe.skipIf(!isThere)('Gatehouse answers as AWS was recorded to answer', () => {
  it.each([...recorded.keys()].filter((name) => ELSEWHERE[name] === undefined))('%s', async (name) => {
    const [test = '', given = ''] = name.split(/[[\]]/);
    const replay = REPLAYS[test];
    if (replay === undefined) throw new Error(`The recorded test ${name} is not replayed.`);
    const aws = new TestAccount();
    const answers = await replay(given)(asBoto3(aws), aws);
    expect(Object.keys(answers).length).toBeGreaterThan(0);
    const expected = Object.fromEntries(Object.keys(answers).map((answer) => [answer, recorded.get(name)?.[answer]]));
    expect(withoutThose(answers)).toEqual(like(withoutThose(expected)));
  });
});
