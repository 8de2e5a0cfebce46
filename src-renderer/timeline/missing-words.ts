import type { Explanation, Missing, RelationExplanation } from '../../src-shared/decision/explanation.ts';

const KIND_WORDS: Readonly<Record<Missing['kind'], string>> = {
  allow: 'Allow needed',
  deny: 'Deny in the way',
  relation: 'Wrong resource type',
  restriction: 'Setting in the way',
};

/** The word for a kind of what is missing, beside its sentence. */
export function missingWord(kind: Missing['kind']): string {
  return KIND_WORDS[kind];
}

/**
 * What a Principal element has to name, as it is written in a policy, such as
 * `"Principal": { "AWS": "arn:aws:iam::123456789012:user/lucy" }`.
 */
export function principalElement({ type, value }: { type: string; value: string }): string {
  return `"Principal": { ${JSON.stringify(type)}: ${JSON.stringify(value)} }`;
}

/** What an action can be asked for on, and whether this resource is such a one. */
export function relationSentence(action: string, resource: string, relation: RelationExplanation): string {
  const { applies, resourceTypes } = relation;
  const types = new Intl.ListFormat('en', { type: 'disjunction' }).format(resourceTypes);
  if (resourceTypes.length === 0) {
    return applies
      ? `${action} takes no resource: it is asked for on “*”, as here.`
      : `${action} takes no resource: it is asked for on “*” alone, not on this.`;
  }
  if (resource === '*') return `${action} takes ${types}; “*” stands for every one.`;
  return applies ? `${action} takes ${types}; this is one.` : `${action} takes ${types}; this is none.`;
}

/** How many parts of a request were allowed, such as `2 of 3 parts allowed`. */
export function partsSentence(parts: readonly { readonly explanation: Pick<Explanation, 'decision'> }[]): string {
  const allowed = parts.filter(({ explanation }) => explanation.decision === 'Allowed').length;
  return `${allowed} of ${parts.length} parts allowed`;
}

/** A level of an organization's policies, from 0 at its root. */
export function levelName(level: number): string {
  return level === 0 ? 'Root of the organization' : `Level ${level + 1} of the organization`;
}
