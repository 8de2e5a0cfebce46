import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../../src-shared/decision/explanation.ts';
import type { CompiledPolicy } from '../../../src-main/authorization/compile.ts';
import { explain } from '../../../src-main/authorization/explain.ts';
import type { PolicyKind } from '../../../src-main/authorization/policy/document.ts';
import type { PolicySet } from '../../../src-main/authorization/policy-set.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';
import {
  ACCOUNT,
  ALLOW_ALL,
  ALLOW_EC2,
  ALLOW_S3,
  type Asked,
  DENY_S3,
  FEDERATED,
  LUCY,
  OTHER_ACCOUNT,
  ROLE,
  ROOT,
  SESSION,
  type Statement,
  policy,
  request,
  trust,
} from './scenario.ts';

function named(
  name: string,
  statements: Statement | readonly Statement[],
  kind: PolicyKind = 'identity',
): CompiledPolicy {
  return policy(statements, kind, name);
}

function explained(asked: Asked, policies: Partial<PolicySet>): Explanation {
  return explain(request(asked), { identity: [], resource: [], ...policies }, SERVICE_FACTS);
}

const object = 's3:GetObject on arn:aws:s3:::shop/orders/1';
const all = [named('Everything', ALLOW_ALL)];
const FULL_ACCESS = named('FullAWSAccess', ALLOW_ALL, 'scp');
const onlyEc2 = (name: string, kind: PolicyKind = 'identity'): CompiledPolicy =>
  named(name, kind === 'resource' ? { ...ALLOW_EC2, Principal: '*' } : ALLOW_EC2, kind);

const remove: Asked = { action: 's3:DeleteBucket', resource: 'arn:aws:s3:::shop' };
const removal = 's3:DeleteBucket on arn:aws:s3:::shop';
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1111`;
const decrypt: Asked = { action: 'kms:Decrypt', resource: KEY };
const keyNeed = "nobody, not even the account's root user, uses a KMS key unless its key policy allows it";
const assume: Asked = { action: 'sts:AssumeRole', resource: ROLE };
const session = 'the session monday of role worker';

describe('the reason of an allowance', () => {
  it.each<[string, Asked, Partial<PolicySet>, string]>([
    [
      'names the statement',
      {},
      { identity: [named('P', { ...ALLOW_S3, Sid: 'All' })] },
      `The statement "All" of the identity-based policy "P" allows lucy ${object}, and nothing denies it.`,
    ],
    [
      'names a statement without Sid by its place',
      { principal: '*' },
      {
        resource: [
          named(
            'policy of shop',
            [DENY_S3, ALLOW_S3].map((entry) => ({
              ...entry,
              Principal: '*',
              Condition: { Null: { 'aws:x': entry === ALLOW_S3 } },
            })),
            'resource',
          ),
        ],
      },
      `Statement 2 of the resource-based policy "policy of shop" allows an anonymous caller ${object}, and nothing denies it.`,
    ],
    [
      'of the root user',
      { principal: ROOT },
      {},
      `The account's root user may do everything in its own account, so ${object} is allowed.`,
    ],
    [
      'of an action that needs no permission',
      { action: 'sts:GetCallerIdentity', resource: '*' },
      {},
      'sts:GetCallerIdentity needs no permission: whoever is authenticated may do it, whatever policies say.',
    ],
  ])('%s', (_name, asked, policies, reason) => {
    expect(explained(asked, policies).reason).toBe(reason);
  });
});

describe('the reason of a denial', () => {
  it.each<[string, Asked, Partial<PolicySet>, string]>([
    [
      'nothing allows it',
      remove,
      {},
      `No identity-based policy of lucy allows ${removal}, and what nothing allows is denied.`,
    ],
    [
      'nothing allows an action without resource',
      { action: 's3:ListAllMyBuckets', resource: '*' },
      {},
      'No identity-based policy of lucy allows s3:ListAllMyBuckets, and what nothing allows is denied.',
    ],
    [
      'the policies of a session are those of its role',
      { principal: SESSION },
      {},
      `No identity-based policy of role worker allows ${object}, and what nothing allows is denied.`,
    ],
    [
      'a statement denies it',
      {},
      { identity: [named('P', [ALLOW_S3, DENY_S3])] },
      `Statement 2 of the identity-based policy "P" denies lucy ${object}. An explicit deny overrides every allow.`,
    ],
    [
      'an SCP denies it, and nothing allows it',
      remove,
      { scp: [[FULL_ACCESS], [FULL_ACCESS, named('Guard', { ...DENY_S3, Sid: 'NoS3' }, 'scp')]] },
      `The statement "NoS3" of the service control policy "Guard" denies lucy ${removal}. An explicit deny overrides every allow. Besides, no identity-based policy of lucy allows it.`,
    ],
    [
      'two statements deny it',
      {},
      { identity: all, boundary: [named('Bound', [ALLOW_ALL, DENY_S3])], session: [named('P', [ALLOW_ALL, DENY_S3])] },
      `Statement 2 of the permissions boundary "Bound" denies lucy ${object}. An explicit deny overrides every allow. Besides, statement 2 of the session policy "P" denies it.`,
    ],
    [
      'the only SCP does not allow it',
      remove,
      { scp: [[onlyEc2('Guard', 'scp')]] },
      `The service control policy "Guard" does not allow ${removal}, and every level of the organization has to allow it. Besides, no identity-based policy of lucy allows it.`,
    ],
    [
      'SCPs at several levels do not allow it',
      {},
      { identity: all, scp: [[onlyEc2('A', 'scp'), onlyEc2('B', 'scp')], [], [onlyEc2('C', 'scp')]] },
      `None of the service control policies "A" and "B" attached to the organization's root allows ${object}, and every level of the organization has to allow it. Besides, no service control policy attached to the organizational unit at level 1 allows it, and the service control policy "C" attached to the account itself does not allow it.`,
    ],
    [
      'the boundary does not allow it',
      {},
      { identity: all, boundary: [onlyEc2('Developers')] },
      `The permissions boundary "Developers" of lucy does not allow ${object}, and identity-based policies give lucy no more than it allows.`,
    ],
    [
      'nothing allows it, the boundary neither',
      {},
      { boundary: [onlyEc2('Developers')] },
      `No identity-based policy of lucy allows ${object}, and what nothing allows is denied. Besides, the permissions boundary "Developers" of lucy does not allow it.`,
    ],
    [
      'a session policy without a name does not allow it',
      { principal: SESSION },
      { identity: all, session: [onlyEc2('session policy')] },
      `The session policy of ${session} does not allow ${object}, and a session may do no more than its session policies allow.`,
    ],
    [
      'many session policies do not allow it',
      { principal: SESSION },
      { identity: all, session: ['A', 'B', 'C', 'D'].map((name) => onlyEc2(name)) },
      `None of the 4 session policies of ${session} allows ${object}, and a session may do no more than its session policies allow.`,
    ],
    [
      'a federated user has no session policy',
      { principal: FEDERATED },
      { identity: all },
      `No session policy of the federated user carol allows ${object}, and a federated user may do by itself only what a session policy allows.`,
    ],
    [
      'the VPC endpoint does not allow it',
      {},
      { identity: all, vpcEndpoint: [onlyEc2('policy of VPC endpoint web', 'resource')] },
      `The VPC endpoint policy "policy of VPC endpoint web" does not allow lucy ${object}, and it has to allow whatever comes through the endpoint.`,
    ],
    [
      'another account has no policy',
      { resourceAccountId: OTHER_ACCOUNT },
      { identity: all },
      `No resource-based policy of account ${OTHER_ACCOUNT} allows lucy ${object}, and lucy belongs to account ${ACCOUNT}: across accounts both sides have to allow it.`,
    ],
    [
      'neither side allows it',
      { resourceAccountId: OTHER_ACCOUNT },
      { resource: [onlyEc2('policy of shop', 'resource')] },
      `No identity-based policy of lucy allows ${object}, and what nothing allows is denied. Besides, the resource-based policy "policy of shop" of account ${OTHER_ACCOUNT} does not allow it.`,
    ],
    [
      'nobody asks',
      { principal: '*' },
      {},
      `No resource-based policy allows an anonymous caller ${object}, and nothing else could let in an anonymous caller.`,
    ],
    [
      'a service asks',
      { principal: 'events.amazonaws.com' },
      { resource: [onlyEc2('policy of shop', 'resource')] },
      `The resource-based policy "policy of shop" does not allow the service events.amazonaws.com ${object}, and nothing else could let in the service events.amazonaws.com.`,
    ],
    [
      'a key has no policy',
      decrypt,
      { identity: all },
      `No resource-based policy allows lucy kms:Decrypt on ${KEY}, and ${keyNeed}.`,
    ],
    [
      'a key policy that names lucy would make up for what her own lack',
      decrypt,
      {},
      `No resource-based policy allows lucy kms:Decrypt on ${KEY}, and ${keyNeed}.`,
    ],
    [
      'a key policy that names the role leaves its boundary in force',
      { ...decrypt, principal: SESSION },
      { boundary: [onlyEc2('Developers')] },
      `No resource-based policy allows ${session} kms:Decrypt on ${KEY}, and ${keyNeed}. Besides, the permissions boundary "Developers" of role worker does not allow it.`,
    ],
    [
      'the root user is not in the key policy',
      { ...decrypt, principal: ROOT },
      {},
      `No resource-based policy allows the root user of account ${ACCOUNT} kms:Decrypt on ${KEY}, and ${keyNeed}.`,
    ],
    [
      'the trust policy names others',
      assume,
      { identity: all, trust: [named('trust policy of worker', trust({ AWS: OTHER_ACCOUNT }), 'trust')] },
      `The trust policy of role worker does not allow lucy sts:AssumeRole on ${ROLE}, and nobody assumes a role unless its trust policy allows it.`,
    ],
    [
      'the trust policy of another account names lucy, her own policies do not allow it',
      { ...assume, resourceAccountId: OTHER_ACCOUNT },
      { trust: [named('trust policy of worker', trust({ AWS: LUCY }), 'trust')] },
      `No identity-based policy of lucy allows sts:AssumeRole on ${ROLE}, and what nothing allows is denied.`,
    ],
    [
      'the trust policy lets in users of a provider, but not this one',
      { principal: 'accounts.google.com', action: 'sts:AssumeRoleWithWebIdentity', resource: ROLE },
      {
        trust: [
          named(
            'trust policy of worker',
            {
              ...trust({ Federated: 'accounts.google.com' }, { Action: 'sts:AssumeRoleWithWebIdentity' }),
              Condition: { StringEquals: { 'accounts.google.com:aud': 'app-1' } },
            },
            'trust',
          ),
        ],
      },
      `The trust policy of role worker does not allow a user signed in with accounts.google.com sts:AssumeRoleWithWebIdentity on ${ROLE}, and nothing else could let in a user signed in with accounts.google.com. Statement 1 of "trust policy of worker" would allow it, but it wants accounts.google.com:aud to be "app-1" (StringEquals), and the request does not carry that key.`,
    ],
    [
      'the action does not apply to the resource',
      { action: 'sqs:SendMessage', resource: 'arn:aws:s3:::shop' },
      { identity: all },
      'sqs:SendMessage applies to resources of type sqs:queue, and arn:aws:s3:::shop is not one, so no policy can allow it there.',
    ],
    [
      'the action takes no resource',
      { action: 's3:ListAllMyBuckets', resource: 'arn:aws:s3:::shop' },
      { identity: all },
      's3:ListAllMyBuckets takes no resource: it is asked for on "*", never on arn:aws:s3:::shop, so no policy can allow it there.',
    ],
    [
      'it is denied where it does not apply',
      { action: 'sqs:SendMessage', resource: 'arn:aws:s3:::shop' },
      { identity: [named('P', { ...DENY_S3, Action: 'sqs:*' })] },
      'Statement 1 of the identity-based policy "P" denies lucy sqs:SendMessage on arn:aws:s3:::shop. An explicit deny overrides every allow. Besides, the action does not apply to the resource.',
    ],
  ])('when %s', (_name, asked, policies, reason) => {
    expect(explained(asked, policies).reason).toBe(reason);
  });
});

describe('each thing that is missing', () => {
  it('has a sentence that can stand alone', () => {
    const { missing } = explained(remove, {
      scp: [[FULL_ACCESS], [FULL_ACCESS, named('Guard', { ...DENY_S3, Sid: 'NoS3' }, 'scp')]],
      boundary: [onlyEc2('Developers')],
    });
    expect(missing.map(({ sentence }) => sentence)).toEqual([
      `The statement "NoS3" of the service control policy "Guard" denies lucy ${removal}: an explicit deny overrides every allow.`,
      `No identity-based policy of lucy allows ${removal}, and what nothing allows is denied.`,
      `The permissions boundary "Developers" of lucy does not allow ${removal}, and identity-based policies give lucy no more than it allows.`,
    ]);
  });

  it.each<[object, Asked['context'], string]>([
    [
      { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      {},
      'aws:MultiFactorAuthPresent to be true (Bool), and the request does not carry that key.',
    ],
    [
      { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '10.0.0.0/8'] } },
      { 'aws:SourceIp': '198.51.100.1' },
      'aws:SourceIp to be in 203.0.113.0/24 or 10.0.0.0/8 (IpAddress), and the request has 198.51.100.1.',
    ],
    [
      { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      { 'aws:SourceIp': '203.0.113.1' },
      'aws:SourceIp not to be in 203.0.113.0/24 (NotIpAddress), and the request has 203.0.113.1.',
    ],
    [
      { StringNotEquals: { 'aws:x': ['a', 'b'] }, NumericLessThan: { 'aws:n': '10' } },
      { 'aws:x': 'b' },
      'aws:x to be neither "a" nor "b" (StringNotEquals), and the request has "b"; it also wants aws:n to be less than 10 (NumericLessThan), and the request does not carry that key.',
    ],
    [
      { StringNotLike: { 'aws:x': 'b*' } },
      { 'aws:x': 'b' },
      'aws:x not to match "b*" (StringNotLike), and the request has "b".',
    ],
    [
      { StringEqualsIgnoreCase: { 'aws:x': 'a' } },
      { 'aws:x': 'b' },
      'aws:x to be (in any case) "a" (StringEqualsIgnoreCase), and the request has "b".',
    ],
    [
      { StringEquals: { 'aws:x': ['1', '2', '3', '4', '5'] } },
      { 'aws:x': 'b' },
      'aws:x to be "1", "2", "3" or 2 more (StringEquals), and the request has "b".',
    ],
    [
      { StringEquals: { 'aws:x': '${aws:PrincipalTag/team}' } },
      { 'aws:x': 'b' },
      'aws:x to be "${aws:PrincipalTag/team}" (StringEquals), and the request has "b". The request carries no aws:PrincipalTag/team to fill in, so that value matches nothing.',
    ],
    [
      { NumericGreaterThanEquals: { 'aws:n': '10' } },
      { 'aws:n': 'many' },
      'aws:n to be at least 10 (NumericGreaterThanEquals), and the request has many. "many" is no number, so it matches nothing.',
    ],
    [
      { NumericLessThanEquals: { 'aws:n': '10' } },
      { 'aws:n': '11' },
      'aws:n to be at most 10 (NumericLessThanEquals), and the request has 11.',
    ],
    [
      { NumericGreaterThan: { 'aws:n': '10' } },
      { 'aws:n': '1' },
      'aws:n to be more than 10 (NumericGreaterThan), and the request has 1.',
    ],
    [
      { DateGreaterThan: { 'aws:CurrentTime': '2026-06-01T00:00:00Z' } },
      { 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
      'aws:CurrentTime to be after 2026-06-01T00:00:00Z (DateGreaterThan), and the request has 2026-01-01T00:00:00Z.',
    ],
    [
      { DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
      { 'aws:CurrentTime': '2026-06-01T00:00:00Z' },
      'aws:CurrentTime to be before 2026-01-01T00:00:00Z (DateLessThan), and the request has 2026-06-01T00:00:00Z.',
    ],
    [
      { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::shop' } },
      { 'aws:SourceArn': 'arn:aws:s3:::other' },
      'aws:SourceArn to match "arn:aws:s3:::shop" (ArnLike), and the request has "arn:aws:s3:::other".',
    ],
    [
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
      { 'aws:TagKeys': ['a', 'c'] },
      'every value of aws:TagKeys to be "a" or "b" (ForAllValues:StringEquals), and the request has "a" and "c".',
    ],
    [
      { 'ForAnyValue:StringLike': { 'aws:TagKeys': 'a*' } },
      {},
      'some value of aws:TagKeys to match "a*" (ForAnyValue:StringLike), and the request does not carry that key.',
    ],
    [{ Null: { 'aws:x': 'true' } }, { 'aws:x': 'b' }, 'aws:x to be absent (Null), and the request has "b".'],
    [{ Null: { 'aws:x': 'false' } }, {}, 'aws:x to be there (Null), and the request does not carry that key.'],
  ])('tells of a near miss under %j with %j what it wants and what is there', (condition, context, wanted) => {
    const identity = [named('Read', { ...ALLOW_S3, Sid: 'Own', Condition: condition })];
    const { missing } = explained({ context: context ?? {} }, { identity });
    expect(missing[0]?.sentence).toBe(
      `No identity-based policy of lucy allows ${object}, and what nothing allows is denied. The statement "Own" of "Read" would allow it, but it wants ${wanted}`,
    );
  });
});
