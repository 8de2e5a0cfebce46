import { describe, expect, it } from 'vitest';
import { assertPolicyDocument, malformedPolicyMessage } from '../../../src-main/authorization/check-policy.ts';
import type { PolicyKind } from '../../../src-main/authorization/policy/document.ts';
import { formatPath } from '../../../src-main/authorization/policy/fault.ts';
import { readPolicyText } from '../../../src-main/authorization/policy/parse-policy.ts';

const ORGANIZATIONS = 'https://docs.aws.amazon.com/organizations/latest/userguide';
const REFUSAL = 'The provided policy document does not meet the requirements of the specified policy type.';

const SCP = { Effect: 'Deny', Action: 's3:DeleteBucket', Resource: '*' };
const RCP = { ...SCP, Principal: '*' };

function text(statement: unknown, more: object = { Version: '2012-10-17' }): string {
  return JSON.stringify({ ...more, Statement: statement });
}

/** Where the errors of a policy stand. */
function errorsOf(policy: string, kind: PolicyKind): string[] {
  const { document, faults } = readPolicyText(policy, kind);
  const errors = faults.filter(({ severity }) => severity === 'error').map(({ path }) => formatPath(path));
  expect(document === null).toBe(errors.length > 0);
  return errors;
}

describe(`service control policies (${ORGANIZATIONS}/orgs_manage_policies_scps_syntax.html)`, () => {
  it.each<[string, string]>([
    ['deny an action', text(SCP)],
    ['allow everything, as FullAWSAccess does', text({ Effect: 'Allow', Action: '*', Resource: '*' })],
    ['allow some resources', text({ ...SCP, Effect: 'Allow', Resource: 'arn:aws:s3:::shop' })],
    ['allow all but some actions', text({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })],
    [
      'allow under a Condition',
      text({ ...SCP, Effect: 'Allow', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
    ],
    ['have NotResource', text({ Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::shop' })],
    ['have wildcards anywhere in an action', text({ ...SCP, Action: ['s3:*Bucket', 's3:De?ete*', 'iam:*Role*'] })],
    [
      'have several statements with a Sid each',
      text([
        { Sid: 'A', ...SCP },
        { Sid: 'B', ...SCP },
      ]),
    ],
  ])('may %s', (_what, policy) => {
    expect(errorsOf(policy, 'scp')).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['lack a Version', text(SCP, {}), ''],
    ['have the old Version', text(SCP, { Version: '2008-10-17' }), 'Version'],
    ['have a Principal', text({ ...SCP, Principal: '*' }), 'Statement.Principal'],
    ['have a NotPrincipal', text({ ...SCP, NotPrincipal: { AWS: '123456789012' } }), 'Statement.NotPrincipal'],
    ['lack an Effect', text({ Action: '*', Resource: '*' }), 'Statement'],
    ['lack an Action', text({ Effect: 'Deny', Resource: '*' }), 'Statement'],
    ['lack a Resource', text({ Effect: 'Deny', Action: '*' }), 'Statement'],
    [
      'have an operator that does not exist',
      text({ ...SCP, Condition: { StringIs: { 'aws:x': 'y' } } }),
      'Statement.Condition.StringIs',
    ],
    ['be no JSON', 'policy', ''],
    [
      'have a key twice',
      '{"Version":"2012-10-17","Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}',
      'Version',
    ],
    ['be two objects', `${text(SCP)}${text(SCP)}`, ''],
  ])('must not %s', (_what, policy, path) => {
    expect(errorsOf(policy, 'scp')).toContain(path);
    expect(malformedPolicyMessage(policy, 'scp')).toBe(REFUSAL);
  });
});

describe(`resource control policies (${ORGANIZATIONS}/orgs_manage_policies_rcps_syntax.html)`, () => {
  it.each<[string, string]>([
    ['deny an action to everybody', text(RCP)],
    ['say everybody as an account', text({ ...RCP, Principal: { AWS: '*' } })],
    ['allow everything, as RCPFullAWSAccess does', text({ ...RCP, Effect: 'Allow', Action: '*' })],
    ['do so with a Sid, in a list', text([{ Sid: 'Full', ...RCP, Effect: 'Allow', Action: '*' }])],
    ['name a whole service', text({ ...RCP, Action: ['s3:*', 'sts:Get*', 'kms:*Key?'] })],
    ['have NotResource', text({ Effect: 'Deny', Principal: '*', Action: 's3:*', NotResource: 'arn:aws:s3:::shop' })],
    ['have a Condition', text({ ...RCP, Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } } })],
  ])('may %s', (_what, policy) => {
    expect(errorsOf(policy, 'rcp')).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['lack a Version', text(RCP, {}), ''],
    ['have the old Version', text(RCP, { Version: '2008-10-17' }), 'Version'],
    ['lack a Principal', text(SCP), 'Statement'],
    ['name a principal', text({ ...RCP, Principal: { AWS: '123456789012' } }), 'Statement.Principal'],
    [
      'name a principal beside everybody',
      text({ ...RCP, Principal: { AWS: ['*', '123456789012'] } }),
      'Statement.Principal',
    ],
    ['name a service', text({ ...RCP, Principal: { Service: 's3.amazonaws.com' } }), 'Statement.Principal'],
    ['have NotPrincipal', text({ ...SCP, NotPrincipal: '*' }), 'Statement.NotPrincipal'],
    [
      'have NotAction',
      text({ Effect: 'Deny', Principal: '*', NotAction: 's3:*', Resource: '*' }),
      'Statement.NotAction',
    ],
    ['allow', text({ ...RCP, Effect: 'Allow' }), 'Statement.Effect'],
    [
      'allow everything under a Condition',
      text({ ...RCP, Effect: 'Allow', Action: '*', Condition: { Bool: { 'aws:x': 'true' } } }),
      'Statement.Effect',
    ],
    [
      'allow everything beside another statement',
      text([{ ...RCP, Effect: 'Allow', Action: '*' }, RCP]),
      'Statement[0].Effect',
    ],
    ['deny every action', text({ ...RCP, Action: '*' }), 'Statement.Action'],
    ['deny every action of every service', text({ ...RCP, Action: ['s3:*', '*:*'] }), 'Statement.Action[1]'],
    ['lack a Resource', text({ Effect: 'Deny', Principal: '*', Action: 's3:*' }), 'Statement'],
    ['be no JSON', '{', ''],
  ])('must not %s', (_what, policy, path) => {
    expect(errorsOf(policy, 'rcp')).toContain(path);
    expect(malformedPolicyMessage(policy, 'rcp')).toBe(REFUSAL);
  });
});

describe(`a policy that Organizations refuses (${ORGANIZATIONS.replace('userguide', 'APIReference')}/API_CreatePolicy.html)`, () => {
  it.each(['scp', 'rcp'] as const)('is a MalformedPolicyDocumentException, as %s', (kind) => {
    expect(() => assertPolicyDocument('{"Statement":[]}', kind)).toThrow(
      expect.objectContaining({ code: 'MalformedPolicyDocumentException', httpStatus: 400, message: REFUSAL }),
    );
  });
});
