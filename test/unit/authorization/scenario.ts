import { expect, it } from 'vitest';
import type { Decision } from '../../../src-shared/decision/explanation.ts';
import type { Principal } from '../../../src-shared/principal.ts';
import { type CompiledPolicy, compilePolicy } from '../../../src-main/authorization/compile.ts';
import { decide } from '../../../src-main/authorization/decide.ts';
import { parsePrincipal } from '../../../src-main/authorization/parse-principal.ts';
import type { PolicyKind } from '../../../src-main/authorization/policy/document.ts';
import type { PolicySet } from '../../../src-main/authorization/policy-set.ts';
import { contextOfPrincipal } from '../../../src-main/authorization/principal-context.ts';
import type { AuthorizationRequest } from '../../../src-main/authorization/request.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';

/** The User Guide of IAM, whose pages the cases cite. */
export const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

export const ACCOUNT = '123456789012';
export const OTHER_ACCOUNT = '210987654321';
export const LUCY = `arn:aws:iam::${ACCOUNT}:user/lucy`;
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/worker`;
export const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/worker/monday`;
export const FEDERATED = `arn:aws:sts::${ACCOUNT}:federated-user/carol`;
export const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

export type Context = Readonly<Record<string, string | readonly string[]>>;

/** What a request is made of; everything has a default. */
export interface Asked {
  /** As a person writes it, or whole where its tags, its unique ID or its role's path matter. */
  readonly principal?: string | Principal;
  readonly action?: string;
  readonly resource?: string;
  readonly resourceAccountId?: string;
  readonly context?: Context;
}

/** The principal of that ARN or name. */
export function whoIs(text: string, userId?: string): Principal {
  const principal = parsePrincipal(text, userId);
  if (principal === null) throw new Error(`${text} is no principal.`);
  return principal;
}

/** A request by lucy to read an object, but for what is said otherwise. */
export function request(asked: Asked = {}): AuthorizationRequest {
  const principal = typeof asked.principal === 'object' ? asked.principal : whoIs(asked.principal ?? LUCY);
  const context = new Map<string, string | readonly string[]>(contextOfPrincipal(principal));
  for (const [key, value] of Object.entries(asked.context ?? {})) context.set(key.toLowerCase(), value);
  return {
    principal,
    action: asked.action ?? 's3:GetObject',
    resource: asked.resource ?? 'arn:aws:s3:::shop/orders/1',
    resourceAccountId: asked.resourceAccountId ?? ACCOUNT,
    context,
  };
}

export type Statement = Readonly<Record<string, unknown>>;

/** Compiles statements as a policy of version 2012-10-17. */
export function policy(
  statements: Statement | readonly Statement[],
  kind: PolicyKind = 'identity',
  name = 'P',
): CompiledPolicy {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  return compilePolicy(text, { name, arn: null, source: 'test' }, kind);
}

export const ALLOW_ALL: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
export const ALLOW_S3: Statement = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
export const ALLOW_EC2: Statement = { Effect: 'Allow', Action: 'ec2:*', Resource: '*' };
export const ALLOW_IAM: Statement = { Effect: 'Allow', Action: 'iam:*', Resource: '*' };
export const DENY_S3: Statement = { Effect: 'Deny', Action: 's3:*', Resource: '*' };

/** Policies by kind, as statements. */
export interface Given {
  readonly identity?: Statement | readonly Statement[];
  readonly resource?: Statement | readonly Statement[];
  readonly trust?: Statement | readonly Statement[];
  readonly boundary?: Statement | readonly Statement[];
  readonly session?: Statement | readonly Statement[];
  readonly scp?: readonly (readonly Statement[])[];
  readonly rcp?: readonly (readonly Statement[])[];
  readonly vpcEndpoint?: Statement | readonly Statement[];
}

/**
 * Compiles policies given by kind. Those for RCPs are read as resource-based ones, whose grammar is wider: what holds of
 * the evaluator is to hold for more than AWS accepts.
 */
export function policySet(given: Given): PolicySet {
  const levels = (kind: PolicyKind, list: readonly (readonly Statement[])[]): CompiledPolicy[][] =>
    list.map((level) => (level.length === 0 ? [] : [policy(level, kind)]));
  return {
    identity: given.identity === undefined ? [] : [policy(given.identity)],
    resource: given.resource === undefined ? [] : [policy(given.resource, 'resource')],
    ...(given.trust && { trust: [policy(given.trust, 'trust')] }),
    ...(given.boundary && { boundary: [policy(given.boundary)] }),
    ...(given.session && { session: [policy(given.session)] }),
    ...(given.scp && { scp: levels('scp', given.scp) }),
    ...(given.rcp && { rcp: levels('resource', given.rcp) }),
    ...(given.vpcEndpoint && { vpcEndpoint: [policy(given.vpcEndpoint, 'resource')] }),
  };
}

/** Decides a request under policies given by kind. */
export function decideFor(asked: Asked, given: Given): Decision {
  return decide(request(asked), policySet(given), SERVICE_FACTS);
}

/** What happens, who asks for what, which policies there are, and what AWS's page says comes of it. */
export type Case = readonly [name: string, asked: Asked, given: Given, expected: Decision];

/** One test for each case. `asked` and `given` hold for every case that does not say otherwise. */
export function verdicts(cases: readonly Case[], asked: Asked = {}, given: Given = {}): void {
  it.each(cases)('%s', (_name, ownAsked, ownGiven, expected) => {
    expect(decideFor({ ...asked, ...ownAsked }, { ...given, ...ownGiven })).toBe(expected);
  });
}

/** Allows reading everything on S3, to whom it says. */
export function grant(principal: unknown, more: object = {}): Statement {
  return { Effect: 'Allow', Principal: principal, Action: 's3:GetObject', Resource: '*', ...more };
}

/** Denies everything on S3, to whom it says. */
export function denyTo(principal: unknown, more: object = {}): Statement {
  return { Effect: 'Deny', Principal: principal, Action: 's3:*', Resource: '*', ...more };
}

/** A statement of a trust policy that lets in whom it says. */
export function trust(principal: unknown, more: object = {}): Statement {
  return { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...more };
}
