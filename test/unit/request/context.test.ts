import { describe, expect, test } from 'vitest';
import { parseInput } from '../../../src-main/actions/parse-input.ts';
import { handlerOf } from '../../../src-main/actions/registry.ts';
import { gatherContext } from '../../../src-main/request/context.ts';
import type { ContextSources } from '../../../src-main/request/context.ts';
import type { Principal } from '../../../src-shared/principal.ts';
import { noObjects } from '../../fixtures/objects.ts';
import { ACCOUNT, model, reference, resource, signedFor, understand, wire } from './scene.ts';

/** Of the resource or the VPC endpoint, where it is not the principal's account. */
const OWNER = '210987654321';
const AT = new Date('2026-04-01T12:00:00.500Z');
const LUCY: Principal = {
  kind: 'user',
  arn: `arn:aws:iam::${ACCOUNT}:user/shop/lucy`,
  accountId: ACCOUNT,
  userName: 'lucy',
  userId: 'AIDAEXAMPLELUCY00000A',
  tags: [{ Key: 'team', Value: 'shop' }],
};
const SESSION: Principal = {
  kind: 'roleSession',
  serviceLinked: false,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deployer/monday`,
  accountId: ACCOUNT,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/deployer`,
  roleId: 'AROAEXAMPLEDEPLOY0000',
  sessionName: 'monday',
  tags: [],
};

function context(more: Partial<ContextSources> = {}): Record<string, string | readonly string[]> {
  const sources: ContextSources = {
    principal: LUCY,
    wire: wire({}),
    at: AT,
    network: { kind: 'public', sourceIp: '203.0.113.7' },
    secureTransport: true,
    region: 'eu-west-1',
    part: { action: 's3:GetObject', resource: 'arn:aws:s3:::lucy-bucket/k' },
    resource: null,
    resourceAccountId: null,
    session: null,
    organizationOf: () => null,
    reference,
    ...more,
  };
  const { keys, entries } = gatherContext(sources);
  expect(entries.map(({ key }) => key.toLowerCase())).toEqual([...keys.keys()]);
  return Object.fromEntries(keys);
}

/** Every account is in one organization, right under its root. */
const allInOne: ContextSources['organizationOf'] = () => ({ id: 'o-a1b2c3d4e5', path: 'o-a1b2c3d4e5/r-ab12/' });

/** The keys there whose names match. */
function keysLike(pattern: RegExp, keys: Record<string, unknown>): string[] {
  return Object.keys(keys).filter((key) => pattern.test(key));
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
describe('the principal keys', () => {
  test.each<[string, Principal, Record<string, string | readonly string[] | undefined>]>([
    [
      'root',
      { kind: 'root', arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT },
      { 'aws:principaltype': 'Account', 'aws:userid': ACCOUNT, 'aws:username': undefined },
    ],
    [
      'a user',
      LUCY,
      {
        'aws:principaltype': 'User',
        'aws:userid': 'AIDAEXAMPLELUCY00000A',
        'aws:username': 'lucy',
        'aws:principalarn': `arn:aws:iam::${ACCOUNT}:user/shop/lucy`,
        'aws:principalaccount': ACCOUNT,
        'aws:principaltag/team': 'shop',
        'aws:principalisawsservice': 'false',
      },
    ],
    [
      'a role session',
      SESSION,
      {
        'aws:principaltype': 'AssumedRole',
        'aws:userid': 'AROAEXAMPLEDEPLOY0000:monday',
        'aws:username': undefined,
        'aws:principalarn': `arn:aws:iam::${ACCOUNT}:role/deployer`,
      },
    ],
    [
      'a federated user',
      {
        kind: 'federatedUser',
        arn: `arn:aws:sts::${ACCOUNT}:federated-user/bob`,
        accountId: ACCOUNT,
        name: 'bob',
        userArn: `arn:aws:iam::${ACCOUNT}:user/shop/lucy`,
        tags: [],
      },
      { 'aws:principaltype': 'FederatedUser', 'aws:userid': `${ACCOUNT}:bob`, 'aws:username': undefined },
    ],
    [
      'nobody',
      { kind: 'anonymous' },
      {
        'aws:principaltype': 'Anonymous',
        'aws:userid': 'anonymous',
        'aws:principalarn': undefined,
        'aws:principalaccount': 'anonymous',
        'aws:principalisawsservice': undefined,
      },
    ],
    [
      'a service',
      { kind: 'service', service: 'lambda.amazonaws.com' },
      {
        'aws:principalisawsservice': 'true',
        'aws:principalservicename': 'lambda.amazonaws.com',
        'aws:principalservicenameslist': ['lambda.amazonaws.com'],
        'aws:sourceip': undefined,
        'aws:username': undefined,
      },
    ],
  ])('of %s', (_, principal, expected) => {
    const keys = context({ principal });
    expect(Object.fromEntries(Object.keys(expected).map((key) => [key, keys[key]]))).toEqual(expected);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
describe('the MFA keys', () => {
  test('are absent, not false, for a long-term access key', () => {
    expect(Object.keys(context()).filter((key) => /multifactor|tokenissue/.test(key))).toEqual([]);
  });

  test('say false for temporary credentials without MFA, and give no age', () => {
    const keys = context({ session: { issuedAt: AT, mfaAt: null } });
    expect(keys['aws:multifactorauthpresent']).toBe('false');
    expect(keys).not.toHaveProperty('aws:multifactorauthage');
  });

  test('say true and the age in seconds for temporary credentials with MFA', () => {
    const mfaAt = new Date('2026-04-01T11:55:00Z');
    const keys = context({ session: { issuedAt: mfaAt, mfaAt } });
    expect(keys).toMatchObject({
      'aws:multifactorauthpresent': 'true',
      'aws:multifactorauthage': '300',
      'aws:tokenissuetime': '2026-04-01T11:55:00Z',
    });
  });
});

describe('the keys of the request', () => {
  test('are what the clock, the address and the headers say', () => {
    const request = wire({ headers: [['user-agent', 'aws-cli/2.15']] });
    expect(context({ wire: request })).toMatchObject({
      'aws:currenttime': '2026-04-01T12:00:00Z',
      'aws:epochtime': '1775044800',
      'aws:sourceip': '203.0.113.7',
      'aws:securetransport': 'true',
      'aws:requestedregion': 'eu-west-1',
      'aws:useragent': 'aws-cli/2.15',
      'aws:viaawsservice': 'false',
    });
  });

  test('leave out headers that were not sent', () => {
    const keys = context();
    expect(keys).not.toHaveProperty('aws:useragent');
    expect(keys).not.toHaveProperty('aws:referer');
  });

  test('include what the operation itself sets, many values as a list', () => {
    const part = {
      action: 'iam:CreateUser',
      resource: '*',
      context: { 'aws:TagKeys': ['team'], 'aws:RequestTag/team': 'shop' },
    };
    expect(context({ part })).toMatchObject({ 'aws:tagkeys': ['team'], 'aws:requesttag/team': 'shop' });
  });

  test('say in words where each came from', () => {
    const { entries } = gatherContext({
      principal: LUCY,
      wire: wire({}),
      at: AT,
      network: { kind: 'public', sourceIp: '203.0.113.7' },
      secureTransport: false,
      region: 'us-east-1',
      part: { action: 'iam:GetUser', resource: '*' },
      resource: null,
      resourceAccountId: null,
      session: null,
      organizationOf: () => null,
      reference,
    });
    expect(entries.find(({ key }) => key === 'aws:username')).toEqual({
      key: 'aws:username',
      values: ['lucy'],
      source: 'user lucy',
    });
  });
});

describe('the keys of the resource', () => {
  const table = resource(`arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`, 'dynamodb:table', 'orders', {
    tags: [{ Key: 'stage', Value: 'prod' }],
  });

  test('are its account and its tags', () => {
    const part = { action: 'dynamodb:GetItem', resource: table.arn };
    const keys = context({ part, resource: table, resourceAccountId: ACCOUNT });
    expect(keys).toMatchObject({ 'aws:resourceaccount': ACCOUNT, 'aws:resourcetag/stage': 'prod' });
  });

  test.each<[string, string, Parameters<typeof resource>[0], string, string[]]>([
    [
      'EC2',
      'ec2:StopInstances',
      `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-1`,
      'ec2:instance',
      ['aws:resourcetag/stage', 'ec2:resourcetag/stage'],
    ],
    [
      'Secrets Manager',
      'secretsmanager:GetSecretValue',
      `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:a-AbCdEf`,
      'secretsmanager:Secret',
      ['aws:resourcetag/stage', 'secretsmanager:resourcetag/stage'],
    ],
    ['S3, whose buckets give none until asked to', 's3:ListBucket', 'arn:aws:s3:::b', 's3:bucket', []],
  ])('give tags under the names of %s', (_, action, arn, type, expected) => {
    const tagged = resource(arn, type, 'x', { tags: [{ Key: 'stage', Value: 'prod' }] });
    const keys = Object.keys(context({ part: { action, resource: arn }, resource: tagged }));
    expect(keys.filter((key) => key.includes('resourcetag')).toSorted()).toEqual(expected);
  });

  test("give a user's tags under IAM's own name too", () => {
    const user = model.userByName(ACCOUNT, 'lucy');
    const keys = context({ part: { action: 'iam:DeleteUser', resource: user?.arn ?? '' }, resource: user });
    expect(keys).toMatchObject({ 'iam:resourcetag/team': 'shop', 'aws:resourcetag/team': 'shop' });
  });

  test('leave out the account where nobody knows it', () => {
    expect(context()).not.toHaveProperty('aws:resourceaccount');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
describe('the keys of organizations', () => {
  const places: Record<string, { id: string; path: string }> = {
    [ACCOUNT]: { id: 'o-a1b2c3d4e5', path: 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/' },
    [OWNER]: { id: 'o-a1b2c3d4e5', path: 'o-a1b2c3d4e5/r-ab12/' },
  };
  const organizationOf: ContextSources['organizationOf'] = (accountId) => places[accountId] ?? null;

  test('tell where the accounts of the principal and of the resource are', () => {
    expect(context({ organizationOf, resourceAccountId: OWNER })).toMatchObject({
      'aws:principalorgid': 'o-a1b2c3d4e5',
      'aws:principalorgpaths': ['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/'],
      'aws:resourceorgid': 'o-a1b2c3d4e5',
      'aws:resourceorgpaths': ['o-a1b2c3d4e5/r-ab12/'],
    });
  });

  test.each<[string, Partial<ContextSources>]>([
    ['accounts in none', { organizationOf: () => null, resourceAccountId: OWNER }],
    ['nobody', { organizationOf, principal: { kind: 'anonymous' } }],
    ['a service', { organizationOf, principal: { kind: 'service', service: 'lambda.amazonaws.com' } }],
  ])('are absent for %s', (_, more) => {
    expect(keysLike(/org(id|paths)$/, context(more))).toEqual([]);
  });

  test.each(['ebs:GetSnapshotBlock', 'ec2:CreateVpcEndpoint', 'guardduty:AcceptAdministratorInvitation'])(
    'and of the owner are absent where AWS does not give them: %s',
    (action) => {
      const keys = context({ organizationOf, part: { action, resource: '*' }, resourceAccountId: OWNER });
      expect(keysLike(/^aws:resource(account|org)/, keys)).toEqual([]);
    },
  );
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-role-session-properties
describe('the keys of a session', () => {
  test('are what was set when the role was assumed', () => {
    const keys = context({ principal: SESSION, session: { issuedAt: AT, mfaAt: null, sourceIdentity: 'Saanvi' } });
    expect(keys['aws:sourceidentity']).toBe('Saanvi');
    expect(keys).not.toHaveProperty('aws:assumedroot');
  });

  test('say that a root session came of sts:AssumeRoot', () => {
    const principal: Principal = { kind: 'root', arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT };
    const keys = context({ principal, session: { issuedAt: AT, mfaAt: null, assumedRoot: true } });
    expect(keys['aws:assumedroot']).toBe('true');
  });

  test('tell which instance the credentials were delivered to', () => {
    const delivery = {
      to: 'instance',
      arn: `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-1`,
      vpcId: 'vpc-1',
      privateIpAddress: '10.0.0.7',
      metadataVersion: 2,
    } as const;
    expect(context({ principal: SESSION, session: { issuedAt: AT, mfaAt: null, delivery } })).toMatchObject({
      'ec2:sourceinstancearn': `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-1`,
      'ec2:roledelivery': '2.0',
      'aws:ec2instancesourcevpc': 'vpc-1',
      'aws:ec2instancesourceprivateipv4': '10.0.0.7',
    });
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
  test('tell which function the credentials were delivered to', () => {
    const arn = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:thumbnails` as const;
    const keys = context({
      principal: SESSION,
      session: { issuedAt: AT, mfaAt: null, delivery: { to: 'function', arn } },
    });
    expect(keys['lambda:sourcefunctionarn']).toBe(arn);
    expect(Object.keys(keys).filter((key) => /^ec2:|instancesource/.test(key))).toEqual([]);
  });

  test('are all absent for a long-term access key', () => {
    expect(keysLike(/sourceidentity|assumedroot|^ec2:|instancesource|federated|tokenissue/, context())).toEqual([]);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
describe('the keys of an OIDC provider', () => {
  const provider = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
  const federation = {
    protocol: 'oidc',
    provider,
    claims: {
      aud: 'sts.amazonaws.com',
      sub: 'repo:shop/web:ref:refs/heads/main',
      repository: 'shop/web',
      exp: '1775044800',
    },
  } as const;
  const caller: Principal = { kind: 'federated', provider, providerAccountId: ACCOUNT, subject: '' };
  const part = { action: 'sts:AssumeRoleWithWebIdentity', resource: `arn:aws:iam::${ACCOUNT}:role/deployer` };

  test('are the claims that AWS knows of it, while the role is assumed', () => {
    const keys = context({ principal: caller, part, federation });
    expect(Object.fromEntries(keysLike(/^token\.|federated/, keys).map((key) => [key, keys[key]]))).toEqual({
      'aws:federatedprovider': provider,
      'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
      'token.actions.githubusercontent.com:oaud': 'sts.amazonaws.com',
      'token.actions.githubusercontent.com:sub': 'repo:shop/web:ref:refs/heads/main',
      'token.actions.githubusercontent.com:repository': 'shop/web',
    });
  });

  test('are fewer in the session of the role', () => {
    const keys = context({ principal: SESSION, session: { issuedAt: AT, mfaAt: null }, federation });
    expect(keysLike(/^token\./, keys)).toEqual([
      'token.actions.githubusercontent.com:aud',
      'token.actions.githubusercontent.com:sub',
    ]);
    expect(keys['aws:federatedprovider']).toBe(provider);
  });

  test('take a token for that of its authorized party, where it has one', () => {
    const google = {
      protocol: 'oidc',
      provider: 'accounts.google.com',
      claims: { aud: 'web', azp: 'android', sub: '1' },
    } as const;
    const keys = context({ principal: { ...caller, provider: google.provider }, part, federation: google });
    expect(keys).toMatchObject({ 'accounts.google.com:aud': 'android', 'accounts.google.com:oaud': 'web' });
    expect(keys).not.toHaveProperty('accounts.google.com:azp');
  });

  test('may be lists', () => {
    const cognito = {
      protocol: 'oidc',
      provider: 'cognito-identity.amazonaws.com',
      claims: { amr: ['authenticated', 'graph.facebook.com'] },
    } as const;
    const keys = context({ principal: { ...caller, provider: cognito.provider }, part, federation: cognito });
    expect(keys['cognito-identity.amazonaws.com:amr']).toEqual(['authenticated', 'graph.facebook.com']);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
  test('stand without those of MFA, which AWS does not give for federated identities', () => {
    const keys = context({ principal: SESSION, session: { issuedAt: AT, mfaAt: AT }, federation });
    expect(keysLike(/multifactor/, keys)).toEqual([]);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml
describe('the keys of a SAML provider', () => {
  const provider = `arn:aws:iam::${ACCOUNT}:saml-provider/MySAMLIdP`;
  const federation = {
    protocol: 'saml',
    provider,
    attributes: {
      aud: 'https://signin.aws.amazon.com/saml',
      iss: 'https://example.com/saml',
      sub: '_cbb88bf52c2510eabe00c1642d4643f41430fe25e3',
      sub_type: 'persistent',
      edupersonaffiliation: ['staff', 'faculty'],
      shoesize: '42',
    },
  } as const;

  test('are what the assertion says and AWS knows of, while the role is assumed', () => {
    const principal: Principal = { kind: 'federated', provider, providerAccountId: ACCOUNT, subject: '' };
    const part = { action: 'sts:AssumeRoleWithSAML', resource: `arn:aws:iam::${ACCOUNT}:role/deployer` };
    const keys = context({ principal, part, federation });
    expect(keys).toMatchObject({
      'saml:aud': 'https://signin.aws.amazon.com/saml',
      'saml:iss': 'https://example.com/saml',
      'saml:sub_type': 'persistent',
      'saml:edupersonaffiliation': ['staff', 'faculty'],
      'saml:doc': `${ACCOUNT}/MySAMLIdP`,
    });
    expect(keys).not.toHaveProperty('saml:shoesize');
    expect(keys).not.toHaveProperty('aws:federatedprovider');
  });

  test('are the subject and its name qualifier in the session of the role', () => {
    const keys = context({ principal: SESSION, session: { issuedAt: AT, mfaAt: null }, federation });
    expect(Object.fromEntries(keysLike(/^saml:/, keys).map((key) => [key, keys[key]]))).toEqual({
      'saml:sub': '_cbb88bf52c2510eabe00c1642d4643f41430fe25e3',
      'saml:sub_type': 'persistent',
      // BASE64(SHA1("https://example.com/saml" + "123456789012" + "/MySAMLIdP"))
      'saml:namequalifier': '1uAJanUnBc2XeUkHURMht+xam2c=',
    });
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-network-properties
describe('the keys of the network', () => {
  const network = {
    kind: 'vpcEndpoint',
    vpcEndpointArn: `arn:aws:ec2:eu-west-1:${OWNER}:vpc-endpoint/vpce-1a2b3c4d`,
    vpcArn: `arn:aws:ec2:eu-west-1:${OWNER}:vpc/vpc-111bbb22`,
    vpcSourceIp: '10.0.0.7',
  } as const;

  test('tell the VPC endpoint, and leave out the public address', () => {
    const keys = context({ network, organizationOf: allInOne });
    expect(keys).toMatchObject({
      'aws:sourcevpce': 'vpce-1a2b3c4d',
      'aws:sourcevpc': 'vpc-111bbb22',
      'aws:sourcevpcarn': `arn:aws:ec2:eu-west-1:${OWNER}:vpc/vpc-111bbb22`,
      'aws:vpcsourceip': '10.0.0.7',
      'aws:vpceaccount': OWNER,
      'aws:vpceorgid': 'o-a1b2c3d4e5',
      'aws:vpceorgpaths': ['o-a1b2c3d4e5/r-ab12/'],
    });
    expect(keys).not.toHaveProperty('aws:sourceip');
  });

  test.each<[string, string[]]>([
    ['s3:GetObject', ['sourcevpcarn', 'vpceaccount', 'vpceorgid', 'vpceorgpaths']],
    ['dynamodb:GetItem', ['vpceaccount', 'vpceorgid', 'vpceorgpaths']],
    ['sqs:SendMessage', ['vpceorgid']],
    ['sns:Publish', []],
    ['iam:GetUser', ['sourcevpcarn', 'vpceaccount', 'vpceorgid', 'vpceorgpaths']],
    ['iam:PassRole', []],
  ])('tell who owns the endpoint where the service supports it: %s', (action, expected) => {
    const keys = context({ network, organizationOf: allInOne, part: { action, resource: '*' } });
    expect(keysLike(/^aws:(vpceaccount|vpceorg|sourcevpcarn)/, keys)).toEqual(expected.map((key) => `aws:${key}`));
  });

  test('tell only the public address of a request that came over the internet', () => {
    expect(keysLike(/vpc/, context({ organizationOf: allInOne }))).toEqual([]);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
  test('are gone when a service passes on what came through an endpoint', () => {
    const keys = context({ network, organizationOf: allInOne, via: ['athena.amazonaws.com'] });
    expect(keysLike(/vpc|sourceip/, keys)).toEqual([]);
  });

  test('keep the public address when a service passes the request on', () => {
    expect(context({ via: ['athena.amazonaws.com'] })['aws:sourceip']).toBe('203.0.113.7');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
describe('the keys of a request that services passed on', () => {
  const via = ['cloudformation.amazonaws.com', 'x.amazonaws.com', 'dynamodb.amazonaws.com'];

  test('name the services in their order, the first and the last', () => {
    expect(context({ via })).toMatchObject({
      'aws:viaawsservice': 'true',
      'aws:calledvia': via,
      'aws:calledviafirst': 'cloudformation.amazonaws.com',
      'aws:calledvialast': 'dynamodb.amazonaws.com',
      'aws:principalisawsservice': 'false',
    });
  });

  test('are absent, but for aws:ViaAWSService, when the principal calls itself', () => {
    const keys = context();
    expect(keys['aws:viaawsservice']).toBe('false');
    expect(keysLike(/calledvia/, keys)).toEqual([]);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
  test('say that there was no MFA, even for a long-term access key', () => {
    expect(context({ via })['aws:multifactorauthpresent']).toBe('false');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcearn
describe('the keys of a call that a service makes for a resource', () => {
  const onBehalfOf = { arn: 'arn:aws:s3:::lucy-bucket', accountId: OWNER } as const;
  const service: Principal = { kind: 'service', service: 's3.amazonaws.com' };

  test('name the resource, its account and its organization', () => {
    expect(context({ principal: service, onBehalfOf, organizationOf: allInOne })).toMatchObject({
      'aws:sourcearn': 'arn:aws:s3:::lucy-bucket',
      'aws:sourceaccount': OWNER,
      'aws:sourceorgid': 'o-a1b2c3d4e5',
      'aws:sourceorgpaths': ['o-a1b2c3d4e5/r-ab12/'],
    });
  });

  test('leave the organization out where the account is in none', () => {
    const keys = context({ principal: service, onBehalfOf });
    expect(keysLike(/^aws:source/, keys)).toEqual(['aws:sourcearn', 'aws:sourceaccount']);
  });

  test.each<[string, Principal]>([
    ['a user', LUCY],
    ['a role session', SESSION],
  ])('are absent when %s calls', (_, principal) => {
    expect(
      keysLike(/^aws:source(arn|account|org)/, context({ principal, onBehalfOf, organizationOf: allInOne })),
    ).toEqual([]);
  });
});

describe('the keys of an assumed role', () => {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-sts
  test('are what the request to assume it says', () => {
    const body = [
      'Action=AssumeRole&Version=2011-06-15',
      `RoleArn=arn:aws:iam::${ACCOUNT}:role/deployer`,
      'RoleSessionName=monday&ExternalId=4711&SourceIdentity=Saanvi',
      'Tags.member.1.Key=team&Tags.member.1.Value=shop&TransitiveTagKeys.member.1=team',
    ].join('&');
    const request = wire({ method: 'POST', headers: [signedFor('sts', 'us-east-1')], body });
    const scene = { accountId: ACCOUNT, region: 'us-east-1', actor: LUCY, model, objects: noObjects() };
    const input = parseInput('sts:AssumeRole', understand(request).parameters);
    const [part] = handlerOf('sts:AssumeRole').authorize(input, scene);
    if (part === undefined) throw new Error('The request needs no sts:AssumeRole.');
    expect(context({ part })).toMatchObject({
      'sts:externalid': '4711',
      'sts:rolesessionname': 'monday',
      'sts:sourceidentity': 'Saanvi',
      'sts:transitivetagkeys': ['team'],
      'aws:requesttag/team': 'shop',
      'aws:tagkeys': ['team'],
    });
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
describe('the keys of S3', () => {
  test('say how the request was signed, and its age in milliseconds', () => {
    const request = wire({ headers: [signedFor('s3'), ['X-Amz-Date', '20260401T115959Z']] });
    expect(context({ wire: request })).toMatchObject({
      's3:signatureversion': 'AWS4-HMAC-SHA256',
      's3:authtype': 'REST-HEADER',
      's3:signatureage': '1500',
    });
  });

  test('say that a presigned URL carries its signature in the query string', () => {
    const target = '/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260401T115900Z';
    expect(context({ wire: wire({ target }) })['s3:authtype']).toBe('REST-QUERY-STRING');
  });

  test('are headers that the action may be judged by, and no others', () => {
    const request = wire({
      headers: [
        ['x-amz-acl', 'public-read'],
        ['x-amz-storage-class', 'GLACIER'],
      ],
    });
    const put = context({ wire: request, part: { action: 's3:PutObject', resource: 'arn:aws:s3:::b/k' } });
    const get = context({ wire: request, part: { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' } });
    expect(put).toMatchObject({ 's3:x-amz-acl': 'public-read', 's3:x-amz-storage-class': 'GLACIER' });
    expect(get).not.toHaveProperty('s3:x-amz-acl');
  });

  test('are absent for other services', () => {
    const request = wire({ headers: [signedFor('iam'), ['x-amz-acl', 'private']] });
    const keys = context({ wire: request, part: { action: 'iam:GetUser', resource: '*' } });
    expect(Object.keys(keys).filter((key) => key.startsWith('s3:'))).toEqual([]);
  });
});
