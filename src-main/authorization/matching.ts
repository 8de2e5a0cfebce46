import type { Principal } from '../../src-shared/principal.ts';
import { resourceForPolicies } from './account-listing.ts';
import type { CompiledStatement } from './compile.ts';
import { conditionHolds } from './conditions/condition.ts';
import type { PolicySet } from './policy-set.ts';
import { type PrincipalMatch, matchPrincipal } from './principals.ts';
import type { AuthorizationRequest, ContextKeys } from './request.ts';
import type { ServiceFacts } from './service-facts.ts';
import { matchesTemplate } from './template.ts';
import { matchesPattern } from './wildcard.ts';

/** A request with what every statement would otherwise work out again. */
export interface PreparedRequest {
  readonly principal: Principal;
  /** Whether the principal has a permissions boundary. */
  readonly bounded: boolean;
  /** In lower case. */
  readonly action: string;
  /** The action's service prefix. */
  readonly service: string;
  /** As policies are compared with it, which for the listing of all buckets is not as the request names it. */
  readonly resource: string;
  readonly resourceAccountId: string;
  readonly context: ContextKeys;
  readonly facts: ServiceFacts;
}

export function prepareRequest(
  request: AuthorizationRequest,
  policies: PolicySet,
  facts: ServiceFacts,
): PreparedRequest {
  const action = request.action.toLowerCase();
  const { principal, resource, resourceAccountId, context } = request;
  return {
    principal,
    bounded: policies.boundary !== undefined && policies.boundary.length > 0,
    action,
    service: action.slice(0, action.indexOf(':')),
    resource: resourceForPolicies(action, resource, principal),
    resourceAccountId,
    context,
    facts,
  };
}

/** The position of the Action value that matches, or -1. */
export function findAction(statement: CompiledStatement, action: string): number {
  const { actions } = statement;
  for (let index = 0; index < actions.length; index += 1) {
    const entry = actions[index];
    if (entry !== undefined && matchesPattern(entry.pattern, action)) return index;
  }
  return -1;
}

export function actionMatches(statement: CompiledStatement, action: string): boolean {
  return findAction(statement, action) >= 0 !== statement.notAction;
}

/** The position of the Resource value that matches, or -1. A value whose variable has no value matches nothing. */
export function findResource(statement: CompiledStatement, request: PreparedRequest): number {
  const resources = statement.resources ?? [];
  for (let index = 0; index < resources.length; index += 1) {
    const template = resources[index];
    if (template !== undefined && matchesTemplate(template, request.context, request.resource)) return index;
  }
  return -1;
}

export function resourceMatches(statement: CompiledStatement, request: PreparedRequest): boolean {
  return statement.resources === null || findResource(statement, request) >= 0 !== statement.notResource;
}

/** How the statement names the principal; `direct` where there is no Principal element. */
export function principalMatch(statement: CompiledStatement, request: PreparedRequest): PrincipalMatch {
  return statement.principal === null
    ? 'direct'
    : matchPrincipal(statement.principal, request.principal, request.bounded);
}

export function conditionsHold(statement: CompiledStatement, context: ContextKeys): boolean {
  const { conditions } = statement;
  for (let index = 0; index < conditions.length; index += 1) {
    const condition = conditions[index];
    if (condition !== undefined && !conditionHolds(condition, context)) return false;
  }
  return true;
}
