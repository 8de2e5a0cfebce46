import type { DecidedBy, Effect, PolicyLayer, Stop } from '../../src-shared/decision/explanation.ts';
import { PolicyLayer as Layers } from '../../src-shared/decision/explanation.ts';
import type { DecisionRecord } from '../../src-shared/decision/record.ts';
import { STATUS_WORDS, STEP_WORDS, VERDICT_WORDS } from '../ui/verdict-words.ts';
import { whyInShort } from './outcome-words.ts';
import { layerName, placeInText, statementName } from './statement-outcome.ts';
import { textPlace } from './policy-source.ts';

/** One thing that two decisions have, or that one of them has. */
export interface ComparedRow {
  readonly label: string;
  /** The values on either side; null where that decision has none. */
  readonly left: readonly string[] | null;
  readonly right: readonly string[] | null;
  readonly differs: boolean;
  /** Whether it differs between any two requests, such as the time, and so tells nothing. */
  readonly momentary: boolean;
}

export interface ComparedSection {
  readonly title: string;
  /** What differs first. */
  readonly rows: readonly ComparedRow[];
}

/** Keys that tell of the moment alone. */
const MOMENTARY: ReadonlySet<string> = new Set(['aws:currenttime', 'aws:epochtime', 's3:signatureage']);

/** Two decisions side by side, by sections; how many things differ, but for those that tell of the moment alone. */
export function compareDecisions(
  left: DecisionRecord,
  right: DecisionRecord,
): { readonly sections: readonly ComparedSection[]; readonly differences: number } {
  const sections = [
    section('Outcome', outcomeOf(left), outcomeOf(right)),
    section('Request', requestOf(left), requestOf(right)),
    section('Request context', contextOf(left), contextOf(right)),
    section('What policies said', policiesOf(left), policiesOf(right)),
    section('Statements', statementsOf(left), statementsOf(right)),
  ].filter(({ rows }) => rows.length > 0);
  const differences = sections
    .flatMap(({ rows }) => rows)
    .filter(({ differs, momentary }) => differs && !momentary).length;
  return { sections, differences };
}

/** What one decision has, by label. */
type Facts = ReadonlyMap<string, readonly string[]>;

function section(title: string, left: Facts, right: Facts): ComparedSection {
  const labels = [...new Set([...left.keys(), ...right.keys()])];
  const rows = labels.map((label) => row(label, left.get(label) ?? null, right.get(label) ?? null));
  return { title, rows: rows.toSorted((a, b) => rank(a) - rank(b)) };
}

/** What differs comes first, and what tells of the moment alone after that. */
function rank({ differs, momentary }: ComparedRow): number {
  if (!differs) return 2;
  return momentary ? 1 : 0;
}

function row(label: string, left: readonly string[] | null, right: readonly string[] | null): ComparedRow {
  const differs = JSON.stringify(left) !== JSON.stringify(right);
  return { label, left, right, differs, momentary: MOMENTARY.has(label.toLowerCase()) };
}

function facts(entries: readonly (readonly [string, string | readonly string[] | null])[]): Facts {
  return new Map(
    entries.flatMap(([label, value]) =>
      value === null ? [] : [[label, typeof value === 'string' ? [value] : value] as const],
    ),
  );
}

function outcomeOf(record: DecisionRecord): Facts {
  const { response, steps } = record;
  const closed = steps.find(({ status }) => status === 'closed');
  return facts([
    ['Verdict', VERDICT_WORDS[record.verdict]],
    ['Why', whyInShort(record)],
    [
      'Closed at',
      closed === undefined ? 'Passed all five steps' : `${STEP_WORDS[closed.step]}: ${STATUS_WORDS.closed}`,
    ],
    ['Answer', `HTTP ${response.status}${response.errorCode === null ? '' : ` ${response.errorCode}`}`],
  ]);
}

function requestOf(record: DecisionRecord): Facts {
  const { principal, request, authentication } = record;
  return facts([
    ['Principal', principal.arn ?? principal.label],
    ['Action', record.action],
    ['Resource', record.resource],
    ['Operation', request.operation],
    ['Region', request.region],
    ['Door', record.door],
    ['Access key ID', authentication?.accessKeyId ?? null],
    ['Parts', request.parts.map(({ action, resource }) => `${action} on ${resource}`)],
  ]);
}

function contextOf({ request }: DecisionRecord): Facts {
  return facts(
    request.context.toSorted((a, b) => a.key.localeCompare(b.key, 'en')).map(({ key, values }) => [key, values]),
  );
}

const EFFECT_WORDS: Readonly<Record<Effect, string>> = {
  Allow: 'An Allow applies',
  Deny: 'A Deny applies',
  None: 'No statement applies',
};

function decidedWords(by: DecidedBy | null): string {
  if (by === null) return 'No statement';
  const at = textPlace(by);
  const place = at === null ? '' : `, ${placeInText(at)}`;
  return `${statementName({ index: by.statementIndex, sid: by.sid })} of ${by.policyName}${place}`;
}

function stopWords(stop: Stop | null): string {
  if (stop === null) return 'Nothing';
  return stop === 'relation' ? 'The action does not apply to such a resource' : layerName(stop);
}

/** Before a label, which part it is of where there are several. */
function partPrefix(record: DecisionRecord, index: number): string {
  const parts = record.authorization?.parts ?? [];
  return parts.length < 2 ? '' : `Part ${index + 1}, `;
}

function policiesOf(record: DecisionRecord): Facts {
  const parts = record.authorization?.parts ?? [];
  return facts(
    parts.flatMap(({ explanation }, index): [string, string][] => {
      const prefix = partPrefix(record, index);
      return [
        [`${prefix}decided by`, decidedWords(explanation.decidedBy)],
        [`${prefix}stopped by`, stopWords(explanation.stoppedBy)],
        ...explanation.layers
          .toSorted((a, b) => order(a.layer) - order(b.layer))
          .map(({ layer, effect, exemption }): [string, string] => [
            `${prefix}${layerName(layer).toLowerCase()}`,
            exemption === null ? EFFECT_WORDS[effect] : 'Takes no part',
          ]),
      ];
    }),
  );
}

function order(layer: PolicyLayer): number {
  return Layers.options.indexOf(layer);
}

function statementsOf(record: DecisionRecord): Facts {
  const parts = record.authorization?.parts ?? [];
  return facts(
    parts.flatMap(({ explanation }, index) =>
      explanation.layers.flatMap(({ policies }) =>
        policies.flatMap((policy) =>
          policy.statements.map((statement): [string, string] => [
            `${partPrefix(record, index)}${policy.name}: ${statementName(statement)}`,
            `${statement.effect}: ${statement.matched ? 'applies' : 'does not apply'}`,
          ]),
        ),
      ),
    ),
  );
}
