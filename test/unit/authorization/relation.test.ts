import { describe, expect, test } from 'vitest';
import type { Decision } from '../../../src-shared/decision/explanation.ts';
import { compilePolicy } from '../../../src-main/authorization/compile.ts';
import { decide } from '../../../src-main/authorization/decide.ts';
import { explain } from '../../../src-main/authorization/explain.ts';
import { parsePrincipal } from '../../../src-main/authorization/parse-principal.ts';
import type { PolicySet } from '../../../src-main/authorization/policy-set.ts';
import type { AuthorizationRequest } from '../../../src-main/authorization/request.ts';
import { openServiceReference } from '../../../src-main/request/iam-data-reference.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';

const ACCOUNT = '123456789012';

function statementPolicy(statement: object, kind: 'identity' | 'resource'): PolicySet['identity'][number] {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', ...statement } });
  return compilePolicy(text, { name: 'P', arn: null, source: 'test' }, kind);
}

/** Everything is allowed, on both sides, so that only the relation of action and resource can stand in the way. */
const ALL_ALLOWED: PolicySet = {
  identity: [statementPolicy({ Action: '*', Resource: '*' }, 'identity')],
  resource: [statementPolicy({ Principal: '*', Action: '*', Resource: '*' }, 'resource')],
};

function requestFor(
  action: string,
  resource: string,
  principal = `arn:aws:iam::${ACCOUNT}:user/lucy`,
): AuthorizationRequest {
  const lucy = parsePrincipal(principal);
  if (lucy === null) throw new Error(`${principal} is no principal.`);
  return { principal: lucy, action, resource, resourceAccountId: ACCOUNT, context: new Map() };
}

function decisionFor(action: string, resource: string): Decision {
  return decide(requestFor(action, resource), ALL_ALLOWED, SERVICE_FACTS);
}

const PAGES = 'https://docs.aws.amazon.com/service-authorization/latest/reference';

/** ARNs that AWS asks the action on, and ARNs of resources that the action has nothing to do with. */
interface Relation {
  readonly page: string;
  readonly applies: readonly (readonly [action: string, arn: string])[];
  readonly doesNot: readonly (readonly [action: string, arn: string])[];
}

const RELATIONS: readonly Relation[] = [
  {
    page: `${PAGES}/list_awsidentityandaccessmanagementiam.html`,
    applies: [
      ['iam:DeleteRole', `arn:aws:iam::${ACCOUNT}:role/deployer`],
      ['iam:DeleteRole', `arn:aws:iam::${ACCOUNT}:role/shop/eu/deployer`],
      ['iam:DeleteRole', `arn:aws-cn:iam::${ACCOUNT}:role/deployer`],
      ['iam:DeleteRole', `arn:aws-us-gov:iam::${ACCOUNT}:role/deployer`],
      ['iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/service-role/worker`],
      [
        'iam:CreateServiceLinkedRole',
        `arn:aws:iam::${ACCOUNT}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
      ],
      ['iam:GetUser', `arn:aws:iam::${ACCOUNT}:user/shop/lucy`],
      ['iam:AddUserToGroup', `arn:aws:iam::${ACCOUNT}:group/developers`],
      ['iam:GetPolicy', 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
      ['iam:GetPolicyVersion', 'arn:aws:iam::aws:policy/service-role/AWSLambdaRole'],
      ['iam:CreatePolicy', `arn:aws:iam::${ACCOUNT}:policy/shop/read-reports`],
      ['iam:DeleteVirtualMFADevice', `arn:aws:iam::${ACCOUNT}:mfa/lucy`],
      ['iam:CreateOpenIDConnectProvider', `arn:aws:iam::${ACCOUNT}:oidc-provider/id.example.com/path`],
      ['iam:UploadServerCertificate', `arn:aws:iam::${ACCOUNT}:server-certificate/www/example`],
      ['iam:SimulatePrincipalPolicy', `arn:aws:iam::${ACCOUNT}:group/developers`],
      ['iam:ListUsers', '*'],
    ],
    doesNot: [
      ['iam:DeleteRole', `arn:aws:iam::${ACCOUNT}:group/developers`],
      ['iam:DeleteRole', `arn:aws:iam::${ACCOUNT}:user/role/lucy`],
      ['iam:DeleteRole', `arn:aws:sts::${ACCOUNT}:assumed-role/deployer/monday`],
      ['iam:DeleteRole', 'arn:aws:s3:::bucket/x:iam::role/deployer'],
      ['iam:DeleteRole', `arn:aws:iam::${ACCOUNT}:role`],
      ['iam:DeleteRole', 'deployer'],
      ['iam:DeleteUser', `arn:aws:iam::${ACCOUNT}:role/deployer`],
      ['iam:DeleteUser', `arn:aws:iam::${ACCOUNT}:root`],
      ['iam:AddUserToGroup', `arn:aws:iam::${ACCOUNT}:user/lucy`],
      ['iam:PassRole', `arn:aws:iam::${ACCOUNT}:instance-profile/web`],
      ['iam:DeletePolicy', `arn:aws:iam::${ACCOUNT}:role/deployer`],
      ['iam:ListUsers', `arn:aws:iam::${ACCOUNT}:user/lucy`],
      ['iam:GetAccountSummary', `arn:aws:iam::${ACCOUNT}:root`],
      ['iam:CreateAccountAlias', `arn:aws:iam::${ACCOUNT}:account-alias/shop`],
    ],
  },
  {
    page: `${PAGES}/list_awssecuritytokenservice.html`,
    applies: [
      ['sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/shop/deployer`],
      ['sts:TagSession', `arn:aws:iam::${ACCOUNT}:role/deployer`],
      ['sts:TagSession', `arn:aws:sts::${ACCOUNT}:federated-user/carol`],
      ['sts:GetFederationToken', `arn:aws:sts::${ACCOUNT}:federated-user/carol`],
      ['sts:AssumeRoot', `arn:aws:iam::${ACCOUNT}:root`],
    ],
    doesNot: [
      ['sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:user/lucy`],
      ['sts:AssumeRole', `arn:aws:sts::${ACCOUNT}:assumed-role/deployer/monday`],
      ['sts:AssumeRole', `arn:aws:sts::${ACCOUNT}:federated-user/carol`],
      ['sts:DecodeAuthorizationMessage', `arn:aws:iam::${ACCOUNT}:user/lucy`],
    ],
  },
  {
    page: `${PAGES}/list_amazons3.html`,
    applies: [
      ['s3:ListBucket', 'arn:aws:s3:::shop'],
      ['s3:ListBucket', 'arn:aws-us-gov:s3:::shop'],
      ['s3:ListBucket', `arn:aws:s3:eu-west-1:${ACCOUNT}:accesspoint/reports`],
      ['s3:ListBucket', `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`],
      ['s3:GetObject', 'arn:aws:s3:::shop/orders/1'],
      ['s3:GetObject', 'arn:aws:s3:::shop/a b:c/ü'],
      ['s3:GetObject', 'arn:aws:s3:::shop/'],
      ['s3:GetObject', `arn:aws:s3:eu-west-1:${ACCOUNT}:accesspoint/reports/object/orders/1`],
      ['s3:GetObject', `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap/object/orders/1`],
      ['s3:CreateBucket', 'arn:aws:s3:::shop'],
      ['s3:DeleteAccessPoint', `arn:aws:s3:eu-west-1:${ACCOUNT}:accesspoint/reports`],
      ['s3:GetAccessPoint', `arn:aws:s3:eu-west-1:${ACCOUNT}:accesspoint/reports`],
      ['s3:DescribeMultiRegionAccessPointOperation', `arn:aws:s3:us-west-2:${ACCOUNT}:async-request/mrap/create/t`],
      ['s3:ListAllMyBuckets', '*'],
    ],
    doesNot: [
      ['s3:ListBucket', 'arn:aws:s3:::shop/orders/1'],
      ['s3:ListBucket', 'arn:aws:s3:::shop/*'],
      ['s3:ListBucket', `arn:aws:s3:eu-west-1:${ACCOUNT}:accesspoint/reports/object/orders/1`],
      ['s3:DeleteBucket', 'arn:aws:s3:::shop/orders/1'],
      ['s3:DeleteBucket', `arn:aws:s3:eu-west-1:${ACCOUNT}:accesspoint/reports`],
      ['s3:GetObject', 'arn:aws:s3:::shop'],
      ['s3:GetObject', `arn:aws:s3:eu-west-1:${ACCOUNT}:accesspoint/reports`],
      ['s3:PutObject', 'arn:aws:s3:::shop'],
      ['s3:PutObject', `arn:aws:sqs:eu-west-1:${ACCOUNT}:shop/orders`],
      ['s3:ListAllMyBuckets', 'arn:aws:s3:::shop'],
      ['s3:ListAllMyBuckets', 'arn:aws:s3:::*'],
    ],
  },
  {
    page: `${PAGES}/list_amazondynamodb.html`,
    applies: [
      ['dynamodb:GetItem', `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`],
      ['dynamodb:Query', `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders/index/by-date`],
      ['dynamodb:Query', `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`],
      ['dynamodb:GetRecords', `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders/stream/2026-01-01T00:00:00.000`],
      ['dynamodb:DeleteBackup', `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders/backup/01547087347000`],
      ['dynamodb:RestoreTableFromBackup', `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders/backup/0154`],
      ['dynamodb:TagResource', `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders/stream/2026`],
    ],
    doesNot: [
      ['dynamodb:PutItem', `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders/index/by-date`],
      ['dynamodb:DeleteTable', `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders/backup/01547087347000`],
      ['dynamodb:Query', `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders/stream/2026`],
      ['dynamodb:GetRecords', `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`],
      ['dynamodb:ListTables', `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`],
    ],
  },
  {
    page: `${PAGES}/list_awslambda.html`,
    applies: [
      ['lambda:InvokeFunction', `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:resize`],
      ['lambda:InvokeFunction', `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:resize:live`],
      ['lambda:InvokeFunction', `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:resize:$LATEST`],
      ['lambda:GetLayerVersion', `arn:aws:lambda:eu-west-1:${ACCOUNT}:layer:tools:3`],
    ],
    doesNot: [
      ['lambda:InvokeFunction', `arn:aws:lambda:eu-west-1:${ACCOUNT}:layer:tools:3`],
      ['lambda:GetLayerVersion', `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:resize`],
      ['lambda:ListFunctions', `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:resize`],
    ],
  },
  {
    page: `${PAGES}/list_amazoncloudwatchlogs.html`,
    applies: [
      ['logs:CreateLogGroup', `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/lambda/resize`],
      ['logs:FilterLogEvents', `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/lambda/resize:*`],
      ['logs:CreateLogStream', `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/lambda/resize:log-stream:today`],
      ['logs:FilterLogEvents', `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/lambda/resize:log-stream:`],
      ['logs:PutLogEvents', `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/lambda/resize:log-stream:2026/01/[1]a`],
    ],
    doesNot: [
      ['logs:PutLogEvents', `arn:aws:logs:eu-west-1:${ACCOUNT}:destination:central`],
      ['logs:CreateLogGroup', `arn:aws:logs:eu-west-1:${ACCOUNT}:delivery:central`],
    ],
  },
  {
    page: `${PAGES}/list_amazonsns.html`,
    applies: [
      ['sns:Publish', `arn:aws:sns:eu-west-1:${ACCOUNT}:news`],
      ['sns:Publish', `arn:aws:sns:eu-west-1:${ACCOUNT}:endpoint/GCM/app/0f1e`],
      ['sns:Unsubscribe', `arn:aws:sns:eu-west-1:${ACCOUNT}:news:5be8f5b9-7f1b-4c3f-8f00-1234567890ab`],
      ['sns:Publish', '*'],
    ],
    doesNot: [
      ['sns:Publish', `arn:aws:sqs:eu-west-1:${ACCOUNT}:news`],
      ['sns:ListTopics', `arn:aws:sns:eu-west-1:${ACCOUNT}:news`],
    ],
  },
  {
    page: `${PAGES}/list_amazonsqs.html`,
    applies: [['sqs:SendMessage', `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs.fifo`]],
    doesNot: [['sqs:SendMessage', `arn:aws:sns:eu-west-1:${ACCOUNT}:jobs`]],
  },
  {
    page: `${PAGES}/list_awskeymanagementservice.html`,
    applies: [
      ['kms:Decrypt', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/mrk-1234abcd12ab34cd56ef1234567890ab`],
      ['kms:CreateAlias', `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/shop/orders`],
      ['kms:CreateAlias', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`],
    ],
    doesNot: [
      ['kms:Decrypt', `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/shop/orders`],
      ['kms:ListKeys', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`],
    ],
  },
  {
    page: `${PAGES}/list_awssecretsmanager.html`,
    applies: [
      ['secretsmanager:GetSecretValue', `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:shop/database-AbCdEf`],
    ],
    doesNot: [['secretsmanager:GetSecretValue', `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/shop/database`]],
  },
  {
    page: `${PAGES}/list_awssystemsmanager.html`,
    applies: [
      ['ssm:GetParameter', `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/shop/eu/url`],
      ['ssm:GetParameter', 'arn:aws:ssm:eu-west-1::parameter/aws/service/ami-amazon-linux-latest/al2023'],
      ['ssm:SendCommand', `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-0123456789abcdef0`],
      ['ssm:SendCommand', 'arn:aws:ssm:eu-west-1::document/AWS-RunShellScript'],
      ['ssm:SendCommand', `arn:aws:ssm:eu-west-1:${ACCOUNT}:managed-instance/mi-0123456789abcdef0`],
      ['ssm:SendCommand', 'arn:aws:s3:::command-output'],
    ],
    doesNot: [
      ['ssm:GetParameter', `arn:aws:ssm:eu-west-1:${ACCOUNT}:document/url`],
      ['ssm:SendCommand', `arn:aws:ec2:eu-west-1:${ACCOUNT}:volume/vol-0123456789abcdef0`],
    ],
  },
  {
    page: `${PAGES}/list_amazonelasticcontainerregistry.html`,
    applies: [['ecr:BatchGetImage', `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/shop/web/front`]],
    doesNot: [['ecr:GetAuthorizationToken', `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/shop/web`]],
  },
  {
    page: `${PAGES}/list_amazonec2.html`,
    applies: [
      ['ec2:RunInstances', `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/*`],
      ['ec2:RunInstances', 'arn:aws:ec2:eu-west-1::image/ami-0123456789abcdef0'],
      ['ec2:RunInstances', `arn:aws:ec2:eu-west-1:${ACCOUNT}:subnet/subnet-0123456789abcdef0`],
      ['ec2:CreateTags', `arn:aws:ec2:eu-west-1:${ACCOUNT}:volume/*`],
      ['ec2:AssociateIamInstanceProfile', `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-0123456789abcdef0`],
    ],
    doesNot: [
      ['ec2:TerminateInstances', `arn:aws:ec2:eu-west-1:${ACCOUNT}:volume/vol-0123456789abcdef0`],
      ['ec2:DescribeInstances', `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-0123456789abcdef0`],
    ],
  },
  {
    page: `${PAGES}/list_awscloudformation.html`,
    applies: [
      ['cloudformation:CreateStack', `arn:aws:cloudformation:eu-west-1:${ACCOUNT}:stack/shop/*`],
      ['cloudformation:CreateChangeSet', 'arn:aws:cloudformation:eu-west-1:aws:transform/Serverless-2016-10-31'],
    ],
    doesNot: [['cloudformation:DeleteStack', `arn:aws:cloudformation:eu-west-1:${ACCOUNT}:stackset/shop:1`]],
  },
  {
    page: `${PAGES}/list_awselasticloadbalancingv2.html`,
    applies: [
      ['elasticloadbalancing:AddTags', `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}:targetgroup/web/0123`],
      [
        'elasticloadbalancing:DeleteLoadBalancer',
        `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}:loadbalancer/app/web/0123`,
      ],
      ['elasticloadbalancing:DeleteLoadBalancer', `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}:loadbalancer/web`],
    ],
    doesNot: [['elasticloadbalancing:AddTags', `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-0123456789abcdef0`]],
  },
  {
    page: `${PAGES}/list_amazonapigatewaymanagementv2.html`,
    applies: [
      ['apigateway:GET', 'arn:aws:apigateway:eu-west-1::/restapis/a1b2c3/stages/prod'],
      ['apigateway:POST', 'arn:aws:apigateway:eu-west-1::/apis/a1b2c3/routes'],
    ],
    doesNot: [['apigateway:GET', `arn:aws:execute-api:eu-west-1:${ACCOUNT}:a1b2c3/prod/GET/`]],
  },
  {
    page: `${PAGES}/list_amazonapigateway.html`,
    applies: [
      ['execute-api:Invoke', `arn:aws:execute-api:eu-west-1:${ACCOUNT}:a1b2c3/prod/GET/orders/1`],
      ['execute-api:Invoke', `arn:aws:execute-api:eu-west-1:${ACCOUNT}:a1b2c3/prod/GET/`],
      ['execute-api:Invoke', `arn:aws:execute-api:eu-west-1:${ACCOUNT}:a1b2c3/prod/$connect`],
    ],
    doesNot: [['execute-api:Invoke', 'arn:aws:apigateway:eu-west-1::/restapis/a1b2c3']],
  },
  {
    page: `${PAGES}/list_awsbackup.html`,
    applies: [
      ['backup:DescribeRecoveryPoint', 'arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0'],
      ['backup:DescribeRecoveryPoint', `arn:aws:backup:eu-west-1:${ACCOUNT}:recovery-point:1EB3B5E7-9EB0-435A`],
      ['backup:StartRestoreJob', `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders/backup/01547087347000`],
    ],
    doesNot: [['backup:DeleteBackupPlan', `arn:aws:backup:eu-west-1:${ACCOUNT}:backup-vault:vault`]],
  },
  {
    page: `${PAGES}/list_awsorganizations.html`,
    applies: [
      ['organizations:AttachPolicy', 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess'],
      ['organizations:AttachPolicy', `arn:aws:organizations::${ACCOUNT}:ou/o-a1b2c3d4e5/ou-ab12-11111111`],
      ['organizations:AttachPolicy', `arn:aws:organizations::${ACCOUNT}:account/o-a1b2c3d4e5/111122223333`],
    ],
    doesNot: [['organizations:CloseAccount', `arn:aws:organizations::${ACCOUNT}:root/o-a1b2c3d4e5/r-ab12`]],
  },
  {
    page: `${PAGES}/list_awsstepfunctions.html`,
    applies: [
      ['states:StartExecution', `arn:aws:states:eu-west-1:${ACCOUNT}:stateMachine:ship`],
      ['states:StartExecution', `arn:aws:states:eu-west-1:${ACCOUNT}:stateMachine:ship:live`],
      ['states:DescribeExecution', `arn:aws:states:eu-west-1:${ACCOUNT}:execution:ship:0f1e`],
    ],
    doesNot: [['states:DeleteStateMachine', `arn:aws:states:eu-west-1:${ACCOUNT}:activity:pack`]],
  },
  {
    page: `${PAGES}/list_amazoneventbridge.html`,
    applies: [
      ['events:PutRule', `arn:aws:events:eu-west-1:${ACCOUNT}:rule/nightly`],
      ['events:PutRule', `arn:aws:events:eu-west-1:${ACCOUNT}:rule/shop-bus/nightly`],
      ['events:PutEvents', `arn:aws:events:eu-west-1:${ACCOUNT}:event-bus/aws.partner/example.com/1`],
    ],
    doesNot: [['events:PutEvents', `arn:aws:events:eu-west-1:${ACCOUNT}:rule/nightly`]],
  },
  {
    page: `${PAGES}/list_amazonelasticcontainerservice.html`,
    applies: [
      ['ecs:RunTask', `arn:aws:ecs:eu-west-1:${ACCOUNT}:task-definition/web:8`],
      ['ecs:RunTask', `arn:aws:ecs:eu-west-1:${ACCOUNT}:task-definition/web`],
      ['ecs:DeleteCluster', `arn:aws:ecs:eu-west-1:${ACCOUNT}:cluster/shop`],
    ],
    doesNot: [['ecs:DeleteCluster', `arn:aws:ecs:eu-west-1:${ACCOUNT}:service/shop/web`]],
  },
  {
    page: `${PAGES}/list_awscodepipeline.html`,
    applies: [
      ['codepipeline:GetPipeline', `arn:aws:codepipeline:eu-west-1:${ACCOUNT}:release`],
      ['codepipeline:RetryStageExecution', `arn:aws:codepipeline:eu-west-1:${ACCOUNT}:release/deploy`],
      ['codepipeline:PutApprovalResult', `arn:aws:codepipeline:eu-west-1:${ACCOUNT}:release/deploy/approve`],
    ],
    doesNot: [
      ['codepipeline:GetPipeline', `arn:aws:codepipeline:eu-west-1:${ACCOUNT}:release/deploy`],
      ['codepipeline:GetPipeline', `arn:aws:codepipeline:eu-west-1:${ACCOUNT}:webhook:push`],
      ['codepipeline:RetryStageExecution', `arn:aws:codepipeline:eu-west-1:${ACCOUNT}:release/deploy/approve`],
    ],
  },
  {
    page: 'https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html',
    applies: [
      ['codestar-connections:UseConnection', `arn:aws:codestar-connections:eu-west-1:${ACCOUNT}:connection/0f1e`],
      ['codestar-connections:UseConnection', `arn:aws:codeconnections:eu-west-1:${ACCOUNT}:connection/0f1e`],
      ['codeconnections:UseConnection', `arn:aws:codestar-connections:eu-west-1:${ACCOUNT}:connection/0f1e`],
    ],
    doesNot: [['codeconnections:UseConnection', `arn:aws:codeconnections:eu-west-1:${ACCOUNT}:host/0f1e`]],
  },
];

describe.each(RELATIONS)('what an action applies to ($page)', ({ applies, doesNot }) => {
  test.each(applies)('%s may be asked for on %s', (action, arn) => {
    expect(decisionFor(action, arn)).toBe('Allowed');
  });

  test.each(doesNot)('%s is refused on %s, whatever the policies say', (action, arn) => {
    expect(decisionFor(action, arn)).toBe('ImplicitlyDenied');
  });
});

describe('an action that is not in the reference', () => {
  test('is judged by the policies alone', () => {
    expect(decisionFor('newservice:Launch', 'arn:aws:newservice:eu-west-1:123456789012:rocket/1')).toBe('Allowed');
  });
});

describe('the explanation', () => {
  test('names the resource types that the action takes', () => {
    const { relation } = explain(requestFor('s3:ListBucket', 'arn:aws:s3:::shop/orders/1'), ALL_ALLOWED, SERVICE_FACTS);
    expect(relation).toEqual({ applies: false, resourceTypes: ['s3:accesspoint', 's3:bucket'] });
  });

  test('names a resource type once, however many forms its ARNs have', () => {
    const { relation } = explain(
      requestFor('backup:DescribeRecoveryPoint', 'arn:aws:ec2:eu-west-1::snapshot/snap-1'),
      ALL_ALLOWED,
      SERVICE_FACTS,
    );
    expect(relation?.resourceTypes.filter((name) => name === 'backup:recoveryPoint')).toHaveLength(1);
  });
});

/** The decision on the listing of all buckets under a policy with that element. */
function listingDecision(element: object, principal?: string): Decision {
  const policies = {
    identity: [statementPolicy({ Action: 's3:ListAllMyBuckets', ...element }, 'identity')],
    resource: [],
  };
  return decide(requestFor('s3:ListAllMyBuckets', '*', principal), policies, SERVICE_FACTS);
}

describe('the listing of all buckets (https://docs.aws.amazon.com/AmazonS3/latest/userguide/walkthrough1.html)', () => {
  test.each<[string, object, Decision]>([
    ['all resources', { Resource: '*' }, 'Allowed'],
    ['all buckets', { Resource: 'arn:aws:s3:::*' }, 'Allowed'],
    ['all buckets of any partition', { Resource: 'arn:*:s3:::*' }, 'Allowed'],
    ['one bucket', { Resource: 'arn:aws:s3:::shop' }, 'ImplicitlyDenied'],
    ['buckets whose names begin alike', { Resource: 'arn:aws:s3:::shop*' }, 'ImplicitlyDenied'],
    ['all buckets of another partition', { Resource: 'arn:aws-cn:s3:::*' }, 'ImplicitlyDenied'],
    ['all queues', { Resource: 'arn:aws:sqs:*:*:*' }, 'ImplicitlyDenied'],
    ['all but one bucket', { NotResource: 'arn:aws:s3:::shop' }, 'Allowed'],
    ['all but the buckets', { NotResource: 'arn:aws:s3:::*' }, 'ImplicitlyDenied'],
  ])('allowed on %s', (_, element, decision) => {
    expect(listingDecision(element)).toBe(decision);
  });

  test('is of the partition of who asks', () => {
    expect(listingDecision({ Resource: 'arn:aws-cn:s3:::*' }, `arn:aws-cn:iam::${ACCOUNT}:user/lucy`)).toBe('Allowed');
  });

  test('is explained as asked for on no resource', () => {
    const policies = {
      identity: [statementPolicy({ Action: 's3:ListAllMyBuckets', Resource: 'arn:aws:s3:::*' }, 'identity')],
      resource: [],
    };
    const { layers } = explain(requestFor('s3:ListAllMyBuckets', '*'), policies, SERVICE_FACTS);
    const elements = layers
      .flatMap((layer) => layer.policies)
      .flatMap(({ statements }) => statements)
      .flatMap((statement) => statement.elements);
    expect(elements).toContainEqual(
      expect.objectContaining({ element: 'Resource', actual: '*', matchedBy: 'arn:aws:s3:::*', matched: true }),
    );
  });
});

/** ARNs as a pattern of the reference has them, each variable a name. */
function arnsOf(pattern: string): string[] {
  return pattern.split(', ').map((one) =>
    one
      .replace('${Partition}', 'aws')
      .replace('${Region}', 'eu-west-1')
      .replace('${Account}', ACCOUNT)
      .replace(/\$?\{[^}]*\}|\*/g, 'name-1'),
  );
}

describe('the whole reference', () => {
  const reference = openServiceReference('out/data');
  test('has every action apply to every resource type that it takes', () => {
    const refused: string[] = [];
    let asked = 0;
    for (const { prefix } of reference.services()) {
      for (const { action, resourceTypes } of reference.actions(prefix)) {
        for (const { name } of resourceTypes) {
          for (const arn of arnsOf(reference.resourceType(prefix, name)?.arnPattern ?? '')) {
            asked += 1;
            if (decisionFor(action, arn) !== 'Allowed') refused.push(`${action} on ${arn}`);
          }
        }
      }
    }
    expect(refused).toEqual([]);
    expect(asked).toBeGreaterThan(20_000);
  });

  test('lets every action be asked for on no resource in particular', () => {
    const actions = reference.services().flatMap(({ prefix }) => reference.actions(prefix).map(({ action }) => action));
    expect(actions.filter((action) => decisionFor(action, '*') !== 'Allowed')).toEqual([]);
  });
});
