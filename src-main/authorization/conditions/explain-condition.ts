import type { ConditionExplanation } from '../../../src-shared/decision/explanation.ts';
import type { ContextKeys } from '../request.ts';
import { missingVariables, renderTemplate } from '../template.ts';
import { isBoolean } from './boolean.ts';
import { type CompiledCondition, conditionHolds } from './condition.ts';
import { parseDate } from './date.ts';
import { parseCidr } from './ip-address.ts';
import { parseNumber } from './numeric.ts';

/** How a condition fared, by value. `matched` is what `conditionHolds` says. */
export function explainCondition(condition: CompiledCondition, context: ContextKeys): ConditionExplanation {
  const actual = contextValues(context, condition.contextKey);
  return {
    operator: condition.operator.name,
    key: condition.key,
    matched: conditionHolds(condition, context),
    wanted: condition.wanted.map(({ source }) => source),
    resolved: condition.wanted.map((template) => renderTemplate(template, context)),
    actual,
    matches: condition.operator.family === 'Null' ? [] : matchesOf(condition, actual ?? [], context),
    note: note(condition, actual, context),
  };
}

/** Which wanted value each value of the request matches. */
function matchesOf(
  { test, wanted }: CompiledCondition,
  actual: readonly string[],
  context: ContextKeys,
): ConditionExplanation['matches'] {
  return actual.map((value) => ({ actual: value, matchedBy: wanted[test(value, context)]?.source ?? null }));
}

/** The values of a key, in a list; null where the request does not carry it. */
export function contextValues(context: ContextKeys, key: string): string[] | null {
  const value = context.get(key);
  if (value === undefined) return null;
  return typeof value === 'string' ? [value] : [...value];
}

/** What the values alone do not tell. */
function note(condition: CompiledCondition, actual: readonly string[] | null, context: ContextKeys): string | null {
  if (condition.operator.family === 'Null') return null;
  if (actual === null || actual.length === 0) return absenceNote(condition);
  const missing = condition.wanted.flatMap((template) => missingVariables(template, context));
  if (missing.length > 0)
    return `The request carries no ${missing.join(', ')} to fill in, so that value matches nothing.`;
  if (condition.operator.quantifier !== null && actual.every((value) => value === ''))
    return `The value is empty, which ${condition.operator.quantifier} takes for none at all.`;
  return typeNote(condition, actual);
}

function absenceNote({ operator, key }: CompiledCondition): string {
  const absent = `The request carries no ${key}`;
  if (operator.ifExists) return `${absent}; IfExists lets that pass.`;
  if (operator.quantifier === 'ForAllValues') return `${absent}; ForAllValues holds when there is no value at all.`;
  if (operator.quantifier === 'ForAnyValue') return `${absent}; ForAnyValue wants at least one value.`;
  if (operator.negated) return `${absent}; a Not… operator holds when the key is absent.`;
  return `${absent}, and an absent key matches nothing.`;
}

function typeNote({ operator }: CompiledCondition, actual: readonly string[]): string | null {
  const wrong = (what: string, valid: (text: string) => boolean): string | null => {
    const value = actual.find((text) => !valid(text));
    return value === undefined ? null : `"${value}" is no ${what}, so it matches nothing.`;
  };
  switch (operator.family) {
    case 'Numeric':
      return wrong('number', (text) => parseNumber(text) !== null);
    case 'Date':
      return wrong('date', (text) => parseDate(text) !== null);
    case 'IpAddress':
      return wrong('IP address', (text) => !text.includes('/') && parseCidr(text) !== null);
    case 'Bool':
      return wrong('boolean', isBoolean);
    case 'Arn':
      return wrong('ARN', (text) => text.startsWith('arn:'));
    case 'String':
    case 'Binary':
    case 'Null':
      return null;
  }
}
