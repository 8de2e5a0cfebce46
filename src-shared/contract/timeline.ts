import { z } from 'zod';
import { DecisionRecord, RecordSummary, Verdict } from '../decision/record.ts';
import { Nothing, procedure } from './define.ts';
import { WorkId } from './work.ts';

/** A query of the timeline with what fixes its meaning. @see src-shared/timeline-query */
export const TimelineQuestion = z.object({
  /** In the query language; empty for everything. */
  text: z.string().max(2000),
  /** When it is asked, which `1h` and `14:05` are told from; null for now, as the model's clock has it. */
  now: z.iso.datetime().nullable(),
  /** How far local time is ahead of UTC. */
  utcOffsetMinutes: z.number().int().min(-1440).max(1440),
});
export type TimelineQuestion = z.infer<typeof TimelineQuestion>;

/** How many records of each verdict. */
export const VerdictCounts = z.record(Verdict, z.number().int());
export type VerdictCounts = z.infer<typeof VerdictCounts>;

/**
 * Which records match. Matches have ranks, oldest first, that stay the same as records arrive; `first` is the rank of the
 * oldest that is still kept and `end` one more than that of the newest.
 */
export const TimelineMatches = z.object({
  first: z.number().int(),
  end: z.number().int(),
  /** How many records the workspace holds in all. */
  total: z.number().int(),
  /** The sequence number of the newest record that was looked at; 0 where there is none. */
  newest: z.number().int(),
  /** The time that the question was asked at; given back in what is asked next. */
  now: z.iso.datetime(),
  /** Another number means that ranks were given anew. */
  generation: z.number().int(),
});
export type TimelineMatches = z.infer<typeof TimelineMatches>;

/** How records are put together. */
export const TimelineGrouping = z.enum(['principal', 'action', 'resource', 'verdict']);
export type TimelineGrouping = z.infer<typeof TimelineGrouping>;

export const TimelineGroup = z.object({
  /** What the records have in common: an ARN where the principal has one, an action, a resource, a verdict. */
  value: z.string(),
  /** The clause that, added to the query, leaves this group. */
  clause: z.string(),
  count: z.number().int(),
  verdicts: VerdictCounts,
  newestAt: z.iso.datetime(),
});
export type TimelineGroup = z.infer<typeof TimelineGroup>;

export const TimelineHistogram = z.object({
  /** Milliseconds since 1970: where the first bucket begins. */
  from: z.number(),
  /** How many milliseconds a bucket is wide. */
  width: z.number().positive(),
  /** One after the other, empty ones as well. */
  buckets: z.array(VerdictCounts),
});
export type TimelineHistogram = z.infer<typeof TimelineHistogram>;

/** Fields whose values only the timeline knows. */
export const ListedField = z.enum(['principal', 'action', 'resource', 'service', 'error', 'account', 'status']);
export type ListedField = z.infer<typeof ListedField>;

/** A query that was given a name, or, with no name, that was used not long ago. */
export const TimelineFilter = z.object({
  name: z.string().trim().min(1, 'Give the filter a name.').max(60, 'A name has at most 60 characters.').nullable(),
  query: z.string().min(1).max(2000),
});
export type TimelineFilter = z.infer<typeof TimelineFilter>;
export const TimelineFilters = z.object({
  /** By name. */
  saved: z.array(TimelineFilter),
  /** The one used last first. */
  recent: z.array(TimelineFilter),
});
export type TimelineFilters = z.infer<typeof TimelineFilters>;

export const ExportFormat = z.enum(['json', 'cloudTrail', 'csv']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** Which records: those of a question, or these. */
export const RecordChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('question'), question: TimelineQuestion }),
  z.object({ kind: z.literal('ids'), ids: z.array(z.string()).min(1).max(1000) }),
]);
export type RecordChoice = z.infer<typeof RecordChoice>;

/** The decision timeline. */
export const timelineProcedures = {
  /** Newest first; `before` is a sequence number, exclusive, for the next page. */
  'timeline.list': procedure(
    z.object({ before: z.number().int().nullable(), limit: z.number().int().min(1).max(500) }),
    z.object({ records: z.array(RecordSummary), total: z.number().int() }),
  ),
  'timeline.get': procedure(z.object({ id: z.string() }), DecisionRecord.nullable()),
  /** Signs the recorded request again, now, with the same access key, and sends it. */
  'timeline.replay': procedure(z.object({ id: z.string() }), z.object({ record: DecisionRecord })),

  /** Long work the first time that a large timeline is asked. */
  'timeline.ask': procedure(z.object({ question: TimelineQuestion, workId: WorkId.nullable() }), TimelineMatches),
  /** The matches from one rank on, oldest first. */
  'timeline.rows': procedure(
    z.object({
      question: TimelineQuestion,
      from: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    z.object({ matches: TimelineMatches, records: z.array(RecordSummary) }),
  ),
  /** The IDs of the newest matches, newest first. */
  'timeline.ids': procedure(
    z.object({ question: TimelineQuestion, limit: z.number().int().min(1).max(10_000) }),
    z.object({ ids: z.array(z.string()) }),
  ),
  /** Null when nothing matches. Spans the times that the question names, else those of its matches. */
  'timeline.histogram': procedure(
    z.object({ question: TimelineQuestion, buckets: z.number().int().min(1).max(400) }),
    TimelineHistogram.nullable(),
  ),
  /** The largest groups first. */
  'timeline.groups': procedure(
    z.object({ question: TimelineQuestion, by: TimelineGrouping, limit: z.number().int().min(1).max(1000) }),
    z.object({
      groups: z.array(TimelineGroup),
      /** What is in no group that is listed. */
      others: z.object({ groups: z.number().int(), records: z.number().int() }),
    }),
  ),
  /** Values of a field that hold what is typed, the most frequent first. */
  'timeline.values': procedure(
    z.object({ field: ListedField, typed: z.string().max(200), limit: z.number().int().min(1).max(100) }),
    z.array(z.object({ value: z.string(), count: z.number().int() })),
  ),

  'timeline.pins': procedure(Nothing, z.object({ ids: z.array(z.string()) })),
  'timeline.setPinned': procedure(
    z.object({ ids: z.array(z.string()).min(1).max(1000), pinned: z.boolean() }),
    z.object({ ids: z.array(z.string()) }),
  ),

  'timeline.filters': procedure(Nothing, TimelineFilters),
  /** Keeps a query under a name (taking the place of the one that had it), or among those used lately. */
  'timeline.keepFilter': procedure(TimelineFilter, TimelineFilters),
  'timeline.forgetFilter': procedure(z.object({ name: z.string() }), TimelineFilters),

  /**
   * The next part of a file of records, newest first; the parts put together are the file. Nothing that the timeline does
   * not hold is in it, and the timeline holds no secret.
   */
  'timeline.exportPart': procedure(
    z.object({
      choice: RecordChoice,
      format: ExportFormat,
      /** How many records are in the parts before. */
      done: z.number().int().min(0),
      /** What the first part said; null for the first. Records that arrive meanwhile are in none. */
      end: z.number().int().nullable(),
    }),
    z.object({
      text: z.string(),
      done: z.number().int(),
      end: z.number().int(),
      total: z.number().int(),
      last: z.boolean(),
    }),
  ),
} as const;
