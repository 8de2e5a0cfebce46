import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../src-shared/errors.ts';
import type { OperationName } from '../../../src-main/actions/operations.ts';
import { parseInput } from '../../../src-main/actions/parse-input.ts';
import { openServiceReference } from '../../../src-main/request/iam-data-reference.ts';

function faultOf(name: OperationName, parameters: unknown): AwsError {
  try {
    parseInput(name, parameters);
  } catch (thrown) {
    if (thrown instanceof AwsError) return thrown;
    throw thrown;
  }
  throw new Error('The parameters were taken.');
}

describe('Parameters are parsed by the rules of the API reference', () => {
  it('takes them by the names of the API and leaves out what the operation does not have', () => {
    expect(parseInput('iam:CreateUser', { UserName: 'lucy', Path: '/shop/', Colour: 'red' })).toEqual({
      UserName: 'lucy',
      Path: '/shop/',
    });
  });

  it('reads numbers and booleans from the text of the Query protocol', () => {
    expect(parseInput('iam:ListUsers', { MaxItems: '25' })).toEqual({ MaxItems: 25 });
    expect(
      parseInput('iam:CreatePolicyVersion', {
        PolicyArn: 'arn:aws:iam::123456789012:policy/p',
        PolicyDocument: '{}',
        SetAsDefault: 'true',
      }),
    ).toMatchObject({ SetAsDefault: true });
  });

  it('takes an operation without parameters from nothing at all', () => {
    expect(parseInput('sts:GetCallerIdentity', undefined)).toEqual({});
  });

  it.each<{ fault: string; name: OperationName; parameters: unknown; message: string }>([
    {
      fault: 'a missing member',
      name: 'iam:CreateUser',
      parameters: {},
      message:
        "1 validation error detected: Value null at 'userName' failed to satisfy constraint: Member must not be null",
    },
    {
      fault: 'a character that the pattern does not have',
      name: 'iam:CreateUser',
      parameters: { UserName: 'lucy smith' },
      message:
        'The specified value for userName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    },
    {
      fault: 'a path that does not end with a slash',
      name: 'iam:CreateGroup',
      parameters: { GroupName: 'shop', Path: '/shop' },
      message:
        'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    },
    {
      fault: 'a name without a length, whatever its characters are',
      name: 'iam:CreateUser',
      parameters: { UserName: '' },
      message:
        "1 validation error detected: Value '' at 'userName' failed to satisfy constraint: Member must have length greater than or equal to 1",
    },
    {
      fault: 'several faults at once',
      name: 'iam:CreateUser',
      parameters: { UserName: '', Path: '' },
      message:
        "2 validation errors detected: Value '' at 'userName' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'path' failed to satisfy constraint: Member must have length greater than or equal to 1",
    },
    {
      fault: 'a name that is too long',
      name: 'iam:GetRole',
      parameters: { RoleName: 'r'.repeat(65) },
      message: `1 validation error detected: Value '${'r'.repeat(65)}' at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64`,
    },
    {
      fault: 'a value that is not of an enumeration',
      name: 'iam:UpdateAccessKey',
      parameters: { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Off' },
      message:
        "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set",
    },
    {
      fault: 'a number that is too large',
      name: 'iam:ListUsers',
      parameters: { MaxItems: '1001' },
      message:
        "1 validation error detected: Value '1001' at 'maxItems' failed to satisfy constraint: Member must have value less than or equal to 1000",
    },
    {
      fault: 'a member within a list, counted from 1',
      name: 'iam:TagUser',
      parameters: {
        UserName: 'lucy',
        Tags: [
          { Key: 'team', Value: 'shop' },
          { Key: '', Value: 'x' },
        ],
      },
      message:
        "2 validation errors detected: Value '' at 'tags.2.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'tags.2.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+",
    },
    {
      fault: 'an alias with two hyphens in a row',
      name: 'iam:CreateAccountAlias',
      parameters: { AccountAlias: 'my--shop' },
      message:
        "1 validation error detected: Value 'my--shop' at 'accountAlias' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$",
    },
    {
      fault: 'parameters that are no structure',
      name: 'iam:GetUser',
      parameters: 'lucy',
      message: 'The parameters of an operation are a structure of named members.',
    },
  ])('says what AWS says of $fault', ({ name, parameters, message }) => {
    const fault = faultOf(name, parameters);
    expect({ code: fault.code, status: fault.httpStatus, message: fault.message }).toEqual({
      code: 'ValidationError',
      status: 400,
      message,
    });
  });

  it.each<{ name: OperationName; parameters: Record<string, string>; secret: string }>([
    {
      name: 'iam:CreateLoginProfile',
      parameters: { UserName: 'lucy', Password: 'hunter2-'.repeat(20) },
      secret: 'hunter2',
    },
    {
      name: 'iam:EnableMFADevice',
      parameters: {
        UserName: 'lucy',
        SerialNumber: 'arn:aws:iam::123456789012:mfa/lucy',
        AuthenticationCode1: '12345x',
        AuthenticationCode2: '654321',
      },
      secret: '12345x',
    },
  ])('does not repeat the secret given to $name', ({ name, parameters, secret }) => {
    const fault = faultOf(name, parameters);
    expect(fault.message).toMatch(/^1 validation error detected: Value at '/);
    expect(fault.message).not.toContain(secret);
  });

  it.each<{ fault: string; name: OperationName; parameters: unknown; code: string }>([
    { fault: 'a bucket without a name', name: 's3:CreateBucket', parameters: {}, code: 'InvalidBucketName' },
    {
      fault: 'a bucket policy without a body',
      name: 's3:PutBucketPolicy',
      parameters: { Bucket: 'shop' },
      code: 'MissingRequestBodyError',
    },
    {
      fault: 'anything else',
      name: 's3:CreateBucket',
      parameters: { Bucket: 'shop', LocationConstraint: 7 },
      code: 'InvalidArgument',
    },
  ])("uses S3's own error for $fault", ({ name, parameters, code }) => {
    expect(faultOf(name, parameters)).toMatchObject({ code, httpStatus: 400 });
  });

  // As S3 answers them: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  it.each<{ name: OperationName; parameters: Record<string, string>; details: Record<string, string> }>([
    {
      name: 's3:CreateBucket',
      parameters: { Bucket: '' },
      details: { BucketName: '' },
    },
    {
      name: 's3:ListObjectsV2',
      parameters: { Bucket: 'shop', MaxKeys: 'many' },
      details: { ArgumentName: 'max-keys', ArgumentValue: 'many' },
    },
    {
      name: 's3:ListObjectsV2',
      parameters: { Bucket: 'shop', EncodingType: 'base64' },
      details: { ArgumentName: 'encoding-type', ArgumentValue: 'base64' },
    },
  ])('tells what was given to $name beside S3’s error', ({ name, parameters, details }) => {
    const shape = openServiceReference('out/data').model('s3')?.operation(name.slice('s3:'.length))?.input ?? null;
    expect(() => parseInput(name, parameters, shape)).toThrow(expect.objectContaining({ details }));
  });
});
