import type { PolicyKind } from '../../src-shared/contract/policies.ts';
import { covered, folded, patternMatcher, servicePrefix } from './action-patterns.ts';
import { addStatement, deleteStatement, newStatement, setNegated, setValues } from './policy-changes.ts';
import { readForm, type PolicyForm, type StatementForm } from './policy-form.ts';

export type Effect = 'Allow' | 'Deny';

/**
 * What a policy says about an action: `all` on every resource under no condition, `limited` on some resources or under a
 * condition, `none`.
 */
export type Standing = 'all' | 'limited' | 'none';

/** What a policy says about several actions together; `some` of them, or all of them within limits. */
export type GroupStanding = 'all' | 'some' | 'none';

/** A policy's statements of one effect, ready to be asked about actions. */
export interface Permissions {
  standing(action: string): Standing;
  /** The services that its patterns name. */
  readonly prefixes: readonly string[];
}

/** Reads what the statements of an effect say. */
export function permissionsOf(form: PolicyForm, effect: Effect): Permissions {
  const statements = form.statements
    .filter((statement) => statement.effect === effect && statement.action !== null)
    .map((statement) => ({ covers: coverOf(statement), whole: isUnlimited(statement) }));
  const prefixes = new Set(form.statements.flatMap(({ action }) => action?.values.map(servicePrefix) ?? []));
  return {
    standing: (action) => {
      let limited = false;
      for (const { covers, whole } of statements) {
        if (!covers(action)) continue;
        if (whole) return 'all';
        limited = true;
      }
      return limited ? 'limited' : 'none';
    },
    prefixes: [...prefixes].filter((prefix) => prefix !== null),
  };
}

/** The standing of a group of actions. */
export function groupStanding(standings: readonly Standing[]): GroupStanding {
  if (standings.length > 0 && standings.every((standing) => standing === 'all')) return 'all';
  return standings.every((standing) => standing === 'none') ? 'none' : 'some';
}

function coverOf({ action }: StatementForm): (name: string) => boolean {
  const matchers = action?.values.map(patternMatcher) ?? [];
  const matches = (name: string): boolean => matchers.some((matcher) => matcher(name));
  return action?.negated === true ? (name) => !matches(name) : matches;
}

function isUnlimited({ conditions, resource }: StatementForm): boolean {
  return conditions.length === 0 && resource?.negated === false && resource.values.includes('*');
}

/** The change of one service's permissions. */
export interface PermissionChange {
  readonly effect: Effect;
  /** All actions of the service, with their prefix. */
  readonly service: readonly string[];
  /** Those of them that the change is about. */
  readonly actions: readonly string[];
  /** Whether the effect is to cover them. */
  readonly on: boolean;
}

/**
 * The policy's text with actions of one service put under an effect, or taken from it, by as few and as short statements as
 * can be. What is put under it comes into the statement that covers every resource, or into a new one.
 */
export function changePermissions(text: string, change: PermissionChange, kind: PolicyKind, accountId: string): string {
  return change.on ? putUnder(text, change, kind, accountId) : takeFrom(text, change);
}

function putUnder(text: string, change: PermissionChange, kind: PolicyKind, accountId: string): string {
  const { form } = readForm(text);
  if (form === null) return text;
  const target = form.statements.find(
    (statement) => statement.effect === change.effect && statement.action?.negated === false && isUnlimited(statement),
  );
  if (target?.action === undefined || target.action === null) {
    const actions = folded(change.actions, change.service);
    const [only] = actions;
    return addStatement(text, {
      ...newStatement(kind, accountId),
      Effect: change.effect,
      Action: actions.length === 1 ? only : actions,
      Resource: '*',
    });
  }
  const had = new Set(change.service.filter((action) => coverOf(target)(action)));
  const wanted = change.service.filter((action) => had.has(action) || change.actions.includes(action));
  return withServiceValues(text, target, change.service, folded(wanted, change.service));
}

function takeFrom(text: string, change: PermissionChange): string {
  let result = text;
  // From the last to the first, so that a statement that goes moves none of those still to come.
  for (let index = (readForm(text).form?.statements.length ?? 0) - 1; index >= 0; index -= 1) {
    const statement = readForm(result).form?.statements[index];
    if (statement === undefined || statement.effect !== change.effect || statement.action === null) continue;
    const covers = coverOf(statement);
    if (change.actions.some(covers)) result = withoutActions(result, statement, change);
  }
  return result;
}

function withoutActions(text: string, statement: StatementForm, { service, actions }: PermissionChange): string {
  const { action } = statement;
  if (action === null) return text;
  if (action.negated) {
    const excepted = service.filter((name) => !coverOf(statement)(name) || actions.includes(name));
    return withServiceValues(text, statement, service, folded(excepted, service));
  }
  if (action.values.some((value) => servicePrefix(value) === null)) {
    // `*` is every action of every service; without some of them it is all but those.
    const turned = setNegated(text, statement.path, 'Action', true);
    return setValues(turned, [...statement.path, 'NotAction'], action.values, folded(actions, service));
  }
  const left = service.filter((name) => coverOf(statement)(name) && !actions.includes(name));
  const others = action.values.filter((value) => !isOf(value, service));
  if (left.length === 0 && others.length === 0) return deleteStatement(text, statement.index);
  return withServiceValues(text, statement, service, folded(left, service));
}

/** The statement's values with those of a service replaced, where the first of them stood. */
function withServiceValues(
  text: string,
  { path, action }: StatementForm,
  service: readonly string[],
  values: readonly string[],
): string {
  if (action === null) return text;
  const first = action.values.findIndex((value) => isOf(value, service));
  const others = action.values.filter((value) => !isOf(value, service));
  const at = first < 0 ? others.length : action.values.slice(0, first).filter((value) => !isOf(value, service)).length;
  const after = [...others.slice(0, at), ...values, ...others.slice(at)];
  return setValues(text, [...path, action.name], action.values, after);
}

function isOf(value: string, service: readonly string[]): boolean {
  const prefix = servicePrefix(value);
  const own = service[0];
  if (prefix === null || own === undefined || servicePrefix(own) !== prefix) return false;
  return covered(value, service).length > 0;
}
