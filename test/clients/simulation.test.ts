import {
  GenerateServiceLastAccessedDetailsCommand,
  GetContextKeysForPrincipalPolicyCommand,
  GetServiceLastAccessedDetailsCommand,
  GetUserCommand,
  IAMClient,
  ListUsersCommand,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
  type ContextEntry,
} from '@aws-sdk/client-iam';
import { GetBucketPolicyCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, it } from 'vitest';
import { accountDocument } from '../../src-main/account/new-account.ts';
import type { DecisionRecord } from '../../src-shared/decision/record.ts';
import type { UserDocument } from '../../src-shared/model/documents.ts';
import { fc } from '../fixtures/properties.ts';
import {
  ACCOUNT_ID,
  activeKey,
  group,
  iamArn,
  managedPolicy,
  policyArn,
  resource,
  user,
} from '../fixtures/account-documents.ts';
import { guardWorkspace, SECRET, type GuardedWorkspace } from '../fixtures/guarded-workspace.ts';
import { GateHandler } from './gate-handler.ts';

const LUCY = iamArn('user/lucy');

const LUCY_DOCUMENT = user('lucy', {
  accessKeys: [activeKey('AKIAIOSFODNN7EXAMPLE')],
  tags: [{ Key: 'team', Value: 'shop' }],
  groups: ['developers'],
});

const policyOf = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const ALLOW_ALL = policyOf({ Effect: 'Allow', Action: '*', Resource: '*' });

let guarded: GuardedWorkspace;
let handler: GateHandler;
let administrator: IAMClient;
let lucy: { readonly iam: IAMClient; readonly s3: S3Client };

beforeAll(async () => {
  guarded = await guardWorkspace([
    accountDocument({ accountId: ACCOUNT_ID, name: 'shop', rootEmail: null }, () => new Date()),
    user('admin', { accessKeys: [activeKey('AKIAI44QH8DHBEXAMPLE')], inlinePolicies: { All: ALLOW_ALL } }),
    LUCY_DOCUMENT,
    user('bob'),
    group('developers'),
    managedPolicy('limit', ALLOW_ALL),
    resource('s3:bucket', 'lucy-bucket'),
  ]);
  handler = new GateHandler(guarded.gate);
  const asUser = (accessKeyId: string) => ({
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey: SECRET },
    requestHandler: handler,
  });
  administrator = new IAMClient(asUser('AKIAI44QH8DHBEXAMPLE'));
  const options = asUser('AKIAIOSFODNN7EXAMPLE');
  lucy = { iam: new IAMClient(options), s3: new S3Client({ ...options, forcePathStyle: true }) };
});

/** Gives lucy policies as the designer would. */
async function give(stated: Partial<UserDocument>, groupPolicy: string | null, limit: string): Promise<void> {
  await guarded.workspace.perform('Change policies', 'designer', (draft) => {
    draft.put({ ...LUCY_DOCUMENT, ...stated });
    draft.put(group('developers', { inlinePolicies: groupPolicy === null ? {} : { shared: groupPolicy } }));
    draft.put(managedPolicy('limit', limit));
  });
}

/** Sends a request whose answer does not matter, and tells what the timeline has of it. */
async function recordOf(send: () => Promise<unknown>): Promise<DecisionRecord> {
  await send().catch(() => undefined);
  const record = handler.records.at(-1);
  if (record === undefined) throw new Error('The request left no record.');
  return record;
}

describe("AWS's own client simulates policies through the gate", () => {
  it('and gets statements by their place, of which position and type are as AWS answers them', async () => {
    const { EvaluationResults: results } = await administrator.send(
      new SimulateCustomPolicyCommand({
        PolicyInputList: [policyOf({ Effect: 'Allow', Action: 's3:*', Resource: '*' })],
        ActionNames: ['s3:CreateBucket', 's3:DeleteBucket'],
        ResourceArns: ['arn:aws:s3:::lucy-bucket'],
      }),
    );
    const MatchedStatements = [
      {
        SourcePolicyId: 'PolicyInputList.1',
        SourcePolicyType: 'IAM Policy',
        StartPosition: { Line: 1, Column: 38 },
        EndPosition: { Line: 1, Column: 87 },
      },
    ];
    expect(results?.map((result) => result.EvalActionName)).toEqual(['s3:CreateBucket', 's3:DeleteBucket']);
    expect(results?.[0]).toEqual({
      EvalActionName: 's3:CreateBucket',
      EvalResourceName: 'arn:aws:s3:::lucy-bucket',
      EvalDecision: 'allowed',
      MatchedStatements,
      MissingContextValues: [],
      EvalDecisionDetails: {},
      ResourceSpecificResults: [
        {
          EvalResourceName: 'arn:aws:s3:::lucy-bucket',
          EvalResourceDecision: 'allowed',
          MatchedStatements,
          MissingContextValues: [],
        },
      ],
    });
  });

  it('and gets the errors that it knows', async () => {
    await expect(
      administrator.send(
        new SimulatePrincipalPolicyCommand({ PolicySourceArn: iamArn('user/nobody'), ActionNames: ['s3:GetObject'] }),
      ),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    await expect(
      administrator.send(new SimulateCustomPolicyCommand({ PolicyInputList: ['{}'], ActionNames: ['s3:*'] })),
    ).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  it('and is refused without permission on the user whose policies would be told', async () => {
    await give({}, null, ALLOW_ALL);
    const command = new SimulatePrincipalPolicyCommand({ PolicySourceArn: LUCY, ActionNames: ['s3:GetObject'] });
    await expect(lucy.iam.send(command)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${LUCY} is not authorized to perform: iam:SimulatePrincipalPolicy on resource: ${LUCY} because no identity-based policy allows the iam:SimulatePrincipalPolicy action`,
    });
  });

  it('and lists the condition keys that a user is asked for', async () => {
    const asking = {
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'true' } },
    };
    await give({ inlinePolicies: { asking: policyOf(asking) } }, null, ALLOW_ALL);
    const keys = await administrator.send(new GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn: LUCY }));
    expect(keys.ContextKeyNames).toEqual(['aws:SecureTransport']);
  });

  it('and reads when a service was last accessed, as soon as it was', async () => {
    await give(
      { inlinePolicies: { some: policyOf({ Effect: 'Allow', Action: 's3:*', Resource: '*' }) } },
      null,
      ALLOW_ALL,
    );
    const { at } = await recordOf(() => lucy.s3.send(new ListBucketsCommand({})));
    const { JobId } = await administrator.send(new GenerateServiceLastAccessedDetailsCommand({ Arn: LUCY }));
    const report = await administrator.send(new GetServiceLastAccessedDetailsCommand({ JobId }));
    expect(report).toMatchObject({
      JobStatus: 'COMPLETED',
      ServicesLastAccessed: [
        { ServiceNamespace: 's3', LastAuthenticated: new Date(`${at.slice(0, 19)}Z`), LastAuthenticatedEntity: LUCY },
      ],
    });
  });
});

const REQUESTS: readonly (() => Promise<unknown>)[] = [
  () => lucy.iam.send(new GetUserCommand({ UserName: 'lucy' })),
  () => lucy.iam.send(new GetUserCommand({ UserName: 'bob' })),
  () => lucy.iam.send(new ListUsersCommand({})),
  () => lucy.s3.send(new ListBucketsCommand({})),
  () => lucy.s3.send(new GetBucketPolicyCommand({ Bucket: 'lucy-bucket' })),
];

const anyStatement = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  Action: fc.constantFrom(
    '*',
    's3:*',
    'iam:*',
    'iam:Get*',
    'iam:ListUsers',
    's3:ListAllMyBuckets',
    's3:GetBucketPolicy',
  ),
  Resource: fc.constantFrom(
    '*',
    'arn:aws:s3:::*',
    'arn:aws:s3:::${aws:username}-bucket',
    iamArn('user/*'),
    iamArn('user/${aws:username}'),
    iamArn('user/${aws:PrincipalTag/team}'),
  ),
  Condition: fc.constantFrom(
    {},
    {},
    { StringEquals: { 'aws:username': 'lucy' } },
    { StringNotEquals: { 'aws:PrincipalTag/team': 'shop' } },
    { StringEquals: { 'aws:PrincipalTag/absent': 'x' } },
    { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } },
    { Bool: { 'aws:SecureTransport': 'false' } },
    { Null: { 'aws:MultiFactorAuthPresent': 'true' } },
    { ArnLike: { 'aws:PrincipalArn': iamArn('user/*') } },
    { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } },
  ),
});
const anyPolicy = fc.array(anyStatement, { minLength: 1, maxLength: 3 }).map((statements) => policyOf(...statements));

/** The context of a request as a simulation is given it. */
function entriesOf({ request }: DecisionRecord): ContextEntry[] {
  return request.context.map(({ key, values }) => ({
    ContextKeyName: key,
    ContextKeyValues: values,
    ContextKeyType: values.length === 1 ? 'string' : 'stringList',
  }));
}

describe('A simulation of what was asked', () => {
  /** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
  it('says allowed exactly when the gate lets the request through', async () => {
    const decisions = new Set<string>();
    const situation = fc.record({
      own: anyPolicy,
      ofGroup: fc.option(anyPolicy),
      limit: fc.option(anyPolicy),
      send: fc.constantFrom(...REQUESTS),
    });
    await fc.assert(
      fc.asyncProperty(situation, async ({ own, ofGroup, limit, send }) => {
        const permissionsBoundary = limit === null ? null : policyArn('limit');
        await give({ inlinePolicies: { own }, permissionsBoundary }, ofGroup, limit ?? ALLOW_ALL);
        const record = await recordOf(send);
        const { EvaluationResults } = await administrator.send(
          new SimulatePrincipalPolicyCommand({
            PolicySourceArn: LUCY,
            ActionNames: [record.action],
            ResourceArns: [record.resource],
            ContextEntries: entriesOf(record),
          }),
        );
        const decision = EvaluationResults?.[0]?.EvalDecision ?? '';
        decisions.add(decision);
        expect(decision).toBe(VERDICTS[record.verdict]);
      }),
      { numRuns: 300 },
    );
    // All three come up, or the property would say little.
    expect([...decisions].toSorted()).toEqual(['allowed', 'explicitDeny', 'implicitDeny']);
  });
});

const VERDICTS: Readonly<Record<DecisionRecord['verdict'], string>> = {
  Allowed: 'allowed',
  ImplicitlyDenied: 'implicitDeny',
  ExplicitlyDenied: 'explicitDeny',
  NotAuthenticated: 'not authenticated',
  InvalidRequest: 'invalid',
};
