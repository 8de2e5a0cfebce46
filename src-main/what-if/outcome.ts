import type { SupposedContextEntry, WhatIfOutcome } from '../../src-shared/contract/what-if.ts';
import type { ContextEntry, StepReport, Verdict } from '../../src-shared/decision/record.ts';
import type { AwsError } from '../../src-shared/errors.ts';
import type { Principal } from '../../src-shared/principal.ts';
import { SUPPOSED } from '../request/supposed-context.ts';
import type { ExplainedPart } from '../timeline/compose-record.ts';
import { principalLabel, stepReports, type Progress } from '../timeline/steps.ts';

/** What was found out of a request that is not sent. */
export interface Found {
  readonly verdict: Verdict;
  readonly progress: Progress;
  /** Empty where policies were not asked. */
  readonly parts: readonly ExplainedPart[];
  readonly principal: Principal | null;
  /** What the request asks for, where it has no parts. */
  readonly asked: { readonly action: string; readonly resource: string };
  readonly error: AwsError | null;
  /** The context without anything supposed; null where it is not known. */
  readonly ownContext: readonly ContextEntry[] | null;
}

/** Tells what was found out. */
export function outcomeOf({ verdict, progress, parts, principal, asked, error, ownContext }: Found): WhatIfOutcome {
  const [first] = parts;
  const context = uniqueByKey(parts.flatMap((part) => part.context));
  const closed = progress.find(({ passed }) => !passed);
  const reached = progress.find(({ step }) => step === 'authorization');
  return {
    verdict,
    reason: (closed ?? reached)?.summary ?? '',
    steps: stepReports(progress).map((report) => (verdict === 'Allowed' ? undone(report) : report)),
    principal: principalLabel(principal),
    action: first?.part.action ?? asked.action,
    resource: first?.part.resource ?? asked.resource,
    parts: parts.map(({ part, explanation }) => ({ action: part.action, resource: part.resource, explanation })),
    context: compareContext(context, ownContext),
    removedContext: parts.length === 0 ? [] : removed(context, ownContext ?? []),
    error: error === null ? null : { status: error.httpStatus, code: error.code, message: error.message },
  };
}

/** The parts of a request share most of their context; a later part's value of a key stands for all. */
export function uniqueByKey(entries: readonly ContextEntry[]): ContextEntry[] {
  return [...new Map(entries.map((entry) => [entry.key.toLowerCase(), entry])).values()];
}

/** Steps behind the gates are not taken, and say so. */
function undone(report: StepReport): StepReport {
  if (report.status !== 'notReached') return report;
  const summary =
    report.step === 'action' ? 'Not done: this only asks what would be.' : 'Nothing in the account changed.';
  return { ...report, summary };
}

function compareContext(context: readonly ContextEntry[], own: readonly ContextEntry[] | null): SupposedContextEntry[] {
  const before = new Map(own?.map((entry) => [entry.key.toLowerCase(), entry.values]));
  return context.map((entry) => {
    const was = before.get(entry.key.toLowerCase()) ?? null;
    const overridden = entry.source === SUPPOSED || (own !== null && !isSame(entry.values, was));
    return { ...entry, overridden, was: overridden ? was : null };
  });
}

function removed(context: readonly ContextEntry[], own: readonly ContextEntry[]): ContextEntry[] {
  const there = new Set(context.map(({ key }) => key.toLowerCase()));
  return own.filter(({ key }) => !there.has(key.toLowerCase()));
}

function isSame(values: readonly string[], was: readonly string[] | null): boolean {
  return was !== null && values.length === was.length && values.every((value, index) => value === was[index]);
}
