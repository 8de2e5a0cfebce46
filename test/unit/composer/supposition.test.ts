import { describe, expect, test } from 'vitest';
import {
  beginPart,
  countSupposed,
  NOTHING_SUPPOSED,
  overridesOf,
  suppositionOf,
  type Supposition,
} from '../../../src-renderer/composer/supposition.ts';

const NOW = new Date('2026-03-01T12:00:00.250Z');

function supposing(more: Partial<Supposition>): Supposition {
  return { ...NOTHING_SUPPOSED, ...more };
}

describe('a supposition', () => {
  test.each<[string, Partial<Supposition>, object]>([
    ['the time', { at: '2026-03-01T12:00:00Z' }, { at: '2026-03-01T12:00:00.000Z' }],
    ['an address', { sourceIp: '2001:db8::1' }, { sourceIp: '2001:db8::1' }],
    ['an MFA code', { mfa: { present: true, ageSeconds: '60' } }, { mfa: { present: true, ageSeconds: 60 } }],
    ['no MFA code', { mfa: { present: false, ageSeconds: '60' } }, { mfa: { present: false, ageSeconds: 0 } }],
    ['tags of the principal', { principalTags: 'team=shop' }, { principalTags: [{ Key: 'team', Value: 'shop' }] }],
    [
      'any key, with several values',
      { keys: [{ key: ' aws:TagKeys ', values: 'a, b,' }] },
      { context: [{ key: 'aws:TagKeys', values: ['a', 'b'] }] },
    ],
    [
      'a key that is taken away',
      { keys: [{ key: 'aws:Referer', values: '' }] },
      { context: [{ key: 'aws:Referer', values: [] }] },
    ],
  ])('of %s is what main is asked for', (_, more, expected) => {
    expect(overridesOf(supposing(more))).toMatchObject({ overrides: expected, faults: {} });
  });

  test.each<[string, Partial<Supposition>]>([
    ['at', { at: 'tomorrow' }],
    ['sourceIp', { sourceIp: 'home' }],
    ['region', { region: 'Ireland' }],
    ['mfa', { mfa: { present: true, ageSeconds: 'long' } }],
    ['principalTags', { principalTags: '=shop' }],
    ['vpcEndpoint', { vpcEndpoint: { arn: 'vpce-1', vpcArn: '', sourceIp: '' } }],
    ['keys.0', { keys: [{ key: ' ', values: 'x' }] }],
  ])('that cannot be asked for says so at %s', (place, more) => {
    expect(Object.keys(overridesOf(supposing(more)).faults)).toEqual([place]);
  });

  test('is typed again as it was, once it was saved', () => {
    const all = supposing({
      at: '2026-03-01T12:00:00.000Z',
      mfa: { present: true, ageSeconds: '60' },
      principalTags: 'team=shop',
      keys: [{ key: 'aws:TagKeys', values: 'a, b' }],
    });
    expect(suppositionOf(overridesOf(all).overrides)).toEqual(all);
  });

  test('begins with what can be asked for, but for the ARNs that only a person knows', () => {
    for (const part of ['at', 'sourceIp', 'region', 'mfa', 'principalTags', 'secureTransport'] as const) {
      const begun = beginPart(NOTHING_SUPPOSED, part, NOW);
      expect(overridesOf(begun).faults).toEqual({});
      expect(countSupposed(begun)).toBe(1);
    }
  });
});
