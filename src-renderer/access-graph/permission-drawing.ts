import type { PermissionPath } from '../../src-shared/contract/access-graph.ts';
import { nameInArn, parseArn, type Arn } from '../../src-shared/arn.ts';
import type { Decision } from '../../src-shared/decision/explanation.ts';
import type { Route } from '../app/route.ts';
import { routeToPolicy, routeToSource, routeToStatement, type PolicyHolders } from '../timeline/policy-source.ts';
import { layerName, statementName } from '../timeline/statement-outcome.ts';
import type { DrawnEdge, DrawnNode, Drawing, Tone } from './graph-drawing.ts';

/** What was asked: whether a principal has a permission. */
export interface PermissionQuestion {
  readonly arn: Arn;
  readonly action: string;
  readonly resource: string;
}

/** Why a permission is there or not, as main answers. */
export interface PermissionAnswer {
  readonly decision: Decision;
  readonly reason: string;
  readonly paths: readonly PermissionPath[];
}

const PRINCIPAL = 'principal';
const PERMISSION = 'permission';

/** What a policy comes through, where that is neither the principal nor the policy itself. */
const THROUGH = /^(?:inline in|attached to) (group .+|the organization's root|OU .+|account .+)$/;

/**
 * What a policy comes through on its way to the principal: a group, a part of the organization, the resource or the
 * role that has it.
 * @returns null where the principal has it itself.
 */
export function throughOf({ layer, statement: { policySource } }: PermissionPath): string | null {
  if (layer === 'resource' || layer === 'trust' || layer === 'vpcEndpoint') {
    return policySource === '' ? null : policySource;
  }
  return THROUGH.exec(policySource)?.[1] ?? null;
}

/** What a statement does as things stand, in words: `Allows`, or `Would deny` where its conditions do not hold. */
export function effectWords({ effect, applies }: Pick<PermissionPath, 'effect' | 'applies'>): string {
  if (effect === 'Allow') return applies ? 'Allows' : 'Would allow';
  return applies ? 'Denies' : 'Would deny';
}

/** What a statement is called within its policy. */
export function pathStatementName({ statement: { statementIndex: index, sid } }: PermissionPath): string {
  return statementName({ index, sid });
}

function toneOf({ effect, applies }: PermissionPath): Tone {
  if (!applies) return 'idle';
  return effect === 'Allow' ? 'allow' : 'deny';
}

function policyId({ layer, statement: { policyName, policyArn, policySource } }: PermissionPath): string {
  return `policy ${layer} ${policyArn ?? policyName} ${policySource}`;
}

function statementId(path: PermissionPath): string {
  return `statement ${path.statement.statementIndex} of ${policyId(path)}`;
}

/** The way from a principal over policies and their statements to a permission, as it is drawn. */
export function permissionDrawing(question: PermissionQuestion, { decision, paths }: PermissionAnswer): Drawing {
  const nodes = new Map<string, DrawnNode>();
  const edges = new Map<string, DrawnEdge>();
  const node = (drawn: Pick<DrawnNode, 'id' | 'title' | 'kind' | 'icon'> & Partial<DrawnNode>): string => {
    if (!nodes.has(drawn.id)) nodes.set(drawn.id, { tone: 'neutral', note: null, isCentre: false, ...drawn });
    return drawn.id;
  };
  const edge = (from: string, to: string, path: PermissionPath | null): void => {
    const id = `${from}\n${to}`;
    const known = edges.get(id);
    if (known !== undefined && known.line === 'solid') return;
    const line = path?.applies === true ? 'solid' : 'dashed';
    edges.set(id, { id, from, to, line, tone: path === null ? 'idle' : 'neutral', label: null });
  };
  const isRole = parseArn(question.arn)?.resource.startsWith('role/') === true;
  node({
    id: PRINCIPAL,
    title: nameInArn(question.arn),
    kind: isRole ? 'Role' : 'User',
    icon: isRole ? 'role' : 'user',
    isCentre: true,
  });
  for (const path of paths) {
    const through = throughOf(path);
    const policy = node({
      id: policyId(path),
      title: path.statement.policyName,
      kind: layerName(path.layer),
      icon: 'policy',
    });
    if (through === null) edge(PRINCIPAL, policy, path);
    else {
      const [word = '', ...name] = through.split(' ');
      const via = node({
        id: `through ${through}`,
        title: name.join(' ') === "organization's root" ? 'root' : name.join(' ') || through,
        kind: word === 'the' ? 'Organization' : word.charAt(0).toUpperCase() + word.slice(1),
        icon: iconOf(path, word),
      });
      edge(PRINCIPAL, via, path);
      edge(via, policy, path);
    }
    const statement = node({
      id: statementId(path),
      title: pathStatementName(path),
      kind: effectWords(path),
      icon: path.effect === 'Allow' ? 'check' : 'close',
      tone: toneOf(path),
      note: path.applies ? null : 'conditions do not hold',
    });
    edge(policy, statement, path);
    const id = `${statement}\n${PERMISSION}`;
    const line = path.applies ? 'solid' : 'dashed';
    edges.set(id, { id, from: statement, to: PERMISSION, line, tone: toneOf(path), label: null });
  }
  node({
    id: PERMISSION,
    title: question.action,
    kind: 'Permission',
    icon: 'key',
    tone: decision === 'Allowed' ? 'allow' : 'deny',
    note: decision === 'Allowed' ? 'allowed' : 'denied',
  });
  if (paths.length === 0) edge(PRINCIPAL, PERMISSION, null);
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

function iconOf({ layer }: PermissionPath, word: string): DrawnNode['icon'] {
  if (word === 'group') return 'group';
  if (layer === 'trust') return 'role';
  return layer === 'scp' || layer === 'rcp' ? 'organization' : 'resource';
}

/** A place that a node of the drawing stands for. */
export interface NodePlace {
  readonly label: string;
  readonly route: Route;
}

function place(label: string, route: Route | null): NodePlace[] {
  return route === null ? [] : [{ label, route }];
}

/** The pages that a node of the drawing leads to. */
export function placesOf(
  nodeId: string,
  question: PermissionQuestion,
  paths: readonly PermissionPath[],
  holders: PolicyHolders,
): readonly NodePlace[] {
  if (nodeId === PRINCIPAL) {
    const isRole = parseArn(question.arn)?.resource.startsWith('role/') === true;
    return place(`Open ${nameInArn(question.arn)}`, { screen: isRole ? 'role' : 'user', arn: question.arn });
  }
  const path = paths.find(
    (one) => [policyId(one), statementId(one)].includes(nodeId) || nodeId === `through ${throughOf(one)}`,
  );
  if (path === undefined) return [];
  const { policyName: name, policyArn: arn, policySource: source } = path.statement;
  if (nodeId === policyId(path)) return place(`Open ${name}`, routeToPolicy({ name, arn, source }, null, holders));
  if (nodeId === statementId(path)) return place('Open the statement', routeToStatement(path.statement, holders));
  return place(`Open ${throughOf(path)}`, routeToSource(source, holders));
}
