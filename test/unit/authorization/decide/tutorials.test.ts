import { describe } from 'vitest';
import type { Principal, Tag } from '../../../../src-shared/principal.ts';
import { ACCOUNT, type Asked, type Given, GUIDE, OTHER_ACCOUNT, type Statement, verdicts } from '../scenario.ts';

describe(`IAM tutorial: delegate access across accounts by roles (${GUIDE}/tutorial_cross-account-with-roles.html)`, () => {
  const PRODUCTION = '999999999999';
  const updateApp = `arn:aws:iam::${PRODUCTION}:role/UpdateApp`;
  const developers: Statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: updateApp };
  const analysts: Statement = { Effect: 'Deny', Action: 'sts:AssumeRole', Resource: updateApp };
  const trust: Statement = { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' };
  const mayUse: readonly Statement[] = [
    { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
    { Effect: 'Allow', Action: ['s3:ListBucket', 's3:GetBucketLocation'], Resource: 'arn:aws:s3:::productionapp' },
    {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      Resource: 'arn:aws:s3:::productionapp/*',
    },
  ];
  const switchRole: Asked = {
    principal: `arn:aws:iam::${ACCOUNT}:user/David`,
    action: 'sts:AssumeRole',
    resource: updateApp,
    resourceAccountId: PRODUCTION,
  };
  const asRole: Asked = {
    principal: `arn:aws:sts::${PRODUCTION}:assumed-role/UpdateApp/David-ProdUpdate`,
    resource: 'arn:aws:s3:::productionapp/app.js',
    resourceAccountId: PRODUCTION,
  };
  verdicts([
    ['a developer switches to the role', switchRole, { trust, identity: developers }, 'Allowed'],
    [
      'an analyst does not',
      { ...switchRole, principal: `arn:aws:iam::${ACCOUNT}:user/Theresa` },
      { trust, identity: analysts },
      'ExplicitlyDenied',
    ],
    [
      'nor does an analyst who is a developer as well',
      switchRole,
      { trust, identity: [developers, analysts] },
      'ExplicitlyDenied',
    ],
    ['nor who is in neither group', switchRole, { trust }, 'ImplicitlyDenied'],
    [
      'nor a user of a third account',
      { ...switchRole, principal: `arn:aws:iam::${OTHER_ACCOUNT}:user/David` },
      { trust, identity: developers },
      'ImplicitlyDenied',
    ],
    [
      'another role of Production',
      { ...switchRole, resource: `${updateApp}2` },
      { trust, identity: developers },
      'ImplicitlyDenied',
    ],
    ['in the role he reads the bucket', asRole, { identity: mayUse }, 'Allowed'],
    ['and writes it', { ...asRole, action: 's3:PutObject' }, { identity: mayUse }, 'Allowed'],
    [
      'and does not delete it',
      { ...asRole, action: 's3:DeleteBucket', resource: 'arn:aws:s3:::productionapp' },
      { identity: mayUse },
      'ImplicitlyDenied',
    ],
    [
      'by himself he cannot read it',
      { ...asRole, principal: switchRole.principal ?? '' },
      { identity: developers },
      'ImplicitlyDenied',
    ],
  ]);
});

/** The tags of the tutorial. */
function tags(project: string, team: string, costCenter: string): Tag[] {
  return [
    { Key: 'access-project', Value: project },
    { Key: 'access-team', Value: team },
    { Key: 'cost-center', Value: costCenter },
  ];
}

/** A request about a role with these tags. */
function roleTags(project: string, team: string): Asked {
  return {
    context: {
      'iam:ResourceTag/access-project': project,
      'iam:ResourceTag/access-team': team,
      'iam:ResourceTag/cost-center': '987654',
    },
  };
}

describe(`IAM tutorial: permissions by tags (${GUIDE}/tutorial_attribute-based-access-control.html)`, () => {
  const arnav: Principal = {
    kind: 'user',
    arn: `arn:aws:iam::${ACCOUNT}:user/access-Arnav-peg-eng`,
    accountId: ACCOUNT,
    userName: 'access-Arnav-peg-eng',
    userId: '',
    tags: tags('peg', 'eng', '987654'),
  };
  const assumeRole: Given = {
    identity: {
      Sid: 'TutorialAssumeRole',
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Resource: `arn:aws:iam::${ACCOUNT}:role/access-*`,
      Condition: {
        StringEquals: {
          'iam:ResourceTag/access-project': '${aws:PrincipalTag/access-project}',
          'iam:ResourceTag/access-team': '${aws:PrincipalTag/access-team}',
          'iam:ResourceTag/cost-center': '${aws:PrincipalTag/cost-center}',
        },
      },
    },
    trust: { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' },
  };
  verdicts(
    [
      ['a user assumes the role of his project and team', roleTags('peg', 'eng'), {}, 'Allowed'],
      ['not of another project', roleTags('uni', 'eng'), {}, 'ImplicitlyDenied'],
      ['not of another team', roleTags('peg', 'qas'), {}, 'ImplicitlyDenied'],
      ['not one that has no tags', {}, {}, 'ImplicitlyDenied'],
      [
        'not one by another name',
        { ...roleTags('peg', 'eng'), resource: `arn:aws:iam::${ACCOUNT}:role/other` },
        {},
        'ImplicitlyDenied',
      ],
      [
        'a user without tags assumes none',
        { ...roleTags('peg', 'eng'), principal: { ...arnav, tags: [] } },
        {},
        'ImplicitlyDenied',
      ],
    ],
    { principal: arnav, action: 'sts:AssumeRole', resource: `arn:aws:iam::${ACCOUNT}:role/access-peg-engineering` },
    assumeRole,
  );

  const engineer: Principal = {
    kind: 'roleSession',
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/access-peg-engineering/Arnav`,
    accountId: ACCOUNT,
    roleArn: `arn:aws:iam::${ACCOUNT}:role/access-peg-engineering`,
    roleId: '',
    sessionName: 'Arnav',
    tags: tags('peg', 'eng', '987654'),
    serviceLinked: false,
  };
  const identity: readonly Statement[] = [
    {
      Sid: 'AllActionsSecretsManagerSameProjectSameTeam',
      Effect: 'Allow',
      Action: 'secretsmanager:*',
      Resource: '*',
      Condition: {
        StringEquals: {
          'aws:ResourceTag/access-project': '${aws:PrincipalTag/access-project}',
          'aws:ResourceTag/access-team': '${aws:PrincipalTag/access-team}',
          'aws:ResourceTag/cost-center': '${aws:PrincipalTag/cost-center}',
        },
        'ForAllValues:StringEquals': {
          'aws:TagKeys': ['access-project', 'access-team', 'cost-center', 'Name', 'OwnedBy'],
        },
        StringEqualsIfExists: {
          'aws:RequestTag/access-project': '${aws:PrincipalTag/access-project}',
          'aws:RequestTag/access-team': '${aws:PrincipalTag/access-team}',
          'aws:RequestTag/cost-center': '${aws:PrincipalTag/cost-center}',
        },
      },
    },
    {
      Sid: 'AllResourcesSecretsManagerNoTags',
      Effect: 'Allow',
      Action: ['secretsmanager:GetRandomPassword', 'secretsmanager:ListSecrets'],
      Resource: '*',
    },
    {
      Sid: 'ReadSecretsManagerSameTeam',
      Effect: 'Allow',
      Action: ['secretsmanager:Describe*', 'secretsmanager:Get*', 'secretsmanager:List*'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceTag/access-team': '${aws:PrincipalTag/access-team}' } },
    },
    {
      Sid: 'DenyUntagSecretsManagerReservedTags',
      Effect: 'Deny',
      Action: 'secretsmanager:UntagResource',
      Resource: '*',
      Condition: { 'ForAnyValue:StringLike': { 'aws:TagKeys': 'access-*' } },
    },
    { Sid: 'DenyPermissionsManagement', Effect: 'Deny', Action: 'secretsmanager:*Policy', Resource: '*' },
  ];
  const own = {
    'aws:ResourceTag/access-project': 'peg',
    'aws:ResourceTag/access-team': 'eng',
    'aws:ResourceTag/cost-center': '987654',
  };
  const sameTeam = { ...own, 'aws:ResourceTag/access-project': 'uni', 'aws:ResourceTag/cost-center': '123456' };
  const otherTeam = { ...own, 'aws:ResourceTag/access-team': 'qas' };
  verdicts(
    [
      [
        'deletes a secret of the own project and team',
        { action: 'secretsmanager:DeleteSecret', context: own },
        {},
        'Allowed',
      ],
      [
        'does not delete one of the same team in another project',
        { action: 'secretsmanager:DeleteSecret', context: sameTeam },
        {},
        'ImplicitlyDenied',
      ],
      ['but reads it', { action: 'secretsmanager:GetSecretValue', context: sameTeam }, {}, 'Allowed'],
      [
        'does not read one of another team',
        { action: 'secretsmanager:GetSecretValue', context: otherTeam },
        {},
        'ImplicitlyDenied',
      ],
      ['lists all secrets', { action: 'secretsmanager:ListSecrets', resource: '*' }, {}, 'Allowed'],
      [
        'removes no reserved tag',
        { action: 'secretsmanager:UntagResource', context: { ...own, 'aws:TagKeys': ['access-team', 'Name'] } },
        {},
        'ExplicitlyDenied',
      ],
      [
        'removes another tag',
        { action: 'secretsmanager:UntagResource', context: { ...own, 'aws:TagKeys': ['Name'] } },
        {},
        'Allowed',
      ],
      [
        'sets no tag that is not in the list',
        { action: 'secretsmanager:TagResource', context: { ...own, 'aws:TagKeys': ['colour'] } },
        {},
        'ImplicitlyDenied',
      ],
      [
        'gives no secret to another project',
        {
          action: 'secretsmanager:TagResource',
          context: { ...own, 'aws:TagKeys': ['access-project'], 'aws:RequestTag/access-project': 'uni' },
        },
        {},
        'ImplicitlyDenied',
      ],
      [
        'sets no policy on a secret',
        { action: 'secretsmanager:PutResourcePolicy', context: own },
        {},
        'ExplicitlyDenied',
      ],
    ],
    { principal: engineer, resource: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:test-access-peg-eng-AbCdEf` },
    { identity },
  );
});
