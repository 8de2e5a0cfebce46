import {
  insertCompletionText,
  startCompletion,
  type Completion,
  type CompletionResult,
  type CompletionSource,
} from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import type { PolicyKind } from '../../src-shared/contract/policies.ts';
import type { Suggestion } from '../ui/suggestion.ts';
import { placeAt, withinStatement, type PlaceInPolicy } from './place-in-policy.ts';
import {
  keyInfo,
  POLICY_VARIABLES,
  suggestActions,
  suggestConditionValues,
  suggestKeys,
  suggestOperators,
  suggestPrincipals,
  suggestResources,
  type NamedInAccount,
} from './policy-suggestions.ts';
import type { ServiceLookup } from './service-lookup.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
const STATEMENT_ELEMENTS = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];
const PRINCIPAL_ELEMENTS = ['Principal', 'NotPrincipal'];
/** Policies of these kinds say nothing of the principal: they are attached to it, or to an account. */
const WITHOUT_PRINCIPAL: ReadonlySet<PolicyKind> = new Set(['identity', 'scp']);
const POLICY_ELEMENTS = ['Version', 'Id', 'Statement'];
const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

/**
 * Completes inside the strings of a policy: elements, effects, versions, actions from AWS's own list, the ARNs of the
 * account and those that fit the actions, principals, condition operators, the keys that the actions carry, and variables.
 */
export function policyCompletions(kind: PolicyKind, lookup: ServiceLookup, account: NamedInAccount): CompletionSource {
  return async (context): Promise<CompletionResult | null> => {
    const place = placeAt(context.state, context.pos);
    if (place === null) return null;
    const typed = context.state.sliceDoc(place.from, context.pos);
    const variable = /\$\{[^}]*$/.exec(typed);
    if (variable !== null && !place.inName) {
      return {
        from: place.from + variable.index,
        options: POLICY_VARIABLES.map((label) => ({ label, type: 'variable' })),
        validFor: /^\$\{[^}]*$/,
      };
    }
    const suggestions = await suggestionsAt(place, typed, kind, lookup, account);
    if (suggestions.length === 0) return null;
    return { from: place.from, to: place.to, options: suggestions.map(completion), filter: false };
  };
}

async function suggestionsAt(
  { path, inName, actions }: PlaceInPolicy,
  typed: string,
  kind: PolicyKind,
  lookup: ServiceLookup,
  account: NamedInAccount,
): Promise<readonly Suggestion[]> {
  const matching = (labels: readonly string[]): Suggestion[] =>
    labels.filter((label) => label.toLowerCase().startsWith(typed.toLowerCase())).map((value) => ({ value }));
  const within = withinStatement(path);
  if (within === null) {
    if (inName) return matching(POLICY_ELEMENTS);
    return path[0] === 'Version' ? matching(['2012-10-17', '2008-10-17']) : [];
  }
  const [element, second, third] = within;
  if (inName && within.length === 1) {
    return matching([...STATEMENT_ELEMENTS, ...(WITHOUT_PRINCIPAL.has(kind) ? [] : PRINCIPAL_ELEMENTS)]);
  }
  switch (element) {
    case 'Effect':
      return matching(['Allow', 'Deny']);
    case 'Action':
    case 'NotAction':
      return suggestActions(lookup, typed);
    case 'Resource':
    case 'NotResource':
      return suggestResources(lookup, account, actions, typed);
    case 'Principal':
    case 'NotPrincipal':
      if (inName) return matching(PRINCIPAL_TYPES);
      return within.length === 1 ? matching(['*']) : suggestPrincipals(account, String(second), typed);
    case 'Condition':
      if (inName && within.length === 2) return suggestOperators(typed);
      if (inName) return suggestKeys(lookup, actions, typed);
      return suggestConditionValues(await keyInfo(lookup, actions, String(third)), account, typed);
    default:
      return [];
  }
}

function completion({ value, detail, description, unfinished }: Suggestion): Completion {
  return {
    label: value,
    ...(detail !== undefined && { detail }),
    ...(description !== undefined && { info: description }),
    // A beginning is put in as it is, and what follows is asked for at once.
    ...(unfinished === true && { apply: begin }),
  };
}

/** Puts a beginning in, and asks at once how it goes on. */
function begin(view: EditorView, { label }: Completion, from: number, to: number): void {
  view.dispatch(insertCompletionText(view.state, label, from, to));
  startCompletion(view);
}
