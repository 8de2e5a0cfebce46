import type { DocumentOf } from '../../src-shared/model/documents.ts';

/** What a new identity-based policy starts from: it allows one thing that harms nobody. */
export const NEW_IDENTITY_POLICY = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [{ Sid: 'Statement1', Effect: 'Allow', Action: ['s3:ListAllMyBuckets'], Resource: '*' }],
  },
  null,
  2,
);

/** Services that commonly assume roles, by their service principal. */
export const TRUSTED_SERVICES = [
  { value: 'ec2.amazonaws.com', label: 'EC2' },
  { value: 'lambda.amazonaws.com', label: 'Lambda' },
  { value: 'ecs-tasks.amazonaws.com', label: 'ECS tasks' },
  { value: 'codebuild.amazonaws.com', label: 'CodeBuild' },
  { value: 'events.amazonaws.com', label: 'EventBridge' },
  { value: 'states.amazonaws.com', label: 'Step Functions' },
  { value: 'cloudformation.amazonaws.com', label: 'CloudFormation' },
  { value: 'apigateway.amazonaws.com', label: 'API Gateway' },
] as const;

/**
 * A trust policy that lets one principal assume the role.
 * @param principal such as `{ Service: 'lambda.amazonaws.com' }` or `{ AWS: 'arn:aws:iam::123456789012:root' }`.
 */
export function trustPolicy(principal: { readonly Service: string } | { readonly AWS: string }): string {
  return JSON.stringify(
    { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] },
    null,
    2,
  );
}

/**
 * A trust policy that lets in whom an identity provider vouches for, and nobody whom it vouches for to somebody else.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html
 */
export function federatedTrustPolicy(
  provider: DocumentOf<'openIdConnectProvider'> | DocumentOf<'samlProvider'>,
): string {
  const [action, key, audience] =
    provider.type === 'samlProvider'
      ? ['sts:AssumeRoleWithSAML', 'SAML:aud', 'https://signin.aws.amazon.com/saml']
      : ['sts:AssumeRoleWithWebIdentity', `${provider.url}:aud`, provider.clientIdList[0] ?? ''];
  const statement = {
    Effect: 'Allow',
    Principal: { Federated: provider.arn },
    Action: action,
    Condition: { StringEquals: { [key]: audience } },
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
}
