import { GatehouseError } from '../../src-shared/errors.ts';
import { compilePolicy, relabelled, type CompiledPolicy, type PolicyLabel } from '../authorization/compile.ts';
import type { PolicyKind } from '../authorization/policy/document.ts';

/**
 * Compiles a policy of the model, once for as long as the same text is asked for; under another label it is only given
 * that label.
 * @throws GatehouseError `InvalidPolicy`, naming the policy.
 */
export type PolicyCompiler = (text: string, label: PolicyLabel, kind?: PolicyKind) => CompiledPolicy;

/** How many compiled policies are kept; beyond that the oldest go. A large account has some thousands. */
const POLICIES_KEPT = 20_000;

/** What was compiled of one text. */
interface CompiledText {
  /** The first of each kind, which the others are made of. */
  readonly byKind: Map<PolicyKind, CompiledPolicy>;
  /** By where it comes from and what it is called; the same label means the same kind. */
  readonly byLabel: Map<string, CompiledPolicy>;
}

export function createPolicyCompiler(): PolicyCompiler {
  // By text first: texts are long, and stay the same string for as long as the document that holds them.
  const kept = new Map<string, CompiledText>();
  let count = 0;
  return (text, label, kind = 'identity') => {
    const key = `${label.source}\n${label.arn ?? label.name}`;
    const known = kept.get(text)?.byLabel.get(key);
    if (known !== undefined) return known;
    const alike = kept.get(text)?.byKind.get(kind);
    const fresh = alike === undefined ? compileNamed(text, label, kind) : relabelled(alike, label);
    if (count >= POLICIES_KEPT) {
      const [oldest] = kept;
      if (oldest !== undefined) {
        kept.delete(oldest[0]);
        count -= oldest[1].byLabel.size;
      }
    }
    const ofText = kept.get(text) ?? { byKind: new Map(), byLabel: new Map() };
    if (alike === undefined) ofText.byKind.set(kind, fresh);
    ofText.byLabel.set(key, fresh);
    kept.set(text, ofText);
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
