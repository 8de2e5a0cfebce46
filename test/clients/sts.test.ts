import { CreateUserCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, DeleteBucketPolicyCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  AssumeRootCommand,
  DecodeAuthorizationMessageCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
  type AssumeRoleCommandInput,
  type Credentials,
} from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { accountDocument } from '../../src-main/account/new-account.ts';
import { totp } from '../../src-main/authentication/totp.ts';
import { signRequest } from '../../src-main/authentication/signature-v4/sign.ts';
import type { ModelDocument } from '../../src-shared/model/documents.ts';
import { ACCOUNT_ID, activeKey, iamArn, resource, role, user } from '../fixtures/account-documents.ts';
import { guardWorkspace, SECRET, type GuardedWorkspace } from '../fixtures/guarded-workspace.ts';
import {
  MANAGEMENT_ACCOUNT_ID,
  organization,
  organizationAccount,
  organizationRoot,
} from '../fixtures/organization-documents.ts';
import { phone } from '../unit/authentication/fixtures.ts';
import { GateHandler } from './gate-handler.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const PARTNER_ACCOUNT_ID = '210987654321';
/** `12345678901234567890` in base32. */
const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const UNLOCK_BUCKET = 'arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy';

const statement = (Action: string | string[], more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...more,
});
const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const trust = (principal: object, more: object = {}, Action: string | string[] = 'sts:AssumeRole') =>
  policy({ Effect: 'Allow', Principal: principal, Action, ...more });
const account = (accountId: string) => accountDocument({ accountId, name: accountId, rootEmail: null }, () => NOW);
const past = new Date(NOW.getTime() - 86_400_000).toISOString();

const LUCY = iamArn('user/lucy');
const DEPLOYER = iamArn('role/deployer');
const ALL_ACTIONS_OF_STS = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];

const DOCUMENTS: readonly ModelDocument[] = [
  ...[ACCOUNT_ID, PARTNER_ACCOUNT_ID, MANAGEMENT_ACCOUNT_ID].map(account),
  user('lucy', {
    createDate: past,
    accessKeys: [activeKey('AKIAIOSFODNN7EXAMPLE')],
    inlinePolicies: { All: policy(statement(['sts:*', 's3:*', 'iam:*'])) },
    mfaDevices: [iamArn('mfa/phone')],
    tags: [{ Key: 'team', Value: 'shop' }],
  }),
  user('bruce', { createDate: past, accessKeys: [activeKey('AKIAI44QH8DHBEXAMPLE')] }),
  phone,
  role('deployer', {
    assumeRolePolicyDocument: trust({ AWS: LUCY }, {}, ALL_ACTIONS_OF_STS),
    inlinePolicies: { Deploy: policy(statement(['s3:*', 'sts:*', 'iam:PutRolePolicy'])) },
    maxSessionDuration: 7200,
    tags: [
      { Key: 'Team', Value: 'operations' },
      { Key: 'stage', Value: 'test' },
    ],
  }),
  role('second', {
    assumeRolePolicyDocument: trust({ AWS: DEPLOYER }, {}, ALL_ACTIONS_OF_STS),
    maxSessionDuration: 43_200,
  }),
  role('guarded', {
    assumeRolePolicyDocument: trust({ AWS: LUCY }, { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
  }),
  role('partner', {
    arn: iamArn('role/partner', PARTNER_ACCOUNT_ID),
    accountId: PARTNER_ACCOUNT_ID,
    assumeRolePolicyDocument: trust(
      { AWS: ACCOUNT_ID },
      { Condition: { StringEquals: { 'sts:ExternalId': 'shop-12' } } },
    ),
    inlinePolicies: { Read: policy(statement('s3:ListAllMyBuckets')) },
  }),
  resource('s3:bucket', 'locked', {
    policy: policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::locked' }),
  }),
  organization(),
  organizationRoot(),
  organizationAccount(MANAGEMENT_ACCOUNT_ID),
  organizationAccount(ACCOUNT_ID),
  user('ada', {
    accountId: MANAGEMENT_ACCOUNT_ID,
    createDate: past,
    accessKeys: [activeKey('AKIAMANAGEMENTEXAMPL')],
    inlinePolicies: { Root: policy(statement('sts:AssumeRoot')) },
  }),
];

const LUCYS_KEY = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET };
const BRUCES_KEY = { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', secretAccessKey: SECRET };
const ADAS_KEY = { accessKeyId: 'AKIAMANAGEMENTEXAMPL', secretAccessKey: SECRET };

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

let guarded: GuardedWorkspace;
let handler: GateHandler;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  guarded = await guardWorkspace(DOCUMENTS, { mfaSeed: SEED });
  handler = new GateHandler(guarded.gate);
});
afterEach(async () => {
  vi.useRealTimers();
  await guarded.workspace.close();
});

const options = (credentials: Keys) => ({
  region: 'us-east-1',
  credentials,
  requestHandler: handler,
  maxAttempts: 1,
});
const sts = (credentials: Keys) => new STSClient(options(credentials));
const s3 = (credentials: Keys) => new S3Client(options(credentials));
const iam = (credentials: Keys) => new IAMClient(options(credentials));

function keysOf(credentials: Credentials | undefined): Keys {
  return {
    accessKeyId: credentials?.AccessKeyId ?? '',
    secretAccessKey: credentials?.SecretAccessKey ?? '',
    sessionToken: credentials?.SessionToken ?? '',
  };
}

async function assume(caller: Keys, input: Partial<AssumeRoleCommandInput> = {}): Promise<Keys> {
  const { Credentials } = await sts(caller).send(
    new AssumeRoleCommand({ RoleArn: DEPLOYER, RoleSessionName: 'monday', ...input }),
  );
  return keysOf(Credentials);
}

const later = (seconds: number) => vi.setSystemTime(new Date(Date.now() + seconds * 1000));
const code = (at = new Date()) => totp(Buffer.from('12345678901234567890'), at);

const getSessionToken = async (given: { SerialNumber?: string; TokenCode?: string } = {}) => {
  const { Credentials } = await sts(LUCYS_KEY).send(new GetSessionTokenCommand(given));
  return keysOf(Credentials);
};
const withMfa = () => getSessionToken({ SerialNumber: iamArn('mfa/phone'), TokenCode: code() });

const createUser = (keys: Keys) => iam(keys).send(new CreateUserCommand({ UserName: 'eve' }));

const federate = async (given: { Policy?: string; Tags?: { Key: string; Value: string }[] } = {}) => {
  const { Credentials, FederatedUser } = await sts(LUCYS_KEY).send(
    new GetFederationTokenCommand({ Name: 'visitor', ...given }),
  );
  return { keys: keysOf(Credentials), FederatedUser };
};

async function deniedMessage(): Promise<string> {
  const body = 'Action=StopInstances&Version=2016-11-15&InstanceId.1=i-1234567890abcdef0';
  const request = {
    method: 'POST',
    target: '/',
    host: 'ec2.us-east-1.amazonaws.com',
    headers: [['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'] satisfies [string, string]],
    body: Buffer.from(body),
  };
  const signed = signRequest(request, LUCYS_KEY, { service: 'ec2', region: 'us-east-1' }, new Date());
  const arrival = { door: 'endpoint', sourceIp: '127.0.0.1', secureTransport: true, replayOf: null } as const;
  const { record } = await guarded.gate.passWire(signed.request, arrival);
  return record.response.errorMessage ?? '';
}

const assumeRoot = (keys: Keys, TargetPrincipal: string, arn = UNLOCK_BUCKET) =>
  sts(keys).send(new AssumeRootCommand({ TargetPrincipal, TaskPolicyArn: { arn } }));

describe("A session of a role, asked for by AWS's client", () => {
  it('is somebody of its own: the role, under the name of the session', async () => {
    const { AssumedRoleUser, Credentials } = await sts(LUCYS_KEY).send(
      new AssumeRoleCommand({ RoleArn: DEPLOYER, RoleSessionName: 'monday' }),
    );
    expect(AssumedRoleUser).toEqual({
      AssumedRoleId: 'AROADEPLOYER:monday',
      Arn: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/deployer/monday`,
    });
    expect(Credentials?.Expiration).toEqual(new Date('2026-03-01T13:00:00Z'));
    const identity = await sts(keysOf(Credentials)).send(new GetCallerIdentityCommand());
    expect(identity).toMatchObject({
      Account: ACCOUNT_ID,
      UserId: 'AROADEPLOYER:monday',
      Arn: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/deployer/monday`,
    });
  });

  it('has the permissions of the role and none of the caller', async () => {
    const session = await assume(LUCYS_KEY);
    await expect(s3(session).send(new ListBucketsCommand())).resolves.toBeDefined();
    await expect(iam(session).send(new CreateUserCommand({ UserName: 'eve' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('because no identity-based policy allows the iam:CreateUser action'),
    });
  });

  it('ends when it expires', async () => {
    const session = await assume(LUCYS_KEY, { DurationSeconds: 900 });
    later(899);
    await expect(sts(session).send(new GetCallerIdentityCommand())).resolves.toBeDefined();
    later(1);
    await expect(sts(session).send(new GetCallerIdentityCommand())).rejects.toMatchObject({
      name: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    });
    await expect(s3(session).send(new ListBucketsCommand())).rejects.toMatchObject({
      name: 'ExpiredToken',
      message: 'The provided token has expired.',
    });
  });

  it.each(['AccessKeyId', 'SessionToken'] as const)('is nothing with the %s of another', async (mixed) => {
    const first = await assume(LUCYS_KEY);
    const second = await assume(LUCYS_KEY, { RoleSessionName: 'tuesday' });
    const { accessKeyId, sessionToken } = second;
    const given = mixed === 'AccessKeyId' ? { accessKeyId } : sessionToken === undefined ? {} : { sessionToken };
    await expect(sts({ ...first, ...given }).send(new GetCallerIdentityCommand())).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
  });

  it.each(['deleted', 'made anew'])('is good for nothing once its role is %s', async (fate) => {
    const session = await assume(LUCYS_KEY);
    await guarded.workspace.note((draft) => {
      draft.delete(DEPLOYER);
      if (fate === 'made anew') draft.put(role('deployer', { roleId: 'AROAANOTHER' }));
    });
    await expect(sts(session).send(new GetCallerIdentityCommand())).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
  it('is revoked by a policy that denies whatever was issued before', async () => {
    const old = await assume(LUCYS_KEY);
    later(60);
    const deny = {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { DateLessThan: { 'aws:TokenIssueTime': new Date().toISOString() } },
    };
    await iam(old).send(
      new PutRolePolicyCommand({
        RoleName: 'deployer',
        PolicyName: 'AWSRevokeOlderSessions',
        PolicyDocument: policy(deny),
      }),
    );
    await expect(s3(old).send(new ListBucketsCommand())).rejects.toMatchObject({
      message: expect.stringContaining('with an explicit deny in an identity-based policy'),
    });
    const fresh = await assume(LUCYS_KEY);
    await expect(s3(fresh).send(new ListBucketsCommand())).resolves.toBeDefined();
  });

  it('is told in the timeline, with its key and who asked for it, and without its secrets', async () => {
    const session = await assume(LUCYS_KEY);
    await s3(session).send(new ListBucketsCommand());
    const [asked, used] = handler.records;
    expect(used?.principal.label).toBe('deployer/monday');
    expect(used?.authentication?.accessKeyId).toBe(session.accessKeyId);
    expect(used?.steps[1]?.summary).toContain('assumed role deployer, session monday, by lucy');
    const kept = JSON.stringify([asked, used]);
    expect(kept).not.toContain(session.secretAccessKey);
    expect(kept).not.toContain(session.sessionToken);
    expect(kept).not.toContain(encodeURIComponent(session.sessionToken ?? ''));
    expect(asked?.response.body).toContain('<SecretAccessKey>***</SecretAccessKey>');
  });

  it('notes when its role was last used', async () => {
    await s3(await assume(LUCYS_KEY)).send(new ListBucketsCommand());
    expect(guarded.workspace.model.find('role', DEPLOYER)?.lastUsed).toEqual({
      date: NOW.toISOString(),
      region: 'us-east-1',
    });
  });
});

describe('Who may assume a role', () => {
  it('is whom the trust policy names and nobody else', async () => {
    await expect(assume(BRUCES_KEY)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(
        `User: ${iamArn('user/bruce')} is not authorized to perform: sts:AssumeRole on resource: ${DEPLOYER}`,
      ),
    });
  });

  it('is nobody, of a role that is not there', async () => {
    await expect(assume(LUCYS_KEY, { RoleArn: iamArn('role/nothing') })).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('because no role trust policy allows the sts:AssumeRole action'),
    });
  });

  it('must give the external ID that the trust policy asks for, across accounts', async () => {
    const RoleArn = iamArn('role/partner', PARTNER_ACCOUNT_ID);
    await expect(assume(LUCYS_KEY, { RoleArn })).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(assume(LUCYS_KEY, { RoleArn, ExternalId: 'wrong' })).rejects.toMatchObject({ name: 'AccessDenied' });
    const session = await assume(LUCYS_KEY, { RoleArn, ExternalId: 'shop-12' });
    const identity = await sts(session).send(new GetCallerIdentityCommand());
    expect(identity.Account).toBe(PARTNER_ACCOUNT_ID);
    await expect(s3(session).send(new ListBucketsCommand())).resolves.toMatchObject({ Buckets: [] });
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
  it('must give an MFA code where the trust policy asks for MFA, and each code once', async () => {
    const RoleArn = iamArn('role/guarded');
    const SerialNumber = iamArn('mfa/phone');
    await expect(assume(LUCYS_KEY, { RoleArn })).rejects.toMatchObject({ name: 'AccessDenied' });
    const TokenCode = code();
    await expect(assume(LUCYS_KEY, { RoleArn, SerialNumber, TokenCode })).resolves.toBeDefined();
    await expect(assume(LUCYS_KEY, { RoleArn, SerialNumber, TokenCode })).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    });
  });

  it('uses an MFA code up even when policy refuses the request', async () => {
    const given = { SerialNumber: iamArn('mfa/phone'), TokenCode: code() };
    await expect(assume(LUCYS_KEY, { RoleArn: iamArn('role/second'), ...given })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await expect(assume(LUCYS_KEY, given)).rejects.toMatchObject({
      message: 'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    });
    expect(handler.records.at(-1)?.verdict).toBe('NotAuthenticated');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
describe('Session policies', () => {
  it('leave only what they allow of what the role may do', async () => {
    const session = await assume(LUCYS_KEY, { Policy: policy(statement(['s3:ListAllMyBuckets', 'iam:*'])) });
    await expect(s3(session).send(new ListBucketsCommand())).resolves.toBeDefined();
    await expect(s3(session).send(new CreateBucketCommand({ Bucket: 'new-bucket' }))).rejects.toMatchObject({
      message: expect.stringContaining('because no session policy allows the s3:CreateBucket action'),
    });
    await expect(iam(session).send(new CreateUserCommand({ UserName: 'eve' }))).rejects.toMatchObject({
      message: expect.stringContaining('because no identity-based policy allows the iam:CreateUser action'),
    });
  });

  it('may be managed policies', async () => {
    const session = await assume(LUCYS_KEY, {
      PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' }],
    });
    await expect(s3(session).send(new ListBucketsCommand())).resolves.toBeDefined();
    await expect(s3(session).send(new CreateBucketCommand({ Bucket: 'new-bucket' }))).rejects.toMatchObject({
      message: expect.stringContaining('because no session policy allows the s3:CreateBucket action'),
    });
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_role-chaining
describe('A role that is assumed from a role', () => {
  const SECOND = iamArn('role/second');

  it('has the tags that are handed on, the source identity, and is named in the timeline', async () => {
    const first = await assume(LUCYS_KEY, {
      Tags: [
        { Key: 'project', Value: 'catalogue' },
        { Key: 'cost', Value: '7' },
      ],
      TransitiveTagKeys: ['project'],
      SourceIdentity: 'lucy',
    });
    const second = await assume(first, { RoleArn: SECOND });
    await sts(second).send(new GetCallerIdentityCommand());
    await expect(s3(second).send(new ListBucketsCommand())).rejects.toMatchObject({ name: 'AccessDenied' });
    const context = new Map(handler.records.at(-1)?.request.context.map(({ key, values }) => [key, values]));
    expect(context.get('aws:PrincipalTag/project')).toEqual(['catalogue']);
    expect(context.get('aws:PrincipalTag/cost')).toBeUndefined();
    expect(context.get('aws:SourceIdentity')).toEqual(['lucy']);
    const parts = handler.records[1]?.request.parts.map(({ action }) => action);
    expect(parts).toEqual(ALL_ACTIONS_OF_STS);
  });

  it('lasts an hour at most, whatever the role permits', async () => {
    const first = await assume(LUCYS_KEY);
    await expect(assume(first, { RoleArn: SECOND, DurationSeconds: 3601 })).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    });
    await expect(assume(first, { RoleArn: SECOND, DurationSeconds: 3600 })).resolves.toBeDefined();
  });

  it.each(['project', 'PROJECT'])('cannot be given another value for a tag that is handed on: %s', async (Key) => {
    const first = await assume(LUCYS_KEY, { Tags: [{ Key: 'project', Value: 'a' }], TransitiveTagKeys: ['project'] });
    await expect(assume(first, { RoleArn: SECOND, Tags: [{ Key, Value: 'b' }] })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message:
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    });
  });

  it('cannot be given another source identity', async () => {
    const first = await assume(LUCYS_KEY, { SourceIdentity: 'lucy' });
    await expect(assume(first, { RoleArn: SECOND, SourceIdentity: 'bruce' })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });
});

it('Tags of a session stand in front of those of its role, whatever their letter case', async () => {
  const session = await assume(LUCYS_KEY, { Tags: [{ Key: 'team', Value: 'shop' }] });
  await s3(session).send(new ListBucketsCommand());
  const tags = handler.records.at(-1)?.request.context.filter(({ key }) => key.startsWith('aws:PrincipalTag/'));
  expect(tags?.map(({ key, values }) => [key, values])).toEqual([
    ['aws:PrincipalTag/stage', ['test']],
    ['aws:PrincipalTag/team', ['shop']],
  ]);
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
describe('Credentials of GetSessionToken', () => {
  it('are the user', async () => {
    const identity = await sts(await getSessionToken()).send(new GetCallerIdentityCommand());
    expect(identity).toMatchObject({ Arn: LUCY, UserId: 'AIDALUCY' });
  });

  it('last 12 hours', async () => {
    const { Credentials } = await sts(LUCYS_KEY).send(new GetSessionTokenCommand({}));
    expect(Credentials?.Expiration).toEqual(new Date('2026-03-02T00:00:00Z'));
  });

  it('tell that MFA was used, and how long ago', async () => {
    const session = await withMfa();
    later(90);
    await s3(session).send(new ListBucketsCommand());
    const context = new Map(handler.records.at(-1)?.request.context.map(({ key, values }) => [key, values]));
    expect(context.get('aws:MultiFactorAuthPresent')).toEqual(['true']);
    expect(context.get('aws:MultiFactorAuthAge')).toEqual(['90']);
  });

  it('are not valid for IAM without MFA', async () => {
    await expect(createUser(await getSessionToken())).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid',
    });
    await expect(createUser(await withMfa())).resolves.toBeDefined();
  });

  it('are good for AssumeRole, and for no more of STS but GetCallerIdentity', async () => {
    const session = await getSessionToken();
    await expect(assume(session)).resolves.toBeDefined();
    await expect(sts(session).send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Cannot call GetSessionToken with session credentials',
    });
    await expect(sts(session).send(new GetFederationTokenCommand({ Name: 'eve' }))).rejects.toMatchObject({
      message: 'Cannot call GetFederationToken with session credentials',
    });
    await expect(
      sts(session).send(new GetAccessKeyInfoCommand({ AccessKeyId: LUCYS_KEY.accessKeyId })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('need no permission, not even against a deny', async () => {
    await guarded.workspace.note((draft) =>
      draft.put({
        ...user('bruce', { createDate: past, accessKeys: [activeKey(BRUCES_KEY.accessKeyId)] }),
        inlinePolicies: { Deny: policy({ Effect: 'Deny', Action: 'sts:*', Resource: '*' }) },
      }),
    );
    await expect(sts(BRUCES_KEY).send(new GetSessionTokenCommand({}))).resolves.toBeDefined();
  });
});

// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
describe('A federated user', () => {
  it('goes by the name given', async () => {
    const { keys, FederatedUser } = await federate();
    const Arn = `arn:aws:sts::${ACCOUNT_ID}:federated-user/visitor`;
    expect(FederatedUser).toEqual({ FederatedUserId: `${ACCOUNT_ID}:visitor`, Arn });
    expect(await sts(keys).send(new GetCallerIdentityCommand())).toMatchObject({
      Arn,
      UserId: `${ACCOUNT_ID}:visitor`,
    });
  });

  it('has no permissions without a session policy, and with one what both allow', async () => {
    const { keys: bare } = await federate();
    await expect(s3(bare).send(new ListBucketsCommand())).rejects.toMatchObject({ name: 'AccessDenied' });
    const { keys } = await federate({ Policy: policy(statement(['s3:ListAllMyBuckets', 'dynamodb:*'])) });
    await expect(s3(keys).send(new ListBucketsCommand())).resolves.toBeDefined();
  });

  it('is not valid for IAM, and may ask STS for nothing but who it is', async () => {
    const { keys } = await federate({ Policy: policy(statement('*')) });
    await expect(iam(keys).send(new CreateUserCommand({ UserName: 'eve' }))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
    await expect(assume(keys)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Cannot call AssumeRole with session credentials',
    });
  });

  it('cannot be made by a role', async () => {
    const session = await assume(LUCYS_KEY);
    await expect(sts(session).send(new GetFederationTokenCommand({ Name: 'visitor' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Cannot call GetFederationToken with session credentials',
    });
  });

  it('needs sts:TagSession to be given tags', async () => {
    await federate({ Tags: [{ Key: 'team', Value: 'visitors' }] });
    expect(handler.records.at(-1)?.request.parts.map(({ action }) => action)).toEqual([
      'sts:GetFederationToken',
      'sts:TagSession',
    ]);
  });
});

describe('The account of an access key', () => {
  it.each(['long-term', 'temporary'])('is told of a %s one', async (kind) => {
    const keys = kind === 'temporary' ? await assume(LUCYS_KEY) : LUCYS_KEY;
    const { Account } = await sts(LUCYS_KEY).send(new GetAccessKeyInfoCommand({ AccessKeyId: keys.accessKeyId }));
    expect(Account).toBe(ACCOUNT_ID);
  });
});

// https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
describe('The message of a denial by EC2', () => {
  it('is decoded by who is allowed to, and tells why', async () => {
    const message = await deniedMessage();
    expect(message).toMatch(
      /^You are not authorized to perform this operation\. User: .* Encoded authorization failure message: \S+$/,
    );
    const EncodedMessage = message.slice(message.lastIndexOf(' ') + 1);
    const { DecodedMessage = '' } = await sts(LUCYS_KEY).send(
      new DecodeAuthorizationMessageCommand({ EncodedMessage }),
    );
    expect(JSON.parse(DecodedMessage)).toMatchObject({
      allowed: false,
      explicitDeny: false,
      context: { principal: { id: 'AIDALUCY', arn: LUCY }, action: 'ec2:StopInstances' },
    });
  });

  it('is for nobody else', async () => {
    const EncodedMessage = (await deniedMessage()).split(' ').at(-1);
    await expect(sts(BRUCES_KEY).send(new DecodeAuthorizationMessageCommand({ EncodedMessage }))).rejects.toMatchObject(
      { name: 'AccessDenied' },
    );
  });

  it('is refused when it was made up', async () => {
    await expect(
      sts(LUCYS_KEY).send(new DecodeAuthorizationMessageCommand({ EncodedMessage: 'AAAA' })),
    ).rejects.toMatchObject({ name: 'InvalidAuthorizationMessageException' });
  });
});

// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html
describe('A root session', () => {
  it('is had by the management account, as the root user of a member, for 15 minutes', async () => {
    const { Credentials } = await assumeRoot(ADAS_KEY, ACCOUNT_ID);
    expect(Credentials?.Expiration).toEqual(new Date('2026-03-01T12:15:00Z'));
    const identity = await sts(keysOf(Credentials)).send(new GetCallerIdentityCommand());
    expect(identity.Arn).toBe(iamArn('root'));
  });

  it('may do its task and nothing else', async () => {
    const { Credentials } = await assumeRoot(ADAS_KEY, ACCOUNT_ID);
    await expect(s3(keysOf(Credentials)).send(new CreateBucketCommand({ Bucket: 'b-new' }))).rejects.toMatchObject({
      message: expect.stringContaining(`with an explicit deny in an identity-based policy: ${UNLOCK_BUCKET}`),
    });
    await expect(
      s3(keysOf(Credentials)).send(new DeleteBucketPolicyCommand({ Bucket: 'locked' })),
    ).resolves.toBeDefined();
    expect(guarded.workspace.model.find('resource', 'arn:aws:s3:::locked')?.policy).toBeNull();
  });

  it.each([
    ['by a member account', LUCYS_KEY, ACCOUNT_ID],
    ['of an account outside the organization', ADAS_KEY, PARTNER_ACCOUNT_ID],
    ['of the management account itself', ADAS_KEY, MANAGEMENT_ACCOUNT_ID],
  ])('is not had %s', async (_how, keys, target) => {
    await expect(assumeRoot(keys, target)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('is for the tasks that AWS lists', async () => {
    await expect(assumeRoot(ADAS_KEY, ACCOUNT_ID, 'arn:aws:iam::aws:policy/AdministratorAccess')).rejects.toMatchObject(
      {
        name: 'ValidationError',
      },
    );
  });
});
