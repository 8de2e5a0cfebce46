import { openAwsManagedPolicies } from '../../src-main/account/shipped-managed-policies.ts';
import { type CompiledPolicy, compilePolicy } from '../../src-main/authorization/compile.ts';
import { decide } from '../../src-main/authorization/decide.ts';
import { explain } from '../../src-main/authorization/explain.ts';
import { parsePrincipal } from '../../src-main/authorization/parse-principal.ts';
import type { PolicyKind } from '../../src-main/authorization/policy/document.ts';
import type { PolicySet } from '../../src-main/authorization/policy-set.ts';
import { contextOfPrincipal } from '../../src-main/authorization/principal-context.ts';
import type { AuthorizationRequest } from '../../src-main/authorization/request.ts';
import { openServiceReference } from '../../src-main/request/iam-data-reference.ts';
import { serviceFacts } from '../../src-main/request/service-facts.ts';

interface Row {
  readonly name: string;
  readonly perSecond?: number;
  readonly bytes?: number;
}

/** A request and its policies; the verdict that a measured run must come to, so that nothing wrong is measured. */
interface Case {
  readonly request: AuthorizationRequest;
  readonly policies: PolicySet;
}

const ACCOUNT = '123456789012';
const FACTS = serviceFacts(openServiceReference('out/data'));
const ROUNDS = 9;
const ROUND_MS = 120;

function request(
  principalArn: string,
  action: string,
  resource: string,
  context: Record<string, string>,
): AuthorizationRequest {
  const principal = parsePrincipal(principalArn);
  if (principal === null) throw new Error(`${principalArn} is no principal.`);
  const keys = new Map<string, string | readonly string[]>(contextOfPrincipal(principal));
  for (const [key, value] of Object.entries(context)) keys.set(key.toLowerCase(), value);
  return { principal, action, resource, resourceAccountId: ACCOUNT, context: keys };
}

function policy(name: string, statements: readonly object[], kind: PolicyKind = 'identity'): CompiledPolicy {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  return compilePolicy(text, { name, arn: null, source: 'bench' }, kind);
}

const SIMPLE_STATEMENTS = [
  { Sid: 'List', Effect: 'Allow', Action: ['s3:ListBucket', 's3:GetBucketLocation'], Resource: 'arn:aws:s3:::shop' },
  { Sid: 'Read', Effect: 'Allow', Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: 'arn:aws:s3:::shop/*' },
  { Sid: 'Keep', Effect: 'Deny', Action: 's3:DeleteObject*', Resource: 'arn:aws:s3:::shop/ledger/*' },
];

/** One identity policy with three statements. */
function simpleCase(): Case {
  return {
    request: request(`arn:aws:iam::${ACCOUNT}:user/lucy`, 's3:GetObject', 'arn:aws:s3:::shop/orders/1.json', {}),
    policies: { identity: [policy('simple', SIMPLE_STATEMENTS)], resource: [] },
  };
}

/** A role session with 10 identity policies of 3 statements, a boundary, 2 SCP levels, a resource policy with 4 conditions, 7 context keys. */
function heavyCase(): Case {
  const services = ['ec2', 'dynamodb', 'sqs', 'sns', 'lambda', 'logs', 'kms', 'iam', 'athena', 's3'];
  const identity = services.map((service, index) =>
    policy(`work-${index}`, [
      { Sid: 'Look', Effect: 'Allow', Action: [`${service}:Get*`, `${service}:List*`], Resource: '*' },
      {
        Sid: 'Team',
        Effect: 'Allow',
        Action: `${service}:*`,
        Resource: '*',
        Condition: { StringEquals: { 'aws:PrincipalTag/team': 'shop' } },
      },
      {
        Sid: 'OnlyAtHome',
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '198.51.100.0/24'] } },
      },
    ]),
  );
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
  const resource = policy(
    'bucket',
    [
      {
        Sid: 'Strangers',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: ['arn:aws:s3:::shop', 'arn:aws:s3:::shop/*'],
        Condition: {
          StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
          Bool: { 'aws:SecureTransport': 'false' },
          ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/*` },
          NumericLessThan: { 's3:TlsVersion': '1.2' },
        },
      },
    ],
    'resource',
  );
  return {
    request: request(
      `arn:aws:sts::${ACCOUNT}:assumed-role/worker/session`,
      's3:GetObject',
      'arn:aws:s3:::shop/orders/1.json',
      {
        'aws:SourceIp': '203.0.113.7',
        'aws:SecureTransport': 'true',
        'aws:PrincipalOrgID': 'o-a1b2c3d4e5',
        'aws:PrincipalTag/team': 'shop',
        's3:TlsVersion': '1.3',
        'aws:RequestedRegion': 'eu-central-1',
        'aws:CurrentTime': '2026-01-31T12:00:00Z',
      },
    ),
    policies: {
      identity,
      resource: [resource],
      boundary: [policy('boundary', [{ Effect: 'Allow', Action: ['s3:*', 'dynamodb:*'], Resource: '*' }])],
      scp: [
        [policy('FullAWSAccess', [everything])],
        [
          policy('FullAWSAccess', [everything]),
          policy('Region', [
            {
              Effect: 'Deny',
              NotAction: ['iam:*', 'sts:*'],
              Resource: '*',
              Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
            },
          ]),
        ],
      ],
    },
  };
}

/** One principal with 10,000 statements in 100 policies, on as many buckets; `actions` are those of each statement. */
function manyStatementsCase(actions: (index: number) => string[]): Case {
  const identity = Array.from({ length: 100 }, (_, group) =>
    policy(
      `many-${group}`,
      Array.from({ length: 100 }, (_entry, index) => ({
        Effect: 'Allow',
        Action: actions(index),
        Resource: `arn:aws:s3:::bucket-${group}-${index}/*`,
      })),
    ),
  );
  const last = policy('last', [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/*' }]);
  return { request: simpleCase().request, policies: { identity: [...identity, last], resource: [] } };
}

/** The newest versions of AWS's managed policies, which people attach as they are. */
function awsManagedPolicies(): { readonly name: string; readonly text: string }[] {
  const shipped = openAwsManagedPolicies('out/data');
  return shipped.list().map(({ arn, name }) => ({ name, text: shipped.get(arn)?.document ?? '' }));
}

/** 1,000 requests of 100 principals with ten AWS managed policies each, for actions that these mention and others. */
function mixedCases(managed: readonly CompiledPolicy[]): readonly Case[] {
  const references = openServiceReference('out/data');
  const services = ['s3', 'ec2', 'iam', 'lambda', 'dynamodb', 'kms', 'sqs', 'logs', 'ecs', 'glue'];
  const actions = services.flatMap((service) => references.actions(service).map(({ action }) => action));
  // A fixed step through the lists gives the same mix in every run.
  return Array.from({ length: 1_000 }, (_, index) => {
    const identity = Array.from(
      { length: 10 },
      (_entry, at) => managed[((index % 100) * 31 + at * 17) % managed.length],
    );
    return {
      request: request(
        `arn:aws:iam::${ACCOUNT}:user/user-${index % 100}`,
        actions[(index * 37) % actions.length] ?? '',
        '*',
        { 'aws:SourceIp': '203.0.113.7', 'aws:RequestedRegion': 'eu-central-1' },
      ),
      policies: { identity: identity.filter((entry) => entry !== undefined), resource: [] },
    };
  });
}

/** How much memory a compiled policy takes, on average over AWS's managed policies. */
function bytesPerPolicy(texts: readonly { readonly name: string; readonly text: string }[]): number {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error('The bench needs --expose-gc.');
  collect();
  const before = process.memoryUsage().heapUsed;
  const kept = texts.map(({ name, text }) => compilePolicy(text, { name, arn: null, source: 'bench' }));
  collect();
  return (process.memoryUsage().heapUsed - before) / kept.length;
}

/** Runs a piece of work in rounds after a warm-up. @returns how often a second it ran, the median of the rounds. */
function rate(work: () => unknown): number {
  let kept: unknown;
  const round = (milliseconds: number): number => {
    const start = performance.now();
    let runs = 0;
    let elapsed = 0;
    while (elapsed < milliseconds) {
      for (let run = 0; run < 500; run += 1) kept = work();
      runs += 500;
      elapsed = performance.now() - start;
    }
    return (runs / elapsed) * 1000;
  };
  round(ROUND_MS * 3);
  const rates = Array.from({ length: ROUNDS }, () => round(ROUND_MS)).toSorted((left, right) => left - right);
  if (kept === undefined) throw new Error('The work gave nothing.');
  return rates[Math.floor(rates.length / 2)] ?? 0;
}

function mustAllow({ request: asked, policies }: Case): Case {
  const verdict = decide(asked, policies, FACTS);
  if (verdict !== 'Allowed')
    throw new Error(`A case of the bench came to ${verdict}: ${explain(asked, policies, FACTS).reason}`);
  return { request: asked, policies };
}

function decided({ request: asked, policies }: Case): unknown {
  return decide(asked, policies, FACTS);
}

function explained({ request: asked, policies }: Case): unknown {
  return explain(asked, policies, FACTS);
}

/** The evaluator's figures on one thread: decisions, explanations and compilations a second, and memory. */
export function evaluatorBench(): Promise<Row[]> {
  const simple = mustAllow(simpleCase());
  const heavy = mustAllow(heavyCase());
  const many = mustAllow(manyStatementsCase((index) => [`service${index}:Get*`, `service${index}:PutObject`]));
  const sameAction = mustAllow(manyStatementsCase(() => ['s3:GetObject', 's3:PutObject']));
  const shipped = awsManagedPolicies();
  const bytes = bytesPerPolicy(shipped);
  const managed = shipped.map(({ name, text }) => compilePolicy(text, { name, arn: null, source: 'bench' }));
  const mixed = inTurn(mixedCases(managed));
  const texts = inTurn(shipped);
  const text = JSON.stringify({ Version: '2012-10-17', Statement: SIMPLE_STATEMENTS });
  const label = { name: 'p', arn: null, source: 'bench' };
  return Promise.resolve([
    { name: 'decide/simple', perSecond: rate(() => decided(simple)) },
    { name: 'decide/heavy', perSecond: rate(() => decided(heavy)) },
    { name: 'decide/aws-managed-mix', perSecond: rate(() => decided(mixed())) },
    { name: 'decide/10000-statements', perSecond: rate(() => decided(many)) },
    { name: 'decide/10000-statements-one-action', perSecond: rate(() => decided(sameAction)) },
    { name: 'explain/simple', perSecond: rate(() => explained(simple)) },
    { name: 'explain/heavy', perSecond: rate(() => explained(heavy)) },
    { name: 'compile/policy', perSecond: rate(() => compilePolicy(text, label)) },
    { name: 'compile/aws-managed-mix', perSecond: rate(() => compilePolicy(texts().text, label)) },
    { name: 'memory/compiled-policy', bytes },
  ]);
}

/** Gives the entries of a list one after the other, over and over. */
function inTurn<T>(entries: readonly T[]): () => T {
  let at = -1;
  return () => {
    at = (at + 1) % entries.length;
    const entry = entries[at];
    if (entry === undefined) throw new Error('There is nothing to measure with.');
    return entry;
  };
}
