import type { ElementExplanation, StatementExplanation } from '../../src-shared/decision/explanation.ts';
import type { Principal } from '../../src-shared/principal.ts';
import type { CompiledStatement } from './compile.ts';
import { explainCondition } from './conditions/explain-condition.ts';
import { type PreparedRequest, findAction, findResource, principalMatch } from './matching.ts';
import type { AuthorizationRequest } from './request.ts';
import { renderTemplate } from './template.ts';

/** How every element and condition of a statement fared. */
export function explainStatement(
  statement: CompiledStatement,
  request: AuthorizationRequest,
  prepared: PreparedRequest,
): StatementExplanation {
  const elements = [
    ...explainPrincipal(statement, prepared),
    explainAction(statement, request, prepared),
    ...explainResource(statement, request, prepared),
  ];
  const conditions = statement.conditions.map((condition) => explainCondition(condition, prepared.context));
  return {
    index: statement.index,
    sid: statement.sid,
    effect: statement.effect,
    matched: elements.every(({ matched }) => matched) && conditions.every(({ matched }) => matched),
    line: statement.position?.line ?? null,
    column: statement.position?.column ?? null,
    elements,
    conditions,
  };
}

function explainAction(
  statement: CompiledStatement,
  request: AuthorizationRequest,
  prepared: PreparedRequest,
): ElementExplanation {
  const wanted = statement.actions.map(({ written }) => written);
  const found = findAction(statement, prepared.action);
  return {
    element: statement.notAction ? 'NotAction' : 'Action',
    matched: found >= 0 !== statement.notAction,
    wanted,
    resolved: wanted,
    actual: request.action,
    matchedBy: wanted[found] ?? null,
  };
}

function explainResource(
  statement: CompiledStatement,
  request: AuthorizationRequest,
  prepared: PreparedRequest,
): ElementExplanation[] {
  if (statement.resources === null) return [];
  const wanted = statement.resources.map(({ source }) => source);
  const found = findResource(statement, prepared);
  return [
    {
      element: statement.notResource ? 'NotResource' : 'Resource',
      matched: found >= 0 !== statement.notResource,
      wanted,
      resolved: statement.resources.map((template) => renderTemplate(template, prepared.context)),
      actual: request.resource,
      matchedBy: wanted[found] ?? null,
    },
  ];
}

function explainPrincipal(statement: CompiledStatement, prepared: PreparedRequest): ElementExplanation[] {
  const { principal } = statement;
  if (principal === null) return [];
  const matched = principalMatch(statement, prepared) !== 'none';
  return [
    {
      element: principal.negated ? 'NotPrincipal' : 'Principal',
      matched,
      wanted: [...principal.written],
      resolved: [...principal.written],
      actual: principalText(prepared.principal),
      matchedBy: matched === principal.negated ? null : matchingValue(principal.written, prepared.principal),
    },
  ];
}

/** A principal by the name that policies give it: an ARN, a service, or `anonymous`. */
export function principalText(principal: Principal): string {
  if (principal.kind === 'anonymous') return 'anonymous';
  if (principal.kind === 'federated') return principal.provider;
  return principal.kind === 'service' ? principal.service : principal.arn;
}

/** The value, as written, that names the principal most closely. */
function matchingValue(written: readonly string[], principal: Principal): string | null {
  for (const name of principalNames(principal)) {
    const found = written.find((value) => value === name || (isService(name) && isSameName(value, name)));
    if (found !== undefined) return found;
  }
  return null;
}

function isService(name: string): boolean {
  return name.startsWith('Service: ');
}

function isSameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function principalNames(principal: Principal): string[] {
  switch (principal.kind) {
    case 'anonymous':
      return ['*'];
    case 'service':
      return [`Service: ${principal.service}`, '*'];
    case 'federated':
      return [`Federated: ${principal.provider}`, '*'];
    case 'root':
      return ['*', ...accountNames(principal)];
    case 'user':
      return [`AWS: ${principal.arn}`, `AWS: ${principal.userId}`, '*', ...accountNames(principal)];
    case 'roleSession':
      return [
        `AWS: ${principal.arn}`,
        '*',
        `AWS: ${principal.roleArn}`,
        `AWS: ${principal.roleId}`,
        ...accountNames(principal),
      ];
    case 'federatedUser':
      return [`AWS: ${principal.arn}`, '*', `AWS: ${principal.userArn}`, ...accountNames(principal)];
  }
}

function accountNames({ arn, accountId }: { readonly arn: string; readonly accountId: string }): string[] {
  const partition = arn.split(':')[1] ?? 'aws';
  return [`AWS: arn:${partition}:iam::${accountId}:root`, `AWS: ${accountId}`];
}
