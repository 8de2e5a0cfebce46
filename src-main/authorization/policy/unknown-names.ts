import { type Node, findNodeAtLocation, getNodePath } from 'jsonc-parser';
import type { ServiceReference } from '../../request/service-reference.ts';
import { nearestName } from '../nearest-name.ts';
import { compileWildcards, matchesPattern } from '../wildcard.ts';
import { type PolicyFault, replaceFix, SYNTAX_ERRORS } from './fault.ts';

/**
 * Warns of actions, services and condition keys that the service authorization reference does not list. AWS stores
 * such policies, but they most often hold a slip of the pen.
 * @param root the tree of a document that follows the grammar.
 */
export function unknownNameFaults(root: Node | undefined, reference: ServiceReference): PolicyFault[] {
  const list = root === undefined ? undefined : findNodeAtLocation(root, ['Statement']);
  const statements = list?.type === 'array' ? (list.children ?? []) : list === undefined ? [] : [list];
  return statements.flatMap((statement) => [
    ...texts(findNodeAtLocation(statement, ['Action'])).flatMap((node) => actionFault(node, reference)),
    ...texts(findNodeAtLocation(statement, ['NotAction'])).flatMap((node) => actionFault(node, reference)),
    ...conditionKeys(findNodeAtLocation(statement, ['Condition'])).flatMap((node) => keyFault(node, reference)),
  ]);
}

function texts(node: Node | undefined): Node[] {
  if (node === undefined) return [];
  return node.type === 'array' ? (node.children ?? []) : [node];
}

/** The values under each operator's keys, since a value's path ends in the key. */
function conditionKeys(condition: Node | undefined): Node[] {
  return (condition?.children ?? []).flatMap((operator) =>
    (operator.children?.[1]?.children ?? []).flatMap((property) => property.children?.[1] ?? []),
  );
}

function actionFault(node: Node, reference: ServiceReference): PolicyFault[] {
  const action = String(node.value);
  const colon = action.indexOf(':');
  if (colon < 0 || action.startsWith('*')) return [];
  const prefix = action.slice(0, colon);
  if (!reference.hasService(prefix)) {
    const prefixes = reference.services().map((service) => service.prefix);
    const nearest = nearestName(prefix, prefixes);
    const fault = warning(node, 'value', `AWS has no service with the prefix "${prefix}".`, nearest);
    if (nearest === null) return [fault];
    return [{ ...fault, fix: replaceFix(fault.path, 'value', `${nearest}${action.slice(colon)}`) }];
  }
  if (!/[*?]/.test(action)) {
    if (reference.action(action) !== null) return [];
    const names = reference.actions(prefix).map((entry) => entry.action);
    return [warning(node, 'value', `${prefix} has no action "${action}".`, nearestName(action, names))];
  }
  const pattern = compileWildcards(action.toLowerCase());
  if (reference.actions(prefix).some((entry) => matchesPattern(pattern, entry.action.toLowerCase()))) return [];
  return [warning(node, 'value', `"${action}" matches no action of ${prefix}.`, null)];
}

function keyFault(node: Node, reference: ServiceReference): PolicyFault[] {
  const key = String(getNodePath(node).at(-1));
  return reference.hasConditionKey(key) || isFederationKey(key)
    ? []
    : [warning(node, 'name', `AWS documents no condition key "${key}".`, null)];
}

/** Keys of an identity provider begin with its own host name, which no list can hold. */
function isFederationKey(key: string): boolean {
  return key.slice(0, key.indexOf(':')).includes('.');
}

function warning(node: Node, at: PolicyFault['at'], message: string, nearest: string | null): PolicyFault {
  const path = getNodePath(node);
  return {
    severity: 'warning',
    path,
    at,
    message,
    mend: nearest === null ? 'Check the spelling.' : `Did you mean "${nearest}"?`,
    awsMessage: SYNTAX_ERRORS,
    ...(nearest !== null && { fix: replaceFix(path, at, nearest) }),
  };
}
