import { beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT_ID, ALLOW_ALL_S3, NOW, READ_ONLY_ACCESS, TestAccount, TRUST_EC2 } from './test-account.ts';

let aws: TestAccount;
beforeEach(() => {
  aws = new TestAccount();
});

const createRole = (parameters: Record<string, unknown> = {}) =>
  aws.perform('iam:CreateRole', { RoleName: 'web-server', AssumeRolePolicyDocument: TRUST_EC2, ...parameters });

/** A trust policy for one AWS principal. */
const trust = (principal: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole' }],
  });

const long = (spaces: number, sidLength: number) =>
  TRUST_EC2.replace('{"Effect"', `{"Sid":"${'s'.repeat(sidLength)}",${' '.repeat(spaces)}"Effect"`);

describe('CreateRole', () => {
  it('answers with the role, its trust policy percent-encoded', async () => {
    const { Role } = await createRole({ Path: '/service/', Description: 'Serves pages' });
    expect(Role).toEqual({
      Path: '/service/',
      RoleName: 'web-server',
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${ACCOUNT_ID}:role/service/web-server`,
      CreateDate: NOW,
      AssumeRolePolicyDocument: expect.stringMatching(/^%7B%22Version%22%3A%222012-10-17%22/),
      Description: 'Serves pages',
    });
    expect(decodeURIComponent(Role.AssumeRolePolicyDocument)).toBe(TRUST_EC2);
  });

  it('encodes what RFC 3986 reserves and JavaScript leaves as it is', async () => {
    const { Role } = await createRole({ AssumeRolePolicyDocument: trust('*') });
    expect(Role.AssumeRolePolicyDocument).toContain('%22AWS%22%3A%22%2A%22');
  });

  it('refuses a second role of the name', async () => {
    await createRole();
    expect(
      await aws.refusal('iam:CreateRole', { RoleName: 'Web-Server', AssumeRolePolicyDocument: TRUST_EC2 }),
    ).toEqual({ code: 'EntityAlreadyExists', status: 409, message: 'Role with name Web-Server already exists.' });
  });

  it.each([
    { session: 'too short', MaxSessionDuration: 3599, bound: 'greater than or equal to 3600' },
    { session: 'too long', MaxSessionDuration: 43_201, bound: 'less than or equal to 43200' },
  ])('refuses a session that is $session', async ({ MaxSessionDuration, bound }) => {
    const refusal = await aws.refusal('iam:CreateRole', {
      RoleName: 'r',
      AssumeRolePolicyDocument: TRUST_EC2,
      MaxSessionDuration,
    });
    expect(refusal.message).toBe(
      `1 validation error detected: Value '${MaxSessionDuration}' at 'maxSessionDuration' failed to satisfy constraint: Member must have value ${bound}`,
    );
  });

  it('refuses a trust policy of more than 2,048 characters, not counting white space', async () => {
    expect((await createRole({ AssumeRolePolicyDocument: long(4000, 1000) })).Role.RoleName).toBe('web-server');
    expect(
      await aws.refusal('iam:UpdateAssumeRolePolicy', { RoleName: 'web-server', PolicyDocument: long(0, 2000) }),
    ).toEqual({ code: 'LimitExceeded', status: 409, message: 'Cannot exceed quota for ACLSizePerRole: 2048' });
  });

  it.each([
    { principal: `arn:aws:iam::${ACCOUNT_ID}:user/nobody`, why: 'a user of this workspace who does not exist' },
    { principal: 'lucy', why: 'neither an account nor an ARN' },
    { principal: `arn:aws:iam::${ACCOUNT_ID}:user/*`, why: 'a part of an ARN left open' },
  ])('refuses a trust policy that names $why', async ({ principal }) => {
    expect(await aws.refusal('iam:CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: trust(principal) })).toEqual({
      code: 'MalformedPolicyDocument',
      status: 400,
      message: `Invalid principal in policy: "AWS":"${principal}"`,
    });
  });

  it.each([
    { principal: ACCOUNT_ID, why: 'an account' },
    { principal: `arn:aws:iam::${ACCOUNT_ID}:root`, why: 'an account by its ARN' },
    { principal: 'arn:aws:iam::999999999999:user/stranger', why: 'a user of an account outside the workspace' },
    { principal: `arn:aws:iam::${ACCOUNT_ID}:user/lucy`, why: 'a user who exists' },
    { principal: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/r/session`, why: 'a session' },
    { principal: 'AIDACKCEVSQ6C2EXAMPLE', why: 'the ID of a user who was deleted' },
  ])('takes a trust policy that names $why', async ({ principal }) => {
    await aws.perform('iam:CreateUser', { UserName: 'lucy' });
    await createRole({ AssumeRolePolicyDocument: trust(principal) });
    expect(aws.model.roleByName(ACCOUNT_ID, 'web-server')?.assumeRolePolicyDocument).toBe(trust(principal));
  });
});

describe('GetRole and ListRoles', () => {
  beforeEach(() => createRole({ Tags: [{ Key: 'tier', Value: 'web' }], PermissionsBoundary: READ_ONLY_ACCESS }));

  it('GetRole shows session length, boundary, tags and that the role was never used', async () => {
    expect((await aws.perform('iam:GetRole', { RoleName: 'web-server' })).Role).toMatchObject({
      MaxSessionDuration: 3600,
      RoleLastUsed: {},
      Tags: [{ Key: 'tier', Value: 'web' }],
      PermissionsBoundary: { PermissionsBoundaryArn: READ_ONLY_ACCESS },
    });
  });

  it('ListRoles leaves tags and boundary out', async () => {
    const { Roles } = await aws.perform('iam:ListRoles');
    expect(Roles).toHaveLength(1);
    expect(Roles[0]).toMatchObject({ RoleName: 'web-server', MaxSessionDuration: 3600 });
    expect(Roles[0]).not.toHaveProperty('Tags');
    expect(Roles[0]).not.toHaveProperty('PermissionsBoundary');
  });

  it('GetRole says in AWS’s words that there is no such role', async () => {
    expect(await aws.refusal('iam:GetRole', { RoleName: 'nobody' })).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: 'The role with name nobody cannot be found.',
    });
  });
});

describe('UpdateAssumeRolePolicy', () => {
  it('takes the place of the trust policy', async () => {
    await createRole();
    await aws.perform('iam:UpdateAssumeRolePolicy', { RoleName: 'web-server', PolicyDocument: trust(ACCOUNT_ID) });
    expect(aws.model.roleByName(ACCOUNT_ID, 'web-server')?.assumeRolePolicyDocument).toBe(trust(ACCOUNT_ID));
  });

  it('refuses a policy that is no trust policy', async () => {
    await createRole();
    const refusal = await aws.refusal('iam:UpdateAssumeRolePolicy', {
      RoleName: 'web-server',
      PolicyDocument: ALLOW_ALL_S3,
    });
    expect(refusal).toMatchObject({ code: 'MalformedPolicyDocument', status: 400 });
  });
});

describe('DeleteRole', () => {
  beforeEach(() => createRole());

  it('deletes a role that has nothing', async () => {
    await aws.perform('iam:DeleteRole', { RoleName: 'web-server' });
    expect(aws.model.roleByName(ACCOUNT_ID, 'web-server')).toBeNull();
  });

  it.each<{ has: string; given: () => Promise<unknown> | void; message: string }>([
    {
      has: 'an instance profile',
      given: () =>
        aws.model.apply([
          {
            key: `arn:aws:iam::${ACCOUNT_ID}:instance-profile/web`,
            before: null,
            after: {
              type: 'instanceProfile',
              arn: `arn:aws:iam::${ACCOUNT_ID}:instance-profile/web`,
              accountId: ACCOUNT_ID,
              instanceProfileName: 'web',
              instanceProfileId: 'AIPACKCEVSQ6C2EXAMPLE',
              path: '/',
              createDate: NOW,
              roles: ['web-server'],
              tags: [],
            },
          },
        ]),
      message: 'Cannot delete entity, must remove roles from instance profile first.',
    },
    {
      has: 'an attached policy',
      given: () => aws.perform('iam:AttachRolePolicy', { RoleName: 'web-server', PolicyArn: READ_ONLY_ACCESS }),
      message: 'Cannot delete entity, must detach all policies first.',
    },
    {
      has: 'an inline policy',
      given: () =>
        aws.perform('iam:PutRolePolicy', { RoleName: 'web-server', PolicyName: 's3', PolicyDocument: ALLOW_ALL_S3 }),
      message: 'Cannot delete entity, must delete policies first.',
    },
  ])('refuses while the role has $has', async ({ given, message }) => {
    await given();
    expect(await aws.refusal('iam:DeleteRole', { RoleName: 'web-server' })).toEqual({
      code: 'DeleteConflict',
      status: 409,
      message,
    });
  });
});

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html
describe('UpdateRole', () => {
  beforeEach(() => createRole({ Description: 'Serves' }));

  it.each([
    { given: { MaxSessionDuration: 7200 }, becomes: { MaxSessionDuration: 7200, Description: 'Serves' } },
    { given: { Description: 'Serves the web' }, becomes: { MaxSessionDuration: 3600, Description: 'Serves the web' } },
  ])('changes what is given, $given', async ({ given, becomes }) => {
    await aws.perform('iam:UpdateRole', { RoleName: 'web-server', ...given });
    expect((await aws.perform('iam:GetRole', { RoleName: 'web-server' })).Role).toMatchObject(becomes);
  });

  it('refuses sessions of more than twelve hours', async () => {
    expect(await aws.refusal('iam:UpdateRole', { RoleName: 'web-server', MaxSessionDuration: 43_201 })).toEqual({
      code: 'ValidationError',
      status: 400,
      message:
        "1 validation error detected: Value '43201' at 'maxSessionDuration' failed to satisfy constraint: Member must have value less than or equal to 43200",
    });
  });

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html
  it('UpdateRoleDescription answers with the role as it is then', async () => {
    const { Role } = await aws.perform('iam:UpdateRoleDescription', { RoleName: 'web-server', Description: 'New' });
    expect(Role).toMatchObject({ RoleName: 'web-server', Description: 'New' });
  });
});
