import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Arn } from '../../../src-shared/arn.ts';
import { startLab, type TestLab } from '../../fixtures/lab.ts';

const ACCOUNT = '123456789012';
const role = (name: string): Arn => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const user = (name: string): Arn => `arn:aws:iam::${ACCOUNT}:user/${name}`;

const trust = (Principal: unknown, Condition?: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...(Condition && { Condition }) },
  });
const mayAssume = (name: string, Condition?: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: role(name), ...(Condition && { Condition }) },
  });
const MFA = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };

describe('The access graph of an account', () => {
  let lab: TestLab;

  beforeEach(async () => {
    lab = await startLab();
    await lab.client.call('credentialStore.useMemory', {});
    await lab.client.call('workspace.create', { name: 'Lab', accountId: ACCOUNT, rootEmail: null, path: null });
  });
  afterEach(() => lab.close());

  const createRole = (RoleName: string, AssumeRolePolicyDocument: string) =>
    lab.perform('iam:CreateRole', { RoleName, AssumeRolePolicyDocument });
  const createUser = async (UserName: string, PolicyDocument: string | null = null) => {
    await lab.perform('iam:CreateUser', { UserName });
    if (PolicyDocument !== null)
      await lab.perform('iam:PutUserPolicy', { UserName, PolicyName: 'own', PolicyDocument });
  };
  const graph = (focus: Arn | null = null) =>
    lab.client.call('accessGraph.roles', { workId: 'graph', accountId: ACCOUNT, focus });
  const edges = async (focus: Arn | null = null) =>
    (await graph(focus)).edges.map(({ from, to, kind, isConditional }) => [from, to, kind, isConditional]);

  it('leads from users to the roles that both sides let them assume, and to no others', async () => {
    await createRole('deploy', trust({ AWS: `arn:aws:iam::${ACCOUNT}:root` }));
    await createUser('lucy', mayAssume('deploy'));
    await createUser('noah');
    expect(await edges()).toEqual([[user('lucy'), role('deploy'), 'mayAssume', false]]);
  });

  it('needs no policy of a user whom the role trusts by name', async () => {
    await createUser('lucy');
    await createRole('deploy', trust({ AWS: user('lucy') }));
    expect(await edges()).toEqual([[user('lucy'), role('deploy'), 'mayAssume', false]]);
  });

  it.each([
    ['the trust policy', { trusted: MFA, own: undefined }],
    ["the user's own policy", { trusted: undefined, own: MFA }],
  ])('marks what %s allows under conditions alone', async (_, { trusted, own }) => {
    await createRole('deploy', trust({ AWS: `arn:aws:iam::${ACCOUNT}:root` }, trusted));
    await createUser('lucy', mayAssume('deploy', own));
    expect(await edges()).toEqual([[user('lucy'), role('deploy'), 'mayAssume', true]]);
  });

  it('leads from role to role, as far as a chain goes', async () => {
    await createUser('lucy');
    await createRole('entry', trust({ AWS: user('lucy') }));
    await createRole('vault', trust({ AWS: role('entry') }));
    expect(await edges()).toEqual([
      [user('lucy'), role('entry'), 'mayAssume', false],
      [role('entry'), role('vault'), 'mayAssume', false],
    ]);
  });

  it.each([
    ['a service', { Service: 'ec2.amazonaws.com' }, 'service', 'ec2.amazonaws.com'],
    ['an identity provider', { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/Okta` }, 'identityProvider', 'Okta'],
    ['another account', { AWS: '210987654321' }, 'otherAccount', 'account 210987654321'],
    ["another account's role", { AWS: 'arn:aws:iam::210987654321:role/ci' }, 'otherAccount', 'role/ci'],
    ['everybody', '*', 'everybody', 'everybody'],
  ])('leads from %s that the trust policy names', async (_, principal, kind, name) => {
    await createRole('deploy', trust(principal));
    const { nodes, edges: found } = await graph();
    expect(nodes).toContainEqual(expect.objectContaining({ kind, name }));
    expect(found).toContainEqual(
      expect.objectContaining({ to: role('deploy'), kind: 'trusted', isConditional: false }),
    );
  });

  it('has no way past an explicit deny', async () => {
    await createRole('deploy', trust({ AWS: `arn:aws:iam::${ACCOUNT}:root` }));
    await createUser('lucy', mayAssume('deploy'));
    await lab.perform('iam:PutUserPolicy', {
      UserName: 'lucy',
      PolicyName: 'stop',
      PolicyDocument: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"sts:*","Resource":"*"}}',
    });
    expect(await edges()).toEqual([]);
  });

  it('tells many users of one group together', async () => {
    await createRole('deploy', trust({ AWS: `arn:aws:iam::${ACCOUNT}:root` }));
    await lab.perform('iam:CreateGroup', { GroupName: 'crew' });
    await lab.perform('iam:PutGroupPolicy', {
      GroupName: 'crew',
      PolicyName: 'deploy',
      PolicyDocument: mayAssume('deploy'),
    });
    for (let number = 0; number < 12; number += 1) {
      await createUser(`user-${number}`);
      await lab.perform('iam:AddUserToGroup', { GroupName: 'crew', UserName: `user-${number}` });
    }
    const { nodes, edges: found } = await graph();
    expect(nodes.filter(({ kind }) => kind !== 'role')).toMatchObject([
      { kind: 'users', name: 'inline in group crew', count: 12 },
    ]);
    expect(found).toHaveLength(1);
  });

  it('around one identity holds what that one can become, and who can become it', async () => {
    await createUser('lucy');
    await createRole('entry', trust({ AWS: user('lucy') }));
    await createRole('vault', trust({ AWS: role('entry') }));
    await createRole('other', trust({ Service: 'ec2.amazonaws.com' }));
    expect((await edges(role('entry'))).map(([from, to]) => [from, to])).toEqual([
      [user('lucy'), role('entry')],
      [role('entry'), role('vault')],
    ]);
    expect((await graph(user('lucy'))).nodes.map(({ name }) => name).toSorted()).toEqual(['entry', 'lucy']);
  });
});

describe('The way to a permission', () => {
  it('names each statement that leads there, and how its policy comes to apply', async () => {
    const lab = await startLab();
    await lab.client.call('credentialStore.useMemory', {});
    await lab.client.call('workspace.openSample', {});
    const { decision, paths } = await lab.client.call('accessGraph.permission', {
      arn: user('lucy'),
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::gatehouse-shop-catalogue/picture.jpg',
    });
    expect(decision).toBe('Allowed');
    expect(paths).toMatchObject([
      {
        layer: 'identity',
        effect: 'Allow',
        applies: true,
        statement: { policyName: 'read-catalogue', policySource: 'inline in group developers', sid: 'ReadObjects' },
      },
    ]);
    await lab.close();
  });
});
