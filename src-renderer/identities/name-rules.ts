import type { z } from 'zod';

/** A kind of name, with AWS's rule for it and the word that people use. */
export interface NameRule {
  readonly what: string;
  readonly schema: z.ZodType<string>;
  readonly longest: number;
}

/**
 * What is wrong with a name, in words, as it is typed. IAM names are unique without regard to case.
 * @param taken the names of the same kind that the account has.
 * @returns null when AWS would take the name.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names
 */
export function nameFault(rule: NameRule, name: string, taken: Iterable<string>): string | null {
  if (name === '') return `Give the ${rule.what} a name.`;
  if (name.length > rule.longest) {
    return `A ${rule.what} name has at most ${rule.longest} characters; this has ${name.length}.`;
  }
  if (!rule.schema.safeParse(name).success) {
    const wrong = [...name].find((character) => !rule.schema.safeParse(character).success) ?? ' ';
    return `A ${rule.what} name has letters, digits and + = , . @ _ -, but no ${wrong === ' ' ? 'space' : `“${wrong}”`}.`;
  }
  const folded = name.toLowerCase();
  for (const other of taken) {
    if (other.toLowerCase() === folded) return `There is a ${rule.what} named ${other} already.`;
  }
  return null;
}

/**
 * What is wrong with an IAM path, in words.
 * @returns null when AWS would take it; an empty path is taken as `/`.
 */
export function pathFault(path: string): string | null {
  if (path === '' || /^(\/|\/[\u0021-\u007e]+\/)$/.test(path)) return null;
  return 'A path begins and ends with /, such as /division/team/.';
}
