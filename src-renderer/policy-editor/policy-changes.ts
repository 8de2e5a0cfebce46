import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { PolicyKind } from '../../src-shared/contract/policies.ts';
import {
  insertItems,
  insertRaw,
  nodeAt,
  remove,
  renameMember,
  replaceValue,
  setMember,
  sourceOf,
  spliceItems,
  swapItems,
  wrapInList,
  type JsonPath,
} from './json-edits.ts';
import { POLICY_ELEMENTS, STATEMENT_ELEMENTS } from './policy-elements.ts';

/**
 * What the form can do to a policy. Each takes the policy's text and gives the text as it is then; whatever the change is
 * not about stays as its author wrote it, character for character. A change that does not fit the text leaves it alone.
 */

export function setVersion(text: string, version: string): string {
  return setMember(text, [], 'Version', version, POLICY_ELEMENTS);
}

/** @param sid empty takes it away. */
export function setSid(text: string, statement: JsonPath, sid: string): string {
  return sid === '' ? remove(text, [...statement, 'Sid']) : setMember(text, statement, 'Sid', sid, STATEMENT_ELEMENTS);
}

export function setEffect(text: string, statement: JsonPath, effect: 'Allow' | 'Deny'): string {
  return setMember(text, statement, 'Effect', effect, STATEMENT_ELEMENTS);
}

/** Turns Action into NotAction and back, as with Resource and Principal. */
export function setNegated(
  text: string,
  statement: JsonPath,
  element: 'Action' | 'Resource' | 'Principal',
  negated: boolean,
): string {
  const [from, to] = negated ? [element, `Not${element}`] : [`Not${element}`, element];
  return renameMember(text, [...statement, from], to);
}

/**
 * Adds a value to a text or a list of texts; a text becomes a list, and a member that is missing is made.
 * @param name such as `Action`, in the object at the path.
 */
export function addValue(text: string, object: JsonPath, name: string, value: string): string {
  const path = [...object, name];
  const node = nodeAt(text, path);
  if (node === undefined) return setMember(text, object, name, value, STATEMENT_ELEMENTS);
  const listed = wrapInList(text, path);
  return insertItems(listed, path, nodeAt(listed, path)?.children?.length ?? 0, [value]);
}

/** Takes a value away; the last one leaves an empty list. */
export function removeValue(text: string, path: JsonPath, index: number): string {
  return replaceValues(text, path, index, []);
}

/** Puts values in the place of one. */
export function replaceValues(text: string, path: JsonPath, index: number, values: readonly string[]): string {
  const [only] = values;
  if (nodeAt(text, path)?.type !== 'array') {
    if (values.length === 1 && only !== undefined) return replaceValue(text, path, only);
    return spliceItems(wrapInList(text, path), path, 0, 1, values);
  }
  return spliceItems(text, path, index, 1, values);
}

/** Makes a list of values another one, without touching those at its beginning and end that stay. */
export function setValues(text: string, path: JsonPath, before: readonly string[], after: readonly string[]): string {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  if (start === before.length && start === after.length) return text;
  const [kept, written] = [before.length - end, after.slice(start, after.length - end)];
  return spliceItems(wrapInList(text, path), path, start, kept - start, written);
}

/** Lets a statement be about everybody, or about those that are named then. */
export function setEveryone(text: string, statement: JsonPath, name: string, everyone: boolean): string {
  return setMember(text, statement, name, everyone ? '*' : { AWS: [] }, STATEMENT_ELEMENTS);
}

/** @param type such as `AWS` or `Service`. */
export function addPrincipal(text: string, statement: JsonPath, name: string, type: string, value: string): string {
  const node = nodeAt(text, [...statement, name]);
  if (node === undefined) return setMember(text, statement, name, { [type]: value }, STATEMENT_ELEMENTS);
  if (node.type !== 'object') return replaceValue(text, [...statement, name], { [type]: value });
  return addValue(text, [...statement, name], type, value);
}

/** Takes a principal away, and its type with it when it was the last of it. */
export function removePrincipal(text: string, statement: JsonPath, name: string, type: string, index: number): string {
  const path = [...statement, name, type];
  const left = removeValue(text, path, index);
  return nodeAt(left, path)?.children?.length === 0 ? remove(left, path) : left;
}

export function addCondition(
  text: string,
  statement: JsonPath,
  operator: string,
  key: string,
  values: readonly string[],
): string {
  const value = values.length === 1 ? values[0] : values;
  const condition = [...statement, 'Condition'];
  if (nodeAt(text, condition) === undefined) {
    return setMember(text, statement, 'Condition', { [operator]: { [key]: value } }, STATEMENT_ELEMENTS);
  }
  if (nodeAt(text, [...condition, operator]) === undefined) {
    return setMember(text, condition, operator, { [key]: value });
  }
  return setMember(text, [...condition, operator], key, value);
}

/** Takes a key away, and what stands empty without it. */
export function removeCondition(text: string, statement: JsonPath, operator: string, key: string): string {
  const condition = [...statement, 'Condition'];
  let left = remove(text, [...condition, operator, key]);
  if (nodeAt(left, [...condition, operator])?.children?.length === 0) left = remove(left, [...condition, operator]);
  if (nodeAt(left, condition)?.children?.length === 0) left = remove(left, condition);
  return left;
}

/** Moves a key under another operator, with its values as they are written. */
export function setConditionOperator(text: string, statement: JsonPath, from: string, key: string, to: string): string {
  if (from === to) return text;
  const condition = [...statement, 'Condition'];
  const taken = nodeAt(text, [...condition, to]);
  if (taken !== undefined && nodeAt(text, [...condition, to, key]) !== undefined) return text;
  const alone = nodeAt(text, [...condition, from])?.children?.length === 1;
  if (alone && taken === undefined) return renameMember(text, [...condition, from], to);
  const value = nodeAt(text, [...condition, from, key]);
  if (value === undefined) return text;
  const written: unknown = JSON.parse(sourceOf(text, value));
  const added =
    taken === undefined
      ? setMember(text, condition, to, { [key]: written })
      : setMember(text, [...condition, to], key, written);
  return removeCondition(added, statement, from, key);
}

export function setConditionKey(text: string, statement: JsonPath, operator: string, from: string, to: string): string {
  const path = [...statement, 'Condition', operator];
  if (nodeAt(text, [...path, to]) !== undefined) return text;
  return renameMember(text, [...path, from], to);
}

/** Adds a statement at the end. A single statement that stands without a list comes into one. */
export function addStatement(text: string, statement: object): string {
  const existing = nodeAt(text, ['Statement']);
  if (existing === undefined) return setMember(text, [], 'Statement', [statement], POLICY_ELEMENTS);
  const listed = wrapInList(text, ['Statement']);
  return insertItems(listed, ['Statement'], nodeAt(listed, ['Statement'])?.children?.length ?? 0, [statement]);
}

/** Puts a copy of a statement behind it, as it is written, but with a Sid of its own where it has one. */
export function duplicateStatement(text: string, index: number): string {
  const listed = wrapInList(text, ['Statement']);
  const node = nodeAt(listed, ['Statement', index]);
  if (node === undefined) return text;
  let raw = sourceOf(listed, node);
  const sid = findNodeAtLocation(node, ['Sid']);
  if (sid !== undefined) {
    const from = sid.offset - node.offset;
    const name = JSON.stringify(freeSid(listed, String(sid.value)));
    raw = raw.slice(0, from) + name + raw.slice(from + sid.length);
  }
  return insertRaw(listed, ['Statement'], index + 1, raw);
}

/** A Sid that no statement has: the given one with a number behind it. */
export function freeSid(text: string, sid: string): string {
  const root = parseTree(text);
  const list = root === undefined ? undefined : findNodeAtLocation(root, ['Statement']);
  const nodes = list?.type === 'array' ? (list.children ?? []) : list === undefined ? [] : [list];
  const taken = new Set(nodes.map((node) => findNodeAtLocation(node, ['Sid'])?.value as unknown));
  const stem = sid.replace(/\d+$/, '');
  for (let number = 2; ; number += 1) if (!taken.has(`${stem}${number}`)) return `${stem}${number}`;
}

export function deleteStatement(text: string, index: number): string {
  if (nodeAt(text, ['Statement'])?.type !== 'array') return replaceValue(text, ['Statement'], []);
  return remove(text, ['Statement', index]);
}

/** Moves a statement by one place; both statements stay as they are written. */
export function moveStatement(text: string, index: number, to: number): string {
  return swapItems(text, ['Statement'], index, to);
}

/**
 * What a new statement begins as: it has all that AWS asks for, and grants nothing.
 * @param accountId whose principals a statement of a resource-based policy is about.
 */
export function newStatement(kind: PolicyKind, accountId: string): object {
  const Principal = { AWS: `arn:aws:iam::${accountId}:root` };
  switch (kind) {
    case 'trust':
      return { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' };
    case 'resource':
      return { Effect: 'Allow', Principal, Action: [], Resource: [] };
    case 'rcp':
      // Allowing is done by RCPFullAWSAccess, which is always there; others deny, and to everybody.
      // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
      return { Effect: 'Deny', Principal: '*', Action: [], Resource: [] };
    case 'identity':
    case 'scp':
      return { Effect: 'Allow', Action: [], Resource: [] };
  }
}
