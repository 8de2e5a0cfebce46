import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicySubject } from '../../../src-shared/contract/what-if.ts';
import type { Verdict } from '../../../src-shared/decision/record.ts';
import { Issued } from '../../../src-main/authentication/held-sessions.ts';
import type { SigningCredentials } from '../../../src-main/authentication/signature-v4/sign.ts';
import { withPolicyText } from '../../../src-main/what-if/policy-text.ts';
import {
  ACCOUNT_ID,
  activeKey,
  group,
  iamArn,
  managedPolicy,
  policyArn,
  resource,
  role,
  user,
} from '../../fixtures/account-documents.ts';
import {
  MANAGEMENT_ACCOUNT_ID,
  organization,
  organizationAccount,
  organizationPolicy,
  organizationRoot,
  withPolicies,
} from '../../fixtures/organization-documents.ts';
import { keyOf, openLaboratory, policyText, UNFOLLOWED, type Laboratory } from './laboratory.ts';

/*
 * What is told of an edit must be what the gate then does. Many edits, drawn from a small stock of statements by a generator
 * that is the same in every run, are each supposed first and then saved; every request is sent again after that.
 */

const LUCY = 'AKIALUCY000000000000';
const BOB = 'AKIABOB0000000000000';
const TEXTS_EACH = 12;

const ALLOW_ALL = policyText({ Effect: 'Allow', Action: '*', Resource: '*' });
const TRUST_ALL = policyText({
  Effect: 'Allow',
  Principal: { AWS: iamArn('root') },
  Action: ['sts:AssumeRole', 'sts:TagSession'],
});

const NOTHING_DENIED = { Effect: 'Deny', Action: 'sqs:*', Resource: '*' };
const SCP = organizationPolicy('scp', 'SERVICE_CONTROL_POLICY', NOTHING_DENIED);
const RCP = organizationPolicy('rcp', 'RESOURCE_CONTROL_POLICY', { ...NOTHING_DENIED, Principal: '*' });

const DOCUMENTS = [
  organization(),
  organizationRoot(),
  organizationAccount(MANAGEMENT_ACCOUNT_ID),
  withPolicies(organizationAccount(ACCOUNT_ID), SCP, RCP),
  SCP,
  RCP,
  group('developers', { attachedPolicies: [policyArn('work')], inlinePolicies: { reading: ALLOW_ALL } }),
  user('lucy', {
    groups: ['developers'],
    tags: [{ Key: 'team', Value: 'shop' }],
    accessKeys: [activeKey(LUCY)],
  }),
  user('bob', {
    attachedPolicies: [policyArn('work')],
    permissionsBoundary: policyArn('limit'),
    accessKeys: [activeKey(BOB)],
  }),
  role('deployer', {
    assumeRolePolicyDocument: TRUST_ALL,
    attachedPolicies: [policyArn('work')],
    inlinePolicies: { own: ALLOW_ALL },
    tags: [{ Key: 'team', Value: 'shop' }],
  }),
  managedPolicy('work', ALLOW_ALL),
  managedPolicy('limit', ALLOW_ALL),
  resource('s3:bucket', 'shelf', {
    policy: policyText({ Effect: 'Allow', Principal: '*', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::shelf' }),
  }),
];

const REQUESTS = [
  { action: 'iam:GetUser', parameters: { UserName: 'bob' } },
  { action: 'iam:ListUsers', parameters: {} },
  { action: 'iam:ListRoleTags', parameters: { RoleName: 'deployer' } },
  { action: 's3:ListBucket', parameters: { Bucket: 'shelf' } },
  { action: 's3:GetObject', parameters: { Bucket: 'shelf', Key: 'notes.txt' } },
  { action: 's3:ListAllMyBuckets', parameters: {} },
  { action: 'dynamodb:GetItem', parameters: { TableName: 'orders' } },
  { action: 'sts:AssumeRole', parameters: { RoleArn: iamArn('role/deployer'), RoleSessionName: 'again' } },
  { action: 'sts:GetCallerIdentity', parameters: {} },
] as const;

const SUBJECTS: readonly PolicySubject[] = [
  { kind: 'managedPolicy', arn: policyArn('work') },
  { kind: 'managedPolicy', arn: policyArn('limit') },
  { kind: 'inlinePolicy', arn: iamArn('group/developers'), policyName: 'reading' },
  { kind: 'inlinePolicy', arn: iamArn('role/deployer'), policyName: 'own' },
  { kind: 'inlinePolicy', arn: iamArn('user/lucy'), policyName: 'new' },
  { kind: 'trustPolicy', arn: iamArn('role/deployer') },
  { kind: 'resourcePolicy', arn: 'arn:aws:s3:::shelf' },
  { kind: 'organizationPolicy', arn: SCP.arn },
  { kind: 'organizationPolicy', arn: RCP.arn },
];

/** Numbers from 0 to 1, the same in every run. @see https://en.wikipedia.org/wiki/Linear_congruential_generator */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const ACTIONS = ['*', 'iam:*', 'iam:Get*', 's3:*', 's3:ListBucket', 's3:GetObject', 'dynamodb:*', 'sts:*', 'iam:List*'];
const RESOURCES = [
  '*',
  'arn:aws:s3:::shelf',
  'arn:aws:s3:::shelf/*',
  iamArn('user/*'),
  iamArn('role/${aws:PrincipalTag/team}*'),
];
const CONDITIONS = [
  undefined,
  undefined,
  { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
  { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } },
  { StringEquals: { 'aws:PrincipalTag/team': 'shop' } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { DateLessThan: { 'aws:CurrentTime': '2026-06-01T00:00:00Z' } },
  { StringEquals: { 'iam:ResourceTag/team': 'shop' } },
  { StringLike: { 's3:prefix': 'public/*' } },
];
const PRINCIPALS = ['*', { AWS: iamArn('root') }, { AWS: iamArn('user/lucy') }, { AWS: iamArn('user/bob') }];

function drawText(subject: PolicySubject, draw: () => number): string {
  const one = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)] as T;
  const count = 1 + Math.floor(draw() * 3);
  // Everything is allowed on the organization's side, so that only what is denied there can change a verdict.
  const allows = subject.kind === 'organizationPolicy' ? 0.2 : 0.75;
  return policyText(
    ...Array.from({ length: count }, () => {
      const Condition = one(CONDITIONS);
      const statement = { Effect: draw() < allows ? 'Allow' : 'Deny', ...(Condition && { Condition }) };
      if (subject.kind === 'trustPolicy') {
        return { ...statement, Principal: one(PRINCIPALS.slice(1)), Action: one(['sts:AssumeRole', 'sts:*']) };
      }
      if (subject.arn === RCP.arn) {
        const denied = { ...statement, Effect: 'Deny', Principal: '*' };
        return { ...denied, Action: one(['s3:*', 's3:GetObject', 'sts:*', 'dynamodb:*']), Resource: one(RESOURCES) };
      }
      if (subject.kind !== 'resourcePolicy') return { ...statement, Action: one(ACTIONS), Resource: one(RESOURCES) };
      return {
        ...statement,
        Principal: one(PRINCIPALS),
        Action: one(['s3:*', 's3:ListBucket', 's3:GetObject']),
        Resource: ['arn:aws:s3:::shelf', 'arn:aws:s3:::shelf/*'],
      };
    }),
  );
}

describe('What is told of an edited policy', () => {
  let laboratory: Laboratory;
  let callers: readonly (SigningCredentials | null)[];
  /** The IDs of the records, in the order in which everything is sent. */
  let recorded: readonly string[];

  const sendAll = async (): Promise<{ id: string; verdict: Verdict }[]> => {
    const sent: { id: string; verdict: Verdict }[] = [];
    for (const caller of callers) {
      for (const asked of REQUESTS) {
        if (caller === null && !asked.action.startsWith('s3:')) continue;
        const { record } = await laboratory.send(caller, asked);
        sent.push({ id: record.id, verdict: record.verdict });
      }
    }
    return sent;
  };

  const assumeRole = async (policy: string | null): Promise<SigningCredentials> => {
    const { result } = await laboratory.send(keyOf(LUCY), {
      action: 'sts:AssumeRole',
      parameters: {
        RoleArn: iamArn('role/deployer'),
        RoleSessionName: policy === null ? 'whole' : 'limited',
        ...(policy !== null && { Policy: policy }),
      },
    });
    const output = (result as { output: unknown }).output;
    const {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken,
    } = Issued.parse(output).Credentials;
    return { accessKeyId, secretAccessKey, sessionToken: SessionToken };
  };

  beforeAll(async () => {
    laboratory = await openLaboratory(DOCUMENTS);
    callers = [
      keyOf(LUCY),
      keyOf(BOB),
      await assumeRole(null),
      await assumeRole(policyText({ Effect: 'Allow', Action: ['s3:*', 'iam:Get*'], Resource: '*' })),
      null,
    ];
    recorded = (await sendAll()).map(({ id }) => id);
  });

  afterAll(async () => {
    await laboratory.workspace.close();
  });

  it.each(SUBJECTS.map((subject, index) => [`${subject.kind} of ${subject.arn}`, subject, index] as const))(
    'is what the gate does once it is saved: %s',
    async (_, subject, index) => {
      const { whatIf, workspace } = laboratory;
      const saved = workspace.model.get(subject.arn);
      const draw = generator(index + 1);
      let flips = 0;
      let before = await sendAll();
      for (let count = 0; count < TEXTS_EACH; count += 1) {
        const text = drawText(subject, draw);
        const impact = await whatIf.policyImpact({ subject, text, newest: before.length }, UNFOLLOWED);
        const told = new Map(impact.flips.map((flip) => [flip.id, flip.withDraft]));
        flips += told.size;
        await laboratory.save(withPolicyText(workspace.model, subject, text));
        const sent = await sendAll();
        expect({ text, verdicts: sent.map(({ verdict }) => verdict) }).toEqual({
          text,
          verdicts: before.map(({ id, verdict }) => told.get(id) ?? verdict),
        });
        const again = whatIf.reevaluate(recorded);
        expect(again.map((entry) => entry.now)).toEqual(sent.map(({ verdict }) => verdict));
        before = sent;
      }
      expect(flips).toBeGreaterThan(0);
      if (saved !== null) await laboratory.save(saved);
    },
    60_000,
  );

  it('says how many requests were looked at, and how many the policy bears on', async () => {
    const subject = { kind: 'inlinePolicy', arn: iamArn('user/lucy'), policyName: 'new' } as const;
    const text = policyText({ Effect: 'Deny', Action: 'iam:ListUsers', Resource: '*' });
    const impact = await laboratory.whatIf.policyImpact({ subject, text, newest: 50 }, UNFOLLOWED);
    expect(impact).toMatchObject({ lookedAt: 50, reachedCount: 1, reached: [{ label: 'lucy', how: 'inline' }] });
    expect(impact.borneOn).toBeLessThan(50);
    expect(impact.recorded).toBeGreaterThan(50);
    expect(
      impact.flips.every(({ action, principal }) => action === 'iam:ListUsers' && principal.label === 'lucy'),
    ).toBe(true);
  });
});
