import { describe, expect, it } from 'vitest';
import { GatehouseError } from '../../../src-shared/errors.ts';
import { Explanation } from '../../../src-shared/decision/explanation.ts';
import { checkPolicy, malformedPolicyMessage } from '../../../src-main/authorization/check-policy.ts';
import { type CompiledPolicy, compilePolicy } from '../../../src-main/authorization/compile.ts';
import { decide } from '../../../src-main/authorization/decide.ts';
import { explain } from '../../../src-main/authorization/explain.ts';
import { parsePrincipal } from '../../../src-main/authorization/parse-principal.ts';
import type { PolicyKind } from '../../../src-main/authorization/policy/document.ts';
import type { PolicySet } from '../../../src-main/authorization/policy-set.ts';
import type { AuthorizationRequest } from '../../../src-main/authorization/request.ts';
import { fc } from '../../fixtures/properties.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';
import { LUCY, policy, request } from './scenario.ts';

/*
 * 100,000 policies and requests that nobody should write, in four kinds. Each gets a clear error or a verdict on which
 * decide and explain agree, and gets it soon.
 */
const RUNS = { spoiltText: 30_000, spoiltDocument: 35_000, anyDocument: 10_000, request: 25_000 } as const;

/** A check against hanging, not a measure of speed: it leaves room for the collector and for busy machines. */
const SOON_MS = 20_000;

/** AWS takes no policy of more characters, so that the check reads no further; the evaluator itself has no limit. */
const LONGEST_CHECKED = 131_072;

const PATIENCE = { timeout: 300_000 };

/** Policies that follow the grammar, each of its kind. */
const GOOD: readonly (readonly [PolicyKind, object])[] = [
  [
    'identity',
    {
      Version: '2012-10-17',
      Id: 'fuzz',
      Statement: [
        {
          Sid: 'A',
          Effect: 'Allow',
          Action: ['s3:Get*', '*'],
          Resource: ['arn:aws:s3:::shop/${aws:username}/*', 'arn:aws:s3:::shop/*/1?'],
          Condition: {
            'ForAnyValue:StringLikeIfExists': { 'aws:x': ['a*', "${aws:y, 'z'}"] },
            IpAddress: { 'aws:SourceIp': ['::/0', '10.0.0.0/8'] },
          },
        },
        { Effect: 'Deny', NotAction: 's3:*', NotResource: 'arn:aws:s3:::shop' },
      ],
    },
  ],
  [
    'identity',
    {
      Statement: {
        Effect: 'Allow',
        Action: 's3:*',
        Resource: '*',
        Condition: {
          NumericLessThan: { 'aws:MultiFactorAuthAge': 3600 },
          DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
          Bool: { 'aws:SecureTransport': true },
          Null: { 'aws:TokenIssueTime': 'false' },
          BinaryEquals: { 'aws:x': 'YWJj' },
          ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/*' },
        },
      },
    },
  ],
  [
    'resource',
    {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: [LUCY, '123456789012'], Service: 's3.amazonaws.com' },
          Action: 's3:GetObject',
          Resource: '*',
        },
        { Effect: 'Deny', NotPrincipal: { AWS: LUCY }, Action: 's3:*', Resource: 'arn:aws:s3:::shop/*' },
      ],
    },
  ],
  [
    'trust',
    {
      Version: '2008-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: 'accounts.google.com' },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { 'accounts.google.com:aud': '1' } },
        },
      ],
    },
  ],
  ['scp', { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] }],
  ['rcp', { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }] }],
];

const good = fc.constantFrom(...GOOD);

/** Texts that have broken parsers and matchers: names of Object.prototype, halves of syntax, odd Unicode, many wildcards. */
const HOSTILE: readonly string[] = [
  '',
  ' ',
  '*',
  '?',
  '**',
  '*:*',
  '*'.repeat(300),
  '*a'.repeat(200),
  '?*'.repeat(200),
  '${',
  '${}',
  '${*}',
  '${$}{aws:username}',
  '${aws:username',
  "${aws:username, '",
  "${aws:x, 'a'}".repeat(20),
  '${${aws:username}}',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'aws:__proto__',
  'arn:',
  'arn:aws:::::::',
  'arn:aws:iam::123456789012:user/',
  `arn:aws:s3:::${'*'.repeat(50)}`,
  ':::::',
  '\u0000',
  '\uD800',
  '\u202E',
  'İ',
  'ﬁ',
  '\u{1F600}',
  '-0',
  '1e999',
  'NaN',
  '0x10',
  '999999999999999999999999999999',
  '9999-99-99T99:99:99Z',
  '::ffff:1.2.3.4/129',
  '1.2.3.4/-1',
  '256.0.0.1',
  'ForAllValues:ForAnyValue:StringEquals',
  'StringEqualsIfExistsIfExists',
  'a'.repeat(5_000),
];
const hostileText = fc.constantFrom(...HOSTILE);
const scalar = fc.oneof(
  { weight: 4, arbitrary: hostileText as fc.Arbitrary<unknown> },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, [], {}, [[]], [null], { AWS: {} }),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
);

const ELEMENTS = [
  'Version',
  'Id',
  'Statement',
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
  'StringLike',
  'AWS',
  'Federated',
  '__proto__',
  'constructor',
] as const;
const elementName = fc.oneof(fc.constantFrom<string>(...ELEMENTS), hostileText);

/** One change of a document, at the place that `at` comes to among all of its values. */
interface Change {
  readonly at: number;
  readonly how: 'replace' | 'remove' | 'rename' | 'insert' | 'wrap' | 'double';
  readonly name: string;
  readonly value: unknown;
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replace', 'replace', 'remove', 'rename', 'insert', 'wrap', 'double'),
  name: elementName,
  value: scalar,
});

/** How many values there are in a value, itself counted. */
function size(value: unknown): number {
  return 1 + children(value).reduce((sum, [, child]) => sum + size(child), 0);
}

function children(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function spoil(value: unknown, { at, ...how }: Change): unknown {
  const place = at % size(value);
  if (place === 0) return spoilt(value, { at, ...how });
  let next = 1;
  const entries = children(value).flatMap(([name, child]): [string, unknown][] => {
    const start = next;
    next += size(child);
    if (place < start || place >= next) return [[name, child]];
    if (place > start) return [[name, spoil(child, { at: place - start, ...how })]];
    if (how.how === 'remove') return [];
    if (how.how === 'rename') return [[how.name, child]];
    if (how.how === 'insert')
      return [
        [name, child],
        [how.name, how.value],
      ];
    return [[name, spoilt(child, { at: 0, ...how })]];
  });
  return Array.isArray(value) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

function spoilt(value: unknown, { how, name, value: put }: Change): unknown {
  if (how === 'wrap') return name.length % 2 === 0 ? [value] : { [name]: value };
  return how === 'double' ? [value, value] : put;
}

const spoiltDocument = fc
  .tuple(good, fc.array(change, { minLength: 1, maxLength: 4 }))
  .map(([[kind, document], changes]): [PolicyKind, string] => [
    kind,
    JSON.stringify(changes.reduce<unknown>(spoil, document)),
  ]);

/** A good policy with some of its characters changed, taken out or doubled. */
const spoiltText = fc
  .tuple(
    good,
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.constantFrom(
          '',
          '"',
          '{',
          '}',
          '[',
          ']',
          ',',
          ':',
          '*',
          '?',
          '$',
          '${',
          '\\',
          '\\u',
          '\u0000',
          '1',
          'é',
          '\uDC00',
          '/*',
        ),
        fc.nat(3),
      ),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([[kind, document], edits]): [PolicyKind, string] => [
    kind,
    edits.reduce((text, [at, put, cut]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + put + text.slice(place + cut);
    }, JSON.stringify(document)),
  ]);

/** Whatever JSON can hold, under the names that the grammar knows; and whatever text there is. */
const anyDocument = fc.tuple(
  fc.constantFrom<PolicyKind>('identity', 'resource', 'trust', 'scp', 'rcp'),
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .letrec((tie) => ({
          value: fc.oneof(
            { depthSize: 'small', withCrossShrink: true },
            scalar,
            fc.array(tie('value'), { maxLength: 3 }),
            fc
              .array(fc.tuple(elementName, tie('value')), { maxLength: 5 })
              .map((entries) => Object.fromEntries(entries) as unknown),
          ),
        }))
        .value.map((value) => JSON.stringify(value)),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  ),
);

/** Policies of every kind of layer, all the same; a policy fits some of them in its grammar and is no worse in others. */
function everywhere(compiled: CompiledPolicy): PolicySet {
  return {
    identity: [compiled],
    resource: [compiled],
    boundary: [compiled],
    session: [compiled],
    scp: [[compiled], [compiled]],
    rcp: [[compiled]],
    vpcEndpoint: [compiled],
  };
}

/**
 * What is wrong with the verdict on a request: decide and explain disagree, the explanation is not of its own shape, or
 * it finds something missing of what was allowed.
 */
function complaintsOfVerdict(asked: AuthorizationRequest, policies: PolicySet): string[] {
  const explanation = explain(asked, policies, SERVICE_FACTS);
  const verdict = decide(asked, policies, SERVICE_FACTS);
  return [
    ...(verdict === explanation.decision ? [] : [`decided ${verdict}, explained ${explanation.decision}`]),
    ...(Explanation.safeParse(explanation).success ? [] : ['the explanation has another shape']),
    ...((explanation.missing.length === 0) === (verdict === 'Allowed')
      ? []
      : ['what is missing contradicts the verdict']),
  ];
}

const ASKED: readonly AuthorizationRequest[] = [
  request({ context: { 'aws:x': ['a', '__proto__'], 'aws:SourceIp': '10.1.2.3' } }),
  request({ principal: '*', action: 'sts:AssumeRoleWithWebIdentity', resource: '*' }),
];

/** How a case ended, and what was wrong with it. */
interface Outcome {
  readonly ending: 'read' | 'refused';
  readonly complaints: readonly string[];
}

function compileOrRefuse(kind: PolicyKind, text: string): CompiledPolicy | GatehouseError {
  try {
    return compilePolicy(text, { name: 'p', arn: null, source: 'test' }, kind);
  } catch (thrown) {
    if (thrown instanceof GatehouseError) return thrown;
    throw thrown;
  }
}

/** Whether an error says what is wrong, where and how to mend it. */
function isClear({ code, message, place, mend }: GatehouseError): boolean {
  return code === 'InvalidPolicy' && message !== '' && /line \d+, column \d+$/.test(place ?? '') && (mend ?? '') !== '';
}

/** Reads, checks, compiles and judges a policy. */
function tryPolicy(kind: PolicyKind, text: string): Outcome {
  return soon(() => {
    const errors = checkPolicy(text, kind, null, { maximumLength: Infinity }).filter(
      ({ severity }) => severity === 'error',
    );
    const compiled = compileOrRefuse(kind, text);
    const unclear = errors.filter(
      ({ line, column, length, message, mend }) =>
        line < 1 || column < 1 || length < 1 || message === '' || mend === '',
    );
    const complaints = unclear.map((error) => `unclear: ${JSON.stringify(error)}`);
    if (compiled instanceof GatehouseError) {
      if (errors.length === 0) complaints.push('refused without a problem that says why');
      if (!isClear(compiled)) complaints.push(`unclear: ${compiled.message}`);
      return { ending: 'refused', complaints };
    }
    if (errors.length > 0 && text.length <= LONGEST_CHECKED) complaints.push('read in spite of its problems');
    const policies = everywhere(compiled);
    return {
      ending: 'read',
      complaints: [...complaints, ...ASKED.flatMap((asked) => complaintsOfVerdict(asked, policies))],
    };
  });
}

/** Runs a case and complains when it does not end soon. */
function soon(run: () => Outcome): Outcome {
  const start = performance.now();
  const { ending, complaints } = run();
  const took = performance.now() - start;
  return { ending, complaints: took < SOON_MS ? complaints : [...complaints, `took ${took} ms`] };
}

describe('a malformed policy is refused with what, where and how to mend it, or read and judged', () => {
  it.each([
    ['a good one with characters spoilt', spoiltText, RUNS.spoiltText],
    ['a good one with values spoilt', spoiltDocument, RUNS.spoiltDocument],
    ['some JSON or text or other', anyDocument, RUNS.anyDocument],
  ])('%s', PATIENCE, (_name, texts, numRuns) => {
    const endings = new Set<string>();
    fc.assert(
      fc.property(texts, ([kind, text]) => {
        const { ending, complaints } = tryPolicy(kind, text);
        endings.add(ending);
        expect(complaints).toEqual([]);
      }),
      { numRuns },
    );
    expect(endings).toContain('refused');
  });

  it.each(GOOD)('which the good ones are not: %s', (kind, document) => {
    expect(tryPolicy(kind, JSON.stringify(document))).toEqual({ ending: 'read', complaints: [] });
  });

  it('and AWS words the refusal of each', () => {
    fc.assert(
      fc.property(fc.oneof(spoiltText, spoiltDocument), ([kind, text]) => {
        const refused = checkPolicy(text, kind, null, { maximumLength: Infinity }).some(
          ({ severity }) => severity === 'error',
        );
        expect(malformedPolicyMessage(text, kind) !== null).toBe(refused);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a request that makes no sense', () => {
  const text = fc.oneof(hostileText, fc.string({ unit: 'binary', maxLength: 30 }));
  const contextValue = fc.oneof(text, fc.array(text, { maxLength: 3 }));
  const contextKey = fc.oneof(
    fc.constantFrom('aws:x', 'aws:y', 'aws:username', 'aws:sourceip', 'aws:currenttime', '__proto__', 'constructor'),
    text,
  );
  const principal = fc
    .oneof(fc.constantFrom(LUCY, '*', 's3.amazonaws.com'), text)
    .map((name) => parsePrincipal(name) ?? ({ kind: 'service', service: name } as const));
  const asked: fc.Arbitrary<AuthorizationRequest> = fc
    .record({
      principal,
      action: fc.oneof(fc.constantFrom('s3:GetObject', 'S3:GETOBJECT', 's3:', ':', 'sts:GetCallerIdentity'), text),
      resource: fc.oneof(fc.constantFrom('*', 'arn:aws:s3:::shop/lucy/1'), text),
      resourceAccountId: fc.constantFrom('123456789012', '', '*'),
      context: fc.array(fc.tuple(contextKey, contextValue), { maxLength: 6 }),
    })
    .map((parts) => ({ ...parts, context: new Map(parts.context) }));
  const compiled = GOOD.map(([kind, document]) => {
    const { Statement } = document as { Statement: Record<string, unknown> };
    return policy(Statement, kind);
  });

  it('gets a verdict all the same, on which decide and explain agree', PATIENCE, () => {
    fc.assert(
      fc.property(asked, fc.constantFrom(...compiled), (what, rules) => {
        const { complaints } = soon(() => ({
          ending: 'read',
          complaints: complaintsOfVerdict(what, everywhere(rules)),
        }));
        expect(complaints).toEqual([]);
      }),
      { numRuns: RUNS.request },
    );
  });

  it('is made of all the runs that make 100,000', () => {
    expect(Object.values(RUNS).reduce((sum, runs) => sum + runs, 0)).toBe(100_000);
  });
});

function stars(count: number): string {
  return `arn:aws:s3:::${'a*'.repeat(count)}b`;
}

function nested(depth: number): string {
  return `${'{"Statement":['.repeat(depth)}${']}'.repeat(depth)}`;
}

function many<Value>(count: number, value: (index: number) => Value): Value[] {
  return Array.from({ length: count }, (_, index) => value(index));
}

/** A policy of one statement that allows everything, but for what is said otherwise. */
function statement(more: object): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...more }],
  });
}

describe('what is huge is done with soon', () => {
  it.each<[string, string, 'read' | 'refused']>([
    ['a resource with 20,000 stars', statement({ Resource: stars(20_000) }), 'read'],
    [
      'a condition with 20,000 stars',
      statement({ Condition: { StringLike: { 'aws:x': `${'*a'.repeat(20_000)}b` } } }),
      'read',
    ],
    ['a variable 5,000 times over', statement({ Resource: `arn:aws:s3:::${'${aws:username}'.repeat(5_000)}` }), 'read'],
    ['variables that do not end', statement({ Resource: `arn:aws:s3:::${'${'.repeat(20_000)}` }), 'read'],
    ['20,000 actions', statement({ Action: many(20_000, (index) => `s3:Get${index}*`) }), 'read'],
    [
      '2,000 statements',
      JSON.stringify({
        Version: '2012-10-17',
        Statement: many(2_000, (index) => ({ Sid: `S${index}`, Effect: 'Allow', Action: 's3:*', Resource: stars(10) })),
      }),
      'read',
    ],
    ['a text of a million characters', statement({ Resource: `arn:aws:s3:::${'x'.repeat(1_000_000)}` }), 'read'],
    ['nesting 100,000 deep', nested(100_000), 'refused'],
    ['100,000 brackets', '['.repeat(100_000), 'refused'],
    ['100,000 quotation marks', '"'.repeat(100_000), 'refused'],
    ['a million spaces', `{${' '.repeat(1_000_000)}`, 'refused'],
    ['20,000 keys that are not elements', `{${many(20_000, (index) => `"k${index}":1`).join(',')}}`, 'refused'],
  ])('%s', PATIENCE, (_name, text, ending) => {
    const long = request({ resource: `arn:aws:s3:::${'a'.repeat(20_000)}`, context: { 'aws:x': 'a'.repeat(20_000) } });
    expect(tryPolicy('identity', text)).toEqual({ ending, complaints: [] });
    const compiled = compileOrRefuse('identity', text);
    const { complaints } = soon(() => ({
      ending,
      complaints: compiled instanceof GatehouseError ? [] : complaintsOfVerdict(long, everywhere(compiled)),
    }));
    expect(complaints).toEqual([]);
  });
});
