import { beforeEach, describe, expect, it } from 'vitest';
import { group, managedPolicy, policyArn, role, user } from '../../fixtures/account-documents.ts';
import { ACCOUNT_ID, TestAccount } from './test-account.ts';

const CUSTOM_PAGE = 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html';
const PRINCIPAL_PAGE = 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForPrincipalPolicy.html';

/** A policy that asks for a key in a condition. */
function askingFor(key: string): string {
  return statement({ Condition: { StringEquals: { [key]: 'x' } } });
}

function statement(more: object, Version = '2012-10-17'): string {
  return JSON.stringify({ Version, Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*', ...more }] });
}

let aws: TestAccount;

beforeEach(() => {
  aws = new TestAccount();
});

describe('GetContextKeysForCustomPolicy', () => {
  it.each([
    [
      'a condition',
      statement({ Condition: { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01' } } }),
      ['aws:CurrentTime'],
    ],
    ['a variable of a resource', statement({ Resource: 'arn:aws:s3:::b/${aws:username}/*' }), ['aws:username']],
    [
      'a variable of a condition, default or not',
      statement({ Condition: { StringLike: { 's3:prefix': ["${aws:PrincipalTag/team, 'all'}/*"] } } }),
      ['s3:prefix', 'aws:PrincipalTag/team'],
    ],
    ['nothing of a text that is no variable', statement({ Resource: 'arn:aws:s3:::b/${*}' }), []],
    ['no variables of the older version', statement({ Resource: 'arn:aws:s3:::b/${aws:username}' }, '2008-10-17'), []],
    [
      'each key once, as it is written first',
      statement({ Condition: { StringEquals: { 'aws:UserName': 'a' }, StringLike: { 'aws:username': 'b' } } }),
      ['aws:UserName'],
    ],
  ])(`lists the keys of %s: ${CUSTOM_PAGE}`, async (_, document, ContextKeyNames) => {
    expect(await aws.perform('iam:GetContextKeysForCustomPolicy', { PolicyInputList: [document] })).toEqual({
      ContextKeyNames,
    });
  });

  it(`refuses what is no policy: ${CUSTOM_PAGE}`, async () => {
    expect(await aws.refusal('iam:GetContextKeysForCustomPolicy', { PolicyInputList: ['[]'] })).toMatchObject({
      code: 'InvalidInput',
      status: 400,
    });
  });
});

describe('GetContextKeysForPrincipalPolicy', () => {
  beforeEach(() => {
    const documents = [
      group('developers', { inlinePolicies: { p: askingFor('aws:SourceIp') } }),
      managedPolicy('shared', askingFor('aws:SecureTransport')),
      user('lucy', {
        groups: ['developers'],
        attachedPolicies: [policyArn('shared')],
        inlinePolicies: { p: askingFor('aws:username') },
      }),
      role('deployer', { inlinePolicies: { p: askingFor('aws:PrincipalTag/team') } }),
    ];
    aws.model.apply(documents.map((document) => ({ key: document.arn, before: null, after: document })));
  });

  it.each([
    [
      "a user's policies, and those of its groups",
      'user/lucy',
      ['aws:username', 'aws:SecureTransport', 'aws:SourceIp'],
    ],
    ["a group's policies", 'group/developers', ['aws:SourceIp']],
    ["a role's policies", 'role/deployer', ['aws:PrincipalTag/team']],
  ])(`lists the keys of %s: ${PRINCIPAL_PAGE}`, async (_, name, ContextKeyNames) => {
    const PolicySourceArn = `arn:aws:iam::${ACCOUNT_ID}:${name}`;
    expect(await aws.perform('iam:GetContextKeysForPrincipalPolicy', { PolicySourceArn })).toEqual({ ContextKeyNames });
  });

  it(`adds those of the policies that it is given: ${PRINCIPAL_PAGE}`, async () => {
    const input = {
      PolicySourceArn: `arn:aws:iam::${ACCOUNT_ID}:role/deployer`,
      PolicyInputList: [askingFor('s3:prefix')],
    };
    expect(await aws.perform('iam:GetContextKeysForPrincipalPolicy', input)).toEqual({
      ContextKeyNames: ['aws:PrincipalTag/team', 's3:prefix'],
    });
  });

  it(`refuses a user who is not there: ${PRINCIPAL_PAGE}`, async () => {
    const PolicySourceArn = `arn:aws:iam::${ACCOUNT_ID}:user/nobody`;
    expect(await aws.refusal('iam:GetContextKeysForPrincipalPolicy', { PolicySourceArn })).toMatchObject({
      code: 'NoSuchEntity',
      status: 404,
    });
  });
});
