import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';

/**
 * Changes of a JSON text that leave every character alone that they are not about: order, spacing, line ends and what
 * nobody asked to change. What is written anew follows the layout of what stands around it.
 */

/** Property names and list positions from the root. */
export type JsonPath = readonly (string | number)[];

/** JSON text that is put in as it stands. */
type Raw = string;

const OPENING = 1;

/** The node at a path; undefined where there is none, or the text is no JSON. */
export function nodeAt(text: string, path: JsonPath): Node | undefined {
  const root = parseTree(text);
  return root === undefined ? undefined : findNodeAtLocation(root, [...path]);
}

/** The text with the value at a path replaced. Unchanged where nothing stands there. */
export function replaceValue(text: string, path: JsonPath, value: unknown): string {
  const node = nodeAt(text, path);
  return node === undefined ? text : replaceRange(text, node, writtenAt(text, node, value));
}

/**
 * The text with another name for a member.
 * @param path of the member, its old name last.
 */
export function renameMember(text: string, path: JsonPath, name: string): string {
  const key = nodeAt(text, path)?.parent?.children?.[0];
  return key === undefined ? text : replaceRange(text, key, JSON.stringify(name));
}

/**
 * The text with a member set: replaced where there is one of that name, else put in.
 * @param path of the object.
 * @param order the names in the order that they are usually written in; the new member goes behind those before it.
 */
export function setMember(
  text: string,
  path: JsonPath,
  name: string,
  value: unknown,
  order: readonly string[] = [],
): string {
  const object = nodeAt(text, path);
  if (object?.type !== 'object') return text;
  const members = object.children ?? [];
  const names = members.map((member) => String(member.children?.[0]?.value));
  if (names.includes(name)) return replaceValue(text, [...path, name], value);
  const rank = order.indexOf(name);
  const before = rank < 0 ? names : names.filter((other) => order.indexOf(other) >= 0 && order.indexOf(other) < rank);
  const last = before.at(-1);
  const index = last === undefined ? (rank < 0 ? names.length : 0) : names.lastIndexOf(last) + 1;
  return splice(text, object, index, 0, [
    (layout) => `${JSON.stringify(name)}:${spaceBehindColon(text, object)}${written(value, layout)}`,
  ]);
}

/** The text without the member or the list item at a path. */
export function remove(text: string, path: JsonPath): string {
  const node = nodeAt(text, path);
  const child = node?.parent?.type === 'property' ? node.parent : node;
  const container = child?.parent;
  if (child === undefined || container === undefined) return text;
  const index = container.children?.indexOf(child) ?? -1;
  return index < 0 ? text : splice(text, container, index, 1, []);
}

/** The text with items put into the list at a path. */
export function insertItems(text: string, path: JsonPath, index: number, values: readonly unknown[]): string {
  return spliceItems(text, path, index, 0, values);
}

/** As Array.prototype.splice, of the list at a path. */
export function spliceItems(
  text: string,
  path: JsonPath,
  index: number,
  deleteCount: number,
  values: readonly unknown[],
): string {
  const list = nodeAt(text, path);
  if (list?.type !== 'array') return text;
  return splice(
    text,
    list,
    index,
    deleteCount,
    values.map((value) => (layout: Layout) => written(value, layout)),
  );
}

/** The text with a piece of JSON, taken as it stands, in the list at a path. */
export function insertRaw(text: string, path: JsonPath, index: number, raw: Raw): string {
  const list = nodeAt(text, path);
  return list?.type === 'array' ? splice(text, list, index, 0, [() => raw]) : text;
}

/** The text with two items of the list at a path in each other's place. */
export function swapItems(text: string, path: JsonPath, left: number, right: number): string {
  const list = nodeAt(text, path);
  const first = list?.children?.[Math.min(left, right)];
  const second = list?.children?.[Math.max(left, right)];
  if (first === undefined || second === undefined || first === second) return text;
  const [one, other] = [sourceOf(text, first), sourceOf(text, second)];
  return (
    text.slice(0, first.offset) +
    other +
    text.slice(first.offset + first.length, second.offset) +
    one +
    text.slice(second.offset + second.length)
  );
}

/** The text with the value at a path put into a list of its own, as it stands. */
export function wrapInList(text: string, path: JsonPath): string {
  const node = nodeAt(text, path);
  if (node === undefined || node.type === 'array') return text;
  const { indent } = layoutAt(text, node);
  const source = sourceOf(text, node);
  if (indent === null) return replaceRange(text, node, `[${source}]`);
  const end = lineEnd(text);
  return replaceRange(text, node, `[${end}${indent}${indentUnit(text)}${source}${end}${indent}]`);
}

/** The one stretch in which two texts differ. Null where they do not. */
export function changedRange(before: string, after: string): { from: number; to: number; insert: string } | null {
  if (before === after) return null;
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

/** What a node is written as. */
export function sourceOf(text: string, node: Node): Raw {
  return text.slice(node.offset, node.offset + node.length);
}

interface Layout {
  /** What a line begins with that closes the value; null where all of it goes on one line. */
  readonly indent: string | null;
  readonly unit: string;
  readonly lineEnd: string;
}

/** Puts children into a list or an object in place of others, with what separates its children elsewhere. */
function splice(
  text: string,
  container: Node,
  index: number,
  deleteCount: number,
  items: readonly ((layout: Layout) => Raw)[],
): string {
  const children = container.children ?? [];
  const first = children[index];
  const lastDeleted = children[index + deleteCount - 1];
  const separator = separatorIn(text, container);
  const layout = { indent: lineIndent(separator), unit: indentUnit(text), lineEnd: lineEnd(text) };
  const raw = items.map((item) => item(layout)).join(separator);
  const cut = (from: number, to: number, insert: string): string => text.slice(0, from) + insert + text.slice(to);

  if (deleteCount === children.length) {
    const inside = raw === '' ? '' : insideOf(text, container, separator, raw);
    return cut(container.offset + OPENING, container.offset + container.length - OPENING, inside);
  }
  if (deleteCount === 0) {
    if (raw === '') return text;
    const behind = children.at(-1);
    if (first !== undefined) return cut(first.offset, first.offset, raw + separator);
    return behind === undefined ? text : cut(endOf(behind), endOf(behind), separator + raw);
  }
  if (first === undefined || lastDeleted === undefined) return text;
  if (raw !== '') return cut(first.offset, endOf(lastDeleted), raw);
  const next = children[index + deleteCount];
  if (next !== undefined) return cut(first.offset, next.offset, '');
  const previous = children[index - 1];
  return previous === undefined ? text : cut(endOf(previous), endOf(lastDeleted), '');
}

/** What stands between the brackets when they held nothing, or hold nothing of what they held. */
function insideOf(text: string, container: Node, separator: string, raw: Raw): string {
  const children = container.children ?? [];
  const first = children[0];
  const last = children.at(-1);
  if (first !== undefined && last !== undefined) {
    const end = container.offset + container.length - OPENING;
    return text.slice(container.offset + OPENING, first.offset) + raw + text.slice(endOf(last), end);
  }
  const indent = lineIndent(separator);
  if (indent === null) return container.type === 'object' ? ` ${raw} ` : raw;
  return `${lineEnd(text)}${indent}${raw}${lineEnd(text)}${indent.slice(0, indent.length - indentUnit(text).length)}`;
}

/** A comma and the white space that goes between two children. */
function separatorIn(text: string, container: Node): string {
  const children = container.children ?? [];
  const [last, beforeLast] = [children.at(-1), children.at(-2)];
  if (last !== undefined && beforeLast !== undefined) return text.slice(endOf(beforeLast), last.offset);
  if (last !== undefined) {
    const lead = text.slice(container.offset + OPENING, last.offset);
    return `,${lead === '' ? ' ' : lead}`;
  }
  const { indent } = layoutAt(text, container);
  return indent === null ? ', ' : `,${lineEnd(text)}${indent}${indentUnit(text)}`;
}

/** What the last line of a separator begins with; null where it holds no line break. */
function lineIndent(separator: string): string | null {
  const at = separator.lastIndexOf('\n');
  return at < 0 ? null : separator.slice(at + 1);
}

/** How a value in the place of a node is laid out: on lines of its own where the object around it is. */
function layoutAt(text: string, node: Node): Layout {
  const around = node.parent?.type === 'property' ? node.parent.parent : node.parent;
  const onLines = around === undefined ? text.includes('\n') : sourceOf(text, around).includes('\n');
  const lineStart = text.lastIndexOf('\n', node.offset - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  return { indent: onLines || text.trim() === '{}' ? indent : null, unit: indentUnit(text), lineEnd: lineEnd(text) };
}

function writtenAt(text: string, node: Node, value: unknown): Raw {
  return written(value, layoutAt(text, node));
}

function written(value: unknown, { indent, unit, lineEnd: end }: Layout): Raw {
  if (indent === null) return oneLine(value);
  return JSON.stringify(value, null, unit).replaceAll('\n', `${end}${indent}`);
}

/** JSON on one line, with the spaces that a person would put in. */
function oneLine(value: unknown): Raw {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${oneLine(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** What an inner line is indented by more than the one around it. */
function indentUnit(text: string): string {
  return /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
}

function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Nothing where the object's author writes nothing there. */
function spaceBehindColon(text: string, object: Node): string {
  const [key, value] = object.children?.[0]?.children ?? [];
  if (key === undefined || value === undefined) return ' ';
  return text.slice(endOf(key), value.offset).replace(/^\s*:/, '').replace(/\s+/, ' ');
}

function endOf(node: Node): number {
  return node.offset + node.length;
}

function replaceRange(text: string, node: Node, raw: Raw): string {
  return text.slice(0, node.offset) + raw + text.slice(endOf(node));
}
