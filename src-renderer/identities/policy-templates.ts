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
