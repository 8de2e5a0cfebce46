import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { accountOfSessionAccessKey } from '../../../src-main/authentication/session-access-key.ts';
import { ACCOUNT_ID, OTHER_ACCOUNT_ID, READ_ONLY_ACCESS, ROOT, TestAccount, userActor } from './test-account.ts';

const DEPLOYER = `arn:aws:iam::${ACCOUNT_ID}:role/deployer`;
const TRUST_ACCOUNT = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { AWS: ACCOUNT_ID }, Action: 'sts:AssumeRole' },
});
const ALLOW_S3 = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}';
const tag = (Key: string, Value = 'v') => ({ Key, Value });
const LUCY = userActor('lucy');

let aws: TestAccount;
beforeEach(async () => {
  aws = new TestAccount();
  await aws.perform('iam:CreateUser', { UserName: 'lucy' });
  await aws.perform('iam:CreateRole', {
    RoleName: 'deployer',
    AssumeRolePolicyDocument: TRUST_ACCOUNT,
    MaxSessionDuration: 7200,
  });
});

const assume = (given: Record<string, unknown> = {}) =>
  aws.perform('sts:AssumeRole', { RoleArn: DEPLOYER, RoleSessionName: 'monday', ...given }, { as: LUCY });
const refusalToAssume = (given: Record<string, unknown>) =>
  aws.refusal('sts:AssumeRole', { RoleArn: DEPLOYER, RoleSessionName: 'monday', ...given }, { as: LUCY });

/** Text of so many letters and digits that hardly becomes shorter by packing it. */
const unpackable = (length: number, seed: number) =>
  createHash('shake256', { outputLength: length })
    .update(String(seed))
    .digest('base64')
    .replace(/\W/g, '0')
    .slice(0, length);

const constraint = (value: string, place: string, rule: string) =>
  `1 validation error detected: Value '${value}' at '${place}' failed to satisfy constraint: Member must ${rule}`;

// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html#API_AssumeRole_RequestParameters
describe('What AssumeRole is asked for is held to its limits', () => {
  it.each([
    [
      'a session name of one character',
      { RoleSessionName: 'x' },
      constraint('x', 'roleSessionName', 'have length greater than or equal to 2'),
    ],
    [
      'a session name of 65 characters',
      { RoleSessionName: 'x'.repeat(65) },
      constraint('x'.repeat(65), 'roleSessionName', 'have length less than or equal to 64'),
    ],
    [
      'a duration under 15 minutes',
      { DurationSeconds: 899 },
      constraint('899', 'durationSeconds', 'have value greater than or equal to 900'),
    ],
    [
      'a duration over 12 hours',
      { DurationSeconds: 43_201 },
      constraint('43201', 'durationSeconds', 'have value less than or equal to 43200'),
    ],
    [
      'an external ID of one character',
      { ExternalId: 'x' },
      constraint('x', 'externalId', 'have length greater than or equal to 2'),
    ],
    [
      'a source identity of one character',
      { SourceIdentity: 'x' },
      constraint('x', 'sourceIdentity', 'have length greater than or equal to 2'),
    ],
    [
      'a duration that the role does not permit',
      { DurationSeconds: 7201 },
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    ],
  ])('%s', async (_what, given, message) => {
    expect(await refusalToAssume(given)).toEqual({ code: 'ValidationError', status: 400, message });
  });

  it.each([
    ['a user', 'arn:aws:iam::123456789012:user/lucy'],
    ['an identity provider', 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com'],
    ['a resource of another service', 'arn:aws:acm:us-east-1:123456789012:certificate/role'],
    ['a role of no account', 'arn:aws:iam::aws:role/deployer'],
  ])('%s is no role to assume', (_, RoleArn) => {
    expect(() => aws.authorize('sts:AssumeRole', { RoleArn, RoleSessionName: 'monday' }, { as: LUCY })).toThrow(
      expect.objectContaining({ code: 'ValidationError', httpStatus: 400, message: 'Request ARN is invalid' }),
    );
  });

  it.each([900, 3600, 7200])('%i seconds are what they are', async (DurationSeconds) => {
    const { Credentials } = await assume({ DurationSeconds });
    expect(Date.parse(Credentials.Expiration) - aws.now.getTime()).toBe(DurationSeconds * 1000);
  });

  it('an hour is what nobody asks for', async () => {
    const { Credentials } = await assume();
    expect(Date.parse(Credentials.Expiration) - aws.now.getTime()).toBe(3_600_000);
  });

  it('a code of MFA is never told, however wrong its form', async () => {
    const { message } = await refusalToAssume({ SerialNumber: 'GAHT12345678', TokenCode: '12345' });
    expect(message).not.toContain('12345 ');
    expect(message).toContain("Value at 'tokenCode' failed to satisfy constraint");
  });

  it('a session token is as large as was asked for at least', async () => {
    const { Credentials, SessionTokenSize } = await assume({ MinimumSessionTokenSize: 4096 });
    expect(Credentials.SessionToken).toHaveLength(SessionTokenSize);
    expect(SessionTokenSize).toBeGreaterThanOrEqual(4096);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_know
describe('Session policies and session tags', () => {
  it('leave PackedPolicySize out where there are none', async () => {
    expect(await assume()).not.toHaveProperty('PackedPolicySize');
  });

  it('tell how much of their space they take', async () => {
    const { PackedPolicySize = 0 } = await assume({ Policy: ALLOW_S3, Tags: [tag('team')] });
    expect(PackedPolicySize).toBeGreaterThan(0);
    expect(PackedPolicySize).toBeLessThan(20);
  });

  it('are refused when they are too large together', async () => {
    const Tags = Array.from({ length: 10 }, (_, place) => tag(`key${place}`, unpackable(200, place)));
    const { code, status, message } = await refusalToAssume({ Tags });
    expect({ code, status }).toEqual({ code: 'PackedPolicyTooLarge', status: 400 });
    expect(message).toMatch(/^Packed size of session tags consumes \d+% of allotted space\.$/);
  });

  it('are refused when their text is over 2,048 characters', async () => {
    const PolicyArns = [{ arn: READ_ONLY_ACCESS }];
    const Policy = ALLOW_S3.padEnd(2048, ' ');
    await expect(assume({ Policy })).resolves.toBeDefined();
    expect(await refusalToAssume({ Policy, PolicyArns })).toMatchObject({ code: 'PackedPolicyTooLarge' });
  });

  it.each([
    ['that is no JSON', '{"Version"'],
    [
      'with a principal',
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}',
    ],
  ])('are refused for a policy %s', async (_what, Policy) => {
    expect(await refusalToAssume({ Policy })).toMatchObject({ code: 'MalformedPolicyDocument', status: 400 });
  });

  it('are refused for a managed policy of another account', async () => {
    const { Policy } = await aws.perform(
      'iam:CreatePolicy',
      { PolicyName: 'theirs', PolicyDocument: ALLOW_S3 },
      { accountId: OTHER_ACCOUNT_ID },
    );
    expect(await refusalToAssume({ PolicyArns: [{ arn: Policy.Arn }] })).toEqual({
      code: 'ValidationError',
      status: 400,
      message: `${Policy.Arn} is invalid`,
    });
  });

  it('take no tag whose key begins with aws:', async () => {
    expect(await refusalToAssume({ Tags: [tag('aws:team')] })).toMatchObject({ code: 'InvalidParameterValue' });
  });
});

describe('An MFA code', () => {
  it.each([{ SerialNumber: 'GAHT12345678' }, { TokenCode: '123456' }])('comes with its device: %o', async (given) => {
    expect(await refusalToAssume(given)).toEqual({
      code: 'AccessDenied',
      status: 403,
      message: 'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    });
  });

  it('is of a device of the caller', async () => {
    expect(await refusalToAssume({ SerialNumber: 'GAHT12345678', TokenCode: '123456' })).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('Please verify your MFA serial number is valid and associated with this user.'),
    });
  });
});

describe('The root user', () => {
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
  it('assumes no role', () => {
    expect(() =>
      aws.authorize('sts:AssumeRole', { RoleArn: DEPLOYER, RoleSessionName: 'monday' }, { as: ROOT }),
    ).toThrow('Roles may not be assumed by root accounts.');
  });

  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html (DurationSeconds)
  it.each([undefined, 900, 129_600])('has a session for an hour at most, whatever it asks for: %s', async (asked) => {
    const given = asked === undefined ? {} : { DurationSeconds: asked };
    for (const { Credentials } of [
      await aws.perform('sts:GetSessionToken', given, { as: ROOT }),
      await aws.perform('sts:GetFederationToken', { Name: 'visitor', ...given }, { as: ROOT }),
    ]) {
      const seconds = (Date.parse(Credentials.Expiration) - aws.now.getTime()) / 1000;
      expect(seconds).toBe(Math.min(asked ?? 3600, 3600));
    }
  });
});

describe('Whoever has no account has no sessions', () => {
  it.each(['sts:GetSessionToken', 'sts:GetFederationToken'] as const)('%s', async (name) => {
    expect(await aws.refusal(name, { Name: 'visitor' })).toEqual({
      code: 'MissingAuthenticationToken',
      status: 403,
      message: 'Request is missing Authentication Token',
    });
  });
});

describe('The ID of temporary credentials', () => {
  it('tells the account that they are of', async () => {
    const { Credentials } = await assume();
    expect(Credentials.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(accountOfSessionAccessKey(Credentials.AccessKeyId)).toBe(ACCOUNT_ID);
  });

  it.each(['AKIAIOSFODNN7EXAMPLE', 'ASIAAAAAAAAAAAAAAAAA', 'ASIA77777777777777777'])('%s tells none', (id) => {
    expect(accountOfSessionAccessKey(id)).toBeNull();
  });

  it('is not known where nobody has it', async () => {
    expect(
      await aws.refusal('sts:GetAccessKeyInfo', { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' }, { as: LUCY }),
    ).toMatchObject({
      code: 'ValidationError',
    });
  });
});

/*
 * Answers recorded from AWS itself. Names, IDs and dates are placeholders in them, so shapes and wording are compared.
 */
const FILE = '../shared/conformance/aws-recordings/sts.json';
const isThere = existsSync(FILE);
if (!isThere) console.warn(`Skipped: the recordings of AWS are not at ${FILE}.`);

const Recording = z.object({ 'recorded-content': z.record(z.string(), z.record(z.string(), z.unknown())) });
const Failure = z.object({
  Error: z.object({ Code: z.string(), Message: z.string() }),
  ResponseMetadata: z.object({ HTTPStatusCode: z.number() }),
});

function recorded(testName: string, answer: string): Record<string, unknown> {
  const recordings = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(FILE, 'utf8')));
  const found = Object.entries(recordings).find(([name]) => name.endsWith(`::${testName}`));
  return Recording.parse(found?.[1])['recorded-content'][answer] ?? {};
}

function recordedFailure(testName: string, answer: string): { code: string; status: number; message: string } {
  const { Error: error, ResponseMetadata } = Failure.parse(recorded(testName, answer));
  return { code: error.Code, status: ResponseMetadata.HTTPStatusCode, message: error.Message };
}

describe.skipIf(!isThere)('STS answers as AWS was recorded to answer', () => {
  const IGNORED = new Set(['ResponseMetadata', 'SessionTokenSize']);
  const members = (answer: object) => Object.keys(answer).filter((name) => !IGNORED.has(name));

  it.each([
    ['malformed-arn', 'nothing-valid-in-here'],
    ['no-partition', 'arn::b:::something/test-role'],
    ['no-service', 'arn:a::::something/test-role'],
    ['not-enough-colons', 'arn:a:::something/test-role'],
    ['no-resource', 'arn:a:a::aaaaaaaaaa:'],
  ])('a role that is no ARN: %s', (answer, RoleArn) => {
    const { code, status, message } = recordedFailure('test_sts_invalid_parameters', answer);
    expect(() => aws.authorize('sts:AssumeRole', { RoleArn, RoleSessionName: 'monday' }, { as: LUCY })).toThrow(
      expect.objectContaining({ code, httpStatus: status, message }),
    );
  });

  it('a session name that cannot be one', async () => {
    expect(await refusalToAssume({ RoleSessionName: 'Session1:2' })).toEqual(
      recordedFailure('test_sts_invalid_parameters', 'invalid-session-name'),
    );
  });

  it('a transitive tag that is not set', async () => {
    expect(await refusalToAssume({ Tags: [tag('a')], TransitiveTagKeys: ['b'] })).toEqual(
      recordedFailure('test_assume_role_tag_validation', 'invalid-transitive-tag-keys'),
    );
  });

  it('two tags whose keys differ by case alone', async () => {
    expect(await refusalToAssume({ Tags: [tag('team'), tag('Team')] })).toEqual(
      recordedFailure('test_assume_role_tag_validation', 'duplicate-tag-keys-different-casing'),
    );
  });

  it('a role that was assumed', async () => {
    const answer = recorded('test_assume_role', 'assume-role');
    expect(members(await assume()).toSorted()).toEqual(members(answer).toSorted());
  });

  it('a federated user', async () => {
    const answer = recorded('test_get_federation_token', 'get-federation-token');
    const given = await aws.perform('sts:GetFederationToken', { Name: 'visitor' }, { as: LUCY });
    expect(members(given).toSorted()).toEqual(members(answer).toSorted());
    expect(given.PackedPolicySize).toBe(answer['PackedPolicySize']);
  });
});
