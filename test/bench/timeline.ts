import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src-main/clock.ts';
import { openWorkspace } from '../../src-main/storage/sqlite-workspace.ts';
import { groupsOf, histogramOf } from '../../src-main/timeline/summarize-matches.ts';
import { TimelineIndex, type Matches } from '../../src-main/timeline/timeline-index.ts';
import { Turns, type Breathe } from '../../src-main/timeline/turns.ts';
import { parseQuery } from '../../src-shared/timeline-query/parse-query.ts';
import { ACCOUNT_ID } from '../fixtures/account-documents.ts';
import { writeManyDecisions } from '../fixtures/many-decisions.ts';
import type { BenchRow } from './run.ts';

const DECISIONS = 1_000_000;
const UNTIL = '2026-03-01T12:00:00.000Z';

/** What people ask of a timeline, from what many rows fit to what few do. */
const QUERIES: readonly (readonly [name: string, query: string])[] = [
  ['verdict', 'verdict:denied'],
  ['principal-and-action', 'principal:user-7 action:s3:*'],
  ['word', 'object'],
  ['since', 'since:2026-02-28'],
  ['rare', 'action:CreateAccessKey verdict:explicit -principal:user-1 resource:*9'],
];

/** Measures how long the list of a timeline of a million decisions takes to answer. */
export async function timelineBench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  try {
    const path = join(folder, 'busy.gatehouse');
    const many = { count: DECISIONS, users: 5000, accountId: ACCOUNT_ID, until: UNTIL, days: 90 };
    const writing = await timed(() => writeManyDecisions(path, { isNew: true }, many));
    const rows: BenchRow[] = [
      { name: 'timeline/fixture', perSecond: (DECISIONS * 1000) / writing.ms },
      { name: 'timeline/file', bytes: statSync(path).size },
    ];

    const store = openWorkspace(path);
    try {
      const newest = await timed(() => store.decisions({ before: null, limit: 100 }));
      rows.push({ name: 'timeline/newest-100', ms: newest.ms });
      const first = await open(store);
      rows.push(
        { name: 'timeline/first-time', ms: first.ms },
        { name: 'timeline/first-time-longest-turn', ms: first.longest },
      );
      const again = await open(store);
      rows.push({ name: 'timeline/open', ms: again.ms });

      const { index } = again;
      for (const [name, text] of QUERIES) {
        const found = await timed(() => ask(index, text));
        const page = await timed(() => {
          const { rows: ranks, end } = found.value;
          store.timeline.summaries(index.sequencesOf(ranks.slice(end - 100, end)));
        });
        rows.push({ name: `timeline/filter-${name}`, ms: found.ms + page.ms });
      }
      const all = await ask(index, '');
      const ranks = all.rows.slice(0, all.end);
      const whole = { span: { from: -Infinity, to: Infinity }, most: 120 };
      const { columns, values } = index;
      const histogram = await watched((turns) => histogramOf(columns, ranks, whole, turns));
      const groups = await watched((turns) => groupsOf(columns, ranks, { by: 'resource', limit: 200 }, turns));
      const wanted = { field: 'resource', typed: 'bucket', limit: 20 } as const;
      const completions = await watched((turns) => values.most(wanted, turns));
      const typedOn = await watched((turns) => values.most({ ...wanted, typed: 'bucket-7/objects/12' }, turns));
      const middle = await timed(() =>
        store.timeline.summaries(index.sequencesOf(ranks.slice(DECISIONS / 2, DECISIONS / 2 + 100))),
      );
      const longest = [histogram, groups, completions, typedOn].map((each) => each.longest);
      rows.push(
        { name: 'timeline/page-in-the-middle', ms: middle.ms },
        { name: 'timeline/histogram', ms: histogram.ms },
        { name: 'timeline/groups', ms: groups.ms },
        { name: 'timeline/completions', ms: completions.ms },
        { name: 'timeline/completions-typed-on', ms: typedOn.ms },
        { name: 'timeline/longest-turn', ms: Math.max(...longest) },
      );
    } finally {
      store.close();
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ask(index: TimelineIndex, text: string): Promise<Matches> {
  const time = { now: systemClock().getTime(), utcOffsetMinutes: 0 };
  return index.matches({ key: text, query: parseQuery(text), time }, turnsOf(nextTurn));
}

/** Reads the columns, or makes them. */
async function open(
  store: ReturnType<typeof openWorkspace>,
): Promise<{ index: TimelineIndex; ms: number; longest: number }> {
  const index = new TimelineIndex(store.timeline);
  const first = { key: 'first', query: parseQuery('first'), time: { now: 0, utcOffsetMinutes: 0 } };
  const asked = await watched((turns) => index.matches(first, turns));
  return { index, ...asked };
}

/** Measures work in turns. `longest` is the longest time, in milliseconds, that nothing else had its turn. */
async function watched(work: (turns: Turns) => Promise<unknown>): Promise<{ ms: number; longest: number }> {
  let [longest, begun] = [0, performance.now()];
  const turns = turnsOf(async () => {
    longest = Math.max(longest, performance.now() - begun);
    await nextTurn();
    begun = performance.now();
  });
  const { ms } = await timed(() => work(turns));
  return { ms, longest: Math.max(longest, performance.now() - begun) };
}

function turnsOf(breathe: Breathe): Turns {
  return new Turns(() => performance.now(), breathe);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function timed<T>(work: () => T | Promise<T>): Promise<{ value: T; ms: number }> {
  const start = performance.now();
  const value = await work();
  return { value, ms: performance.now() - start };
}
