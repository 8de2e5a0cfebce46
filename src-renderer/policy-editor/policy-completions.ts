import type { Completion, CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { PolicyKind } from '../../src-shared/contract/policies.ts';

/** Finds actions by the beginning or by words of their names. */
export type SearchActions = (
  query: string,
  limit: number,
) => Promise<readonly { action: string; description: string }[]>;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
const STATEMENT_ELEMENTS = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];
const PRINCIPAL_ELEMENTS = ['Principal', 'NotPrincipal'];
const POLICY_ELEMENTS = ['Version', 'Id', 'Statement'];

const FEW_ACTIONS = 50;

function elementsOf(kind: PolicyKind): readonly Completion[] {
  const names = [...POLICY_ELEMENTS, ...STATEMENT_ELEMENTS, ...(kind === 'identity' ? [] : PRINCIPAL_ELEMENTS)];
  return names.map((label) => ({ label, type: 'property' }));
}

const EFFECTS: readonly Completion[] = ['Allow', 'Deny'].map((label) => ({ label, type: 'enum' }));
const VERSIONS: readonly Completion[] = ['2012-10-17', '2008-10-17'].map((label) => ({ label, type: 'enum' }));

/** The name of the property whose value (or list of values) the position is in; null elsewhere. */
function propertyAt(context: CompletionContext): string | null {
  for (let node = syntaxTree(context.state).resolveInner(context.pos, -1); node.parent !== null; node = node.parent) {
    if (node.name !== 'Property') continue;
    const name = node.getChild('PropertyName');
    return name === null ? null : context.state.sliceDoc(name.from + 1, name.to - 1);
  }
  return null;
}

/**
 * Completes inside the strings of a policy: element names, effects, versions, and actions from AWS's own list.
 * @param search where actions come from.
 */
export function policyCompletions(kind: PolicyKind, search: SearchActions): CompletionSource {
  return async (context): Promise<CompletionResult | null> => {
    const node = syntaxTree(context.state).resolveInner(context.pos, -1);
    if (node.name === 'PropertyName') return { from: node.from + 1, options: elementsOf(kind), validFor: /^\w*$/ };
    if (node.name !== 'String') return null;
    const from = node.from + 1;
    const typed = context.state.sliceDoc(from, context.pos);
    switch (propertyAt(context)) {
      case 'Effect':
        return { from, options: EFFECTS, validFor: /^\w*$/ };
      case 'Version':
        return { from, options: VERSIONS, validFor: /^[\d-]*$/ };
      case 'Action':
      case 'NotAction': {
        if (typed === '' || typed.includes('*')) return null;
        const found = await search(typed, FEW_ACTIONS);
        return {
          from,
          options: found.map(({ action, description }) => ({ label: action, info: description, type: 'function' })),
          filter: false,
        };
      }
      default:
        return null;
    }
  };
}
