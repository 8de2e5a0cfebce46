import { GatehouseError } from '../../../src-shared/errors.ts';
import { type CompiledPolicy, type CompiledStatement, compilePolicy } from '../../authorization/compile.ts';
import { askingStatements } from '../../authorization/missing-context.ts';
import type { PolicyDocument, PolicyKind } from '../../authorization/policy/document.ts';
import { readPolicyDocument } from '../../authorization/policy/grammar.ts';
import { invalidPolicy } from '../../authorization/policy/parse-policy.ts';
import type { PolicySet } from '../../authorization/policy-set.ts';
import { CaseFault } from './case-fault.ts';
import type { CasePolicies, NamedPolicy } from './evaluation-case.ts';
import { RecentlyMade } from './recently-made.ts';

/** The policies of a case, compiled; nothing in them depends on the request. */
export interface CompiledPolicies {
  readonly set: PolicySet;
  /** The statements that ask for context keys. */
  readonly asking: readonly CompiledStatement[];
}

/** Compiles the policies of a case. */
export type CompileCasePolicies = (policies: CasePolicies, assumesRole: boolean) => CompiledPolicies;

/** Up to so many characters of documents, their compiled policies are kept. */
const KEPT_CHARACTERS = 4_000_000;

/** Where a policy stands in a case, and where its document does: `policies.scp[1][0]`, and that with `.document`. */
interface Place {
  readonly policy: string;
  readonly document: string;
}

type CompilePolicy = (policy: NamedPolicy, kind: PolicyKind, place: Place) => CompiledPolicy;

/**
 * Makes a compiler of cases' policies, which keeps the policies it compiled last: cases of a batch mostly share theirs.
 * It throws a CaseFault for a policy that does not follow AWS's grammar.
 */
export function casePolicyCompiler(): CompileCasePolicies {
  const kept = new RecentlyMade<CompiledPolicy>(KEPT_CHARACTERS);
  const compile: CompilePolicy = (policy, kind, place) => {
    const key = JSON.stringify([place.policy, kind, policy.name, policy.arn ?? null, documentText(policy, place)]);
    return kept.get(key) ?? kept.keep(key, compileNamedPolicy(policy, kind, place));
  };
  return (policies, assumesRole) => {
    const set = policySet(policies, assumesRole, compile);
    return { set, asking: askingStatements(set) };
  };
}

/** The document as a text that tells it from every other: a text from an object as well, since only one has lines. */
function documentText({ document }: NamedPolicy, place: Place): string {
  try {
    return JSON.stringify(document);
  } catch (error) {
    // What JSON.parse reads without recursion, JSON.stringify writes with it.
    if (!(error instanceof RangeError)) throw error;
    throw new CaseFault(place.document, 'The policy is nested too deeply. No policy of AWS nests so deep.');
  }
}

function policySet(policies: CasePolicies, assumesRole: boolean, compile: CompilePolicy): PolicySet {
  const list = (kind: PolicyKind, place: string, entries: readonly NamedPolicy[]): CompiledPolicy[] =>
    entries.map((entry, index) => compile(entry, kind, placeOfNamed(`${place}[${index}]`)));
  const levels = (kind: PolicyKind, place: string, given: readonly (readonly NamedPolicy[])[]): CompiledPolicy[][] =>
    given.map((level, index) => list(kind, `${place}[${index}]`, level));
  const resource = resourcePolicies(policies.resource, assumesRole ? 'trust' : 'resource', list, compile);
  const { identity = [], boundary, session, scp, rcp, vpcEndpoint } = policies;
  return {
    identity: list('identity', 'policies.identity', identity),
    resource: assumesRole ? [] : resource,
    ...(assumesRole && { trust: resource }),
    ...(boundary && { boundary: list('identity', 'policies.boundary', boundary) }),
    ...(session && { session: list('identity', 'policies.session', session) }),
    // By the general grammar: what AWS Organizations asks beyond it (a Version, no bare "*" as an RCP's Action) bars a
    // policy from being stored, and says nothing about what one that is tried out here would decide.
    ...(scp && { scp: levels('identity', 'policies.scp', scp) }),
    ...(rcp && { rcp: levels('resource', 'policies.rcp', rcp) }),
    ...(vpcEndpoint && { vpcEndpoint: list('resource', 'policies.vpcEndpoint', vpcEndpoint) }),
  };
}

function placeOfNamed(policy: string): Place {
  return { policy, document: `${policy}.document` };
}

function resourcePolicies(
  given: CasePolicies['resource'],
  kind: PolicyKind,
  list: (kind: PolicyKind, place: string, entries: readonly NamedPolicy[]) => CompiledPolicy[],
  compile: CompilePolicy,
): CompiledPolicy[] {
  const place = 'policies.resource';
  if (given === undefined) return [];
  if (Array.isArray(given)) return list(kind, place, given);
  if (isNamed(given)) return [compile(given, kind, placeOfNamed(place))];
  if (isEmptyObject(given)) return [];
  return [compile({ name: 'resource policy', document: given }, kind, { policy: place, document: place })];
}

/** No policy document has an element `document`, so that it tells the two apart. */
function isNamed(given: NonNullable<CasePolicies['resource']>): given is NamedPolicy {
  return typeof given === 'object' && 'document' in given && 'name' in given;
}

function isEmptyObject(document: NamedPolicy['document']): boolean {
  return typeof document === 'object' && Object.keys(document).length === 0;
}

const NO_STATEMENTS: PolicyDocument = { version: null, id: null, statements: [] };

function compileNamedPolicy({ name, arn, document }: NamedPolicy, kind: PolicyKind, place: Place): CompiledPolicy {
  const label = { name, arn: arn ?? null, source: place.policy };
  try {
    if (typeof document === 'string') return compilePolicy(document, label, kind);
    if (isEmptyObject(document)) return compilePolicy(NO_STATEMENTS, label, kind);
    const reading = readPolicyDocument(document, kind);
    if (reading.document === null) throw invalidPolicy({ ...reading, notJsonAt: null }, null);
    return compilePolicy(reading.document, label, kind);
  } catch (error) {
    throw error instanceof GatehouseError ? faultOfPolicy(error, place) : error;
  }
}

/** What is wrong inside a document, with the path from the case's beginning and, in a text, the line and column. */
function faultOfPolicy({ message, mend, place }: GatehouseError, { document }: Place): CaseFault {
  const [, element = '', position] = /^(.*?)(?:(?:^|, )(line \d+, column \d+))?$/s.exec(place ?? '') ?? [];
  const inside = element === '' || element.startsWith('[') ? element : `.${element}`;
  const sentences = [message, position === undefined ? '' : `It stands in ${position} of the text.`, mend ?? ''];
  return new CaseFault(`${document}${inside}`, sentences.filter((sentence) => sentence !== '').join(' '));
}
