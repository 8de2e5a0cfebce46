import { describe, expect, test } from 'vitest';
import { placeOf, type RefusedPart } from '../../../src-renderer/timeline/missing-place.ts';
import type { PolicyHolders } from '../../../src-renderer/timeline/policy-source.ts';
import type { DecidedBy, LayerExplanation, Missing, PolicyLayer } from '../../../src-shared/decision/explanation.ts';
import { managedPolicy, policyArn, resource, role, user } from '../../fixtures/account-documents.ts';

const account: PolicyHolders = {
  users: [user('lucy', { inlinePolicies: { 'create-buckets': '{}' } })],
  groups: [],
  roles: [role('reader')],
  policies: [managedPolicy('Edge', '{}')],
  resources: [resource('s3:bucket', 'lucy-bucket')],
};
const LUCY = 'arn:aws:iam::123456789012:user/lucy';
const READER = 'arn:aws:iam::123456789012:role/reader';

const statement: DecidedBy = {
  layer: 'identity',
  policyName: 'create-buckets',
  policyArn: null,
  policySource: 'inline in user lucy',
  statementIndex: 0,
  sid: null,
  line: 4,
  column: 5,
};
const inCreateBuckets = {
  name: 'create-buckets',
  route: {
    screen: 'user',
    arn: LUCY,
    part: { kind: 'inlinePolicy', name: 'create-buckets', at: { line: 4, column: 5 } },
  },
};

function allow(layer: PolicyLayer, change: Partial<Extract<Missing, { kind: 'allow' }>> = {}): Missing {
  return { kind: 'allow', layer, level: null, principal: null, policies: [], nearMiss: null, sentence: '', ...change };
}

function explained(kind: PolicyLayer, policy: { name: string; arn: string | null; source: string }): LayerExplanation {
  const policies = [{ ...policy, level: null, statements: [] }];
  return { layer: kind, effect: 'None', levels: [], exemption: null, policies };
}

function asked(change: Partial<RefusedPart> & { layers?: LayerExplanation[] } = {}): RefusedPart {
  const { layers = [], ...part } = change;
  return { principalArn: LUCY, resource: 'arn:aws:s3:::lucy-bucket', explanation: { layers }, ...part };
}

describe('what is missing is put right', () => {
  const boundary = explained('boundary', {
    name: 'Edge',
    arn: policyArn('Edge'),
    source: 'permissions boundary of user lucy',
  });
  const lostBoundary = explained('boundary', {
    name: 'Gone',
    arn: policyArn('Gone'),
    source: 'missing permissions boundary of user lucy',
  });
  const trust = explained('trust', { name: 'trust policy of reader', arn: null, source: 'role reader' });
  const bucket = { screen: 'resources', open: { arn: 'arn:aws:s3:::lucy-bucket', at: null } };

  test.each<[string, Missing, RefusedPart, unknown]>([
    ['a deny: at its statement', { kind: 'deny', statement, sentence: '' }, asked(), inCreateBuckets],
    [
      'an allow that a condition keeps from applying: at its statement',
      allow('identity', { nearMiss: { ...statement, conditions: [] } }),
      asked(),
      inCreateBuckets,
    ],
    [
      'an allow of the user: among its policies',
      allow('identity'),
      asked(),
      { name: 'policies of lucy', route: { screen: 'user', arn: LUCY } },
    ],
    [
      'an allow of a role session: among the policies of the role',
      allow('identity'),
      asked({ principalArn: 'arn:aws:sts::123456789012:assumed-role/reader/session-1' }),
      { name: 'policies of reader', route: { screen: 'role', arn: READER } },
    ],
    [
      'an allow of the boundary: in the boundary',
      allow('boundary'),
      asked({ layers: [boundary] }),
      { name: 'Edge', route: { screen: 'policy', arn: policyArn('Edge') } },
    ],
    [
      'an allow of a boundary that is gone: with whom it bounds',
      allow('boundary'),
      asked({ layers: [lostBoundary] }),
      { name: 'Gone', route: { screen: 'user', arn: LUCY } },
    ],
    [
      'an allow of a role’s trust policy: there',
      allow('trust'),
      asked({ layers: [trust] }),
      {
        name: 'trust policy of reader',
        route: { screen: 'role', arn: READER, part: { kind: 'trustPolicy', at: null } },
      },
    ],
    [
      'an allow of the bucket: with the bucket, though it has no policy yet',
      allow('resource'),
      asked(),
      { name: 'bucket lucy-bucket', route: bucket },
    ],
    [
      'a setting of the bucket: with the bucket',
      { kind: 'restriction', sentence: '' },
      asked({ resource: 'arn:aws:s3:::lucy-bucket/notes.txt' }),
      { name: 'bucket lucy-bucket', route: bucket },
    ],
    [
      'an allow for an object: with its bucket',
      allow('resource'),
      asked({ resource: 'arn:aws:s3:::lucy-bucket/notes.txt' }),
      { name: 'bucket lucy-bucket', route: bucket },
    ],
  ])('%s', (_, missing, part, place) => {
    expect(placeOf(missing, part, account)).toEqual(place);
  });

  test.each<[string, Missing, RefusedPart]>([
    ['another resource has to be asked for', { kind: 'relation', sentence: '' }, asked()],
    ['a user of another account has to be allowed', allow('identity'), asked({ principalArn: `${LUCY}-elsewhere` })],
    ['nobody in particular has to be allowed', allow('identity'), asked({ principalArn: null })],
    [
      'a session of a role of another account has to be allowed',
      allow('identity'),
      asked({ principalArn: 'arn:aws:sts::999999999999:assumed-role/reader/session-1' }),
    ],
    [
      'a bucket that only begins alike is asked for',
      allow('resource'),
      asked({ resource: 'arn:aws:s3:::lucy-bucket2' }),
    ],
    ['a service control policy has to allow', allow('scp', { level: 0 }), asked()],
    ['no such layer is explained', allow('boundary'), asked()],
  ])('nowhere when %s', (_, missing, part) => {
    expect(placeOf(missing, part, account)).toBeNull();
  });
});
