import { describe } from 'vitest';
import type { Principal } from '../../../../src-shared/principal.ts';
import {
  ACCOUNT,
  ALLOW_ALL,
  ALLOW_S3,
  type Asked,
  FEDERATED,
  type Given,
  GUIDE,
  LUCY,
  OTHER_ACCOUNT,
  ROLE,
  ROOT,
  SESSION,
  denyTo,
  grant,
  verdicts,
  whoIs,
} from '../scenario.ts';

const PAGE = `${GUIDE}/reference_policies_elements_principal.html`;

/** A resource whose policy gives reading to whom it says, and nothing else that allows anything. */
const to = (principal: unknown): Given => ({ resource: grant(principal) });

describe(`Principal: nobody and everybody (${PAGE}#principal-anonymous)`, () => {
  const nobody: Asked = { principal: '*' };
  verdicts([
    ['nobody may what the resource gives to everybody', nobody, to('*'), 'Allowed'],
    ['in either spelling', nobody, to({ AWS: '*' }), 'Allowed'],
    ['in a list', nobody, to({ AWS: [LUCY, '*'] }), 'Allowed'],
    [
      'nobody may nothing otherwise',
      nobody,
      { identity: ALLOW_ALL, resource: grant({ AWS: ACCOUNT }) },
      'ImplicitlyDenied',
    ],
    ['nobody may nothing where there is no policy', nobody, {}, 'ImplicitlyDenied'],
    ['nobody is denied with everybody', nobody, { resource: [grant('*'), denyTo('*')] }, 'ExplicitlyDenied'],
    ['nobody is not denied with an account', nobody, { resource: [grant('*'), denyTo({ AWS: ACCOUNT })] }, 'Allowed'],
    ['users of the account need nothing else', {}, to('*'), 'Allowed'],
    ['nor do its sessions', { principal: SESSION }, to('*'), 'Allowed'],
    [
      'users of other accounts need their own policies',
      { principal: `arn:aws:iam::${OTHER_ACCOUNT}:user/bob` },
      to('*'),
      'ImplicitlyDenied',
    ],
    [
      'a condition on the account keeps strangers out',
      { principal: `arn:aws:iam::${OTHER_ACCOUNT}:user/bob` },
      {
        identity: ALLOW_S3,
        resource: grant('*', { Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } } }),
      },
      'ImplicitlyDenied',
    ],
    [
      'and nobody, who carries no such key',
      nobody,
      { resource: grant('*', { Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } } }) },
      'ImplicitlyDenied',
    ],
    [
      'UsePrincipalArnInsteadOfNotPrincipalWithDeny spares the user',
      {},
      { identity: ALLOW_S3, resource: denyTo('*', { Condition: { ArnNotEquals: { 'aws:PrincipalArn': LUCY } } }) },
      'Allowed',
    ],
    [
      'and denies everybody else',
      { principal: ROOT },
      { resource: denyTo('*', { Condition: { ArnNotEquals: { 'aws:PrincipalArn': LUCY } } }) },
      'ExplicitlyDenied',
    ],
    [
      'and nobody, whose request lacks the key',
      nobody,
      { resource: [grant('*'), denyTo('*', { Condition: { ArnNotEquals: { 'aws:PrincipalArn': LUCY } } })] },
      'ExplicitlyDenied',
    ],
  ]);
});

describe(`Principal: names (${PAGE}#principal-users)`, () => {
  verdicts([
    ['a user by its ARN', {}, to({ AWS: LUCY }), 'Allowed'],
    ['not one whose name begins so', { principal: `${LUCY}2` }, to({ AWS: LUCY }), 'ImplicitlyDenied'],
    ['not one whose name is shorter', {}, to({ AWS: `${LUCY}2` }), 'ImplicitlyDenied'],
    ['not in other letters', { principal: `arn:aws:iam::${ACCOUNT}:user/Lucy` }, to({ AWS: LUCY }), 'ImplicitlyDenied'],
    [
      'not in another partition',
      { principal: LUCY.replace('arn:aws:', 'arn:aws-cn:') },
      to({ AWS: LUCY }),
      'ImplicitlyDenied',
    ],
    ['not of the same name elsewhere', {}, to({ AWS: LUCY.replace(ACCOUNT, OTHER_ACCOUNT) }), 'ImplicitlyDenied'],
    [
      'with its path',
      { principal: `arn:aws:iam::${ACCOUNT}:user/eu/lucy` },
      to({ AWS: `arn:aws:iam::${ACCOUNT}:user/eu/lucy` }),
      'Allowed',
    ],
    ['not without it', { principal: `arn:aws:iam::${ACCOUNT}:user/eu/lucy` }, to({ AWS: LUCY }), 'ImplicitlyDenied'],
    ['one of several', {}, to({ AWS: [`arn:aws:iam::${ACCOUNT}:user/bob`, LUCY] }), 'Allowed'],
    [
      'a role is not a user of its name',
      { principal: SESSION },
      to({ AWS: `arn:aws:iam::${ACCOUNT}:user/worker` }),
      'ImplicitlyDenied',
    ],
    ['a session by its role', { principal: SESSION }, to({ AWS: ROLE }), 'Allowed'],
    ['not by a role whose name begins so', { principal: SESSION }, to({ AWS: `${ROLE}2` }), 'ImplicitlyDenied'],
    ['a session by its ARN', { principal: SESSION }, to({ AWS: SESSION }), 'Allowed'],
    ['not by another session', { principal: SESSION }, to({ AWS: `${SESSION}2` }), 'ImplicitlyDenied'],
    [
      'a role by the ARN of one of its sessions stands for that session only',
      { principal: `arn:aws:sts::${ACCOUNT}:assumed-role/worker/tuesday` },
      to({ AWS: SESSION }),
      'ImplicitlyDenied',
    ],
    ['a federated user by its ARN', { principal: FEDERATED }, to({ AWS: FEDERATED }), 'Allowed'],
    [
      'a federated user is not the user of that name',
      { principal: FEDERATED },
      to({ AWS: `arn:aws:iam::${ACCOUNT}:user/carol` }),
      'ImplicitlyDenied',
    ],
    [
      'two accounts: the second',
      { principal: ROOT },
      { resource: [denyTo({ AWS: ['555555555555', ACCOUNT] })] },
      'ExplicitlyDenied',
    ],
    [
      'two accounts: neither',
      { principal: ROOT },
      { resource: [denyTo({ AWS: ['555555555555', OTHER_ACCOUNT] })] },
      'Allowed',
    ],
    [
      'a canonical user ID names no one that is known here',
      {},
      to({ CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' }),
      'ImplicitlyDenied',
    ],
  ]);
});

/** Everything on S3 is allowed by identity, and denied to all whose aws:userid is not like this. */
function byUserId(pattern: string): Given {
  return {
    identity: ALLOW_S3,
    resource: denyTo('*', { Condition: { StringNotLike: { 'aws:userid': pattern } } }),
  };
}

describe(`Principal: unique IDs (${GUIDE}/reference_identifiers.html#identifiers-unique-ids)`, () => {
  const lucy = whoIs(LUCY, 'AIDACKCEVSQ6C2EXAMPLE');
  const worker = whoIs(SESSION, 'AROADBQP57FF2AEXAMPLE:monday');
  verdicts([
    ['a user by its ID', { principal: lucy }, to({ AWS: 'AIDACKCEVSQ6C2EXAMPLE' }), 'Allowed'],
    [
      'not the ID of a user that was deleted',
      { principal: lucy },
      to({ AWS: 'AIDAJQABLZS4A3QDU576Q' }),
      'ImplicitlyDenied',
    ],
    ['a session by the ID of its role', { principal: worker }, to({ AWS: 'AROADBQP57FF2AEXAMPLE' }), 'Allowed'],
    [
      'not by the ID of a role that was deleted',
      { principal: worker },
      to({ AWS: 'AROAJQABLZS4A3QDU576Q' }),
      'ImplicitlyDenied',
    ],
    [
      'the ID of a role leaves its boundary in force, as its ARN does',
      { principal: worker },
      { ...to({ AWS: 'AROADBQP57FF2AEXAMPLE' }), boundary: { Effect: 'Allow', Action: 'ec2:*', Resource: '*' } },
      'ImplicitlyDenied',
    ],
    ['where the ID is not known it names nobody', {}, to({ AWS: 'AIDACKCEVSQ6C2EXAMPLE' }), 'ImplicitlyDenied'],
    [
      'aws:userid of a session by its role and any name',
      { principal: worker },
      byUserId('AROADBQP57FF2AEXAMPLE:*'),
      'Allowed',
    ],
    [
      'aws:userid of a session by another role',
      { principal: worker },
      byUserId('AROAJQABLZS4A3QDU576Q:*'),
      'ExplicitlyDenied',
    ],
    ['aws:userid of a user', { principal: lucy }, byUserId('AIDACKCEVSQ6C2EXAMPLE'), 'Allowed'],
    ['aws:userid of the root user is the account', { principal: ROOT }, byUserId(ACCOUNT), 'Allowed'],
    [
      'aws:userid of a federated user is the account and the name',
      { principal: FEDERATED },
      { ...byUserId(`${ACCOUNT}:carol`), session: ALLOW_S3 },
      'Allowed',
    ],
  ]);
});

describe(`Principal: services (${PAGE}#principal-services)`, () => {
  const lambda: Asked = { principal: 'lambda.amazonaws.com' };
  verdicts([
    ['a service may what the resource gives it', lambda, to({ Service: 'lambda.amazonaws.com' }), 'Allowed'],
    ['and not what it gives another', lambda, to({ Service: 'sns.amazonaws.com' }), 'ImplicitlyDenied'],
    ['one of several', lambda, to({ Service: ['sns.amazonaws.com', 'lambda.amazonaws.com'] }), 'Allowed'],
    ['a service is in no account', lambda, to({ AWS: ACCOUNT }), 'ImplicitlyDenied'],
    ['a service has no identity-based policies', lambda, { identity: ALLOW_ALL }, 'ImplicitlyDenied'],
    ['a user is no service', {}, to({ Service: 'lambda.amazonaws.com' }), 'ImplicitlyDenied'],
    ['nobody is no service', { principal: '*' }, to({ Service: 'lambda.amazonaws.com' }), 'ImplicitlyDenied'],
    [
      'a service is among everybody',
      lambda,
      { resource: [grant({ Service: 'lambda.amazonaws.com' }), denyTo('*')] },
      'ExplicitlyDenied',
    ],
    [
      'aws:PrincipalIsAWSService spares it',
      lambda,
      {
        resource: [
          grant({ Service: 'lambda.amazonaws.com' }),
          denyTo('*', { Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } } }),
        ],
      },
      'Allowed',
    ],
    [
      'aws:PrincipalServiceName names it',
      lambda,
      { resource: grant('*', { Condition: { StringEquals: { 'aws:PrincipalServiceName': 'lambda.amazonaws.com' } } }) },
      'Allowed',
    ],
    [
      'aws:PrincipalIsAWSService is false for a role that a service uses',
      { principal: SESSION },
      { identity: ALLOW_S3, resource: denyTo('*', { Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } } }) },
      'ExplicitlyDenied',
    ],
    [
      'a service principal of another partition',
      { principal: 'lambda.amazonaws.com.cn' },
      to({ Service: 'lambda.amazonaws.com' }),
      'ImplicitlyDenied',
    ],
  ]);
});

describe(`the confused deputy (${GUIDE}/confused-deputy.html)`, () => {
  const TRAIL = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/mine`;
  const resource = grant(
    { Service: 'cloudtrail.amazonaws.com' },
    {
      Action: 's3:PutObject',
      Condition: {
        ArnLike: { 'aws:SourceArn': `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*` },
        StringEquals: { 'aws:SourceAccount': ACCOUNT },
      },
    },
  );
  const put: Asked = { principal: 'cloudtrail.amazonaws.com', action: 's3:PutObject' };
  verdicts(
    [
      [
        'the service for the own account',
        { context: { 'aws:SourceArn': TRAIL, 'aws:SourceAccount': ACCOUNT } },
        {},
        'Allowed',
      ],
      [
        'the service for another account',
        { context: { 'aws:SourceArn': TRAIL.replace(ACCOUNT, OTHER_ACCOUNT), 'aws:SourceAccount': OTHER_ACCOUNT } },
        {},
        'ImplicitlyDenied',
      ],
      [
        'the service for another resource of the account',
        { context: { 'aws:SourceArn': `arn:aws:events:eu-west-1:${ACCOUNT}:rule/r`, 'aws:SourceAccount': ACCOUNT } },
        {},
        'ImplicitlyDenied',
      ],
      ['the service without saying for whom', {}, {}, 'ImplicitlyDenied'],
      ['both keys are needed', { context: { 'aws:SourceArn': TRAIL } }, {}, 'ImplicitlyDenied'],
      [
        'a user cannot give himself out as the service',
        { principal: LUCY, context: { 'aws:SourceArn': TRAIL, 'aws:SourceAccount': ACCOUNT } },
        {},
        'ImplicitlyDenied',
      ],
    ],
    put,
    { resource },
  );

  const role = `arn:aws:iam::${ACCOUNT}:role/ExampleRole`;
  const trust = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'sts:ExternalId': '12345' } },
  };
  const example = `arn:aws:iam::${OTHER_ACCOUNT}:user/example-corp`;
  verdicts(
    [
      ['the external ID lets Example Corp in', { context: { 'sts:ExternalId': '12345' } }, {}, 'Allowed'],
      [
        'the external ID of another customer does not',
        { context: { 'sts:ExternalId': '67890' } },
        {},
        'ImplicitlyDenied',
      ],
      ['nor does none', {}, {}, 'ImplicitlyDenied'],
    ],
    { principal: example, action: 'sts:AssumeRole', resource: role },
    { identity: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }, trust },
  );
});

describe(`service-linked roles (${GUIDE}/id_roles_terms-and-concepts.html)`, () => {
  const linked: Principal = {
    kind: 'roleSession',
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/AWSServiceRoleForSupport/s`,
    accountId: ACCOUNT,
    roleArn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport`,
    roleId: '',
    sessionName: 's',
    tags: [],
    serviceLinked: true,
  };
  const trust = { Effect: 'Allow', Principal: { Service: 'support.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const assume: Asked = { action: 'sts:AssumeRole', resource: linked.roleArn };
  verdicts([
    ['their service assumes them', { ...assume, principal: 'support.amazonaws.com' }, { trust }, 'Allowed'],
    ['another service does not', { ...assume, principal: 'ec2.amazonaws.com' }, { trust }, 'ImplicitlyDenied'],
    ['nor an administrator', assume, { identity: ALLOW_ALL, trust }, 'ImplicitlyDenied'],
    ['may what their policy allows', { principal: linked }, { identity: ALLOW_S3 }, 'Allowed'],
    ['and nothing else', { principal: linked }, {}, 'ImplicitlyDenied'],
    [
      'a resource can still deny them',
      { principal: linked },
      { identity: ALLOW_S3, resource: denyTo('*') },
      'ExplicitlyDenied',
    ],
  ]);
});
