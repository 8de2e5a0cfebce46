import { describe, expect, it } from 'vitest';
import { CaseFault } from '../../../src-main/cli/evaluate/case-fault.ts';
import { EvaluationCase } from '../../../src-main/cli/evaluate/evaluation-case.ts';
import { quickCaseHead } from '../../../src-main/cli/evaluate/quick-case-head.ts';
import { caseReader } from '../../../src-main/cli/evaluate/read-case.ts';
import { fc } from '../../fixtures/properties.ts';

/** Mostly one of the good values, so that many cases are good as a whole. */
function mostly(good: readonly unknown[], bad: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    { arbitrary: fc.constantFrom(...good), weight: 20 },
    { arbitrary: fc.constantFrom(...bad), weight: 1 },
  );
}

const context = fc.dictionary(
  fc.constantFrom('aws:SourceIp', 'a', 'policies', '"policies":', '', '__proto__'),
  mostly(['::1', '"},', 1, 0.5, true, [], ['a', 2]], [null, {}, [null]]),
  { maxKeys: 3 },
);
const members = fc.record(
  {
    id: mostly(['1', '', '"policies":{}', 7, -(2 ** 53) + 1], [1.5, 2 ** 60, null, [1]]),
    request: fc.oneof(
      {
        weight: 20,
        arbitrary: fc.record(
          {
            principal: mostly(['*', 'arn:aws:iam::123456789012:user/lucy', '"},{'], [1, null]),
            action: mostly(['s3:GetObject', 'sts:AssumeRole', 'a:*'], ['s3', 's3: Get', ':', null]),
            resource: mostly(['*', 'arn:aws:iam::123456789012:role/a', 'arn:aws:s3:::b/k\n'], ['b', 'arn:::::', {}]),
            resourceAccount: mostly(['123456789012'], ['1', '123456789012\n', 5]),
            context: fc.oneof({ arbitrary: context, weight: 20 }, { arbitrary: fc.constant([]), weight: 1 }),
          },
          { requiredKeys: ['principal', 'action', 'resource'] },
        ),
      },
      { weight: 1, arbitrary: fc.constantFrom<unknown>({}, { policies: {} }, [], null) },
    ),
    policies: mostly(
      [
        {},
        { identity: [], resource: {} },
        { identity: [{ name: '}"\\', document: { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } }] },
        { scp: [[]] },
      ],
      [{ policies: {} }, { identity: {} }, [], 'text'],
    ),
  },
  { noNullPrototype: true },
);

/** Members in any order, one of them sometimes left out or too many. */
const entries = fc.tuple(members, fc.nat(20)).chain(([entry, chance]) => {
  const all: [string, unknown][] = Object.entries(entry);
  if (chance === 0) all.pop();
  if (chance === 1) all.push(['extra', 1]);
  if (chance === 2) all.push(['policies', {}]);
  return fc.shuffledSubarray(all, { minLength: all.length });
});

/** A case written with any white space, and sometimes with a slip of the pen. */
const line = fc
  .tuple(
    entries,
    fc.constantFrom('', ' ', '\t ', '\u00a0'),
    fc.option(fc.tuple(fc.nat(), fc.constantFrom('', '{', '}', ',', '"', ':', '\\', ' ')), { freq: 2 }),
  )
  .map(([written, space, slip]) => {
    const texts = written.map(([name, value]) => `${space}"${name}":${space}${JSON.stringify(value)}${space}`);
    const text = `{${texts.join(',')}}`;
    if (slip === null) return text;
    const at = slip[0] % text.length;
    return `${text.slice(0, at)}${slip[1]}${text.slice(at + 1)}`;
  });

/** What the schema makes of a line; null where it finds a fault. */
function bySchema(text: string): unknown {
  try {
    const parsed = EvaluationCase.safeParse(JSON.parse(text));
    return parsed.success ? { id: parsed.data.id, request: parsed.data.request } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

describe('reading a line without parsing repeated policies', () => {
  it('takes what the schema takes, as it takes it, and refuses the rest', () => {
    // The grammar of policies is not the schema's matter.
    const read = caseReader(() => ({ set: { identity: [], resource: [] }, asking: [] }));
    const outcome = (text: string): unknown => {
      try {
        const { id, request } = read(text);
        return { id, request };
      } catch (error) {
        if (error instanceof CaseFault) return null;
        throw error;
      }
    };
    let taken = 0;
    let refused = 0;
    fc.assert(
      fc.property(line, (text) => {
        const expected = bySchema(text);
        if (expected === null) refused += 1;
        else taken += 1;
        // Its policies are kept the second time.
        expect([outcome(text), outcome(text)]).toEqual([expected, expected]);
      }),
      { numRuns: 5000 },
    );
    expect(Math.min(taken, refused)).toBeGreaterThan(1000);
  });

  it('checks what stands beside the policies as the schema does', () => {
    const Head = EvaluationCase.omit({ policies: true });
    fc.assert(
      fc.property(entries, (written) => {
        const head = Object.fromEntries(written.filter(([name]) => name !== 'policies'));
        // The one name that the schema's records leave out is left to the schema.
        fc.pre(!JSON.stringify(head).includes('__proto__'));
        const parsed = Head.safeParse(head);
        expect(quickCaseHead(head)).toEqual(parsed.success ? parsed.data : null);
      }),
      { numRuns: 5000 },
    );
  });
});
