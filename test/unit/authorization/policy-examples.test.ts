import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../src-shared/decision/explanation.ts';
import { ALLOW_ALL, type Asked, GUIDE, SESSION, type Statement, decideFor } from './scenario.ts';

/**
 * The policies of AWS's example pages, with names of our own. Of each: what its page says it allows, and the requests
 * that lie just beyond.
 */
interface Example {
  readonly page: string;
  readonly shows: string;
  readonly statements: readonly Statement[];
  readonly cases: readonly (readonly [what: string, asked: Asked, expected: Decision])[];
}

const BUCKET = 'arn:aws:s3:::shop';
const INSTANCE = 'arn:aws:ec2:eu-west-1:123456789012:instance/i-0123456789abcdef0';
const LUCY_USER = 'arn:aws:iam::123456789012:user/lucy';
const TABLE = 'arn:aws:dynamodb:eu-west-1:123456789012:table/Thread';

const ALLOWED = 'Allowed';
const DENIED = 'ExplicitlyDenied';
const NOT_ALLOWED = 'ImplicitlyDenied';

function at(time: string): Asked {
  return { context: { 'aws:CurrentTime': time } };
}

const EXAMPLES: readonly Example[] = [
  {
    page: 'reference_policies_examples_aws-dates.html',
    shows: 'access between two points in time',
    statements: [
      {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: '*',
        Condition: {
          DateGreaterThan: { 'aws:CurrentTime': '2020-04-01T00:00:00Z' },
          DateLessThan: { 'aws:CurrentTime': '2020-06-30T23:59:59Z' },
        },
      },
    ],
    cases: [
      ['before', at('2020-03-31T23:59:59Z'), NOT_ALLOWED],
      ['at the very beginning', at('2020-04-01T00:00:00Z'), NOT_ALLOWED],
      ['a second after the beginning', at('2020-04-01T00:00:01Z'), ALLOWED],
      ['a second before the end', at('2020-06-30T23:59:58Z'), ALLOWED],
      ['at the very end', at('2020-06-30T23:59:59Z'), NOT_ALLOWED],
      ['within, in the zone of another place', at('2020-07-01T01:59:58+02:00'), ALLOWED],
    ],
  },
  {
    page: 'reference_policies_examples_aws_deny-ip.html',
    shows: 'a refusal of all that does not come from two networks, but for what services ask on behalf of somebody',
    statements: [
      ALLOW_ALL,
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: {
          NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '203.0.113.0/24'] },
          Bool: { 'aws:ViaAWSService': 'false' },
        },
      },
    ],
    cases: [
      ['first network', { context: { 'aws:SourceIp': '192.0.2.9', 'aws:ViaAWSService': 'false' } }, ALLOWED],
      ['second network', { context: { 'aws:SourceIp': '203.0.113.255', 'aws:ViaAWSService': 'false' } }, ALLOWED],
      ['elsewhere', { context: { 'aws:SourceIp': '198.51.100.1', 'aws:ViaAWSService': 'false' } }, DENIED],
      ['elsewhere, by IPv6', { context: { 'aws:SourceIp': '2001:db8::1', 'aws:ViaAWSService': 'false' } }, DENIED],
      [
        'a service on its behalf',
        { context: { 'aws:SourceIp': '198.51.100.1', 'aws:ViaAWSService': 'true' } },
        ALLOWED,
      ],
      ['through a VPC endpoint, without address', { context: { 'aws:ViaAWSService': 'false' } }, DENIED],
    ],
  },
  {
    page: 'reference_policies_examples_aws_deny-requested-region.html',
    shows: 'a refusal of other Regions, but for services that are global',
    statements: [
      ALLOW_ALL,
      {
        Effect: 'Deny',
        NotAction: ['cloudfront:*', 'iam:*', 'organizations:*', 'route53:*', 'support:*'],
        Resource: '*',
        Condition: {
          StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1', 'eu-west-2', 'eu-west-3'] },
        },
      },
    ],
    cases: [
      ['a Region of the list', { context: { 'aws:RequestedRegion': 'eu-west-2' } }, ALLOWED],
      ['another Region', { context: { 'aws:RequestedRegion': 'us-east-1' } }, DENIED],
      ['no Region at all', {}, DENIED],
      [
        'a global service',
        { action: 'iam:GetUser', resource: LUCY_USER, context: { 'aws:RequestedRegion': 'us-east-1' } },
        ALLOWED,
      ],
      [
        'a service whose name only begins so',
        { action: 'support-console:GetSettings', resource: '*', context: { 'aws:RequestedRegion': 'us-east-1' } },
        DENIED,
      ],
    ],
  },
  {
    page: 'reference_policies_examples_aws_mfa-dates.html',
    shows: 'access with multi-factor authentication within a span of time',
    statements: [
      {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: '*',
        Condition: {
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
          DateGreaterThan: { 'aws:CurrentTime': '2017-07-01T00:00:00Z' },
          DateLessThan: { 'aws:CurrentTime': '2017-12-31T23:59:59Z' },
        },
      },
    ],
    cases: [
      [
        'with MFA, in time',
        { context: { 'aws:MultiFactorAuthPresent': 'true', 'aws:CurrentTime': '2017-09-01T12:00:00Z' } },
        ALLOWED,
      ],
      [
        'with MFA, too late',
        { context: { 'aws:MultiFactorAuthPresent': 'true', 'aws:CurrentTime': '2018-01-01T00:00:00Z' } },
        NOT_ALLOWED,
      ],
      [
        'a session without MFA',
        { context: { 'aws:MultiFactorAuthPresent': 'false', 'aws:CurrentTime': '2017-09-01T12:00:00Z' } },
        NOT_ALLOWED,
      ],
      ['a long-term key, which has no such key', at('2017-09-01T12:00:00Z'), NOT_ALLOWED],
    ],
  },
  {
    page: 'reference_policies_examples_aws_my-sec-creds-self-manage.html',
    shows: 'a refusal of everything but the set-up of MFA as long as there is none',
    statements: [
      ALLOW_ALL,
      {
        Effect: 'Deny',
        NotAction: ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'iam:GetUser', 'sts:GetSessionToken'],
        Resource: '*',
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    ],
    cases: [
      ['signed in with MFA', { context: { 'aws:MultiFactorAuthPresent': 'true' } }, ALLOWED],
      ['signed in without', { context: { 'aws:MultiFactorAuthPresent': 'false' } }, DENIED],
      ['by long-term access key', {}, DENIED],
      ['what sets MFA up', { action: 'iam:EnableMFADevice', resource: LUCY_USER }, ALLOWED],
      ['what sets MFA up, in other capitals', { action: 'IAM:enablemfadevice', resource: LUCY_USER }, ALLOWED],
    ],
  },
  {
    page: 'reference_policies_examples_iam-passrole-service.html',
    shows: 'the passing of any role to one service only',
    statements: [
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: '*',
        Condition: { StringEquals: { 'iam:PassedToService': 'cloudwatch.amazonaws.com' } },
      },
    ],
    cases: (
      [
        ['that service', { 'iam:PassedToService': 'cloudwatch.amazonaws.com' }, ALLOWED],
        ['another service', { 'iam:PassedToService': 'ec2.amazonaws.com' }, NOT_ALLOWED],
        ['that service in capitals', { 'iam:PassedToService': 'CloudWatch.amazonaws.com' }, NOT_ALLOWED],
        ['no service that is told', {}, NOT_ALLOWED],
      ] as const
    ).map(([what, context, expected]) => [
      what,
      { action: 'iam:PassRole', resource: 'arn:aws:iam::123456789012:role/worker', context },
      expected,
    ]),
  },
  {
    page: 'reference_policies_examples_iam-add-tag.html',
    shows: 'the tagging of users with one tag of two values, if they carry a tag already',
    statements: [
      {
        Effect: 'Allow',
        Action: 'iam:TagUser',
        Resource: '*',
        Condition: {
          StringEquals: {
            'iam:ResourceTag/Department': 'Marketing',
            'aws:RequestTag/CostCenter': ['A-123', 'B-456'],
          },
          'ForAllValues:StringEquals': { 'aws:TagKeys': 'CostCenter' },
        },
      },
    ],
    cases: (
      [
        ['the one tag', 'Marketing', 'A-123', ['CostCenter'], ALLOWED],
        ['its other value', 'Marketing', 'B-456', ['CostCenter'], ALLOWED],
        ['a third value', 'Marketing', 'C-789', ['CostCenter'], NOT_ALLOWED],
        ['a second tag beside it', 'Marketing', 'A-123', ['CostCenter', 'Owner'], NOT_ALLOWED],
        ['a user of another department', 'Sales', 'A-123', ['CostCenter'], NOT_ALLOWED],
        ['the key of the tag in small letters', 'Marketing', 'A-123', ['costcenter'], NOT_ALLOWED],
      ] as const
    ).map(([what, department, costCenter, keys, expected]) => [
      what,
      {
        action: 'iam:TagUser',
        resource: LUCY_USER,
        context: {
          'iam:ResourceTag/Department': department,
          'aws:RequestTag/CostCenter': costCenter,
          'aws:TagKeys': keys,
        },
      },
      expected,
    ]),
  },
  {
    page: 'reference_policies_examples_ec2_tag-owner.html',
    shows: 'the starting and stopping of instances whose tag Owner has the name of the user',
    statements: [
      {
        Effect: 'Allow',
        Action: ['ec2:StartInstances', 'ec2:StopInstances'],
        Resource: 'arn:aws:ec2:*:*:instance/*',
        Condition: { StringEquals: { 'aws:ResourceTag/Owner': '${aws:username}' } },
      },
      { Effect: 'Allow', Action: 'ec2:DescribeInstances', Resource: '*' },
    ],
    cases: [
      [
        'her own',
        { action: 'ec2:StopInstances', resource: INSTANCE, context: { 'aws:ResourceTag/Owner': 'lucy' } },
        ALLOWED,
      ],
      [
        'the key of the tag in small letters',
        { action: 'ec2:StopInstances', resource: INSTANCE, context: { 'aws:ResourceTag/owner': 'lucy' } },
        ALLOWED,
      ],
      [
        "somebody else's",
        { action: 'ec2:StopInstances', resource: INSTANCE, context: { 'aws:ResourceTag/Owner': 'bob' } },
        NOT_ALLOWED,
      ],
      [
        'her name in capitals',
        { action: 'ec2:StopInstances', resource: INSTANCE, context: { 'aws:ResourceTag/Owner': 'Lucy' } },
        NOT_ALLOWED,
      ],
      ['without tag', { action: 'ec2:StopInstances', resource: INSTANCE }, NOT_ALLOWED],
      [
        'a role, which has no user name',
        {
          principal: SESSION,
          action: 'ec2:StopInstances',
          resource: INSTANCE,
          context: { 'aws:ResourceTag/Owner': '' },
        },
        NOT_ALLOWED,
      ],
      ['describing', { action: 'ec2:DescribeInstances', resource: '*' }, ALLOWED],
      [
        'terminating',
        { action: 'ec2:TerminateInstances', resource: INSTANCE, context: { 'aws:ResourceTag/Owner': 'lucy' } },
        NOT_ALLOWED,
      ],
    ],
  },
  {
    page: 'reference_policies_examples_ec2_terminate-ip.html',
    shows: 'the termination of instances, but not from outside a network',
    statements: [
      { Effect: 'Allow', Action: 'ec2:TerminateInstances', Resource: '*' },
      {
        Effect: 'Deny',
        Action: 'ec2:TerminateInstances',
        Resource: '*',
        Condition: { NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '203.0.113.0/24'] } },
      },
    ],
    cases: (
      [
        ['inside', '192.0.2.77', ALLOWED],
        ['the last address inside', '192.0.2.255', ALLOWED],
        ['the first outside', '192.0.3.0', DENIED],
        ['what is no address', 'cloudformation.amazonaws.com', DENIED],
      ] as const
    ).map(([what, ip, expected]) => [
      what,
      { action: 'ec2:TerminateInstances', resource: INSTANCE, context: { 'aws:SourceIp': ip } },
      expected,
    ]),
  },
  {
    page: 'reference_policies_examples_s3_deny-except-bucket.html',
    shows: 'the use of one bucket, and a refusal of what is neither S3 nor the bucket',
    statements: [
      { Effect: 'Allow', Action: 's3:*', Resource: [BUCKET, `${BUCKET}/*`] },
      { Effect: 'Deny', NotAction: 's3:*', NotResource: [BUCKET, `${BUCKET}/*`] },
    ],
    cases: [
      ['an object in the bucket', { resource: `${BUCKET}/a/b` }, ALLOWED],
      ['the bucket', { action: 's3:ListBucket', resource: BUCKET }, ALLOWED],
      ['a bucket whose name begins alike', { action: 's3:ListBucket', resource: `${BUCKET}2` }, NOT_ALLOWED],
      ['another service', { action: 'ec2:StopInstances', resource: INSTANCE }, DENIED],
    ],
  },
  {
    page: 'reference_policies_examples_s3_home-directory-console.html',
    shows: 'a directory of one’s own in a bucket',
    statements: [
      { Effect: 'Allow', Action: ['s3:ListAllMyBuckets', 's3:GetBucketLocation'], Resource: '*' },
      {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: BUCKET,
        Condition: { StringLike: { 's3:prefix': ['', 'home/', 'home/${aws:username}/*'] } },
      },
      {
        Effect: 'Allow',
        Action: 's3:*',
        Resource: [`${BUCKET}/home/\${aws:username}`, `${BUCKET}/home/\${aws:username}/*`],
      },
    ],
    cases: [
      ['listing the top', { action: 's3:ListBucket', resource: BUCKET, context: { 's3:prefix': '' } }, ALLOWED],
      ['listing the homes', { action: 's3:ListBucket', resource: BUCKET, context: { 's3:prefix': 'home/' } }, ALLOWED],
      [
        'listing her own',
        { action: 's3:ListBucket', resource: BUCKET, context: { 's3:prefix': 'home/lucy/pictures' } },
        ALLOWED,
      ],
      [
        "listing another's",
        { action: 's3:ListBucket', resource: BUCKET, context: { 's3:prefix': 'home/bob/' } },
        NOT_ALLOWED,
      ],
      ['listing without a prefix', { action: 's3:ListBucket', resource: BUCKET }, NOT_ALLOWED],
      ['reading her own', { resource: `${BUCKET}/home/lucy/a` }, ALLOWED],
      ["reading another's", { resource: `${BUCKET}/home/bob/a` }, NOT_ALLOWED],
      ['reading what begins with her name', { resource: `${BUCKET}/home/lucy2/a` }, NOT_ALLOWED],
      ['a role, which has no user name', { principal: SESSION, resource: `${BUCKET}/home//a` }, NOT_ALLOWED],
    ],
  },
  {
    page: 'reference_policies_examples_dynamodb_specific-table.html',
    shows: 'full use of one table',
    statements: [
      { Effect: 'Allow', Action: ['dynamodb:List*', 'dynamodb:DescribeLimits'], Resource: '*' },
      {
        Effect: 'Allow',
        Action: ['dynamodb:BatchGet*', 'dynamodb:Get*', 'dynamodb:Query', 'dynamodb:PutItem'],
        Resource: 'arn:aws:dynamodb:*:*:table/Thread',
      },
    ],
    cases: [
      ['the table', { action: 'dynamodb:GetItem', resource: TABLE }, ALLOWED],
      [
        'the table elsewhere',
        { action: 'dynamodb:GetItem', resource: TABLE.replace('eu-west-1', 'us-east-1') },
        ALLOWED,
      ],
      ['a table whose name begins alike', { action: 'dynamodb:GetItem', resource: `${TABLE}s` }, NOT_ALLOWED],
      ['an index of the table', { action: 'dynamodb:Query', resource: `${TABLE}/index/i` }, NOT_ALLOWED],
      ['another action', { action: 'dynamodb:DeleteTable', resource: TABLE }, NOT_ALLOWED],
      ['listing', { action: 'dynamodb:ListTables', resource: '*' }, ALLOWED],
    ],
  },
  {
    page: 'reference_policies_condition-single-vs-multi-valued-context-keys.html',
    shows: 'ForAllValues: some columns of a table and no others',
    statements: [
      {
        Effect: 'Allow',
        Action: 'dynamodb:GetItem',
        Resource: 'arn:aws:dynamodb:*:*:table/Thread',
        Condition: { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['ID', 'Message', 'Tags'] } },
      },
    ],
    cases: (
      [
        ['columns of the list', ['ID', 'Message'], ALLOWED],
        ['all of the list', ['ID', 'Message', 'Tags'], ALLOWED],
        ['a column beside the list', ['ID', 'UserName'], NOT_ALLOWED],
        ['only a column beside the list', ['UserName'], NOT_ALLOWED],
        ['no columns at all', [], ALLOWED],
        ['an empty name', [''], ALLOWED],
      ] as const
    ).map(([what, attributes, expected]) => [
      what,
      { action: 'dynamodb:GetItem', resource: TABLE, context: { 'dynamodb:Attributes': attributes } },
      expected,
    ]),
  },
  {
    page: 'reference_policies_condition-single-vs-multi-valued-context-keys.html',
    shows: 'ForAnyValue: a refusal as soon as one column is of a list',
    statements: [
      ALLOW_ALL,
      {
        Effect: 'Deny',
        Action: 'dynamodb:PutItem',
        Resource: 'arn:aws:dynamodb:*:*:table/Thread',
        Condition: { 'ForAnyValue:StringEquals': { 'dynamodb:Attributes': ['ID', 'PostDateTime'] } },
      },
    ],
    cases: (
      [
        ['one of the list', ['UserName', 'Message', 'PostDateTime'], DENIED],
        ['none of the list', ['UserName'], ALLOWED],
        ['no columns at all', [], ALLOWED],
        ['an empty name', [''], ALLOWED],
      ] as const
    ).map(([what, attributes, expected]) => [
      what,
      { action: 'dynamodb:PutItem', resource: TABLE, context: { 'dynamodb:Attributes': attributes } },
      expected,
    ]),
  },
  {
    page: 'access_tags.html',
    shows: 'tagging of instances with one tag of two values, if there is a tag at all',
    statements: [
      {
        Effect: 'Allow',
        Action: 'ec2:CreateTags',
        Resource: 'arn:aws:ec2:*:*:instance/*',
        Condition: {
          StringEquals: { 'aws:RequestTag/environment': ['preprod', 'production'] },
          'ForAllValues:StringEquals': { 'aws:TagKeys': 'environment' },
          Null: { 'aws:TagKeys': 'false' },
        },
      },
    ],
    cases: (
      [
        ['a value of the list', { 'aws:RequestTag/environment': 'preprod', 'aws:TagKeys': ['environment'] }, ALLOWED],
        ['a value beside it', { 'aws:RequestTag/environment': 'test', 'aws:TagKeys': ['environment'] }, NOT_ALLOWED],
        [
          'a tag beside it',
          { 'aws:RequestTag/environment': 'preprod', 'aws:TagKeys': ['environment', 'owner'] },
          NOT_ALLOWED,
        ],
        ['no tag', { 'aws:TagKeys': [] }, NOT_ALLOWED],
        ['no key', {}, NOT_ALLOWED],
      ] as const
    ).map(([what, context, expected]) => [what, { action: 'ec2:CreateTags', resource: INSTANCE, context }, expected]),
  },
  {
    page: 'reference_policies_elements_condition_operators.html#Conditions_IfExists',
    shows: 'three types of instances, and every resource that has no type',
    statements: [
      {
        Effect: 'Allow',
        Action: 'ec2:RunInstances',
        Resource: '*',
        Condition: { StringLikeIfExists: { 'ec2:InstanceType': ['t1.*', 't2.*', 'm3.*'] } },
      },
    ],
    cases: [
      [
        'a type of the list',
        { action: 'ec2:RunInstances', resource: INSTANCE, context: { 'ec2:InstanceType': 't2.micro' } },
        ALLOWED,
      ],
      [
        'a type beside it',
        { action: 'ec2:RunInstances', resource: INSTANCE, context: { 'ec2:InstanceType': 'm5.large' } },
        NOT_ALLOWED,
      ],
      [
        'a point for a point only',
        { action: 'ec2:RunInstances', resource: INSTANCE, context: { 'ec2:InstanceType': 't1xmicro' } },
        NOT_ALLOWED,
      ],
      [
        'an image, which has no type',
        { action: 'ec2:RunInstances', resource: 'arn:aws:ec2:eu-west-1::image/ami-0abcdef1234567890' },
        ALLOWED,
      ],
    ],
  },
  {
    page: 'reference_policies_elements_condition_operators.html#Conditions_Null',
    shows: 'EC2 for those who use no temporary credentials',
    statements: [
      { Effect: 'Allow', Action: 'ec2:*', Resource: '*', Condition: { Null: { 'aws:TokenIssueTime': 'true' } } },
    ],
    cases: [
      ['long-term credentials', { action: 'ec2:StopInstances', resource: INSTANCE }, ALLOWED],
      [
        'temporary credentials',
        { action: 'ec2:StopInstances', resource: INSTANCE, context: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } },
        NOT_ALLOWED,
      ],
    ],
  },
  {
    page: 'reference_policies_elements_notaction.html',
    shows: 'NotAction with Allow: all of S3 but deleting a bucket',
    statements: [{ Effect: 'Allow', NotAction: 's3:DeleteBucket', Resource: 'arn:aws:s3:::*' }],
    cases: [
      ['an object', {}, ALLOWED],
      ['a bucket', { action: 's3:ListBucket', resource: BUCKET }, ALLOWED],
      ['deleting a bucket', { action: 's3:DeleteBucket', resource: BUCKET }, NOT_ALLOWED],
      [
        'another service, which the Resource leaves out',
        { action: 'ec2:StopInstances', resource: INSTANCE },
        NOT_ALLOWED,
      ],
    ],
  },
  {
    page: 'reference_policies_elements_notaction.html',
    shows: 'NotAction with Deny: without MFA nothing but IAM',
    statements: [
      ALLOW_ALL,
      {
        Effect: 'Deny',
        NotAction: 'iam:*',
        Resource: '*',
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    ],
    cases: [
      ['S3 without', {}, DENIED],
      ['S3 with', { context: { 'aws:MultiFactorAuthPresent': 'true' } }, ALLOWED],
      ['IAM without', { action: 'iam:GetUser', resource: LUCY_USER }, ALLOWED],
    ],
  },
  {
    page: 'reference_policies_elements_notresource.html',
    shows: 'NotResource with Deny: nothing in S3 but one directory',
    statements: [
      ALLOW_ALL,
      {
        Effect: 'Deny',
        Action: 's3:*',
        NotResource: [`${BUCKET}/HRBucket`, `${BUCKET}/HRBucket/*`],
      },
    ],
    cases: [
      ['in the directory', { resource: `${BUCKET}/HRBucket/a` }, ALLOWED],
      ['the directory', { resource: `${BUCKET}/HRBucket` }, ALLOWED],
      ['beside it', { resource: `${BUCKET}/HRBucket2/a` }, DENIED],
      ['in other capitals', { resource: `${BUCKET}/hrbucket/a` }, DENIED],
      ['another service', { action: 'ec2:StopInstances', resource: INSTANCE }, ALLOWED],
    ],
  },
  {
    page: 'reference_policies_variables.html#policy-vars-no-value',
    shows: 'a refusal when the tag of the caller is not that of the object, or when the caller has none',
    statements: [
      ALLOW_ALL,
      {
        Effect: 'Deny',
        Action: 's3:GetObject',
        Resource: `${BUCKET}/*`,
        Condition: { StringNotEquals: { 's3:ExistingObjectTag/Team': '${aws:PrincipalTag/Team}' } },
      },
    ],
    cases: [
      ['the same', { context: { 's3:ExistingObjectTag/Team': 'a', 'aws:PrincipalTag/Team': 'a' } }, ALLOWED],
      ['another', { context: { 's3:ExistingObjectTag/Team': 'a', 'aws:PrincipalTag/Team': 'b' } }, DENIED],
      ['none at the caller', { context: { 's3:ExistingObjectTag/Team': 'a' } }, DENIED],
      ['none at the object', { context: { 'aws:PrincipalTag/Team': 'a' } }, DENIED],
      ['none at all', {}, DENIED],
    ],
  },
  {
    page: 'reference_policies_variables.html#policy-vars-resourceelement',
    shows: 'a Resource of three tags of the caller',
    statements: [
      {
        Effect: 'Allow',
        Action: ['sns:CreateTopic', 'sns:DeleteTopic'],
        Resource: 'arn:aws:sns:*:*:${aws:PrincipalTag/project}-${aws:PrincipalTag/stage}-*',
      },
    ],
    cases: (
      [
        ['both tags', { 'aws:PrincipalTag/project': 'web', 'aws:PrincipalTag/stage': 'test' }, ALLOWED],
        [
          'the tags the other way round',
          { 'aws:PrincipalTag/project': 'test', 'aws:PrincipalTag/stage': 'web' },
          NOT_ALLOWED,
        ],
        ['one tag only', { 'aws:PrincipalTag/project': 'web' }, NOT_ALLOWED],
        ['a star for a tag', { 'aws:PrincipalTag/project': '*', 'aws:PrincipalTag/stage': '*' }, NOT_ALLOWED],
        // Values are put together as text, so that where one ends and the next begins is lost: an operator's care.
        [
          'tags that come to the same text',
          { 'aws:PrincipalTag/project': 'web-test', 'aws:PrincipalTag/stage': 'orders' },
          ALLOWED,
        ],
      ] as const
    ).map(([what, context, expected]) => [
      what,
      { action: 'sns:DeleteTopic', resource: 'arn:aws:sns:eu-west-1:123456789012:web-test-orders-1', context },
      expected,
    ]),
  },
];

describe.each(EXAMPLES)(`$shows (${GUIDE}/$page)`, ({ statements, cases }) => {
  it.each(cases)('%s', (_what, asked, expected) => {
    expect(decideFor(asked, { identity: statements })).toBe(expected);
  });
});
