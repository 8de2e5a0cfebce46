import type { ConditionEntry, PolicyDocument, PolicyStatement, PrincipalElement, PrincipalType } from './document.ts';
import type { JsonObject } from './json-value.ts';

/**
 * Writes a document as the JSON text of a policy. Reading the text back gives the same document, but for the places of
 * its statements: what may be written in two ways (one value or a list of it, a single Statement) comes out in one.
 */
export function writePolicy(document: PolicyDocument): string {
  return JSON.stringify(
    {
      ...(document.version === null ? {} : { Version: document.version }),
      ...(document.id === null ? {} : { Id: document.id }),
      Statement: document.statements.map(statementValue),
    },
    null,
    2,
  );
}

function statementValue({ sid, effect, principal, action, resource, conditions }: PolicyStatement): JsonObject {
  return {
    ...(sid === null ? {} : { Sid: sid }),
    Effect: effect,
    ...(principal === null ? {} : { [principal.negated ? 'NotPrincipal' : 'Principal']: principalValue(principal) }),
    [action.negated ? 'NotAction' : 'Action']: oneOrList(action.values),
    ...(resource === null ? {} : { [resource.negated ? 'NotResource' : 'Resource']: oneOrList(resource.values) }),
    ...(conditions.length === 0 ? {} : { Condition: conditionValue(conditions) }),
  };
}

function principalValue({ values }: PrincipalElement): string | JsonObject {
  const [only] = values;
  if (values.length === 1 && only?.type === 'AWS' && only.value === '*') return '*';
  const byType = new Map<PrincipalType, string[]>();
  for (const { type, value } of values) {
    const list = byType.get(type);
    if (list === undefined) byType.set(type, [value]);
    else list.push(value);
  }
  return Object.fromEntries([...byType].map(([type, list]) => [type, oneOrList(list)]));
}

function conditionValue(conditions: readonly ConditionEntry[]): JsonObject {
  const byOperator = new Map<string, [key: string, value: string | readonly string[]][]>();
  for (const { operator, key, values } of conditions) {
    const list = byOperator.get(operator.name);
    if (list === undefined) byOperator.set(operator.name, [[key, oneOrList(values)]]);
    else list.push([key, oneOrList(values)]);
  }
  return Object.fromEntries([...byOperator].map(([operator, keys]) => [operator, Object.fromEntries(keys)]));
}

function oneOrList(values: readonly string[]): string | readonly string[] {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}
