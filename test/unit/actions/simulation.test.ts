import { beforeEach, describe, expect, it } from 'vitest';
import { FULL_AWS_ACCESS } from '../../../src-main/account/organization.ts';
import type { ModelDocument } from '../../../src-shared/model/documents.ts';
import {
  organization,
  organizationAccount,
  organizationPolicy,
  organizationRoot,
} from '../../fixtures/organization-documents.ts';
import { group, managedPolicy, policyArn, role, user } from '../../fixtures/account-documents.ts';
import { ACCOUNT_ID, OTHER_ACCOUNT_ID, TestAccount } from './test-account.ts';

const CUSTOM_PAGE = 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html';
const PRINCIPAL_PAGE = 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html';
const RESULT_PAGE = 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html';
const ENTRY_PAGE = 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_ContextEntry.html';
const EXCLUSION_PAGE = 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyIdentifier.html';

const LUCY = `arn:aws:iam::${ACCOUNT_ID}:user/lucy`;
const DEVELOPERS = `arn:aws:iam::${ACCOUNT_ID}:group/developers`;
const DEPLOYER = `arn:aws:iam::${ACCOUNT_ID}:role/deployer`;
const BUCKET = 'arn:aws:s3:::lucy-bucket';

/** A policy of one statement. */
function policy(Effect: 'Allow' | 'Deny', Action: string, more: object = {}): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action, Resource: '*', ...more }] });
}

/** A bucket policy of one statement on everything. */
function bucketPolicy(Effect: 'Allow' | 'Deny', principalArn: string): string {
  return policy(Effect, 's3:*', { Principal: { AWS: principalArn } });
}

let aws: TestAccount;

beforeEach(() => {
  aws = new TestAccount();
});

function put(...documents: readonly ModelDocument[]): void {
  aws.model.apply(documents.map((document) => ({ key: document.arn, before: null, after: document })));
}

/** Puts the account into an organization whose service control policy says this. */
function bindBy(content: string): void {
  const guard = { ...organizationPolicy('guard', 'SERVICE_CONTROL_POLICY', {}), content };
  const attachedPolicies = [FULL_AWS_ACCESS.arn, guard.arn];
  put(organization(), organizationRoot(), guard, organizationAccount(ACCOUNT_ID, { attachedPolicies }));
}

/** The service control policies of one level, as a parameter. */
function level(...documents: readonly string[]) {
  return { ServiceControlPolicyInputList: documents };
}

async function custom(parameters: Readonly<Record<string, unknown>>) {
  const { EvaluationResults = [] } = await aws.perform('iam:SimulateCustomPolicy', {
    ActionNames: ['s3:CreateBucket'],
    PolicyInputList: [],
    ...parameters,
  });
  return EvaluationResults;
}

async function principal(parameters: Readonly<Record<string, unknown>>) {
  const { EvaluationResults = [] } = await aws.perform('iam:SimulatePrincipalPolicy', {
    ActionNames: ['s3:CreateBucket'],
    PolicySourceArn: LUCY,
    ...parameters,
  });
  return EvaluationResults;
}

describe('SimulateCustomPolicy', () => {
  it(`answers the example of its page: ${CUSTOM_PAGE}`, async () => {
    const document = `{
  "Version":"2012-10-17",
  "Statement":{
    "Effect":"Allow",
    "Action":"s3:ListBucket",
    "Resource":"arn:aws:s3:::teambucket",
    "Condition":{
      "Bool":{"aws:MultiFactorAuthPresent":"true"}
    }
  }
}`;
    const [result] = await custom({
      ActionNames: ['s3:ListBucket'],
      ResourceArns: ['arn:aws:s3:::teambucket'],
      ContextEntries: [
        {
          ContextKeyName: 'aws:MultiFactorAuthPresent',
          ContextKeyType: 'boolean',
          ContextKeyValues: ['true'],
        },
      ],
      PolicyInputList: [document],
    });
    expect(result).toMatchObject({
      EvalActionName: 's3:ListBucket',
      EvalResourceName: 'arn:aws:s3:::teambucket',
      EvalDecision: 'allowed',
      MissingContextValues: [],
      MatchedStatements: [
        {
          SourcePolicyId: 'PolicyInputList.1',
          // The page's own text has one line more before the statement than it shows, so its lines are one higher.
          StartPosition: { Line: 3, Column: 16 },
          EndPosition: { Line: 10, Column: 4 },
        },
      ],
    });
  });

  it.each([
    ['no statement that matches', [policy('Allow', 'ec2:*')], 'implicitDeny', []],
    ['an allow', [policy('Allow', 's3:*')], 'allowed', ['PolicyInputList.1']],
    [
      'two allows',
      [policy('Allow', 's3:*'), policy('Allow', '*')],
      'allowed',
      ['PolicyInputList.1', 'PolicyInputList.2'],
    ],
    [
      'an allow and a deny, which is then the only entry',
      [policy('Allow', 's3:*'), policy('Deny', 's3:CreateBucket')],
      'explicitDeny',
      ['PolicyInputList.2'],
    ],
  ])(`decides by %s and names the statements: ${RESULT_PAGE}`, async (_, PolicyInputList, decision, sources) => {
    const [result] = await custom({ PolicyInputList });
    expect(result?.EvalDecision).toBe(decision);
    expect(result?.MatchedStatements?.map(({ SourcePolicyId }) => SourcePolicyId)).toEqual(sources);
  });

  it(`takes the resource to be * where none is given: ${CUSTOM_PAGE}`, async () => {
    const PolicyInputList = [policy('Allow', 's3:*', { Resource: BUCKET })];
    expect(await custom({ PolicyInputList })).toEqual([
      {
        EvalActionName: 's3:CreateBucket',
        EvalResourceName: '*',
        EvalDecision: 'implicitDeny',
        MatchedStatements: [],
        MissingContextValues: [],
      },
    ]);
  });

  it(`evaluates each action on each resource: ${CUSTOM_PAGE}`, async () => {
    const results = await custom({
      ActionNames: ['s3:CreateBucket', 's3:DeleteBucket'],
      ResourceArns: [BUCKET, 'arn:aws:s3:::other'],
      PolicyInputList: [policy('Allow', 's3:Create*', { Resource: BUCKET })],
    });
    expect(
      results.map(({ EvalActionName, EvalDecision, ResourceSpecificResults: specific = [] }) => ({
        EvalActionName,
        EvalDecision,
        specific: specific.map((entry) => `${entry.EvalResourceName} ${entry.EvalResourceDecision}`),
      })),
    ).toEqual([
      {
        EvalActionName: 's3:CreateBucket',
        EvalDecision: 'implicitDeny',
        specific: [`${BUCKET} allowed`, 'arn:aws:s3:::other implicitDeny'],
      },
      {
        EvalActionName: 's3:DeleteBucket',
        EvalDecision: 'implicitDeny',
        specific: [`${BUCKET} implicitDeny`, 'arn:aws:s3:::other implicitDeny'],
      },
    ]);
  });

  it(`lists missing context keys with each resource, and with the action where there is none: ${RESULT_PAGE}`, async () => {
    const PolicyInputList = [
      policy('Allow', 's3:*', { Condition: { StringEquals: { 'aws:username': '${aws:PrincipalTag/owner}' } } }),
    ];
    const [onAll] = await custom({ PolicyInputList });
    const [onOne] = await custom({ PolicyInputList, ResourceArns: [BUCKET] });
    const missing = ['aws:PrincipalTag/owner', 'aws:username'];
    expect(onAll?.MissingContextValues).toEqual(missing);
    expect(onOne?.MissingContextValues).toEqual([]);
    expect(onOne?.ResourceSpecificResults?.map((entry) => entry.MissingContextValues)).toEqual([missing]);
  });

  it.each([
    ['string', ['lucy'], { StringEquals: { 'ec2:Key': 'lucy' } }],
    ['stringList', ['a', 'lucy'], { 'ForAnyValue:StringEquals': { 'ec2:Key': 'lucy' } }],
    ['numeric', ['7'], { NumericLessThan: { 'ec2:Key': '8' } }],
    ['numericList', ['9', '7'], { 'ForAnyValue:NumericLessThan': { 'ec2:Key': '8' } }],
    ['boolean', ['true'], { Bool: { 'ec2:Key': 'true' } }],
    ['booleanList', ['true', 'true'], { 'ForAllValues:Bool': { 'ec2:Key': 'true' } }],
    ['ip', ['203.0.113.7'], { IpAddress: { 'ec2:Key': '203.0.113.0/24' } }],
    ['ipList', ['203.0.113.7'], { 'ForAllValues:IpAddress': { 'ec2:Key': '203.0.113.0/24' } }],
    ['binary', ['QUJD'], { BinaryEquals: { 'ec2:Key': 'QUJD' } }],
    ['binaryList', ['QUJD'], { 'ForAnyValue:BinaryEquals': { 'ec2:Key': 'QUJD' } }],
    ['date', ['2026-01-01T00:00:00Z'], { DateLessThan: { 'ec2:Key': '2026-02-01T00:00:00Z' } }],
    ['dateList', ['2026-01-01T00:00:00Z'], { 'ForAnyValue:DateLessThan': { 'ec2:Key': '2026-02-01T00:00:00Z' } }],
  ])(`takes a context entry of type %s: ${ENTRY_PAGE}`, async (ContextKeyType, ContextKeyValues, Condition) => {
    const PolicyInputList = [policy('Allow', 's3:*', { Condition })];
    const entry = { ContextKeyName: 'ec2:Key', ContextKeyType, ContextKeyValues };
    const [without] = await custom({ PolicyInputList });
    const [given] = await custom({ PolicyInputList, ContextEntries: [entry] });
    expect(without).toMatchObject({ MissingContextValues: ['ec2:Key'] });
    expect(given).toMatchObject({ EvalDecision: 'allowed', MissingContextValues: [] });
  });

  it(`keeps what a permissions boundary does not allow from being allowed: ${RESULT_PAGE}`, async () => {
    const PolicyInputList = [policy('Allow', '*')];
    const [within] = await custom({ PolicyInputList, PermissionsBoundaryPolicyInputList: [policy('Allow', 's3:*')] });
    const [beyond] = await custom({ PolicyInputList, PermissionsBoundaryPolicyInputList: [policy('Allow', 'ec2:*')] });
    expect(within).toMatchObject({
      EvalDecision: 'allowed',
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: true },
    });
    expect(beyond).toMatchObject({
      EvalDecision: 'implicitDeny',
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
    });
  });

  it(`evaluates service control policies level by level: ${CUSTOM_PAGE}`, async () => {
    const PolicyInputList = [policy('Allow', '*')];
    const full = policy('Allow', '*');
    const [allowed] = await custom({ PolicyInputList, OrderedOrganizationPolicyInputList: [level(full), level(full)] });
    const [stopped] = await custom({
      PolicyInputList,
      OrderedOrganizationPolicyInputList: [level(full), level(policy('Allow', 'ec2:*'))],
    });
    expect(allowed).toMatchObject({
      EvalDecision: 'allowed',
      OrganizationsDecisionDetail: { AllowedByOrganizations: true },
    });
    expect(stopped).toMatchObject({
      EvalDecision: 'implicitDeny',
      OrganizationsDecisionDetail: { AllowedByOrganizations: false },
    });
  });

  it(`weighs a resource-based policy for the caller within one account, and says no more of it: ${RESULT_PAGE}`, async () => {
    const [result] = await custom({
      CallerArn: LUCY,
      ResourceArns: [BUCKET],
      ResourcePolicy: bucketPolicy('Allow', LUCY),
      PolicyInputList: [policy('Allow', 'ec2:*')],
    });
    expect(result).toMatchObject({
      EvalDecision: 'allowed',
      EvalDecisionDetails: {},
      MatchedStatements: [{ SourcePolicyId: 'ResourcePolicy', SourcePolicyType: 'Resource Policy' }],
    });
    expect(result?.ResourceSpecificResults?.[0]).not.toHaveProperty('EvalDecisionDetails');
  });

  it.each([
    ['both sides allow', 's3:*', 'Allow', 'allowed', 'allowed', 'allowed'],
    ['the account of the caller does not', 'ec2:*', 'Allow', 'implicitDeny', 'implicitDeny', 'allowed'],
    ['the account of the resource does not', 's3:*', 'Deny', 'explicitDeny', 'allowed', 'explicitDeny'],
  ] as const)(
    `says across accounts what each side decides, where %s: ${RESULT_PAGE}`,
    async (_, action, effect, decision, identity, resource) => {
      const [result] = await custom({
        CallerArn: LUCY,
        ResourceOwner: `arn:aws:iam::${OTHER_ACCOUNT_ID}:root`,
        ResourceArns: [BUCKET],
        ResourcePolicy: bucketPolicy(effect, LUCY),
        PolicyInputList: [policy('Allow', action)],
      });
      const details = { 'IAM Policy': identity, 'Resource Policy': resource };
      expect(result).toMatchObject({ EvalDecision: decision, EvalDecisionDetails: details });
      expect(result?.ResourceSpecificResults).toMatchObject([{ EvalDecisionDetails: details }]);
    },
  );

  it(`treats a ResourcePolicy of sts:AssumeRole as the trust policy of the role: ${CUSTOM_PAGE}`, async () => {
    const trust = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { AWS: OTHER_ACCOUNT_ID }, Action: 'sts:AssumeRole' },
    });
    const [result] = await custom({
      ActionNames: ['sts:AssumeRole'],
      CallerArn: LUCY,
      ResourceArns: [DEPLOYER],
      ResourcePolicy: trust,
      PolicyInputList: [policy('Allow', 'sts:*')],
    });
    expect(result?.EvalDecision).toBe('implicitDeny');
  });

  it(`does not hold against a KMS key that its policy is not part of the simulation: ${CUSTOM_PAGE}`, async () => {
    const [result] = await custom({
      ActionNames: ['kms:Decrypt'],
      ResourceArns: [`arn:aws:kms:us-east-1:${ACCOUNT_ID}:key/1234abcd-12ab-34cd-56ef-1234567890ab`],
      PolicyInputList: [policy('Allow', 'kms:*')],
    });
    expect(result?.EvalDecision).toBe('allowed');
  });

  it(`gives the results in pages: ${CUSTOM_PAGE}`, async () => {
    const parameters = {
      PolicyInputList: [policy('Allow', '*')],
      ActionNames: ['s3:CreateBucket', 'iam:CreateUser', 's3:CreateBucket'],
    };
    const first = await aws.perform('iam:SimulateCustomPolicy', { ...parameters, MaxItems: 2 });
    const second = await aws.perform('iam:SimulateCustomPolicy', { ...parameters, MaxItems: 2, Marker: first.Marker });
    expect(
      [first, second].map(({ EvaluationResults: results = [] }) => results.map((one) => one.EvalActionName)),
    ).toEqual([['s3:CreateBucket', 'iam:CreateUser'], ['s3:CreateBucket']]);
    expect([first.IsTruncated, second.IsTruncated]).toEqual([true, false]);
  });

  it.each([
    ['a wildcard in an action', { ActionNames: ['s3:*'] }, 'ActionNames are not valid: s3:*.'],
    ['an action without a service', { ActionNames: ['CreateBucket'] }, 'ActionNames are not valid: CreateBucket.'],
    [
      'a resource that is no ARN',
      { ResourceArns: ['lucy-bucket'] },
      'ResourceNames are not in a valid ARN format: lucy-bucket.',
    ],
    [
      'an owner that is no account',
      { ResourceOwner: '1234-5678-9012' },
      "'1234-5678-9012' is not a valid as a Resource Owner.",
    ],
    ['a policy that is not JSON', { PolicyInputList: ['{'] }, 'PolicyInputList.1: Syntax errors in policy.'],
    [
      'two boundaries',
      { PermissionsBoundaryPolicyInputList: [policy('Allow', '*'), policy('Allow', '*')] },
      'You can input only one permissions boundary policy.',
    ],
    [
      'a resource-based policy without a caller',
      { ResourcePolicy: bucketPolicy('Allow', LUCY) },
      'CallerArn is required with a ResourcePolicy.',
    ],
    ['a caller that is no user', { CallerArn: DEPLOYER }, `CallerArn must be the ARN of an IAM user: ${DEPLOYER}`],
    [
      'a level without a policy',
      { OrderedOrganizationPolicyInputList: [{ ServiceControlPolicyInputList: [] }] },
      'Level 1 has no service control policy.',
    ],
    [
      'a context entry without a type',
      { ContextEntries: [{ ContextKeyName: 'aws:username' }] },
      'A context entry needs a ContextKeyName and a ContextKeyType.',
    ],
    [
      'a value that is not of its type',
      { ContextEntries: [{ ContextKeyName: 'aws:EpochTime', ContextKeyType: 'numeric', ContextKeyValues: ['soon'] }] },
      'The value soon of context key aws:EpochTime is not of type numeric.',
    ],
    [
      'several values where one is taken',
      { ContextEntries: [{ ContextKeyName: 'aws:userid', ContextKeyType: 'string', ContextKeyValues: ['a', 'b'] }] },
      'Context key aws:userid of type string takes one value.',
    ],
    [
      'a scenario that there is none',
      { ResourceHandlingOption: 'EC2-Moon' },
      'ResourceHandlingOption is not valid: EC2-Moon.',
    ],
    [
      'a scenario without its resources',
      {
        ResourceHandlingOption: 'EC2-VPC-EBS',
        ResourceArns: [`arn:aws:ec2:us-east-1:${ACCOUNT_ID}:instance/*`, 'arn:aws:ec2:us-east-1::image/ami-1'],
      },
      'EC2-VPC-EBS must be simulated with these resources: security-group, network-interface, volume.',
    ],
  ])(`refuses %s with InvalidInput: ${CUSTOM_PAGE}`, async (_, parameters, message) => {
    const input = { ActionNames: ['s3:CreateBucket'], PolicyInputList: [policy('Allow', '*')], ...parameters };
    expect(await aws.refusal('iam:SimulateCustomPolicy', input)).toEqual({
      code: 'InvalidInput',
      status: 400,
      message,
    });
  });

  it(`needs permission for no resource in particular: ${CUSTOM_PAGE}`, () => {
    const input = { ActionNames: ['s3:CreateBucket'], PolicyInputList: [policy('Allow', '*')] };
    expect(aws.authorize('iam:SimulateCustomPolicy', input)).toEqual([
      { action: 'iam:SimulateCustomPolicy', resource: '*' },
    ]);
  });
});

describe('SimulatePrincipalPolicy', () => {
  beforeEach(() => {
    put(
      group('developers', { inlinePolicies: { read: policy('Allow', 's3:Get*') } }),
      managedPolicy('buckets', policy('Allow', 's3:CreateBucket')),
      user('lucy', {
        groups: ['developers'],
        attachedPolicies: [policyArn('buckets')],
        inlinePolicies: { list: policy('Allow', 's3:List*') },
      }),
      role('deployer', {
        inlinePolicies: { deploy: policy('Allow', 'lambda:*') },
        tags: [{ Key: 'team', Value: 'red' }],
      }),
    );
  });

  it.each([
    ['an attached policy', LUCY, 's3:CreateBucket', 'buckets'],
    ['an inline policy', LUCY, 's3:ListBucket', 'user_lucy_list'],
    ["a group's policy", LUCY, 's3:GetObject', 'group_developers_read'],
    ['the policy of a group itself', DEVELOPERS, 's3:GetObject', 'group_developers_read'],
    ["a role's policy", DEPLOYER, 'lambda:InvokeFunction', 'role_deployer_deploy'],
  ])(`goes by %s: ${PRINCIPAL_PAGE}`, async (_, PolicySourceArn, action, source) => {
    const [result] = await principal({ PolicySourceArn, ActionNames: [action] });
    expect(result).toMatchObject({
      EvalDecision: 'allowed',
      MatchedStatements: [{ SourcePolicyId: source, SourcePolicyType: 'IAM Policy' }],
    });
  });

  it(`adds the policies that it is given: ${PRINCIPAL_PAGE}`, async () => {
    const [result] = await principal({ PolicyInputList: [policy('Deny', 's3:*')] });
    expect(result).toMatchObject({
      EvalDecision: 'explicitDeny',
      MatchedStatements: [{ SourcePolicyId: 'PolicyInputList.1' }],
    });
  });

  it(`knows who calls: the user whose policies they are, or the one named in CallerArn: ${PRINCIPAL_PAGE}`, async () => {
    put(user('bob'));
    const parameters = {
      ActionNames: ['iam:GetUser'],
      PolicyInputList: [policy('Allow', 'iam:*', { Condition: { StringEquals: { 'aws:username': 'bob' } } })],
    };
    const [asLucy] = await principal(parameters);
    const [asBob] = await principal({ ...parameters, CallerArn: `arn:aws:iam::${ACCOUNT_ID}:user/bob` });
    expect([asLucy?.EvalDecision, asBob?.EvalDecision]).toEqual(['implicitDeny', 'allowed']);
  });

  it(`knows the tags of a role, and gives way to a context entry: ${PRINCIPAL_PAGE}`, async () => {
    const parameters = {
      PolicySourceArn: DEPLOYER,
      PolicyInputList: [policy('Allow', 's3:*', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } })],
    };
    const blue = { ContextKeyName: 'aws:PrincipalTag/team', ContextKeyType: 'string', ContextKeyValues: ['blue'] };
    const [byTag] = await principal(parameters);
    const [byEntry] = await principal({ ...parameters, ContextEntries: [blue] });
    expect([byTag?.EvalDecision, byEntry?.EvalDecision]).toEqual(['allowed', 'implicitDeny']);
  });

  it(`puts a boundary that it is given in the place of the user's own: ${PRINCIPAL_PAGE}`, async () => {
    put(
      managedPolicy('limit', policy('Allow', 'ec2:*')),
      user('carl', { permissionsBoundary: policyArn('limit'), inlinePolicies: { all: policy('Allow', '*') } }),
    );
    const PolicySourceArn = `arn:aws:iam::${ACCOUNT_ID}:user/carl`;
    const [own] = await principal({ PolicySourceArn });
    const [given] = await principal({ PolicySourceArn, PermissionsBoundaryPolicyInputList: [policy('Allow', 's3:*')] });
    expect(own).toMatchObject({
      EvalDecision: 'implicitDeny',
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
    });
    expect(given?.EvalDecision).toBe('allowed');
  });

  it.each([
    ['a type', { PolicyType: 'user-managed' }, 's3:CreateBucket'],
    ['the type of inline policies', { PolicyType: 'inline' }, 's3:ListBucket'],
    ['an ARN', { PolicyArn: policyArn('buckets') }, 's3:CreateBucket'],
    ['an ARN with a wildcard', { PolicyArn: policyArn('buck*') }, 's3:CreateBucket'],
    [
      'an inline policy and its holder',
      { InlinePolicyIdentifier: { PolicyName: 'read', AttachmentType: 'group', AttachmentName: 'dev*' } },
      's3:GetObject',
    ],
  ])(`leaves out the policies that %s names: ${EXCLUSION_PAGE}`, async (_, identifier, action) => {
    const ActionNames = [action];
    const [before] = await principal({ ActionNames });
    const [after] = await principal({ ActionNames, PolicyExclusionList: [identifier] });
    expect([before?.EvalDecision, after?.EvalDecision]).toEqual(['allowed', 'implicitDeny']);
  });

  it.each([
    ['nothing', {}, 'A policy identifier has exactly one member.'],
    ['no type', { PolicyType: 'moon' }, 'moon is not a type of policy.'],
    ['two wildcards', { PolicyArn: policyArn('*a*') }, '*a* has more than one *.'],
    ['no policy', { PolicyArn: LUCY }, `${LUCY} does not name managed policies.`],
  ])(`refuses an exclusion that names %s: ${EXCLUSION_PAGE}`, async (_, identifier, message) => {
    const input = { PolicySourceArn: LUCY, ActionNames: ['s3:GetObject'], PolicyExclusionList: [identifier] };
    expect(await aws.refusal('iam:SimulatePrincipalPolicy', input)).toEqual({
      code: 'InvalidInput',
      status: 400,
      message,
    });
  });

  describe('in an organization', () => {
    it(`says that its policies allow: ${RESULT_PAGE}`, async () => {
      bindBy(policy('Deny', 'ec2:*'));
      const [result] = await principal({});
      expect(result).toMatchObject({
        EvalDecision: 'allowed',
        OrganizationsDecisionDetail: { AllowedByOrganizations: true },
      });
    });

    it(`ends the simulation where they deny: ${RESULT_PAGE}`, async () => {
      bindBy(policy('Deny', 's3:*'));
      const [result] = await principal({ ResourceArns: [BUCKET] });
      expect(result).toMatchObject({
        EvalDecision: 'explicitDeny',
        MatchedStatements: [],
        OrganizationsDecisionDetail: { AllowedByOrganizations: false },
      });
      expect(result).not.toHaveProperty('EvalDecisionDetails');
    });

    it(`leaves them out when they are excluded: ${EXCLUSION_PAGE}`, async () => {
      bindBy(policy('Deny', 's3:*'));
      const [result] = await principal({ PolicyExclusionList: [{ PolicyType: 'scp' }] });
      expect(result?.EvalDecision).toBe('allowed');
      expect(result).not.toHaveProperty('OrganizationsDecisionDetail');
    });

    it(`fails where one cannot be evaluated: ${PRINCIPAL_PAGE}`, async () => {
      bindBy('{');
      expect(
        await aws.refusal('iam:SimulatePrincipalPolicy', { PolicySourceArn: LUCY, ActionNames: ['s3:GetObject'] }),
      ).toMatchObject({ code: 'PolicyEvaluation', status: 500 });
    });
  });

  it.each([
    [
      'a user who is not there',
      `arn:aws:iam::${ACCOUNT_ID}:user/nobody`,
      { code: 'NoSuchEntity', status: 404, message: 'The user with name nobody cannot be found.' },
    ],
    [
      'a role session',
      `arn:aws:sts::${ACCOUNT_ID}:assumed-role/deployer/session`,
      {
        code: 'InvalidInput',
        status: 400,
        message: `Invalid Entity Arn: arn:aws:sts::${ACCOUNT_ID}:assumed-role/deployer/session does not clearly define entity type and name.`,
      },
    ],
    [
      "another account's user",
      `arn:aws:iam::${OTHER_ACCOUNT_ID}:user/lucy`,
      {
        code: 'InvalidInput',
        status: 400,
        message: `Invalid Policy Source Arn: caller's account ${ACCOUNT_ID} does not have access to policies in account ${OTHER_ACCOUNT_ID}`,
      },
    ],
  ])(`refuses %s: ${PRINCIPAL_PAGE}`, async (_, PolicySourceArn, refusal) => {
    const input = { PolicySourceArn, ActionNames: ['s3:GetObject'] };
    expect(await aws.refusal('iam:SimulatePrincipalPolicy', input)).toEqual(refusal);
  });

  it(`needs permission for the identity whose policies it tells of: ${PRINCIPAL_PAGE}`, () => {
    const input = { PolicySourceArn: LUCY, ActionNames: ['s3:GetObject'] };
    expect(aws.authorize('iam:SimulatePrincipalPolicy', input)).toEqual([
      { action: 'iam:SimulatePrincipalPolicy', resource: LUCY },
    ]);
  });
});
