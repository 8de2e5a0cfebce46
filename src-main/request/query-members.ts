import { AwsError } from '../../src-shared/errors.ts';

/** A value that a query request can carry: a text, a list, or a structure. */
export type QueryValue = string | readonly QueryValue[] | { readonly [member: string]: QueryValue };

interface Node {
  text: string | null;
  readonly members: Map<string, Node>;
}

/** Deeper than any input shape of a query service. */
const MAX_DEPTH = 16;

function insert(root: Node, path: readonly string[], text: string): void {
  let node = root;
  for (const step of path) {
    let next = node.members.get(step);
    if (next === undefined) {
      next = { text: null, members: new Map() };
      node.members.set(step, next);
    }
    node = next;
  }
  // The first of two equal names counts, as it does for a form's fields.
  node.text ??= text;
}

const isPosition = (name: string): boolean => /^[1-9]\d{0,5}$/.test(name);

function valueOf(node: Node): QueryValue {
  const names = [...node.members.keys()];
  if (names.length === 0) return node.text ?? '';
  const [only] = names;
  // `member` stands between a list and its positions, `entry` between a map and its; EC2 and flattened lists have none.
  if (names.length === 1 && (only === 'member' || only === 'entry')) {
    const inner = node.members.get(only);
    if (inner !== undefined && [...inner.members.keys()].every(isPosition)) return valueOf(inner);
  }
  if (names.every(isPosition)) {
    return [...node.members]
      .toSorted(([left], [right]) => Number(left) - Number(right))
      .map(([, child]) => valueOf(child));
  }
  // Object.fromEntries defines members, so that a parameter called __proto__ is a member and nothing else.
  return Object.fromEntries([...node.members].map(([name, child]) => [name, valueOf(child)]));
}

/**
 * Puts the parameters of a query request together: `Tags.member.1.Key=a` becomes `{ Tags: [{ Key: 'a' }] }`.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#query-key-resolution
 */
export function readQueryMembers(pairs: readonly (readonly [string, string])[]): Record<string, QueryValue> {
  const root: Node = { text: null, members: new Map() };
  for (const [name, text] of pairs) {
    const path = name.split('.');
    if (path.length > MAX_DEPTH)
      throw new AwsError('MalformedQueryString', 400, 'The query string is nested too deeply.');
    insert(root, path, text);
  }
  return Object.fromEntries([...root.members].map(([name, node]) => [name, valueOf(node)]));
}

/**
 * Writes a value as the parameters of a query request, the reverse of `readQueryMembers`.
 * @param listMember what stands before a list's positions: `member`, or nothing for EC2.
 */
export function writeQueryMembers(name: string, value: QueryValue, listMember: 'member' | ''): [string, string][] {
  if (typeof value === 'string') return [[name, value]];
  if (isList(value)) {
    const prefix = listMember === '' ? name : `${name}.${listMember}`;
    return value.flatMap((entry, index) => writeQueryMembers(`${prefix}.${index + 1}`, entry, listMember));
  }
  return Object.entries(value).flatMap(([member, inner]) => writeQueryMembers(`${name}.${member}`, inner, listMember));
}

function isList(value: QueryValue): value is readonly QueryValue[] {
  return Array.isArray(value);
}
