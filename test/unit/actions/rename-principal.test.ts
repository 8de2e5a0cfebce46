import { beforeEach, describe, expect, it } from 'vitest';
import { createApplicablePolicies } from '../../../src-main/account/applicable-policies.ts';
import { openAwsManagedPolicies } from '../../../src-main/account/shipped-managed-policies.ts';
import { userPrincipal } from '../../../src-main/account/user-principal.ts';
import { loadWorkspace } from '../../../src-main/account/workspace.ts';
import { renamePrincipal } from '../../../src-main/actions/rename-principal.ts';
import { decide } from '../../../src-main/authorization/decide.ts';
import { contextOfPrincipal } from '../../../src-main/authorization/principal-context.ts';
import { resourceOf } from '../../../src-main/request/resource-of.ts';
import { createWorkspace } from '../../../src-main/storage/sqlite-workspace.ts';
import { countingRandom, fixedClock } from '../../fixtures/fixed-tools.ts';
import { NO_SERVICE_FACTS } from '../../fixtures/service-facts.ts';
import { ACCOUNT_ID, OTHER_ACCOUNT_ID, TestAccount, TRUST_EC2 } from './test-account.ts';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-users

const LUCY = `arn:aws:iam::${ACCOUNT_ID}:user/lucy` as const;
const WORKER = `arn:aws:iam::${ACCOUNT_ID}:role/worker`;
const BUCKET = 'arn:aws:s3:::shop';

const managedPolicies = openAwsManagedPolicies('out/data');

let aws: TestAccount;
beforeEach(async () => {
  aws = new TestAccount();
  await aws.perform('iam:CreateUser', { UserName: 'lucy' });
  await aws.perform('s3:CreateBucket', { Bucket: 'shop' });
});

function userId(userName = 'lucy'): string {
  return aws.model.userByName(ACCOUNT_ID, userName)?.userId ?? '';
}

function bucketPolicy(): string | null | undefined {
  return aws.model.find('resource', BUCKET)?.policy;
}

/** Gives the bucket a policy of one statement. */
async function putBucketPolicy(statement: object, layout?: number): Promise<void> {
  const document = { Version: '2012-10-17', Statement: { Action: 's3:*', Resource: BUCKET, ...statement } };
  await aws.perform('s3:PutBucketPolicy', { Bucket: 'shop', Policy: JSON.stringify(document, null, layout) });
}

/** What lucy's request to list the bucket comes to, by her account's policies as they are now. */
function decisionForLucy(): string {
  const lucy = aws.model.userByName(ACCOUNT_ID, 'lucy');
  if (lucy === null) throw new Error('There is no lucy.');
  const principal = userPrincipal(lucy);
  const known = resourceOf(aws.model, BUCKET);
  return decide(
    {
      principal,
      action: 's3:ListBucket',
      resource: BUCKET,
      resourceAccountId: ACCOUNT_ID,
      context: contextOfPrincipal(principal),
    },
    createApplicablePolicies(aws.model, managedPolicies).of(principal, 's3:ListBucket', known),
    NO_SERVICE_FACTS,
  );
}

describe('Deleting a user', () => {
  it('shows the unique ID where resource-based policies named the user, and keeps their layout', async () => {
    await putBucketPolicy({ Effect: 'Allow', Principal: { AWS: [LUCY, OTHER_ACCOUNT_ID] } }, 4);
    const before = bucketPolicy();
    const id = userId();
    await aws.perform('iam:DeleteUser', { UserName: 'lucy' });
    expect(bucketPolicy()).toBe(before?.replace(LUCY, id));
  });

  it('does so in NotPrincipal as well', async () => {
    await putBucketPolicy({ Effect: 'Deny', NotPrincipal: { AWS: LUCY } });
    const id = userId();
    await aws.perform('iam:DeleteUser', { UserName: 'lucy' });
    expect(bucketPolicy()).toContain(`"NotPrincipal":{"AWS":"${id}"}`);
  });

  it('does so in the trust policies of every account', async () => {
    const trust = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: LUCY }, Action: 'sts:AssumeRole' }],
    });
    const role = { RoleName: 'guest', AssumeRolePolicyDocument: trust };
    await aws.perform('iam:CreateRole', role, { accountId: OTHER_ACCOUNT_ID });
    const id = userId();
    await aws.perform('iam:DeleteUser', { UserName: 'lucy' });
    expect(aws.model.roleByName(OTHER_ACCOUNT_ID, 'guest')?.assumeRolePolicyDocument).toBe(trust.replace(LUCY, id));
  });

  it('finds the user behind escapes', async () => {
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { AWS: LUCY }, Action: 's3:*', Resource: BUCKET },
    });
    await aws.perform('s3:PutBucketPolicy', { Bucket: 'shop', Policy: policy.replace('user/lucy', 'user\\/lucy') });
    const id = userId();
    await aws.perform('iam:DeleteUser', { UserName: 'lucy' });
    expect(bucketPolicy()).toContain(`"AWS":"${id}"`);
  });

  it('leaves conditions and resources that name the user as they are', async () => {
    const condition = { ArnEquals: { 'aws:PrincipalArn': LUCY } };
    await putBucketPolicy({ Effect: 'Allow', Principal: '*', Condition: condition });
    const before = bucketPolicy();
    await aws.perform('iam:DeleteUser', { UserName: 'lucy' });
    expect(bucketPolicy()).toBe(before);
  });

  it('leaves a user whose name begins alike', async () => {
    await aws.perform('iam:CreateUser', { UserName: 'lucy.b' });
    await putBucketPolicy({ Effect: 'Allow', Principal: { AWS: `${LUCY}.b` } });
    const before = bucketPolicy();
    await aws.perform('iam:DeleteUser', { UserName: 'lucy' });
    expect(bucketPolicy()).toBe(before);
  });

  it('lets a new user of the same name not in', async () => {
    await putBucketPolicy({ Effect: 'Allow', Principal: { AWS: LUCY } });
    expect(decisionForLucy()).toBe('Allowed');
    await aws.perform('iam:DeleteUser', { UserName: 'lucy' });
    await aws.perform('iam:CreateUser', { UserName: 'lucy' });
    expect(decisionForLucy()).toBe('ImplicitlyDenied');
  });
});

describe('Undoing the deletion of a user', () => {
  it('gives the policies back what they said', async () => {
    await putBucketPolicy({ Effect: 'Allow', Principal: { AWS: LUCY } });
    const before = bucketPolicy();
    const tools = { clock: fixedClock, random: countingRandom() };
    const workspace = loadWorkspace(createWorkspace(null, { name: 'Test', ...tools }), tools);
    const documents = [...aws.model.list('user'), ...aws.model.list('resource')];
    await workspace.note((draft) => documents.forEach((document) => draft.put(document)));
    await workspace.perform('Delete user lucy', 'designer', (draft) => {
      draft.delete(LUCY);
      renamePrincipal(draft, LUCY, userId());
    });
    expect(workspace.model.find('resource', BUCKET)?.policy).not.toBe(before);
    await workspace.undo();
    expect(workspace.model.find('resource', BUCKET)?.policy).toBe(before);
    await workspace.close();
  });
});

describe('Deleting a role', () => {
  it('shows the unique ID where policies named the role, and leaves its sessions', async () => {
    await aws.perform('iam:CreateRole', { RoleName: 'worker', AssumeRolePolicyDocument: TRUST_EC2 });
    const session = `arn:aws:sts::${ACCOUNT_ID}:assumed-role/worker/monday`;
    await putBucketPolicy({ Effect: 'Allow', Principal: { AWS: [WORKER, session] } });
    const id = aws.model.roleByName(ACCOUNT_ID, 'worker')?.roleId;
    await aws.perform('iam:DeleteRole', { RoleName: 'worker' });
    expect(bucketPolicy()).toContain(`"AWS":["${id}","${session}"]`);
  });
});

describe('Renaming a user', () => {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_manage.html#id_users_renaming
  it('renames the user where policies name the principal', async () => {
    await putBucketPolicy({ Effect: 'Allow', Principal: { AWS: LUCY } });
    await aws.perform('iam:UpdateUser', { UserName: 'lucy', NewUserName: 'lucia', NewPath: '/shop/' });
    expect(bucketPolicy()).toContain(`"AWS":"arn:aws:iam::${ACCOUNT_ID}:user/shop/lucia"`);
  });

  it('changes no policy where neither name nor path changes', async () => {
    await putBucketPolicy({ Effect: 'Allow', Principal: { AWS: LUCY } });
    const before = bucketPolicy();
    await aws.perform('iam:UpdateUser', { UserName: 'lucy', NewUserName: 'lucy' });
    expect(bucketPolicy()).toBe(before);
  });
});
