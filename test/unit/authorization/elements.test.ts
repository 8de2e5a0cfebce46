import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../src-shared/decision/explanation.ts';
import { decide } from '../../../src-main/authorization/decide.ts';
import { NO_SERVICE_FACTS } from '../../fixtures/service-facts.ts';
import { GUIDE, type Statement, policySet, request } from './scenario.ts';

/** Decides for lucy under one statement, of services of which nothing is known: the text alone counts. */
function decideText(action: string, resource: string, statement: Statement): Decision {
  return decide(request({ action, resource }), policySet({ identity: statement }), NO_SERVICE_FACTS);
}

describe(`Action (${GUIDE}/reference_policies_elements_action.html)`, () => {
  it.each<[string | readonly string[], string, boolean]>([
    ['sqs:SendMessage', 'sqs:SendMessage', true],
    ['sqs:SendMessage', 'sqs:ReceiveMessage', false],
    // The prefix and the action name are case insensitive.
    ['iam:ListAccessKeys', 'IAM:listaccesskeys', true],
    ['S3:GETOBJECT', 's3:GetObject', true],
    [['sqs:SendMessage', 'sqs:ReceiveMessage'], 'sqs:ReceiveMessage', true],
    [['sqs:SendMessage', 'sqs:ReceiveMessage'], 'sqs:DeleteQueue', false],
    ['*', 'anything:AtAll', true],
    ['*:*', 'anything:AtAll', true],
    ['s3:*', 's3:GetObject', true],
    ['s3:*', 's3-outposts:GetObject', false],
    ['s3:*', 's3express:CreateSession', false],
    ['iam:*AccessKey*', 'iam:CreateAccessKey', true],
    ['iam:*AccessKey*', 'iam:ListAccessKeys', true],
    ['iam:*AccessKey*', 'iam:GetUser', false],
    ['iam:*accesskey*', 'iam:CreateAccessKey', true],
    ['s3:Get*', 's3:GetObject', true],
    ['s3:Get*', 's3:Get', true],
    ['s3:Get*', 's3:ForgetObject', false],
    ['s3:*Object', 's3:GetObject', true],
    ['s3:*Object', 's3:GetObjectAcl', false],
    ['s3:Get?bject', 's3:GetObject', true],
    ['s3:Get?bject', 's3:Getbject', false],
    ['s3:G*t*t', 's3:GetObject', true],
    ['s3:G*t*t', 's3:GetBucketPolicy', false],
    ['s3:??tObject', 's3:GetObject', true],
    ['s3:*Object*Tag*', 's3:PutObjectVersionTagging', true],
    ['s3:GetObject', 's3:GetObjectVersion', false],
    ['s3:${*}', 's3:GetObject', false],
    [['s3:Get*', 'ec2:*'], 'ec2:RunInstances', true],
  ])('%j with %s: %s', (Action, action, matches) => {
    const statement = { Effect: 'Allow', Action, Resource: '*' };
    expect(decideText(action, 'arn:aws:s3:::b/k', statement)).toBe(matches ? 'Allowed' : 'ImplicitlyDenied');
    expect(decideText(action, 'arn:aws:s3:::b/k', { ...statement, Effect: 'Deny' })).toBe(
      matches ? 'ExplicitlyDenied' : 'ImplicitlyDenied',
    );
  });
});

describe(`NotAction (${GUIDE}/reference_policies_elements_notaction.html)`, () => {
  it.each<[string | readonly string[], string, boolean]>([
    ['s3:DeleteBucket', 's3:GetObject', true],
    ['s3:DeleteBucket', 's3:DeleteBucket', false],
    ['s3:DeleteBucket', 'S3:deletebucket', false],
    ['s3:DeleteBucket', 'ec2:RunInstances', true],
    ['iam:*', 'iam:GetUser', false],
    ['iam:*', 'sts:AssumeRole', true],
    [['iam:*', 's3:Get*'], 's3:GetObject', false],
    [['iam:*', 's3:Get*'], 's3:PutObject', true],
    ['*', 's3:GetObject', false],
    ['*:*', 's3:GetObject', false],
    ['s3:*Object', 's3:GetObjectAcl', true],
    ['s3:?etObject', 's3:GetObject', false],
  ])('%j with %s: %s', (NotAction, action, matches) => {
    const statement = { Effect: 'Allow', NotAction, Resource: '*' };
    expect(decideText(action, 'arn:aws:s3:::b/k', statement)).toBe(matches ? 'Allowed' : 'ImplicitlyDenied');
  });
});

describe(`Resource and NotResource (${GUIDE}/reference_policies_elements_resource.html)`, () => {
  const queue = 'arn:aws:sqs:us-east-2:123456789012:queue1';
  it.each<[string | readonly string[], string, boolean]>([
    ['*', queue, true],
    ['*', '*', true],
    [queue, queue, true],
    [queue, `${queue}1`, false],
    [queue, queue.toUpperCase(), false],
    [[`${queue}x`, queue], queue, true],
    // Wildcards within each segment.
    ['arn:aws:sqs:us-east-2:123456789012:*', queue, true],
    ['arn:aws:sqs:us-east-2:123456789012:queue?', queue, true],
    ['arn:aws:sqs:us-east-2:123456789012:queue??', queue, false],
    ['arn:aws:sqs:us-*-2:123456789012:queue1', queue, true],
    ['arn:aws:sqs:us-e*t-?:1234*9012:q*e1', queue, true],
    ['arn:aws:sqs:us-????-2:123456789012:queue1', queue, true],
    ['arn:aws:sqs:us-???-2:123456789012:queue1', queue, false],
    ['arn:aws:sqs:*:*:queue1', queue, true],
    ['arn:aws*:sqs:us-east-2:123456789012:queue1', 'arn:aws-cn:sqs:us-east-2:123456789012:queue1', true],
    ['arn:*:s*s:us-east-2:123456789012:queue1', queue, true],
    ['arn:aws:sqs:us-east-2:12345678901?:queue1', queue, true],
    // A star that is the last character of a segment reaches beyond the colon; another, or a "?", does not.
    ['arn:aws:sqs:*', queue, true],
    ['arn:aws:sqs*', queue, true],
    ['arn:*', queue, true],
    ['arn:aws:s*:123456789012:queue1:x', 'arn:aws:sqs:us-east-2:123456789012:queue1:x', true],
    ['arn:aws:s*s:123456789012:queue1:x', 'arn:aws:sqs:us-east-2:s:123456789012:queue1:x', false],
    ['arn:aws:sqs:us-east-2:*:queue1', 'arn:aws:sqs:us-east-2:1:2:queue1', true],
    ['arn:aws:sqs:us-east-2?123456789012:*:queue1', queue, false],
    ['arn:aws:s*s:123456789012:queue1:x', queue, false],
    ['arn:aws:sqs::123456789012:queue1', queue, false],
    // Behind the fifth colon everything is the resource: colons and slashes are letters like others.
    ['arn:aws:logs:eu:1:log-group:*', 'arn:aws:logs:eu:1:log-group:a:log-stream:b', true],
    ['arn:aws:logs:eu:1:log-group:a*b', 'arn:aws:logs:eu:1:log-group:a:log-stream:b', true],
    ['arn:aws:logs:eu:1:log-group?a', 'arn:aws:logs:eu:1:log-group:a', true],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/a/b/c', true],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/', true],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b', false],
    ['arn:aws:s3:::b*', 'arn:aws:s3:::backup/k', true],
    ['arn:aws:s3:::b/*/c', 'arn:aws:s3:::b/a/a/c', true],
    ['arn:aws:s3:::b/*/c', 'arn:aws:s3:::b/c', false],
    ['arn:aws:iam::123456789012:user/accounting/*', 'arn:aws:iam::123456789012:user/accounting/a/lucy', true],
    ['arn:aws:iam::123456789012:user/accounting/*', 'arn:aws:iam::123456789012:user/lucy', false],
    // The name is case sensitive, and no more than text.
    ['arn:aws:iam::123456789012:user/Bob', 'arn:aws:iam::123456789012:user/bob', false],
    ['arn:aws:s3:::b/a.c', 'arn:aws:s3:::b/abc', false],
    ['arn:aws:s3:::b/größe*', 'arn:aws:s3:::b/größe-1', true],
    ['arn:aws:s3:::b/[ab]', 'arn:aws:s3:::b/a', false],
    [queue, '*', false],
  ])('%j with %s: %s', (Resource, resource, matches) => {
    const statement = { Effect: 'Allow', Action: 'sqs:SendMessage' };
    expect(decideText('sqs:SendMessage', resource, { ...statement, Resource })).toBe(
      matches ? 'Allowed' : 'ImplicitlyDenied',
    );
    expect(decideText('sqs:SendMessage', resource, { ...statement, NotResource: Resource })).toBe(
      matches ? 'ImplicitlyDenied' : 'Allowed',
    );
  });
});
