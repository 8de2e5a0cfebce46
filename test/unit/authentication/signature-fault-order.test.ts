import { describe, expect, it } from 'vitest';
import { createModel } from '../../../src-main/account/in-memory-model.ts';
import { authenticate } from '../../../src-main/authentication/authenticate.ts';
import { rememberSigningKeys } from '../../../src-main/authentication/signature-v4/signing-keys.ts';
import { account, lucy, reader, NOW, SECRET, SESSION_TOKENS } from './fixtures.ts';
import { build, IAM_HEADER, IAM_QUERY, newDraft, S3_HEADER, S3_QUERY, type Draft } from './signature-faults.ts';

/*
 * Of a request with two faults, the answer names the one that comes first. Every two faults that a request can have at
 * once are tried.
 */

async function refusalOf(draft: Draft): Promise<{ code: string; message: string }> {
  const outcome = await authenticate(
    build(draft),
    { service: draft.service, region: 'us-east-1' },
    {
      model: createModel([account, lucy, reader]),
      secretAccessKey: async () => SECRET,
      openSessionToken: SESSION_TOKENS.open,
      signingKeys: rememberSigningKeys(),
      now: NOW,
    },
  );
  return outcome.ok ? { code: 'accepted', message: '' } : { code: outcome.error.code, message: outcome.error.message };
}

describe.each([
  ['IAM', 'iam', 'header', IAM_HEADER],
  ['IAM', 'iam', 'query', IAM_QUERY],
  ['Amazon S3', 's3', 'header', S3_HEADER],
  ['Amazon S3', 's3', 'query', S3_QUERY],
] as const)('a request to %s that is signed in its %s', (_name, service, form, faults) => {
  it('is accepted without a fault', async () => {
    expect(await refusalOf(newDraft(service, form))).toEqual({ code: 'accepted', message: '' });
  });

  it.each(faults.map((fault) => [fault.name, fault] as const))('is refused with one fault: %s', async (_, fault) => {
    const draft = newDraft(service, form);
    fault.spoil(draft);
    const refusal = await refusalOf(draft);
    expect(refusal.code).toBe(fault.code);
    expect(refusal.message).toMatch(asPattern(fault.message));
  });

  const pairs = faults.flatMap((first, at) =>
    faults
      .slice(at + 1)
      .filter((second) => !second.spoils.some((part) => first.spoils.includes(part)))
      .map((second) => [first.name, second.name, first, second] as const),
  );

  it.each(pairs)('is refused for the first of two faults: %s, before %s', async (_first, _second, first, second) => {
    const draft = newDraft(service, form);
    second.spoil(draft);
    first.spoil(draft);
    const refusal = await refusalOf(draft);
    expect(refusal.code).toBe(first.code);
    expect(refusal.message).toMatch(asPattern(first.message));
  });
});

/** The whole message, or what it begins with. */
function asPattern(message: string): RegExp {
  const literal = message.replace('…', '').replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(message.endsWith('…') ? `^${literal}` : `^${literal}$`);
}
