import type { Explanation } from '../../src-shared/decision/explanation.ts';
import type { ContextEntry, DecisionRecord, HeaderList, Verdict } from '../../src-shared/decision/record.ts';
import type { WeighedRequest } from '../../src-shared/decision/weighed-request.ts';
import type { AwsError } from '../../src-shared/errors.ts';
import type { DocumentEdit } from '../../src-shared/model/documents.ts';
import type { Principal } from '../../src-shared/principal.ts';
import type { NeededPart } from '../actions/handler.ts';
import type { AuthorizationRequest } from '../authorization/request.ts';
import type { RequestedService, UnderstoodRequest } from '../request/understood-request.ts';
import { shownBody } from '../request/kept-body.ts';
import type { WireResponse } from '../request/wire-request.ts';
import { principalLabel, stepReports, type Progress } from './steps.ts';

/** One part of a request as authorization saw it. */
export interface ExplainedPart {
  readonly part: NeededPart;
  readonly request: AuthorizationRequest;
  readonly explanation: Explanation;
  readonly context: readonly ContextEntry[];
}

/** What is told of a document or an object that a request changed. */
export type RecordedEdit = NonNullable<DecisionRecord['performed']>['edits'][number];

/** What became of a request behind authentication. Null are the findings of steps that it did not reach. */
export interface Passage {
  readonly verdict: Verdict;
  readonly progress: Progress;
  readonly parts: readonly ExplainedPart[] | null;
  /** What it changed: documents of the model, and objects. */
  readonly edits: readonly RecordedEdit[] | null;
  /** Who asked, where that is found out on the way; left out where authentication knew. */
  readonly principal?: Principal;
  /** Who asked and how, as policies were asked; left out where they were not. */
  readonly asked?: Omit<WeighedRequest, 'parts'>;
  readonly result: { readonly ok: true; readonly output: unknown } | { readonly ok: false; readonly error: AwsError };
}

/** Everything that was seen of one request. Nothing in it is secret any more. */
export interface Seen {
  readonly arrival: Pick<DecisionRecord, 'door' | 'replayOf'>;
  readonly at: Date;
  /** When the gate began with it, in the milliseconds of the performance clock. */
  readonly started: number;
  readonly requestId: string;
  readonly service: RequestedService;
  readonly understood: UnderstoodRequest;
  readonly passage: Passage;
  /** Null when nobody knows who asked. */
  readonly principal: Principal | null;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: HeaderList;
    readonly body: string;
    readonly redacted: boolean;
    /** Whether the body is not kept whole. */
    readonly cut?: boolean;
  };
  readonly authentication: NonNullable<DecisionRecord['authentication']>;
  readonly response: WireResponse;
}

/**
 * Makes the record of a request out of what its steps saw.
 * @param ended the performance clock now.
 */
export function composeRecord(seen: Seen, ended: number): Omit<DecisionRecord, 'sequence'> {
  const { passage, understood, service, response } = seen;
  const parts = passage.parts?.map(({ part }) => part) ?? understood.parts;
  const error = passage.result.ok ? null : passage.result.error;
  return {
    id: seen.requestId,
    at: seen.at.toISOString(),
    durationMs: ended - seen.started,
    door: seen.arrival.door,
    replayOf: seen.arrival.replayOf,
    verdict: passage.verdict,
    principal: principalLabel(seen.passage.principal ?? seen.principal),
    action: parts[0]?.action ?? `${service.prefix}:${understood.operation === '' ? '?' : understood.operation}`,
    resource: parts[0]?.resource ?? '*',
    steps: stepReports(passage.progress),
    request: {
      method: seen.request.method,
      url: seen.request.url,
      headers: seen.request.headers,
      body: seen.request.body,
      service: service.service,
      region: service.region,
      operation: understood.operation,
      parts: parts.map(({ action, resource }) => ({ action, resource })),
      context: uniqueByKey((passage.parts ?? []).flatMap(({ context }) => context)),
      replayable: !seen.request.redacted && seen.request.cut !== true,
      ...(seen.request.cut === true && { cut: true }),
    },
    authentication: seen.authentication,
    authorization:
      passage.parts === null
        ? null
        : {
            parts: passage.parts.map(({ part, explanation }) => ({
              action: part.action,
              resource: part.resource,
              explanation,
            })),
          },
    ...weighed(passage),
    performed: passage.edits === null ? null : { edits: [...passage.edits] },
    response: {
      status: response.status,
      headers: [...response.headers],
      body: shownBody(response.body),
      errorCode: error?.code ?? null,
      errorMessage: error?.message ?? null,
      requestId: seen.requestId,
    },
  };
}

/** What it takes to ask policies the same again. */
function weighed({ asked, parts }: Passage): Pick<DecisionRecord, 'weighed'> {
  if (asked === undefined || parts === null) return {};
  return { weighed: { ...asked, parts: parts.map(({ part }) => partBesideName(part)) } };
}

function partBesideName({ context, resourceAccountId, policyHolder, entry }: NeededPart): WeighedPart {
  return {
    ...(context !== undefined && { context: { ...context } }),
    ...(resourceAccountId !== undefined && { resourceAccountId }),
    ...(policyHolder !== undefined && { policyHolder }),
    ...(entry !== undefined && { entry }),
  };
}

type WeighedPart = WeighedRequest['parts'][number];

/** What an edit did to its document. */
export function kindOf(edit: DocumentEdit): 'created' | 'changed' | 'deleted' {
  if (edit.before === null) return 'created';
  return edit.after === null ? 'deleted' : 'changed';
}

/** The parts of a request share most of their context; a later part's value of a key stands for all. */
function uniqueByKey(entries: readonly ContextEntry[]): ContextEntry[] {
  return [...new Map(entries.map((entry) => [entry.key, entry])).values()];
}
