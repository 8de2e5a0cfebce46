import type { PolicyVersion } from './document.ts';
import { show } from './json-value.ts';
import type { ValueProblem } from './principal-value.ts';

/**
 * What is wrong with the policy variables of a value, so that it cannot match as it was meant to. AWS stores such
 * policies; IAM Access Analyzer finds fault with them.
 *
 * AWS's page says that a Resource takes variables only behind its fifth colon. AWS's own managed policies have them
 * before it too (`arn:aws:secretsmanager:*:${aws:PrincipalAccount}:secret:*`), so that this is no fault here.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
export function variableProblem(value: string, version: PolicyVersion | null): ValueProblem | null {
  if (!value.includes('${')) return null;
  if (version !== '2012-10-17') {
    return {
      message: `${show(value)} has a policy variable, which only Version 2012-10-17 knows; it is taken as plain text.`,
      mend: 'Write "Version": "2012-10-17".',
    };
  }
  for (let start = value.indexOf('${'); start >= 0;) {
    const end = value.indexOf('}', start);
    if (end < 0) {
      return {
        message: `The policy variable in ${show(value)} has no closing brace; it is taken as plain text.`,
        mend: 'Add "}" behind the name of the key.',
      };
    }
    const problem = insideProblem(value.slice(start + 2, end));
    if (problem !== null) return problem;
    start = value.indexOf('${', end);
  }
  return null;
}

function insideProblem(inside: string): ValueProblem | null {
  if (inside === '*' || inside === '?' || inside === '$') return null;
  const comma = inside.indexOf(',');
  const key = comma < 0 ? inside : inside.slice(0, comma);
  if (key.trim() === '')
    return { message: 'A policy variable is empty.', mend: 'Write the name of a context key in it.' };
  if (comma >= 0 && !/^'.*'$/s.test(inside.slice(comma + 1).trim())) {
    return {
      message: `The default value in ${show(inside)} does not begin and end with a single quote.`,
      mend: "Write it as ${key, 'default'}.",
    };
  }
  // A tag's key may have a blank in it, and then so does the variable.
  if (key !== key.trim() || (/\s/.test(key) && !key.includes('/'))) {
    return { message: `The policy variable ${show(key)} has white space in its name.`, mend: 'Remove it.' };
  }
  if (/[${}*?'"]/.test(key)) {
    return {
      message: `The policy variable ${show(key)} has a character that no context key has.`,
      mend: 'Write the name of one context key between the braces; variables cannot be nested.',
    };
  }
  return null;
}
