import { describe, expect, it } from 'vitest';
import { decide } from '../../../src-main/authorization/decide.ts';
import { explain } from '../../../src-main/authorization/explain.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';
import {
  ALLOW_S3,
  type Asked,
  denyTo,
  type Given,
  grant,
  OTHER_ACCOUNT,
  policySet,
  request,
  trust,
  ROLE,
} from './scenario.ts';

/*
 * A setting of the resource may keep its policy from letting anybody in, as RestrictPublicBuckets does to callers from
 * elsewhere.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-options
 */
const RESTRICTION = 'The bucket is restricted.';
const restricted = (given: Given) => ({ ...policySet(given), resourceRestriction: RESTRICTION });
const explained = (asked: Asked, given: Given) => explain(request(asked), restricted(given), SERVICE_FACTS);

const NOBODY: Asked = { principal: 'anonymous' };
const STRANGER: Asked = { principal: `arn:aws:iam::${OTHER_ACCOUNT}:user/eve` };
const ELSEWHERE: Given = { identity: ALLOW_S3 };

const layerOf = (given: Given) => explained(NOBODY, given).layers.find(({ layer }) => layer === 'resource');

describe('Under a restriction of the resource', () => {
  it.each<[string, Asked, Given, string]>([
    ['what its policy allows to everybody is denied', NOBODY, { resource: grant('*') }, 'ImplicitlyDenied'],
    ['what both sides allow is denied', STRANGER, { ...ELSEWHERE, resource: grant('*') }, 'ImplicitlyDenied'],
    [
      'what its policy denies is denied explicitly',
      NOBODY,
      { resource: [grant('*'), denyTo('*')] },
      'ExplicitlyDenied',
    ],
    ['what identity-based policies of its account allow is allowed', {}, { identity: ALLOW_S3 }, 'Allowed'],
    [
      'a role’s trust policy counts, which is no policy of the kind',
      { action: 'sts:AssumeRole', resource: ROLE },
      { identity: { Effect: 'Allow', Action: 'sts:*', Resource: '*' }, trust: trust({ AWS: '*' }) },
      'Allowed',
    ],
  ])('%s', (_, asked, given, decision) => {
    expect(decide(request(asked), restricted(given), SERVICE_FACTS)).toBe(decision);
    expect(explained(asked, given).decision).toBe(decision);
  });

  it('the reason is the setting, and its absence is all that is missing', () => {
    const { reason, missing, stoppedBy } = explained(NOBODY, { resource: grant('*') });
    expect({ reason, stoppedBy }).toEqual({ reason: RESTRICTION, stoppedBy: 'resource' });
    expect(missing).toEqual([{ kind: 'restriction', sentence: RESTRICTION }]);
  });

  it('a policy that does not let the caller in is missing an allow besides', () => {
    const { missing } = explained(STRANGER, {
      ...ELSEWHERE,
      resource: grant({ AWS: OTHER_ACCOUNT }, { Action: 's3:PutObject' }),
    });
    expect(missing.map(({ kind }) => kind)).toEqual(['restriction', 'allow']);
  });

  it('a caller of the same account is never told to do away with it', () => {
    expect(explained({}, { resource: grant('*') }).missing.map(({ kind }) => kind)).toEqual(['allow']);
  });

  it('the layer tells why it takes no part, unless it denies', () => {
    expect(layerOf({ resource: grant('*') })).toMatchObject({ effect: 'Allow', exemption: RESTRICTION });
    expect(layerOf({ resource: denyTo('*') })).toMatchObject({ effect: 'Deny', exemption: null });
  });
});
