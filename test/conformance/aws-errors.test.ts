import { existsSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { OperationName } from '../../src-main/actions/operations.ts';
import type { TemporarySession } from '../../src-main/authentication/session-token.ts';
import { AwsError } from '../../src-shared/errors.ts';
import {
  ACCOUNT_ID,
  ALLOW_ALL_S3,
  READ_ONLY_ACCESS,
  ROLE_SESSION,
  TestAccount,
  TRUST_EC2,
  userActor,
} from '../unit/actions/test-account.ts';

/*
 * The errors of IAM and STS as a collection of AWS's sentences has them. Each sentence must stand in the collection, and
 * Gatehouse must answer with it. The order of the checks of a signature, and their sentences, are tested in
 * test/unit/authentication; the sentences of denied access in test/unit/authorization.
 */
const FILE = '../shared/conformance/aws-errors.md';
const isThere = existsSync(FILE);
if (!isThere) console.warn(`Skipped: the collection of AWS's errors is not at ${FILE}.`);
const collection = isThere ? readFileSync(FILE, 'utf8') : '';

const LUCY = { UserName: 'lucy' };
const PHONE = { SerialNumber: `arn:aws:iam::${ACCOUNT_ID}:mfa/phone` };

let aws: TestAccount;
beforeEach(async () => {
  aws = new TestAccount();
  await aws.perform('iam:CreateUser', LUCY);
});

/** The credentials of a role's session. */
const ROLE_CREDENTIALS: TemporarySession = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  principal: { kind: 'anonymous' },
  issuedBy: 'AssumeRole',
  issuedAt: '2026-01-02T03:00:00.000Z',
  expiresAt: '2026-01-02T04:00:00.000Z',
  mfaAt: null,
  sourceIdentity: null,
  transitiveTagKeys: [],
  chained: false,
  requestedBy: `arn:aws:iam::${ACCOUNT_ID}:user/lucy`,
  policy: null,
  policyArns: [],
  federation: null,
};

interface Case {
  /** How the collection has it; `X` and `V` stand for a name and a value. */
  readonly collected: string;
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly name: OperationName;
  readonly given: Record<string, unknown>;
  readonly before?: () => Promise<unknown>;
  readonly as?: Parameters<TestAccount['refusal']>[2];
}

const CASES: readonly Case[] = [
  {
    collected: 'The user with name X cannot be found.',
    code: 'NoSuchEntity',
    status: 404,
    message: 'The user with name bruce cannot be found.',
    name: 'iam:GetUser',
    given: { UserName: 'bruce' },
  },
  {
    collected: 'User with name X already exists.',
    code: 'EntityAlreadyExists',
    status: 409,
    message: 'User with name lucy already exists.',
    name: 'iam:CreateUser',
    given: LUCY,
  },
  {
    collected: 'Cannot exceed quota for AccessKeysPerUser: 2',
    code: 'LimitExceeded',
    status: 409,
    message: 'Cannot exceed quota for AccessKeysPerUser: 2',
    name: 'iam:CreateAccessKey',
    given: LUCY,
    before: async () => {
      await aws.perform('iam:CreateAccessKey', LUCY);
      await aws.perform('iam:CreateAccessKey', LUCY);
    },
  },
  {
    collected: 'Cannot delete entity, must remove referenced objects first.',
    code: 'DeleteConflict',
    status: 409,
    message: 'Cannot delete entity, must remove referenced objects first.',
    name: 'iam:DeleteUser',
    given: LUCY,
    before: () =>
      aws.perform('iam:CreateServiceSpecificCredential', { ...LUCY, ServiceName: 'codecommit.amazonaws.com' }),
  },
  {
    collected: 'must delete access keys first.',
    code: 'DeleteConflict',
    status: 409,
    message: 'Cannot delete entity, must delete access keys first.',
    name: 'iam:DeleteUser',
    given: LUCY,
    before: () => aws.perform('iam:CreateAccessKey', LUCY),
  },
  {
    collected: 'login profile first.',
    code: 'DeleteConflict',
    status: 409,
    message: 'Cannot delete entity, must delete login profile first.',
    name: 'iam:DeleteUser',
    given: LUCY,
    before: () => aws.perform('iam:CreateLoginProfile', { ...LUCY, Password: 'Str0ng-password' }),
  },
  {
    collected: 'detach all policies first.',
    code: 'DeleteConflict',
    status: 409,
    message: 'Cannot delete entity, must detach all policies first.',
    name: 'iam:DeleteUser',
    given: LUCY,
    before: () => aws.perform('iam:AttachUserPolicy', { ...LUCY, PolicyArn: READ_ONLY_ACCESS }),
  },
  {
    collected: 'Password should have a minimum length of 8',
    code: 'PasswordPolicyViolation',
    status: 400,
    message: 'Password should have a minimum length of 8',
    name: 'iam:CreateLoginProfile',
    given: { ...LUCY, Password: 'Sh0rt!' },
  },
  {
    collected: 'This policy contains invalid Json',
    code: 'MalformedPolicyDocument',
    status: 400,
    message: 'This policy contains invalid Json',
    name: 'iam:CreateRole',
    given: { RoleName: 'r', AssumeRolePolicyDocument: '{"Version":"2012-10-17",}' },
  },
  {
    collected: 'Syntax errors in policy.',
    code: 'MalformedPolicyDocument',
    status: 400,
    message: 'Syntax errors in policy.',
    name: 'iam:PutUserPolicy',
    given: { ...LUCY, PolicyName: 'p', PolicyDocument: '{' },
  },
  {
    collected: 'Has prohibited field Resource',
    code: 'MalformedPolicyDocument',
    status: 400,
    message: 'Has prohibited field Resource',
    name: 'iam:CreateRole',
    given: { RoleName: 'r', AssumeRolePolicyDocument: TRUST_EC2.replace('"Action"', '"Resource":"*","Action"') },
  },
  {
    collected: 'Invalid principal in policy: …',
    code: 'MalformedPolicyDocument',
    status: 400,
    message: `Invalid principal in policy: "AWS":"arn:aws:iam::${ACCOUNT_ID}:user/nobody"`,
    name: 'iam:CreateRole',
    given: {
      RoleName: 'r',
      AssumeRolePolicyDocument: TRUST_EC2.replace(
        '"Service":"ec2.amazonaws.com"',
        `"AWS":"arn:aws:iam::${ACCOUNT_ID}:user/nobody"`,
      ),
    },
  },
  {
    collected: "1 validation error detected: Value 'V' at 'field' failed to satisfy constraint: Member must …",
    code: 'ValidationError',
    status: 400,
    message:
      "1 validation error detected: Value '' at 'userName' failed to satisfy constraint: Member must have length greater than or equal to 1",
    name: 'iam:CreateUser',
    given: { UserName: '' },
  },
  {
    collected: 'Authentication code for device is not valid.',
    code: 'InvalidAuthenticationCode',
    status: 403,
    message: 'Authentication code for device is not valid.',
    name: 'iam:EnableMFADevice',
    given: { ...LUCY, ...PHONE, AuthenticationCode1: '000000', AuthenticationCode2: '000000' },
    before: () => aws.perform('iam:CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone' }),
  },
  {
    collected:
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    code: 'AccessDenied',
    status: 403,
    message:
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    name: 'sts:GetSessionToken',
    given: { ...PHONE, TokenCode: '000000' },
    as: { as: userActor('lucy') },
  },
  {
    collected: 'Cannot call GetSessionToken with session credentials',
    code: 'AccessDenied',
    status: 403,
    message: 'Cannot call GetSessionToken with session credentials',
    name: 'sts:GetSessionToken',
    given: {},
    as: { as: ROLE_SESSION, session: ROLE_CREDENTIALS },
  },
];

/** The error that an operation is refused with, when it is authorized or when it is performed. */
async function refusal(name: OperationName, given: Case['given'], as: Case['as']) {
  try {
    aws.authorize(name, given, as);
  } catch (thrown) {
    if (!(thrown instanceof AwsError)) throw thrown;
    return { code: thrown.code, status: thrown.httpStatus, message: thrown.message };
  }
  return aws.refusal(name, given, as);
}

describe.skipIf(!isThere)('Gatehouse answers with the collected sentence', () => {
  it.each(CASES)('$code: $collected', async ({ collected, code, status, message, name, given, before, as }) => {
    expect(collection).toContain(collected);
    await before?.();
    expect(await refusal(name, given, as)).toEqual({ code, status, message });
  });
});

/** The collection's codes of IAM's model, by their HTTP status, and what is refused with each. */
const STATUSES: Readonly<Record<string, { status: number; name: OperationName; given: Record<string, unknown> }>> = {
  NoSuchEntity: { status: 404, name: 'iam:GetRole', given: { RoleName: 'nobody' } },
  EntityAlreadyExists: { status: 409, name: 'iam:CreateUser', given: LUCY },
  InvalidInput: {
    status: 400,
    name: 'iam:CreateServiceLinkedRole',
    given: { AWSServiceName: 'ecs.amazonaws.com', CustomSuffix: 'suffix' },
  },
  MalformedPolicyDocument: {
    status: 400,
    name: 'iam:CreatePolicy',
    given: { PolicyName: 'p', PolicyDocument: `${ALLOW_ALL_S3}}` },
  },
  UnmodifiableEntity: { status: 400, name: 'iam:DeletePolicy', given: { PolicyArn: READ_ONLY_ACCESS } },
  InvalidUserType: {
    status: 400,
    name: 'iam:ChangePassword',
    given: { OldPassword: 'Str0ng-password', NewPassword: 'An0ther-password' },
  },
  ReportNotPresent: { status: 410, name: 'iam:GetCredentialReport', given: {} },
};

describe.skipIf(!isThere)('An error of IAM’s model has the collected status', () => {
  it.each(Object.entries(STATUSES))('%s', async (code, { status, name, given }) => {
    const sentence = /\*\*Modelled IAM codes\*\*[^\n]*/.exec(collection)?.[0] ?? '';
    // `A, B, C 409; D 404; …`: a status is that of the codes before it.
    const group = sentence.split(';').find((part) => part.includes(code)) ?? '';
    expect(group).toContain(String(status));
    expect(await aws.refusal(name, given)).toMatchObject({ code, status });
  });
});
