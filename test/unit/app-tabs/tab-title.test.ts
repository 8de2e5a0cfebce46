import { describe, expect, test } from 'vitest';
import { asksForTab } from '../../../src-renderer/app/asks-for-tab.ts';
import { tabTitle } from '../../../src-renderer/app/tab-title.ts';
import { EVERY_ROUTE } from './every-route.ts';

const actionOf = (id: string): string | null => ({ 'd-1': 's3:GetObject', 'd-2': 's3:PutObject' })[id] ?? null;

describe('The title of a tab', () => {
  test.each([
    [{ screen: 'identities', list: 'roles' }, 'Roles'],
    [{ screen: 'user', arn: 'arn:aws:iam::123456789012:user/shop/lucy' }, 'lucy'],
    [{ screen: 'bucket', arn: 'arn:aws:s3:::invoices', prefix: '2026/' }, 'invoices/2026/'],
    [{ screen: 'identityProvider', arn: 'arn:aws:iam::123456789012:oidc-provider/example.com/a' }, 'example.com/a'],
    [{ screen: 'resources', open: { arn: 'arn:aws:sqs:eu-west-1:123456789012:orders', at: null } }, 'orders'],
    [{ screen: 'decision', id: 'd-1' }, 's3:GetObject'],
    [{ screen: 'decision', id: 'unknown' }, 'Decision'],
    [{ screen: 'comparison', ids: ['d-1', 'd-2'] }, 'Compare s3:GetObject, s3:PutObject'],
    [{ screen: 'comparison', ids: ['d-1', 'd-1'] }, 'Compare s3:GetObject'],
  ] as const)('of %o', (route, title) => {
    expect(tabTitle(route, actionOf).text).toBe(title);
  });

  test.each(EVERY_ROUTE)('of %o is words', (route) => {
    expect(tabTitle(route, () => null).text).toMatch(/^\w/);
  });
});

describe('A click', () => {
  test.each([
    [{ button: 1, ctrlKey: false, metaKey: false }, true],
    [{ button: 0, ctrlKey: true, metaKey: false }, true],
    [{ button: 0, ctrlKey: false, metaKey: true }, true],
    [{ button: 0, ctrlKey: false, metaKey: false }, false],
    [{ button: 2, ctrlKey: false, metaKey: false }, false],
  ])('%o asks for a tab: %s', (click, asks) => {
    expect(asksForTab(click)).toBe(asks);
  });
});
