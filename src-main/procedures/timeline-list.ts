import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import type {
  RecordChoice,
  TimelineFilters,
  TimelineMatches,
  TimelineQuestion,
} from '../../src-shared/contract/timeline.ts';
import type { RecordSummary } from '../../src-shared/decision/record.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import { compileQuery } from '../../src-shared/timeline-query/compile-query.ts';
import { parseQuery } from '../../src-shared/timeline-query/parse-query.ts';
import type { Clock } from '../clock.ts';
import { exportDecisions } from '../exchange/export-decisions.ts';
import type { Lab } from '../lab.ts';
import type { LongWork } from '../long-work.ts';
import type { WorkspaceStore } from '../storage/workspace-store.ts';
import { groupsOf, histogramOf } from '../timeline/summarize-matches.ts';
import { TimelineIndex, type KeyedQuery, type Matches } from '../timeline/timeline-index.ts';
import { Turns, type Breathe } from '../timeline/turns.ts';

/** So many records are in one part of an exported file: a few milliseconds' work. */
const RECORDS_IN_A_PART = { csv: 2000, json: 100, cloudTrail: 100 } as const;

type Procedures =
  | 'ask'
  | 'rows'
  | 'ids'
  | 'histogram'
  | 'groups'
  | 'values'
  | 'pins'
  | 'setPinned'
  | 'filters'
  | 'keepFilter'
  | 'forgetFilter'
  | 'exportPart';

/** What the timeline's list asks: rows by query, pins, filters, and files of records. */
export function timelineListProcedures(
  lab: Lab,
  { clock, longWork }: { readonly clock: Clock; readonly longWork: LongWork },
): Pick<Handlers<GatehouseContract>, `timeline.${Procedures}`> {
  const indexes = new WeakMap<WorkspaceStore, TimelineIndex>();
  const indexOf = (store: WorkspaceStore): TimelineIndex => {
    const index = indexes.get(store) ?? new TimelineIndex(store.timeline);
    indexes.set(store, index);
    return index;
  };
  const search = <T>(
    question: TimelineQuestion,
    use: (found: Found, turns: Turns) => T | Promise<T>,
    breathe: Breathe = nextTurn,
  ): Promise<T> =>
    lab.during(async ({ workspace: { store } }) => {
      const index = indexOf(store);
      const asked = keyed(question, clock);
      const turns = new Turns(() => performance.now(), breathe);
      const matches = await index.matches(asked, turns);
      return use({ store, index, asked, matches }, turns);
    });

  return {
    'timeline.ask': ({ question, workId }) =>
      workId === null
        ? search(question, describe)
        : longWork.run(workId, ({ step }) => search(question, describe, step)),
    'timeline.rows': ({ question, from, limit }) =>
      search(question, (found) => {
        const rows = found.matches.rows.slice(Math.max(from, found.matches.first), from + limit);
        const records = found.store.timeline.summaries(found.index.sequencesOf(rows));
        return { matches: describe(found), records };
      }),
    'timeline.ids': ({ question, limit }) =>
      search(question, ({ store, index, matches: { rows, first, end } }) => {
        const sequences = index.sequencesOf(rows.slice(Math.max(first, end - limit), end));
        return { ids: store.timeline.ids(sequences).toReversed() };
      }),
    'timeline.histogram': ({ question, buckets }) =>
      search(question, ({ index, asked, matches }, turns) =>
        histogramOf(index.columns, kept(matches), { span: spanOf(asked), most: buckets }, turns),
      ),
    'timeline.groups': ({ question, by, limit }) =>
      search(question, ({ index, matches }, turns) => groupsOf(index.columns, kept(matches), { by, limit }, turns)),
    'timeline.values': (wanted) =>
      search(EVERYTHING, async ({ index }, turns) => [...(await index.values.most(wanted, turns))]),

    'timeline.pins': () => ({ ids: lab.require().workspace.store.timeline.pins() }),
    'timeline.setPinned': ({ ids, pinned }) => {
      const { store } = lab.require().workspace;
      store.timeline.setPinned(ids, pinned);
      indexOf(store).pinsChanged();
      return { ids: store.timeline.pins() };
    },

    'timeline.filters': () => filtersOf(lab.require().workspace.store),
    'timeline.keepFilter': (filter) => {
      const { store } = lab.require().workspace;
      store.timeline.keepFilter(filter);
      return filtersOf(store);
    },
    'timeline.forgetFilter': ({ name }) => {
      const { store } = lab.require().workspace;
      store.timeline.forgetFilter(name);
      return filtersOf(store);
    },

    'timeline.exportPart': ({ choice, format, done, end: known }) =>
      search(choice.kind === 'question' ? choice.question : EVERYTHING, ({ store, index, asked, matches }) => {
        const end = known ?? (choice.kind === 'ids' ? choice.ids.length : matches.end);
        const total = choice.kind === 'ids' ? end : Math.max(0, end - matches.first);
        const to = Math.min(done + RECORDS_IN_A_PART[format], total);
        const summaries = chosen(choice, { store, index, asked, matches }, { from: end - to, to: end - done });
        const part = { isFirst: done === 0, isLast: to >= total };
        const text = exportDecisions(summaries, format, { part, recordOf: (id) => store.decision(id) });
        return { text, done: to, end, total, last: part.isLast };
      }),
  };
}

interface Found {
  readonly store: WorkspaceStore;
  readonly index: TimelineIndex;
  readonly asked: KeyedQuery;
  readonly matches: Matches;
}

const EVERYTHING: TimelineQuestion = { text: '', now: null, utcOffsetMinutes: 0 };

/** A turn of the event loop for everybody else. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** @throws GatehouseError `InvalidQuery`, with the place and the mend of the first problem. */
function keyed(question: TimelineQuestion, clock: Clock): KeyedQuery {
  const query = parseQuery(question.text);
  const [problem] = query.problems;
  if (problem !== undefined) {
    throw new GatehouseError('InvalidQuery', problem.message, {
      place: question.text.slice(problem.from, problem.to),
      mend: problem.mend,
    });
  }
  const now = question.now === null ? clock().getTime() : Date.parse(question.now);
  const { utcOffsetMinutes } = question;
  // Only times depend on when and where a question is asked.
  const isTimed = query.clauses.some(({ field }) => field === 'since' || field === 'until');
  const key = JSON.stringify([question.text.trim(), ...(isTimed ? [now, utcOffsetMinutes] : [])]);
  return { key, query, time: { now, utcOffsetMinutes } };
}

function describe({ index, asked, matches: { first, end } }: Found): TimelineMatches {
  const now = new Date(asked.time.now).toISOString();
  return { first, end, total: index.total, newest: index.newest, now, generation: index.generationOf(asked.query) };
}

function kept({ rows, first, end }: Matches): Uint32Array {
  return rows.slice(first, end);
}

/** The times that a query names. */
function spanOf({ query, time }: KeyedQuery): { from: number; to: number } {
  let [from, to] = [-Infinity, Infinity];
  for (const { negated, anyOf } of compileQuery(query, time)) {
    for (const test of negated ? [] : anyOf) {
      if (test.column !== 'at') continue;
      from = Math.max(from, test.from);
      to = Math.min(to, test.to);
    }
  }
  return { from, to };
}

function filtersOf(store: WorkspaceStore): TimelineFilters {
  const filters = store.timeline.filters();
  return {
    saved: filters.filter(({ name }) => name !== null),
    recent: filters.filter(({ name }) => name === null),
  };
}

/** The rows in a range, the newest first. */
function chosen(
  choice: RecordChoice,
  { store, index, matches }: Found,
  { from, to }: { readonly from: number; readonly to: number },
): RecordSummary[] {
  if (choice.kind === 'question') {
    return store.timeline.summaries(index.sequencesOf(matches.rows.slice(from, to))).toReversed();
  }
  const sequences = choice.ids.flatMap((id) => store.timeline.sequenceOf(id) ?? []);
  return store.timeline
    .summaries(sequences.toSorted((one, other) => one - other))
    .slice(from, to)
    .toReversed();
}
