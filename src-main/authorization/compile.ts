import { type CompiledCondition, compileCondition } from './conditions/condition.ts';
import type { PolicyDocument, PolicyKind, PolicyStatement } from './policy/document.ts';
import { parsePolicy } from './policy/parse-policy.ts';
import type { Position } from './policy/position.ts';
import { type CompiledPrincipal, compilePrincipal } from './principals.ts';
import { type StatementIndex, indexStatements } from './statement-index.ts';
import { type Template, compileTemplate } from './template.ts';
import { type Pattern, compileWildcards } from './wildcard.ts';

/** What a policy is called in a decision and its explanation. */
export interface PolicyLabel {
  readonly name: string;
  /** Null for inline policies. */
  readonly arn: string | null;
  /** How it comes to apply, such as `attached to group developers` or `inline in user lucy`. */
  readonly source: string;
}

export interface CompiledAction {
  /** As written. */
  readonly written: string;
  /** In lower case, since AWS compares actions so. */
  readonly name: string;
  readonly pattern: Pattern;
}

/** A statement whose every element is ready to match. */
export interface CompiledStatement {
  readonly policy: PolicyLabel;
  /** Position in the document, from 0. */
  readonly index: number;
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  readonly principal: CompiledPrincipal | null;
  readonly notAction: boolean;
  readonly actions: readonly CompiledAction[];
  readonly notResource: boolean;
  /** Null in trust policies: the role itself. */
  readonly resources: readonly Template[] | null;
  readonly conditions: readonly CompiledCondition[];
  /** Where it begins in the policy's text; null where the document came as a value. */
  readonly position: Position | null;
}

/** A policy ready to be evaluated, as often as wanted: it holds nothing of any request. */
export interface CompiledPolicy extends PolicyLabel {
  readonly statements: readonly CompiledStatement[];
  readonly denies: StatementIndex;
  readonly allows: StatementIndex;
}

/**
 * Compiles a policy. The result depends on nothing else, so that it may be kept for as long as the text stands.
 * @throws GatehouseError `InvalidPolicy` when a text does not follow the grammar of `kind`.
 */
export function compilePolicy(
  policy: PolicyDocument | string,
  label: PolicyLabel,
  kind: PolicyKind = 'identity',
): CompiledPolicy {
  const document = typeof policy === 'string' ? parsePolicy(policy, kind) : policy;
  // Version 2008-10-17 (and none, which means it) has no policy variables: "${aws:username}" is plain text there.
  const variables = document.version === '2012-10-17';
  return ofStatements(
    document.statements.map((statement, index) => compileStatement(statement, index, label, variables)),
    label,
  );
}

/** The same policy by another label, as where it is attached to another identity: much quicker than compiling it again. */
export function relabelled({ statements }: CompiledPolicy, label: PolicyLabel): CompiledPolicy {
  return ofStatements(
    statements.map((statement) => ({ ...statement, policy: label })),
    label,
  );
}

function ofStatements(statements: readonly CompiledStatement[], { name, arn, source }: PolicyLabel): CompiledPolicy {
  return {
    name,
    arn,
    source,
    statements,
    denies: indexStatements(statements.filter(({ effect }) => effect === 'Deny')),
    allows: indexStatements(statements.filter(({ effect }) => effect === 'Allow')),
  };
}

function compileStatement(
  statement: PolicyStatement,
  index: number,
  policy: PolicyLabel,
  variables: boolean,
): CompiledStatement {
  const { resource } = statement;
  return {
    policy,
    index,
    sid: statement.sid === '' ? null : statement.sid,
    effect: statement.effect,
    principal: statement.principal === null ? null : compilePrincipal(statement.principal),
    notAction: statement.action.negated,
    actions: statement.action.values.map(compileAction),
    notResource: resource?.negated ?? false,
    resources: resource?.values.map((value) => compileTemplate(value, { variables, wildcards: 'arn' })) ?? null,
    conditions: statement.conditions.map((entry) => compileCondition(entry, variables)),
    position: statement.position,
  };
}

function compileAction(written: string): CompiledAction {
  const name = written.toLowerCase();
  return { written, name, pattern: compileWildcards(name === '*:*' ? '*' : name) };
}
