import { describe } from 'vitest';
import {
  ACCOUNT,
  ALLOW_ALL,
  ALLOW_S3,
  type Asked,
  FEDERATED,
  GUIDE,
  LUCY,
  OTHER_ACCOUNT,
  ROLE,
  ROOT,
  SESSION,
  type Statement,
  denyTo,
  trust,
  verdicts,
} from '../scenario.ts';

const MAY_ASSUME = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' };
const STRANGER = `arn:aws:iam::${OTHER_ACCOUNT}:user/bob`;
const TARGET = `arn:aws:iam::${ACCOUNT}:role/target`;
const ASSUME: Asked = { action: 'sts:AssumeRole', resource: TARGET };

describe(`assuming a role of the same account (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html)`, () => {
  verdicts(
    [
      ['a trust policy that names the user suffices', {}, { trust: trust({ AWS: LUCY }) }, 'Allowed'],
      ['one that names the account does not', {}, { trust: trust({ AWS: ROOT }) }, 'ImplicitlyDenied'],
      ['but does with an identity policy', {}, { identity: MAY_ASSUME, trust: trust({ AWS: ROOT }) }, 'Allowed'],
      [
        'an identity policy for another role does not',
        {},
        { identity: { ...MAY_ASSUME, Resource: ROLE }, trust: trust({ AWS: ROOT }) },
        'ImplicitlyDenied',
      ],
      [
        'an identity policy alone does not suffice',
        {},
        { identity: ALLOW_ALL, trust: trust({ AWS: STRANGER }) },
        'ImplicitlyDenied',
      ],
      [
        'a deny of the identity counts',
        {},
        { identity: { ...MAY_ASSUME, Effect: 'Deny' }, trust: trust({ AWS: LUCY }) },
        'ExplicitlyDenied',
      ],
      [
        'a deny of the trust policy counts',
        {},
        { identity: ALLOW_ALL, trust: [trust({ AWS: ROOT }), trust({ AWS: LUCY }, { Effect: 'Deny' })] },
        'ExplicitlyDenied',
      ],
      ['everybody is everybody of the account', {}, { trust: trust({ AWS: '*' }) }, 'Allowed'],
      [
        'a boundary does not limit a user that is named',
        {},
        { trust: trust({ AWS: LUCY }), boundary: ALLOW_S3 },
        'Allowed',
      ],
      [
        'it limits one whose account is named',
        {},
        { identity: MAY_ASSUME, trust: trust({ AWS: ROOT }), boundary: ALLOW_S3 },
        'ImplicitlyDenied',
      ],
      [
        'another action of the trust policy does not count',
        {},
        { identity: ALLOW_ALL, trust: trust({ AWS: LUCY }, { Action: 'sts:TagSession' }) },
        'ImplicitlyDenied',
      ],
      [
        'a condition on MFA keeps out who has none',
        {},
        { trust: trust({ AWS: LUCY }, { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }) },
        'ImplicitlyDenied',
      ],
      [
        'and lets in who has',
        { context: { 'aws:MultiFactorAuthPresent': 'true' } },
        { trust: trust({ AWS: LUCY }, { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }) },
        'Allowed',
      ],
    ],
    ASSUME,
  );
});

describe(`a role that assumes a role (${GUIDE}/id_roles_terms-and-concepts.html)`, () => {
  verdicts(
    [
      ['named by its role', {}, { trust: trust({ AWS: ROLE }) }, 'Allowed'],
      ['named by its session', {}, { trust: trust({ AWS: SESSION }) }, 'Allowed'],
      ['named by another session', {}, { trust: trust({ AWS: `${SESSION}2` }) }, 'ImplicitlyDenied'],
      [
        'the boundary of the first role limits it',
        {},
        { trust: trust({ AWS: ROLE }), boundary: ALLOW_S3 },
        'ImplicitlyDenied',
      ],
      ['the session policy limits it', {}, { trust: trust({ AWS: ROLE }), session: ALLOW_S3 }, 'ImplicitlyDenied'],
      [
        'neither limits a session that is named',
        {},
        { trust: trust({ AWS: SESSION }), boundary: ALLOW_S3, session: ALLOW_S3 },
        'Allowed',
      ],
      [
        'a role is not trusted by itself',
        { resource: ROLE },
        { identity: MAY_ASSUME, trust: trust({ Service: 'ec2.amazonaws.com' }) },
        'ImplicitlyDenied',
      ],
      ['unless its trust policy says so', { resource: ROLE }, { trust: trust({ AWS: ROLE }) }, 'Allowed'],
    ],
    { ...ASSUME, principal: SESSION },
  );
});

describe(`assuming a role of another account (${GUIDE}/id_roles_create_for-user.html)`, () => {
  const account = trust({ AWS: OTHER_ACCOUNT });
  verdicts(
    [
      ['both are needed: the trust policy alone', {}, { trust: trust({ AWS: STRANGER }) }, 'ImplicitlyDenied'],
      [
        'both are needed: the identity policy alone',
        {},
        { identity: MAY_ASSUME, trust: trust({ AWS: ROOT }) },
        'ImplicitlyDenied',
      ],
      ['and suffice', {}, { identity: MAY_ASSUME, trust: trust({ AWS: STRANGER }) }, 'Allowed'],
      ['the account may be trusted', {}, { identity: MAY_ASSUME, trust: account }, 'Allowed'],
      ['everybody may be trusted', {}, { identity: MAY_ASSUME, trust: trust('*') }, 'Allowed'],
      ['which alone does not suffice', {}, { trust: trust('*') }, 'ImplicitlyDenied'],
      [
        'an SCP of the own organization limits',
        {},
        { identity: MAY_ASSUME, trust: account, scp: [[ALLOW_S3]] },
        'ImplicitlyDenied',
      ],
      [
        "an RCP of the role's organization denies",
        {},
        { identity: MAY_ASSUME, trust: account, rcp: [[denyTo('*', { Action: 'sts:*' })]] },
        'ExplicitlyDenied',
      ],
      [
        'the organization may be asked for',
        { context: { 'aws:PrincipalOrgID': 'o-1' } },
        { identity: MAY_ASSUME, trust: trust('*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }) },
        'Allowed',
      ],
      [
        'and is none for a stranger',
        {},
        { identity: MAY_ASSUME, trust: trust('*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }) },
        'ImplicitlyDenied',
      ],
      [
        'a federated user of another account',
        { principal: FEDERATED.replace(ACCOUNT, OTHER_ACCOUNT) },
        { identity: MAY_ASSUME, trust: account },
        'ImplicitlyDenied',
      ],
    ],
    { ...ASSUME, principal: STRANGER },
  );
});

describe(`session tags and source identity (${GUIDE}/id_session-tags.html#id_session-tags_permissions-required)`, () => {
  const both = trust({ AWS: LUCY }, { Action: ['sts:AssumeRole', 'sts:TagSession'] });
  verdicts(
    [
      [
        'tags need a permission of their own',
        { action: 'sts:TagSession' },
        { trust: trust({ AWS: LUCY }) },
        'ImplicitlyDenied',
      ],
      ['which the trust policy gives', { action: 'sts:TagSession' }, { trust: both }, 'Allowed'],
      [
        'only some keys may be allowed',
        {
          action: 'sts:TagSession',
          context: { 'aws:TagKeys': ['project', 'team'], 'aws:RequestTag/project': 'x', 'aws:RequestTag/team': 'y' },
        },
        {
          trust: trust(
            { AWS: LUCY },
            { Action: 'sts:TagSession', Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['project'] } } },
          ),
        },
        'ImplicitlyDenied',
      ],
      ['a source identity needs one too', { action: 'sts:SetSourceIdentity' }, { trust: both }, 'ImplicitlyDenied'],
      [
        'and may have to be the name of the user',
        { action: 'sts:SetSourceIdentity', context: { 'sts:SourceIdentity': 'lucy' } },
        {
          trust: trust(
            { AWS: LUCY },
            { Action: 'sts:SetSourceIdentity', Condition: { StringLike: { 'sts:SourceIdentity': '${aws:username}' } } },
          ),
        },
        'Allowed',
      ],
      [
        'and no other',
        { action: 'sts:SetSourceIdentity', context: { 'sts:SourceIdentity': 'root' } },
        {
          trust: trust(
            { AWS: LUCY },
            { Action: 'sts:SetSourceIdentity', Condition: { StringLike: { 'sts:SourceIdentity': '${aws:username}' } } },
          ),
        },
        'ImplicitlyDenied',
      ],
    ],
    ASSUME,
  );
});

describe(`roles for services (${GUIDE}/id_roles_create_for-service.html)`, () => {
  const services = trust({ Service: ['ecs.amazonaws.com', 'elasticloadbalancing.amazonaws.com'] });
  verdicts(
    [
      ['the first service that is named', { principal: 'ecs.amazonaws.com' }, {}, 'Allowed'],
      ['the second', { principal: 'elasticloadbalancing.amazonaws.com' }, {}, 'Allowed'],
      ['another', { principal: 'ec2.amazonaws.com' }, {}, 'ImplicitlyDenied'],
      ['a user, even an administrator', {}, { identity: ALLOW_ALL }, 'ImplicitlyDenied'],
      ['an SCP does not bind the service', { principal: 'ecs.amazonaws.com' }, { scp: [[ALLOW_S3]] }, 'Allowed'],
    ],
    ASSUME,
    { trust: services },
  );
});

describe(`roles for SAML (${GUIDE}/id_roles_create_for-idp_saml.html)`, () => {
  const provider = `arn:aws:iam::${ACCOUNT}:saml-provider/ExampleOrgSSOProvider`;
  const saml = trust(
    { Federated: provider },
    {
      Action: 'sts:AssumeRoleWithSAML',
      Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
    },
  );
  const audience = { 'SAML:aud': 'https://signin.aws.amazon.com/saml' };
  verdicts(
    [
      ['whoever the provider vouches for', { context: audience }, {}, 'Allowed'],
      ['for another audience', { context: { 'SAML:aud': 'https://example.com' } }, {}, 'ImplicitlyDenied'],
      ['without an audience', {}, {}, 'ImplicitlyDenied'],
      ['another provider', { principal: `${provider}2`, context: audience }, {}, 'ImplicitlyDenied'],
      [
        'a provider of that name in another account',
        { principal: provider.replace(ACCOUNT, OTHER_ACCOUNT), context: audience },
        {},
        'ImplicitlyDenied',
      ],
      ['by another operation', { action: 'sts:AssumeRoleWithWebIdentity', context: audience }, {}, 'ImplicitlyDenied'],
      [
        'a user of the account',
        { principal: LUCY, action: 'sts:AssumeRole', context: audience },
        { identity: ALLOW_ALL },
        'ImplicitlyDenied',
      ],
      [
        'a group of the directory may be asked for',
        { context: { ...audience, 'saml:edupersonaffiliation': ['student', 'staff'] } },
        { trust: { ...saml, Condition: { 'ForAnyValue:StringEquals': { 'saml:edupersonaffiliation': 'staff' } } } },
        'Allowed',
      ],
      [
        'and not be there',
        { context: { ...audience, 'saml:edupersonaffiliation': ['student'] } },
        { trust: { ...saml, Condition: { 'ForAnyValue:StringEquals': { 'saml:edupersonaffiliation': 'staff' } } } },
        'ImplicitlyDenied',
      ],
      [
        'a deny in the trust policy',
        { context: audience },
        { trust: [saml, { ...saml, Effect: 'Deny' }] },
        'ExplicitlyDenied',
      ],
    ],
    { principal: provider, action: 'sts:AssumeRoleWithSAML', resource: TARGET },
    { trust: saml },
  );
});

/** A trust policy for whom an OpenID Connect provider vouches. */
function oidc(federated: string, condition: object): Statement {
  return trust({ Federated: federated }, { Action: 'sts:AssumeRoleWithWebIdentity', Condition: condition });
}

describe(`roles for OpenID Connect (${GUIDE}/id_roles_create_for-idp_oidc.html)`, () => {
  const github = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
  const actions = oidc(github, {
    StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
    StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:octo-org/octo-repo:*' },
  });
  const claims = {
    'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
    'token.actions.githubusercontent.com:sub': 'repo:octo-org/octo-repo:ref:refs/heads/main',
  };
  const cognito = oidc('cognito-identity.amazonaws.com', {
    StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-east-2:12345678-abcd' },
    'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' },
  });
  const pool = { 'cognito-identity.amazonaws.com:aud': 'us-east-2:12345678-abcd' };
  verdicts(
    [
      ['the repository that is trusted', { context: claims }, { trust: actions }, 'Allowed'],
      [
        'another repository',
        {
          context: { ...claims, 'token.actions.githubusercontent.com:sub': 'repo:octo-org/other:ref:refs/heads/main' },
        },
        { trust: actions },
        'ImplicitlyDenied',
      ],
      [
        'another audience',
        { context: { ...claims, 'token.actions.githubusercontent.com:aud': 'example' } },
        { trust: actions },
        'ImplicitlyDenied',
      ],
      [
        'the claims of another provider',
        { principal: `${github}.example`, context: claims },
        { trust: actions },
        'ImplicitlyDenied',
      ],
      [
        'Google',
        { principal: 'accounts.google.com', context: { 'accounts.google.com:aud': '66677788899900pro0' } },
        { trust: oidc('accounts.google.com', { StringEquals: { 'accounts.google.com:aud': '66677788899900pro0' } }) },
        'Allowed',
      ],
      [
        'Google for another app',
        { principal: 'accounts.google.com', context: { 'accounts.google.com:aud': 'x' } },
        { trust: oidc('accounts.google.com', { StringEquals: { 'accounts.google.com:aud': '66677788899900pro0' } }) },
        'ImplicitlyDenied',
      ],
      [
        'Facebook is not Google',
        { principal: 'graph.facebook.com', context: { 'accounts.google.com:aud': '66677788899900pro0' } },
        { trust: oidc('accounts.google.com', { StringEquals: { 'accounts.google.com:aud': '66677788899900pro0' } }) },
        'ImplicitlyDenied',
      ],
      [
        'a guest of an identity pool',
        {
          principal: 'cognito-identity.amazonaws.com',
          context: { ...pool, 'cognito-identity.amazonaws.com:amr': ['unauthenticated'] },
        },
        { trust: cognito },
        'Allowed',
      ],
      [
        'an authenticated identity of the pool',
        {
          principal: 'cognito-identity.amazonaws.com',
          context: { ...pool, 'cognito-identity.amazonaws.com:amr': ['authenticated', 'graph.facebook.com'] },
        },
        { trust: cognito },
        'ImplicitlyDenied',
      ],
      ['nobody in particular', { principal: '*', context: claims }, { trust: actions }, 'ImplicitlyDenied'],
    ],
    { principal: github, action: 'sts:AssumeRoleWithWebIdentity', resource: TARGET },
  );
});
