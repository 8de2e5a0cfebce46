import { GatehouseError } from '../../src-shared/errors.ts';
import { compilePolicy, type CompiledPolicy, type PolicyLabel } from '../authorization/compile.ts';
import type { PolicyKind } from '../authorization/policy/document.ts';

/**
 * Compiles a policy of the model, once for as long as the same text is asked for under the same label.
 * @throws GatehouseError `InvalidPolicy`, naming the policy.
 */
export type PolicyCompiler = (text: string, label: PolicyLabel, kind?: PolicyKind) => CompiledPolicy;

/** How many compiled policies are kept; beyond that the oldest go. A large account has some thousands. */
const POLICIES_KEPT = 20_000;

export function createPolicyCompiler(): PolicyCompiler {
  // By text first: texts are long, and stay the same string for as long as the document that holds them.
  const kept = new Map<string, Map<string, CompiledPolicy>>();
  let count = 0;
  return (text, label, kind = 'identity') => {
    const key = `${label.source}\n${label.arn ?? label.name}`;
    const known = kept.get(text)?.get(key);
    if (known !== undefined) return known;
    const fresh = compileNamed(text, label, kind);
    if (count >= POLICIES_KEPT) {
      const [oldest] = kept;
      if (oldest !== undefined) {
        kept.delete(oldest[0]);
        count -= oldest[1].size;
      }
    }
    const ofText = kept.get(text) ?? new Map<string, CompiledPolicy>();
    kept.set(text, ofText.set(key, fresh));
    count += 1;
    return fresh;
  };
}

/** Compiles a policy; a fault in it says whose policy it is. */
function compileNamed(text: string, label: PolicyLabel, kind: PolicyKind): CompiledPolicy {
  try {
    return compilePolicy(text, label, kind);
  } catch (thrown) {
    if (!(thrown instanceof GatehouseError)) throw thrown;
    throw new GatehouseError(thrown.code, `${label.name} (${label.source}) cannot be evaluated: ${thrown.message}`, {
      place: [label.arn ?? label.name, thrown.place].filter(Boolean).join(', '),
      mend: thrown.mend ?? 'Correct the policy and try again.',
      cause: thrown,
    });
  }
}
