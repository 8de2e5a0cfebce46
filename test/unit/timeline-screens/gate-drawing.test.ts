import { describe, expect, test } from 'vitest';
import { gateStrip, LEAVES } from '../../../src-renderer/ui/gate-drawing.ts';
import { statusWord } from '../../../src-renderer/ui/verdict-words.ts';
import { Verdict } from '../../../src-shared/decision/record.ts';
import { stepsTo } from '../../fixtures/decision-records.ts';

describe('the drawing of the gates', () => {
  test('gives every verdict a leaf that no other has', () => {
    const drawings = Verdict.options.map((verdict) => `${LEAVES[verdict].outline} ${LEAVES[verdict].mark}`);
    expect(new Set(drawings).size).toBe(Verdict.options.length);
  });

  test('leads the way up to the closed gate, with posts where it was passed and faint ones behind', () => {
    const strip = gateStrip(stepsTo('authorization'));
    expect(strip).toMatchObject({ width: 120, ways: 'M0 12h24M24 12h24M48 12h6', closed: [48] });
    expect(strip.posts.match(/M\d+ 1\.5/g)).toEqual(['M12 1.5', 'M36 1.5']);
    expect(strip.faint.match(/M\d+ 1\.5/g)).toEqual(['M84 1.5', 'M108 1.5']);
  });

  test('has no leaf where every gate was passed', () => {
    expect(gateStrip(stepsTo(null))).toMatchObject({ faint: '', closed: [] });
  });

  test.each([
    ['closed', 'ExplicitlyDenied', 'Explicitly denied'],
    ['closed', 'Allowed', 'Closed'],
    ['passed', 'ExplicitlyDenied', 'Passed'],
    ['notReached', 'InvalidRequest', 'Not reached'],
  ] as const)('says of a gate that is %s (%s): %s', (status, verdict, words) => {
    expect(statusWord(status, verdict)).toBe(words);
  });
});
