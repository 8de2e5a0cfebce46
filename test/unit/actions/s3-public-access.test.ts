import { describe, expect, it } from 'vitest';
import { isPublicPolicy } from '../../../src-main/actions/s3/public-access.ts';

const policy = (statement: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*', ...statement },
    ],
  });
const when = (operator: string, key: string, value: string | string[]) => ({
  Condition: { [operator]: { [key]: value } },
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
describe('A bucket policy is public', () => {
  it.each<[string, object]>([
    ['for everybody', {}],
    ['for every AWS principal', { Principal: { AWS: '*' } }],
    ['from a broad range of addresses', when('IpAddress', 'aws:SourceIp', '0.0.0.0/1')],
    ['from a range of which one is broad', when('IpAddress', 'aws:SourceIp', ['203.0.113.0/24', '::/0'])],
    ['from VPCs with a wildcard', when('StringLike', 'aws:SourceVpc', 'vpc-*')],
    ['from anywhere but a VPC', when('StringNotEquals', 'aws:SourceVpc', 'vpc-1a2b3c4d')],
    ['from a VPC, if there is one', when('StringEqualsIfExists', 'aws:SourceVpc', 'vpc-1a2b3c4d')],
    ['with a key that fixes nobody', when('StringEquals', 's3:prefix', 'public')],
  ])('%s', (_, statement) => {
    expect(isPublicPolicy(policy(statement))).toBe(true);
  });
});

describe('A bucket policy is not public', () => {
  it.each<[string, object]>([
    ['that denies', { Effect: 'Deny' }],
    ['for an account', { Principal: { AWS: '123456789012' } }],
    ['for a service', { Principal: { Service: 'logging.s3.amazonaws.com' } }],
    ['from a range of addresses', when('IpAddress', 'aws:SourceIp', '203.0.113.0/24')],
    ['from a VPC', when('StringEquals', 'aws:SourceVpc', 'vpc-1a2b3c4d')],
    ['of an organization', when('StringEquals', 'aws:PrincipalOrgID', 'o-a1b2c3d4e5')],
    ['of a role’s sessions', when('StringLike', 'aws:userid', 'AROAIOSFODNN7EXAMPLE2:*')],
  ])('%s', (_, statement) => {
    expect(isPublicPolicy(policy(statement))).toBe(false);
  });
});
