import { describe, expect, test } from 'vitest';
import type { ParameterValue } from '../../../src-shared/contract/composer-form.ts';
import { composeRequest, composerForm } from '../../../src-main/request/compose.ts';
import { reference } from './scene.ts';

function shapeOf(action: string, name: string) {
  return composerForm(action, reference).parameters.find((field) => field.name === name)?.shape;
}

function bodyOf(action: string, parameters: Record<string, ParameterValue>): string {
  const { request } = composeRequest({ kind: 'action', action, region: 'us-east-1', parameters }, { reference });
  return new TextDecoder().decode(request.body);
}

describe('the fields of a form', () => {
  test.each([
    ['iam:CreateUser', 'UserName', { kind: 'text', minLength: 1, maxLength: 64, pattern: '[\\w+=,.@-]+' }],
    ['iam:CreateRole', 'AssumeRolePolicyDocument', { kind: 'text', format: 'policy', multiline: true }],
    ['iam:CreateRole', 'MaxSessionDuration', { kind: 'number', whole: true, minimum: 3600, maximum: 43_200 }],
    ['iam:UpdateAccessKey', 'Status', { kind: 'text', choices: expect.arrayContaining(['Active', 'Inactive']) }],
    ['iam:CreatePolicyVersion', 'SetAsDefault', { kind: 'boolean' }],
    ['iam:AttachUserPolicy', 'PolicyArn', { kind: 'text', format: 'arn' }],
    ['organizations:CreatePolicy', 'Content', { kind: 'text', format: 'policy' }],
    ['organizations:ListRoots', 'MaxResults', { kind: 'number', minimum: 1, maximum: 20 }],
    ['s3:PutObjectAcl', 'ACL', { kind: 'text', choices: expect.arrayContaining(['private', 'public-read']) }],
    ['sts:AssumeRole', 'PolicyArns', { kind: 'list', entry: { kind: 'structure' } }],
  ])('of %s give %s the shape that AWS’s model does', (action, name, shape) => {
    expect(shapeOf(action, name)).toMatchObject(shape);
  });

  test('begin with what is required', () => {
    const required = composerForm('organizations:CreateAccount', reference).parameters.map((field) => field.required);
    expect(required).toEqual(required.toSorted((left, right) => Number(right) - Number(left)));
    expect(required[0]).toBe(true);
  });

  test('give tags a list of keys and values', () => {
    expect(shapeOf('iam:TagUser', 'Tags')).toMatchObject({
      kind: 'list',
      maxCount: 50,
      entry: { kind: 'structure', members: [{ name: 'Key' }, { name: 'Value' }] },
    });
  });

  test('stand beside what the reference says of the action', () => {
    expect(composerForm('s3:ListBucket', reference)).toMatchObject({
      accessLevel: 'List',
      description: expect.stringMatching(/\w+ \w+/),
      conditionKeys: expect.arrayContaining(['s3:prefix']),
    });
  });
});

describe('values that have parts', () => {
  test('travel as numbered members of the query protocol', () => {
    const Tags = [
      { Key: 'team', Value: 'shop' },
      { Key: 'stage', Value: '' },
    ];
    const pairs = new URLSearchParams(bodyOf('iam:TagUser', { UserName: 'lucy', Tags }));
    expect(Object.fromEntries(pairs)).toMatchObject({
      'Tags.member.1.Key': 'team',
      'Tags.member.1.Value': 'shop',
      'Tags.member.2.Key': 'stage',
      'Tags.member.2.Value': '',
    });
  });

  test('travel as JSON where the protocol is JSON, with numbers and booleans as such', () => {
    expect(JSON.parse(bodyOf('organizations:ListRoots', { MaxResults: '3' }))).toEqual({ MaxResults: 3 });
    const Tags = [{ Key: 'team', Value: 'shop' }];
    const asked = { Name: 'Workloads', ParentId: 'r-1234', Tags };
    expect(JSON.parse(bodyOf('organizations:CreateOrganizationalUnit', asked))).toEqual(asked);
  });

  test('may still be typed as lines', () => {
    expect(bodyOf('iam:TagUser', { UserName: 'lucy', Tags: 'team=shop' })).toBe(
      bodyOf('iam:TagUser', { UserName: 'lucy', Tags: [{ Key: 'team', Value: 'shop' }] }),
    );
  });

  test('are refused for a parameter that is one text', () => {
    expect(() => bodyOf('s3:CreateBucket', { Bucket: ['a'] })).toThrow(
      expect.objectContaining({ code: 'InvalidParameter', place: 'parameters.Bucket' }),
    );
  });
});
