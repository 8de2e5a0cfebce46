import { describe, expect, it } from 'vitest';
import { accessDeniedMessage } from '../../../src-main/authorization/access-denied.ts';
import { compilePolicy } from '../../../src-main/authorization/compile.ts';
import { explain } from '../../../src-main/authorization/explain.ts';
import type { PolicySet } from '../../../src-main/authorization/policy-set.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';
import {
  ACCOUNT,
  ALLOW_ALL,
  ALLOW_S3,
  type Asked,
  FEDERATED,
  type Given,
  GUIDE,
  OTHER_ACCOUNT,
  ROOT,
  SESSION,
  type Statement,
  policySet,
  request,
} from './scenario.ts';

const JOHN = `arn:aws:iam::${ACCOUNT}:user/John`;
const HR = `arn:aws:iam::${ACCOUNT}:role/HR`;
const GROUPS = `arn:aws:codedeploy:us-east-1:${ACCOUNT}:deploymentgroup:web/blue`;
const SECRET = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:db-AbCdEf`;
const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`;

const DENY_ALL: Statement = { Effect: 'Deny', Action: '*', Resource: '*' };
const DENY_EVERYBODY: Statement = { ...DENY_ALL, Principal: '*' };
const ALLOW_S3_TO_ALL: Statement = { ...ALLOW_S3, Principal: '*' };

/** Actions of the page's examples. */
const list: Asked = { principal: JOHN, action: 'codecommit:ListRepositories', resource: '*' };
const deployments: Asked = { principal: JOHN, action: 'codedeploy:ListDeployments', resource: GROUPS };
const secret: Asked = { principal: JOHN, action: 'secretsmanager:GetSecretValue', resource: SECRET };
const assume: Asked = { principal: JOHN, action: 'sts:AssumeRole', resource: HR };

const john = (action: string, resource?: string): string =>
  `User: ${JOHN} is not authorized to perform: ${action}${resource === undefined ? '' : ` on resource: ${resource}`}`;

function ofOrganization(type: string): string {
  return `arn:aws:organizations::987654321098:policy/o-qv5af4abcd/${type}/p-2kgnabcd`;
}

/** A policy of that statement and ARN. */
function guard(statement: Statement, arn: string | null): PolicySet['identity'] {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statement });
  const kind = 'Principal' in statement ? 'resource' : 'identity';
  return [compilePolicy(text, { name: 'Guard', arn, source: 'test' }, kind)];
}

function messageFor(asked: Asked, given: Given): string {
  return messageUnder(asked, policySet(given));
}

function messageUnder(asked: Asked, policies: PolicySet): string {
  return accessDeniedMessage(request(asked), explain(request(asked), policies, SERVICE_FACTS));
}

describe(`an implicit denial names the kind of policy that does not allow (${GUIDE}/troubleshoot_access-denied.html#access-denied-examples)`, () => {
  it.each<[string, Asked, Given, string]>([
    [
      'service control policy',
      list,
      { identity: ALLOW_ALL, scp: [[ALLOW_S3]] },
      `${john('codecommit:ListRepositories')} because no service control policy allows the codecommit:ListRepositories action`,
    ],
    [
      'VPC endpoint policy',
      list,
      { identity: ALLOW_ALL, vpcEndpoint: ALLOW_S3_TO_ALL },
      `${john('codecommit:ListRepositories')} because no VPC endpoint policy allows the codecommit:ListRepositories action`,
    ],
    [
      'permissions boundary',
      deployments,
      { identity: ALLOW_ALL, boundary: ALLOW_S3 },
      `${john('codedeploy:ListDeployments', GROUPS)} because no permissions boundary allows the codedeploy:ListDeployments action`,
    ],
    [
      'session policy',
      { ...list, principal: SESSION },
      { identity: ALLOW_ALL, session: ALLOW_S3 },
      `User: ${SESSION} is not authorized to perform: codecommit:ListRepositories because no session policy allows the codecommit:ListRepositories action`,
    ],
    [
      'resource-based policy',
      { ...secret, resourceAccountId: OTHER_ACCOUNT },
      { identity: ALLOW_ALL },
      `${john('secretsmanager:GetSecretValue', SECRET)} because no resource-based policy allows the secretsmanager:GetSecretValue action`,
    ],
    [
      'role trust policy',
      assume,
      { identity: ALLOW_ALL, trust: { Effect: 'Allow', Principal: { AWS: OTHER_ACCOUNT }, Action: 'sts:AssumeRole' } },
      `${john('sts:AssumeRole', HR)} because no role trust policy allows the sts:AssumeRole action`,
    ],
    [
      'identity-based policy',
      list,
      {},
      `${john('codecommit:ListRepositories')} because no identity-based policy allows the codecommit:ListRepositories action`,
    ],
  ])('%s', (_name, asked, given, sentence) => {
    expect(messageFor(asked, given)).toBe(sentence);
  });
});

describe(`an explicit denial names the kind of policy that denies (${GUIDE}/troubleshoot_access-denied.html#access-denied-examples)`, () => {
  it.each<[string, Asked, Given, string]>([
    [
      'service control policy',
      list,
      { scp: [[DENY_ALL]] },
      `${john('codecommit:ListRepositories')} with an explicit deny in a service control policy`,
    ],
    [
      'resource control policy',
      secret,
      { rcp: [[DENY_EVERYBODY]] },
      `${john('secretsmanager:GetSecretValue', SECRET)} with an explicit deny in a resource control policy`,
    ],
    [
      'VPC endpoint policy',
      deployments,
      { vpcEndpoint: DENY_EVERYBODY },
      `${john('codedeploy:ListDeployments', GROUPS)} with an explicit deny in a VPC endpoint policy`,
    ],
    [
      'permissions boundary',
      { ...list, action: 'sagemaker:ListModels' },
      { boundary: DENY_ALL },
      `${john('sagemaker:ListModels')} with an explicit deny in a permissions boundary`,
    ],
    [
      // The page's own example says "a sessions policy" here and "session policy" everywhere else.
      'session policy',
      { ...deployments, principal: SESSION },
      { session: DENY_ALL },
      `User: ${SESSION} is not authorized to perform: codedeploy:ListDeployments on resource: ${GROUPS} with an explicit deny in a session policy`,
    ],
    [
      'resource-based policy',
      secret,
      { resource: DENY_EVERYBODY },
      `${john('secretsmanager:GetSecretValue', SECRET)} with an explicit deny in a resource-based policy`,
    ],
    [
      'role trust policy',
      assume,
      { trust: { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' } },
      `${john('sts:AssumeRole', HR)} with an explicit deny in the role trust policy`,
    ],
    [
      'identity-based policy',
      deployments,
      { identity: DENY_ALL },
      `${john('codedeploy:ListDeployments', GROUPS)} with an explicit deny in an identity-based policy`,
    ],
    [
      'service control policy, for a request through a VPC endpoint',
      {
        principal: SESSION,
        action: 'SNS:Publish',
        resource: `arn:aws:sns:us-east-1:${OTHER_ACCOUNT}:orders`,
        resourceAccountId: OTHER_ACCOUNT,
        context: { 'aws:SourceVpce': 'vpce-1a2b3c4d' },
      },
      { scp: [[DENY_ALL]] },
      `User: ${SESSION} is not authorized to perform: SNS:Publish on resource: arn:aws:sns:us-east-1:${OTHER_ACCOUNT}:orders with an explicit deny in a VPC endpoint policy transitively through a service control policy`,
    ],
  ])('%s', (_name, asked, given, sentence) => {
    expect(messageFor(asked, given)).toBe(sentence);
  });
});

describe('the ARN of the denying policy (https://aws.amazon.com/blogs/security/enhanced-access-denied-error-messages-with-policy-arns)', () => {
  const managed = `arn:aws:iam::${ACCOUNT}:policy/Guard`;
  const nothing: PolicySet = { identity: [], resource: [] };
  const scp = ofOrganization('service_control_policy');
  const rcp = ofOrganization('resource_control_policy');

  it.each<[string, Asked, PolicySet, string]>([
    [
      'of an identity-based policy',
      secret,
      { ...nothing, identity: guard(DENY_ALL, managed) },
      `an identity-based policy: ${managed}`,
    ],
    [
      'of a permissions boundary',
      secret,
      { ...nothing, boundary: guard(DENY_ALL, managed) },
      `a permissions boundary: ${managed}`,
    ],
    [
      'of a session policy',
      { ...secret, principal: SESSION },
      { ...nothing, session: guard(DENY_ALL, managed) },
      `a session policy: ${managed}`,
    ],
    [
      'of a service control policy',
      secret,
      { ...nothing, scp: [guard(DENY_ALL, scp)] },
      `a service control policy: ${scp}`,
    ],
    [
      'of a resource control policy',
      secret,
      { ...nothing, rcp: [guard(DENY_EVERYBODY, rcp)] },
      `a resource control policy: ${rcp}`,
    ],
    [
      'not of an inline policy, which has none',
      secret,
      { ...nothing, identity: guard(DENY_ALL, null) },
      'an identity-based policy',
    ],
    [
      'not of a policy on the resource',
      secret,
      { ...nothing, resource: guard(DENY_EVERYBODY, `${SECRET}/policy`) },
      'a resource-based policy',
    ],
    [
      'within the organization',
      {
        ...secret,
        resourceAccountId: OTHER_ACCOUNT,
        context: { 'aws:PrincipalOrgID': 'o-qv5af4abcd', 'aws:ResourceOrgID': 'o-qv5af4abcd' },
      },
      { ...nothing, scp: [guard(DENY_ALL, scp)] },
      `a service control policy: ${scp}`,
    ],
    [
      'not to another organization',
      {
        ...secret,
        resourceAccountId: OTHER_ACCOUNT,
        context: { 'aws:PrincipalOrgID': 'o-qv5af4abcd', 'aws:ResourceOrgID': 'o-another000' },
      },
      { ...nothing, scp: [guard(DENY_ALL, scp)] },
      'a service control policy',
    ],
    [
      'not to another account without an organization',
      { ...secret, resourceAccountId: OTHER_ACCOUNT },
      { ...nothing, identity: guard(DENY_ALL, managed) },
      'an identity-based policy',
    ],
  ])('is told %s', (_name, asked, policies, ending) => {
    expect(messageUnder(asked, policies).split(' with an explicit deny in ')[1]).toBe(ending);
  });

  it('is not told of a policy that merely does not allow', () => {
    const sentence = messageUnder(secret, { ...nothing, identity: guard(ALLOW_S3, managed) });
    expect(sentence).toMatch(/because no identity-based policy allows the secretsmanager:GetSecretValue action$/);
  });
});

describe('S3 (https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html)', () => {
  const object = 'arn:aws:s3:::shop/orders/1';
  const read: Asked = { principal: JOHN, action: 's3:GetObject', resource: object };
  it.each<[string, Asked, Given, string]>([
    [
      'quotes the resource',
      read,
      {},
      `${john('s3:GetObject', `"${object}"`)} because no identity-based policy allows the s3:GetObject action`,
    ],
    [
      'names none for an action that has none',
      { ...read, action: 's3:ListAllMyBuckets', resource: '*' },
      {},
      `${john('s3:ListAllMyBuckets')} because no identity-based policy allows the s3:ListAllMyBuckets action`,
    ],
    [
      'tells another account nothing',
      { ...read, resourceAccountId: OTHER_ACCOUNT },
      { identity: ALLOW_ALL },
      'Access Denied',
    ],
    [
      'tells another account of the organization why',
      {
        ...read,
        resourceAccountId: OTHER_ACCOUNT,
        context: { 'aws:PrincipalOrgID': 'o-qv5af4abcd', 'aws:ResourceOrgID': 'o-qv5af4abcd' },
      },
      { identity: ALLOW_ALL },
      `${john('s3:GetObject', `"${object}"`)} because no resource-based policy allows the s3:GetObject action`,
    ],
    ['tells an anonymous caller nothing', { ...read, principal: '*' }, {}, 'Access Denied'],
  ])('%s', (_name, asked, given, sentence) => {
    expect(messageFor(asked, given)).toBe(sentence);
  });
});

describe('the caller', () => {
  const send: Asked = { action: 'sqs:SendMessage', resource: QUEUE };
  const asks = `is not authorized to perform: sqs:SendMessage on resource: ${QUEUE}`;
  it.each<[string, string, Given, string]>([
    ['a session is its own ARN', SESSION, {}, `${SESSION} ${asks} because no identity-based policy`],
    ['a federated user too', FEDERATED, { identity: ALLOW_ALL }, `${FEDERATED} ${asks} because no session policy`],
    [
      'the root user is the account',
      ROOT,
      { scp: [[DENY_ALL]] },
      `${ROOT} ${asks} with an explicit deny in a service control`,
    ],
    ['nobody is anonymous', '*', {}, `anonymous ${asks} because no resource-based policy`],
    [
      'a service is its name',
      'events.amazonaws.com',
      {},
      `events.amazonaws.com ${asks} because no resource-based policy`,
    ],
  ])('%s', (_name, principal, given, beginning) => {
    expect(messageFor({ ...send, principal }, given).startsWith(`User: ${beginning}`)).toBe(true);
  });

  it.each<[string, string]>([
    ['sts:AssumeRoleWithSAML', `arn:aws:iam::${ACCOUNT}:saml-provider/corporate`],
    ['sts:AssumeRoleWithWebIdentity', 'accounts.google.com'],
  ])(
    `of %s is told no more than that (${GUIDE}/troubleshoot_saml.html#troubleshoot_saml_missing-role)`,
    (action, principal) => {
      const trust = { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' };
      expect(messageFor({ principal, action, resource: HR }, { trust })).toBe(`Not authorized to perform ${action}`);
    },
  );
});

describe('an action that does not apply to the resource', () => {
  it('is answered as one that nothing allows, since AWS has no words of its own for it', () => {
    const group = `arn:aws:iam::${ACCOUNT}:group/developers`;
    expect(messageFor({ principal: JOHN, action: 'iam:DeleteRole', resource: group }, { identity: ALLOW_ALL })).toBe(
      `${john('iam:DeleteRole', 'group developers')} because no identity-based policy allows the iam:DeleteRole action`,
    );
  });
});

const arn = (rest: string): string => `arn:aws:iam::${ACCOUNT}:${rest}`;

// The first three: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.create-cluster.html
describe('IAM calls', () => {
  it.each<[string, string, string, string]>([
    ['a role that is made by its ARN', 'iam:CreateRole', arn('role/service/HR'), arn('role/service/HR')],
    ['a policy that is made by its name', 'iam:CreatePolicy', arn('policy/Guard'), 'policy Guard'],
    ['a role that is there by its name', 'iam:AttachRolePolicy', arn('role/service/HR'), 'role HR'],
    ['a user that is there by its name', 'iam:CreateAccessKey', arn('user/John'), 'user John'],
    ['a user that is made by its ARN', 'iam:CreateUser', arn('user/John'), arn('user/John')],
    ['a group by its name', 'iam:AddUserToGroup', arn('group/dev/ops'), 'group ops'],
    ['an instance profile by its name', 'iam:GetInstanceProfile', arn('instance-profile/web'), 'instance profile web'],
    ['a policy that is there by its ARN', 'iam:GetPolicy', arn('policy/Guard'), `policy ${arn('policy/Guard')}`],
    ['a role that is passed by its ARN', 'iam:PassRole', arn('role/HR'), arn('role/HR')],
    ['a user that is simulated by its ARN', 'iam:SimulatePrincipalPolicy', arn('user/John'), arn('user/John')],
    ['a role that is tagged by its ARN', 'iam:TagRole', arn('role/HR'), arn('role/HR')],
    ['a role that is bounded by its ARN', 'iam:PutRolePermissionsBoundary', arn('role/HR'), arn('role/HR')],
    ['an MFA device by its ARN', 'iam:CreateVirtualMFADevice', arn('mfa/John'), arn('mfa/John')],
    ['the users by their path', 'iam:ListUsers', '*', arn('user/')],
    ['the roles by their path', 'iam:ListRoles', '*', arn('role/')],
    ['the policies by their path', 'iam:ListPolicies', '*', 'policy path /'],
    ['the account by an asterisk', 'iam:GetAccountSummary', '*', '*'],
  ])('%s', (_, action, resource, called) => {
    expect(messageFor({ principal: JOHN, action, resource }, {})).toBe(
      `${john(action, called)} because no identity-based policy allows the ${action} action`,
    );
  });
});
