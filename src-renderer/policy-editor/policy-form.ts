import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { JsonPath } from './json-edits.ts';
import { STATEMENT_ELEMENTS } from './policy-elements.ts';

/** Action or NotAction and the like: `name` tells which of the two. */
export interface ElementForm {
  readonly name: string;
  readonly negated: boolean;
  readonly values: readonly string[];
}

/** Principal or NotPrincipal. A bare `"*"` has no type. */
export interface PrincipalForm {
  readonly name: 'Principal' | 'NotPrincipal';
  readonly negated: boolean;
  readonly everyone: boolean;
  readonly groups: readonly { readonly type: string; readonly values: readonly string[] }[];
}

/** One key under one operator of a Condition. */
export interface ConditionForm {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement as the form shows it. */
export interface StatementForm {
  readonly index: number;
  readonly path: JsonPath;
  /** Where it stands in the text, as offsets. */
  readonly from: number;
  readonly to: number;
  readonly sid: string | null;
  /** As written; null where it is missing. */
  readonly effect: string | null;
  readonly principal: PrincipalForm | null;
  readonly action: ElementForm | null;
  readonly resource: ElementForm | null;
  readonly conditions: readonly ConditionForm[];
  /** Names of members that the form does not know and leaves alone. */
  readonly others: readonly string[];
}

/** A policy as the form shows it. */
export interface PolicyForm {
  readonly version: string | null;
  readonly id: string | null;
  readonly statements: readonly StatementForm[];
  /** Whether Statement is a list; a single statement may stand without one. */
  readonly listed: boolean;
}

/** Why a text cannot be shown as a form, and where. */
export interface FormObstacle {
  /** In a sentence. */
  readonly reason: string;
  readonly offset: number;
}

export type FormReading =
  { readonly form: PolicyForm; readonly obstacle: null } | { readonly form: null; readonly obstacle: FormObstacle };

/** Raised inside a reading, and caught by it. */
class CannotShow extends Error {
  readonly offset: number;
  constructor(reason: string, offset: number) {
    super(reason);
    this.offset = offset;
  }
}

/** Reads a policy's text for the form, as far as a form can show it. Never throws. */
export function readForm(text: string): FormReading {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const error = errors[0];
  if (error !== undefined || root === undefined) {
    const what = error === undefined ? 'it is empty' : SYNTAX[printParseErrorCode(error.error)];
    return obstacle(`The text is not JSON${what === undefined ? '' : `: ${what}`}.`, error?.offset ?? 0);
  }
  try {
    return { form: policy(root), obstacle: null };
  } catch (thrown) {
    if (thrown instanceof CannotShow) return obstacle(thrown.message, thrown.offset);
    throw thrown;
  }
}

const SYNTAX: Readonly<Record<string, string>> = {
  CommaExpected: 'a comma is missing',
  ColonExpected: 'a colon is missing',
  ValueExpected: 'a value is missing',
  PropertyNameExpected: 'the name of an element is missing',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  EndOfFileExpected: 'something stands behind the end',
  InvalidSymbol: 'something there is neither a text, a number, a list nor an object',
  InvalidCommentToken: 'it has a comment',
  UnexpectedEndOfString: 'a quote is missing',
  InvalidCharacter: 'a text has a character that must be escaped',
};

function obstacle(reason: string, offset: number): FormReading {
  return { form: null, obstacle: { reason, offset } };
}

function policy(root: Node): PolicyForm {
  const members = membersOf(root, 'The policy');
  const list = members.get('Statement');
  const nodes = list === undefined ? [] : list.type === 'array' ? (list.children ?? []) : [list];
  const listed = list === undefined || list.type === 'array';
  return {
    version: textOrNull(members.get('Version'), 'Version'),
    id: textOrNull(members.get('Id'), 'Id'),
    listed,
    statements: nodes.map((node, index) => statement(node, index, listed ? ['Statement', index] : ['Statement'])),
  };
}

function statement(node: Node, index: number, path: JsonPath): StatementForm {
  const members = membersOf(node, `Statement ${index + 1}`);
  return {
    index,
    path,
    from: node.offset,
    to: node.offset + node.length,
    sid: textOrNull(members.get('Sid'), 'Sid'),
    effect: textOrNull(members.get('Effect'), 'Effect'),
    principal: principal(members),
    action: element(members, 'Action'),
    resource: element(members, 'Resource'),
    conditions: conditions(members.get('Condition')),
    others: [...members.keys()].filter((name) => !STATEMENT_ELEMENTS.includes(name)),
  };
}

function element(members: ReadonlyMap<string, Node>, name: 'Action' | 'Resource'): ElementForm | null {
  const [positive, negative] = [members.get(name), members.get(`Not${name}`)];
  if (positive !== undefined && negative !== undefined) {
    throw new CannotShow(`A statement has ${name} and Not${name}, of which only one can be there.`, negative.offset);
  }
  const node = positive ?? negative;
  if (node === undefined) return null;
  const negated = positive === undefined;
  const written = negated ? `Not${name}` : name;
  return { name: written, negated, values: texts(node, written) };
}

function principal(members: ReadonlyMap<string, Node>): PrincipalForm | null {
  const [positive, negative] = [members.get('Principal'), members.get('NotPrincipal')];
  if (positive !== undefined && negative !== undefined) {
    throw new CannotShow(
      'A statement has Principal and NotPrincipal, of which only one can be there.',
      negative.offset,
    );
  }
  const node = positive ?? negative;
  if (node === undefined) return null;
  const negated = positive === undefined;
  const name = negated ? 'NotPrincipal' : 'Principal';
  if (node.type === 'string') {
    if (node.value !== '*') throw new CannotShow(`${name} is "*" or an object.`, node.offset);
    return { name, negated, everyone: true, groups: [] };
  }
  const groups = [...membersOf(node, name)].map(([type, values]) => ({ type, values: texts(values, type) }));
  return { name, negated, everyone: false, groups };
}

function conditions(node: Node | undefined): ConditionForm[] {
  if (node === undefined) return [];
  return [...membersOf(node, 'Condition')].flatMap(([operator, keys]) =>
    [...membersOf(keys, operator)].map(([key, values]) => ({ operator, key, values: texts(values, key) })),
  );
}

/** The members of an object by name. */
function membersOf(node: Node, what: string): ReadonlyMap<string, Node> {
  if (node.type !== 'object') throw new CannotShow(`${what} is not an object.`, node.offset);
  const members = new Map<string, Node>();
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) continue;
    const name = String(key.value);
    if (members.has(name)) throw new CannotShow(`${what} has ${name} twice.`, key.offset);
    members.set(name, value);
  }
  return members;
}

function texts(node: Node, what: string): string[] {
  const items = node.type === 'array' ? (node.children ?? []) : [node];
  return items.map((item) => {
    if (item.type === 'string' || item.type === 'boolean' || item.type === 'number') return String(item.value);
    throw new CannotShow(`${what} is neither a text nor a list of texts.`, item.offset);
  });
}

function textOrNull(node: Node | undefined, what: string): string | null {
  if (node === undefined) return null;
  if (node.type !== 'string') throw new CannotShow(`${what} is not a text.`, node.offset);
  return String(node.value);
}
