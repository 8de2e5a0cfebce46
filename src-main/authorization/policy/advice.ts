import { type Node, findNodeAtLocation, getNodePath } from 'jsonc-parser';
import type { ReferenceAction, ServiceReference } from '../../request/service-reference.ts';
import { parseOperator, type OperatorFamily } from '../conditions/operator.ts';
import { compileWildcards, matchesPattern, type Pattern } from '../wildcard.ts';
import type { PolicyKind } from './document.ts';
import { type PolicyFault, SYNTAX_ERRORS } from './fault.ts';
import { arnsOverlap, MANY_BUT_SLASH } from './glob-overlap.ts';

/**
 * Warns of what follows the grammar and yet is seldom meant: a resource that no action of the statement acts on, an action
 * that acts on none of its resources, a condition key that no action carries, an operator that does not fit its key, what
 * is said twice, and what lets in far more than its author is likely to want.
 * @param root the tree of a document that follows the grammar.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
export function adviceFaults(root: Node | undefined, kind: PolicyKind, reference: ServiceReference): PolicyFault[] {
  if (root === undefined) return [];
  const list = findNodeAtLocation(root, ['Statement']);
  const nodes = list?.type === 'array' ? (list.children ?? []) : list === undefined ? [] : [list];
  const statements = nodes.map((node) => readStatement(node, reference));
  return [
    ...versionFault(root),
    ...statements.flatMap((statement) => [
      ...broadFaults(statement, kind),
      ...resourceFaults(statement, reference),
      ...conditionFaults(statement, reference),
      ...repeatedValues(statement.actions, true),
      ...repeatedValues(statement.resources, false),
    ]),
    ...redundantStatements(statements),
  ];
}

interface Statement {
  readonly node: Node;
  readonly effect: string;
  readonly actions: readonly Node[];
  readonly notAction: boolean;
  readonly resources: readonly Node[];
  readonly notResource: boolean;
  readonly condition: Node | undefined;
  /** What the actions stand for; null where that cannot be told, or is everything. */
  readonly named: readonly ReferenceAction[] | null;
}

function readStatement(node: Node, reference: ServiceReference): Statement {
  const at = (name: string): Node | undefined => findNodeAtLocation(node, [name]);
  const [action, notAction] = [at('Action'), at('NotAction')];
  const [resource, notResource] = [at('Resource'), at('NotResource')];
  const actions = texts(action ?? notAction);
  return {
    node,
    effect: String(at('Effect')?.value),
    actions,
    notAction: action === undefined,
    resources: texts(resource ?? notResource),
    notResource: resource === undefined && notResource !== undefined,
    condition: at('Condition'),
    named: action === undefined ? null : actionsNamed(actions, reference),
  };
}

function texts(node: Node | undefined): readonly Node[] {
  if (node === undefined) return [];
  return node.type === 'array' ? (node.children ?? []) : [node];
}

function textOf(node: Node): string {
  return String(node.value);
}

/** The actions that are named, by wildcard or in full. Null where one of them names no service, or nothing that AWS lists. */
function actionsNamed(nodes: readonly Node[], reference: ServiceReference): readonly ReferenceAction[] | null {
  const named: ReferenceAction[] = [];
  for (const node of nodes) {
    const action = textOf(node);
    const prefix = action.slice(0, Math.max(0, action.indexOf(':')));
    if (/[*?]/.test(prefix) || !reference.hasService(prefix)) return null;
    const pattern = compileWildcards(action.toLowerCase());
    const found = reference.actions(prefix).filter((entry) => matchesPattern(pattern, entry.action.toLowerCase()));
    if (found.length === 0) return null;
    named.push(...found);
  }
  return named;
}

function versionFault(root: Node): PolicyFault[] {
  if (findNodeAtLocation(root, ['Version']) !== undefined) return [];
  return [
    {
      ...warning(
        root,
        'The policy has no Version: AWS reads it as one of 2008-10-17, which knows no policy variables.',
        'Add "Version": "2012-10-17".',
      ),
      fix: { label: 'Add Version', change: { kind: 'insert', path: [], name: 'Version', value: '2012-10-17' } },
    },
  ];
}

function broadFaults(statement: Statement, kind: PolicyKind): PolicyFault[] {
  if (statement.effect !== 'Allow' || kind === 'scp' || kind === 'rcp') return [];
  const faults: PolicyFault[] = [];
  const everywhere = !statement.notResource && statement.resources.some((node) => textOf(node) === '*');
  if (!everywhere || statement.condition !== undefined || statement.notAction) return faults;
  for (const action of statement.actions) {
    if (['*', '*:*'].includes(textOf(action))) {
      faults.push(
        warning(
          action,
          'This allows every action on every resource.',
          'Name the actions and the resources that are needed, unless it is for an administrator.',
        ),
      );
    }
    if (textOf(action).toLowerCase() === 'iam:passrole') {
      faults.push(
        warning(
          action,
          'iam:PassRole on every resource lets services be given any role of the account.',
          'Name the roles in Resource, or the service in a condition on iam:PassedToService.',
        ),
      );
    }
  }
  return faults;
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
function resourceFaults(statement: Statement, reference: ServiceReference): PolicyFault[] {
  const { actions, resources, named, notAction, notResource } = statement;
  if (named === null || notAction || notResource || resources.length === 0) return [];
  const written = resources.map((node) => ({ node, pattern: textOf(node).replace(/\$\{[^}]*\}/g, '*') }));
  if (written.some(({ pattern }) => /^\*+$/.test(pattern))) return [];
  const byName = new Map(named.map((action) => [action.action.toLowerCase(), action]));
  const fitting = new Set<Node>();
  const faults: PolicyFault[] = [];
  const cache = new Map<string, readonly Node[]>();
  const fittingType = (arnPattern: string): readonly Node[] => {
    const known = cache.get(arnPattern);
    if (known !== undefined) return known;
    const found = written.filter(({ pattern }) => arnsOverlap(arnPattern, pattern)).map(({ node }) => node);
    cache.set(arnPattern, found);
    return found;
  };
  const fits = (action: ReferenceAction): boolean => {
    const found = arnPatternsOf(action, reference).flatMap((pattern) => fittingType(asGlob(pattern)));
    for (const node of found) fitting.add(node);
    return found.length > 0;
  };
  const fitted = new Set(named.filter(fits));
  for (const node of actions) {
    const action = byName.get(textOf(node).toLowerCase());
    if (action === undefined || fitted.has(action)) continue;
    faults.push(actionWithoutResource(node, action, reference));
  }
  if (fitted.size === 0) return faults;
  for (const { node } of written) {
    if (fitting.has(node)) continue;
    faults.push(
      warning(
        node,
        `No action of the statement acts on "${textOf(node)}".`,
        'Check the service and the type in the ARN, or add an action that acts on it.',
      ),
    );
  }
  return faults;
}

function actionWithoutResource(node: Node, action: ReferenceAction, reference: ServiceReference): PolicyFault {
  const patterns = arnPatternsOf(action, reference);
  if (patterns.length === 0) {
    return warning(
      node,
      `"${action.action}" acts on no resource of its own: only "Resource": "*" matches it.`,
      'Put it into a statement with "Resource": "*".',
    );
  }
  return warning(
    node,
    `No resource of the statement is one that "${action.action}" acts on.`,
    `Add one such as ${patterns[0]?.replaceAll('${Partition}', 'aws')}.`,
  );
}

function arnPatternsOf({ action, resourceTypes }: ReferenceAction, reference: ServiceReference): string[] {
  const prefix = action.slice(0, action.indexOf(':'));
  return resourceTypes.flatMap(({ name }) => reference.resourceType(prefix, name)?.arnPattern.split(', ') ?? []);
}

/** An ARN pattern of the reference, such as `arn:${Partition}:s3:::${BucketName}`, with wildcards for its variables. */
function asGlob(arnPattern: string): string {
  return arnPattern
    .replaceAll('${BucketName}', MANY_BUT_SLASH)
    .replace(/\$\{[^}]*\}/g, '*')
    .replace(/\*+/g, '*');
}

/** What each type of condition key is compared by. */
const FAMILIES: Readonly<Record<string, readonly OperatorFamily[]>> = {
  String: ['String', 'Null'],
  ARN: ['Arn', 'String', 'Null'],
  Bool: ['Bool', 'String', 'Null'],
  Date: ['Date', 'Numeric', 'String', 'Null'],
  IPAddress: ['IpAddress', 'Null'],
  Numeric: ['Numeric', 'String', 'Null'],
};

/** The operator that a value of a type is most often compared by, where text is compared to no good. */
const USUAL: Readonly<Record<string, string>> = { IPAddress: 'IpAddress' };

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function conditionFaults({ condition, named, notAction }: Statement, reference: ServiceReference): PolicyFault[] {
  const carried =
    named === null || notAction
      ? null
      : new Set(
          named.flatMap(({ conditionKeys, resourceTypes }) =>
            [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)].map(keyStem),
          ),
        );
  return (condition?.children ?? []).flatMap((block) => {
    const operator = parseOperator(String(block.children?.[0]?.value));
    return (block.children?.[1]?.children ?? []).flatMap((property) => {
      const [name, value] = property.children ?? [];
      if (name === undefined || value === undefined) return [];
      const key = textOf(name);
      const known = reference.conditionKey(key);
      if (known === null) return [];
      const faults: PolicyFault[] = [];
      // A service's own key comes with its own actions alone; those of `aws:` may come with any.
      if (
        carried !== null &&
        !/^aws:/i.test(key) &&
        !carried.has(keyStem(key)) &&
        !reference.globalConditionKeys().includes(known)
      ) {
        faults.push({
          ...warning(
            value,
            `No action of the statement carries the condition key "${key}".`,
            'Use a key that they carry, or put the actions that carry it into a statement of their own.',
          ),
          at: 'name',
        });
      }
      const families = FAMILIES[known.type.replace(/^ArrayOf/, '')];
      if (operator !== null && families !== undefined && !families.includes(operator.family)) {
        const usual = USUAL[known.type];
        const only = block.children?.[1]?.children?.length === 1;
        const fault = warning(
          value,
          `"${key}" is ${typeInWords(known.type)}; ${operator.name} does not compare such values.`,
          usual === undefined ? `Use one of the operators for it, such as ${exampleOf(families)}.` : `Use ${usual}.`,
        );
        const mended = operator.negated ? `Not${usual ?? ''}` : (usual ?? '');
        faults.push(
          usual === undefined || !only
            ? { ...fault, at: 'name' }
            : {
                ...fault,
                at: 'name',
                fix: {
                  label: `Replace by ${mended}`,
                  change: { kind: 'rename', path: fault.path.slice(0, -1), name: mended },
                },
              },
        );
      }
      return faults;
    });
  });
}

/** A key as it is compared with those that actions carry: `s3:ExistingObjectTag/stage` is any name behind that slash. */
function keyStem(key: string): string {
  const lower = key.toLowerCase();
  const slash = lower.indexOf('/');
  return slash < 0 ? lower : lower.slice(0, slash + 1);
}

function typeInWords(type: string): string {
  const words: Readonly<Record<string, string>> = {
    String: 'text',
    ARN: 'an ARN',
    Bool: 'true or false',
    Date: 'a date',
    IPAddress: 'an IP address',
    Numeric: 'a number',
  };
  const single = words[type.replace(/^ArrayOf/, '')] ?? 'something else';
  return type.startsWith('ArrayOf') ? `a list, of which each value is ${single}` : single;
}

function exampleOf(families: readonly OperatorFamily[]): string {
  const examples: Readonly<Record<OperatorFamily, string>> = {
    String: 'StringEquals',
    Arn: 'ArnLike',
    Bool: 'Bool',
    Date: 'DateLessThan',
    Numeric: 'NumericEquals',
    Binary: 'BinaryEquals',
    IpAddress: 'IpAddress',
    Null: 'Null',
  };
  return examples[families[0] ?? 'String'];
}

/** Values that another value of the same list covers. */
function repeatedValues(nodes: readonly Node[], anyCase: boolean): PolicyFault[] {
  const fold = (node: Node): string => (anyCase ? textOf(node).toLowerCase() : textOf(node));
  const patterns = nodes
    .filter((node) => /[*?]/.test(textOf(node)) && !textOf(node).includes('${'))
    .map((node) => ({ node, pattern: compileWildcards(fold(node)) }));
  const first = new Map<string, Node>();
  return nodes.flatMap((node) => {
    const text = fold(node);
    const same = first.get(text);
    if (same === undefined) first.set(text, node);
    const by = same ?? patterns.find((other) => other.node !== node && matchesPattern(other.pattern, text))?.node;
    if (by === undefined) return [];
    const fault = warning(
      node,
      same === undefined ? `"${textOf(node)}" is covered by "${textOf(by)}".` : `"${textOf(node)}" stands here twice.`,
      'Remove it.',
    );
    const change = { kind: 'remove', path: [...fault.path] } as const;
    return [{ ...fault, fix: { label: `Remove ${textOf(node)}`, change } }];
  });
}

/** Statements that say nothing which another one of the same effect does not say. */
function redundantStatements(statements: readonly Statement[]): PolicyFault[] {
  const plain = statements.map((statement) => ({
    statement,
    circumstances: circumstancesOf(statement.node),
    actions: statement.actions.map((node) => textOf(node).toLowerCase()),
    resources: statement.resources.map(textOf),
    actionPatterns: statement.actions.map((node) => compileWildcards(textOf(node).toLowerCase())),
    resourcePatterns: statement.resources.map((node) => compileWildcards(textOf(node))),
  }));
  const redundant = new Set<number>();
  return plain.flatMap((one, index) => {
    const by = plain.findIndex(
      (other, position) =>
        position !== index &&
        !redundant.has(position) &&
        other.circumstances === one.circumstances &&
        coversAll(other.actionPatterns, one.actions) &&
        coversAll(other.resourcePatterns, one.resources),
    );
    if (by < 0 || one.statement.notAction || one.statement.notResource) return [];
    redundant.add(index);
    const fault = warning(
      one.statement.node,
      `Statement ${index + 1} says nothing that statement ${by + 1} does not say.`,
      'Remove it.',
    );
    const fix = { label: `Remove statement ${index + 1}`, change: { kind: 'remove', path: [...fault.path] } } as const;
    return [{ ...fault, fix }];
  });
}

/** Everything of a statement but its Sid, actions and resources, as text that is the same for the same. */
function circumstancesOf(node: Node): string {
  const members = (node.children ?? []).flatMap(({ children }) => {
    const [name, value] = children ?? [];
    return name === undefined || value === undefined || ['Sid', 'Action', 'Resource'].includes(textOf(name))
      ? []
      : [`${textOf(name)}:${canonical(value)}`];
  });
  return members.toSorted().join(',');
}

function canonical(node: Node): string {
  if (node.type === 'array') return `[${(node.children ?? []).map(canonical).toSorted().join(',')}]`;
  if (node.type !== 'object') return JSON.stringify(node.value);
  const members = (node.children ?? []).map(({ children }) => (children ?? []).map(canonical).join(':'));
  return `{${members.toSorted().join(',')}}`;
}

/** What stands behind a variable is not known here, so that its text is all that is compared. */
function coversAll(patterns: readonly Pattern[], values: readonly string[]): boolean {
  return values.every((text) => patterns.some((pattern) => matchesPattern(pattern, text)));
}

function warning(node: Node, message: string, mend: string): PolicyFault {
  return { severity: 'warning', path: getNodePath(node), at: 'value', message, mend, awsMessage: SYNTAX_ERRORS };
}
