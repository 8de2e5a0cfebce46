import { describe, expect, test } from 'vitest';
import type { Arn } from '../../../src-shared/arn.ts';
import { draftPlace, inlinePolicyKey } from '../../../src-renderer/drafts/draft-key.ts';

const LUCY: Arn = 'arn:aws:iam::123456789012:user/shop/lucy';

describe('The key of a draft', () => {
  test.each([
    [
      'a managed policy',
      'arn:aws:iam::123456789012:policy/Read',
      {
        title: 'Read',
        kind: 'Managed policy',
        route: { screen: 'policy', arn: 'arn:aws:iam::123456789012:policy/Read' },
      },
    ],
    [
      "a role's trust policy",
      'arn:aws:iam::123456789012:role/web',
      {
        title: 'web',
        kind: 'Trust policy',
        route: { screen: 'role', arn: 'arn:aws:iam::123456789012:role/web', part: { kind: 'trustPolicy', at: null } },
      },
    ],
    [
      "a resource's policy",
      'arn:aws:s3:::invoices',
      {
        title: 'invoices',
        kind: 'Resource policy',
        route: { screen: 'resources', open: { arn: 'arn:aws:s3:::invoices', at: null } },
      },
    ],
    [
      'a policy of the organization',
      'arn:aws:organizations::123456789012:policy/o-a1/service_control_policy/p-b2',
      { title: 'p-b2', kind: 'Policy of the organization', route: { screen: 'organization', id: 'p-b2' } },
    ],
    [
      'an inline policy',
      inlinePolicyKey(LUCY, 'buckets'),
      {
        title: 'buckets',
        kind: 'Inline policy of lucy',
        route: { screen: 'user', arn: LUCY, part: { kind: 'inlinePolicy', name: 'buckets', at: null } },
      },
    ],
    [
      'an inline policy without a name yet',
      inlinePolicyKey(LUCY, null),
      {
        title: 'New inline policy',
        kind: 'Inline policy of lucy',
        route: { screen: 'user', arn: LUCY, part: { kind: 'permissions' } },
      },
    ],
    ['what has no page', 'something else', { title: 'something else', kind: 'Policy', route: null }],
  ])('tells where %s is written', (_what, key, place) => {
    expect(draftPlace(key)).toEqual(place);
  });
});
