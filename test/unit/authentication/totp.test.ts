import { describe, expect, it } from 'vitest';
import { decodeBase32, encodeBase32 } from '../../../src-main/authentication/base32.ts';
import {
  acceptCode,
  acceptConsecutiveCodes,
  hotp,
  newTotpSeed,
  otpauthUri,
  timeStep,
} from '../../../src-main/authentication/totp.ts';
import { systemRandom } from '../../../src-main/random.ts';

const KEY = Buffer.from('12345678901234567890');
const SEED = encodeBase32(KEY);
const AT = new Date('2026-03-01T12:00:10Z');
const STEP = timeStep(AT);
/** The code of the step so many before or after the present one. */
const code = (offset: number): string => hotp(KEY, STEP + offset);

describe('base32', () => {
  /** RFC 4648, section 10, without padding. */
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])("'%s' is '%s'", (text, encoded) => {
    expect(encodeBase32(Buffer.from(text))).toBe(encoded);
    expect(Buffer.from(decodeBase32(encoded) ?? []).toString()).toBe(text);
  });

  it('is read as people type it', () => {
    expect(Buffer.from(decodeBase32(' mzxw 6ytb-oi====== ') ?? []).toString()).toBe('foobar');
    expect(decodeBase32('MZXW1')).toBeNull();
  });
});

describe('one code of a device', () => {
  it.each([
    ['the present one', 0, true],
    ['the one before', -1, true],
    ['the next one', 1, true],
    ['the one before that', -2, false],
    ['the one after the next', 2, false],
  ])('%s: accepted is %3$s', (_, offset, accepted) => {
    expect(acceptCode(SEED, code(offset), AT, null)).toEqual(
      accepted ? { accepted: true, step: STEP + offset } : { accepted: false },
    );
  });

  it('is taken once, and no older one after it', () => {
    expect(acceptCode(SEED, code(0), AT, STEP).accepted).toBe(false);
    expect(acceptCode(SEED, code(-1), AT, STEP).accepted).toBe(false);
    expect(acceptCode(SEED, code(1), AT, STEP)).toEqual({ accepted: true, step: STEP + 1 });
  });

  it.each(['', '12345', '1234567', 'abcdef', '１２３４５６'])("is not '%s'", (text) => {
    expect(acceptCode(SEED, text, AT, null).accepted).toBe(false);
  });
});

describe('two consecutive codes', () => {
  it.each([
    ['the last two', -1, 0],
    ['the present and the next', 0, 1],
    ['two that are one step old', -2, -1],
  ])('%s tell that the clock is right', (_, first, second) => {
    expect(acceptConsecutiveCodes(SEED, code(first), code(second), AT)).toEqual({
      accepted: true,
      step: STEP + second,
      driftSteps: 0,
    });
  });

  // https://datatracker.ietf.org/doc/html/rfc6238#section-6
  it.each([
    ['a minute old', -3, -2],
    ['five minutes old', -11, -10],
    ['five minutes early', 9, 10],
  ])('%s tell how far the clock is off', (_, first, second) => {
    expect(acceptConsecutiveCodes(SEED, code(first), code(second), AT)).toEqual({
      accepted: true,
      step: STEP + second,
      driftSteps: second,
    });
  });

  it.each([
    ['the same twice', 0, 0],
    ['in the wrong order', 0, -1],
    ['with one left out', -1, 1],
    ['older than five minutes', -12, -11],
    ['more than five minutes early', 10, 11],
  ])('%s are refused', (_, first, second) => {
    expect(acceptConsecutiveCodes(SEED, code(first), code(second), AT)).toEqual({ accepted: false });
  });
});

describe('the code of a device whose clock is off', () => {
  it.each([
    ['the code it shows', -4, true],
    ['the code of the step before', -5, true],
    ['the code of the right time', 0, false],
  ])('%s: accepted is %3$s', (_, step, accepted) => {
    expect(acceptCode(SEED, code(step), AT, null, -4).accepted).toBe(accepted);
  });
});

describe('a new device', () => {
  it('has a seed of 64 characters, like those of AWS', () => {
    expect(newTotpSeed(systemRandom)).toMatch(/^[A-Z2-7]{64}$/);
    expect(newTotpSeed(systemRandom)).not.toBe(newTotpSeed(systemRandom));
  });

  it('has the QR text that AWS documents, with an issuer', () => {
    expect(otpauthUri({ deviceName: 'phone', accountName: 'lucy', seed: 'ABC' })).toBe(
      'otpauth://totp/phone@lucy?secret=ABC&issuer=Gatehouse',
    );
  });
});
