import { parseArn } from '../../src-shared/arn.ts';
import type { AccessEdge, AccessNode } from '../../src-shared/contract/access-graph.ts';
import type { RoleDocument } from '../../src-shared/model/documents.ts';
import type { PolicyStatement, PrincipalValue } from '../authorization/policy/document.ts';
import { parsePolicy } from '../authorization/policy/parse-policy.ts';

/** The actions by which a role is assumed. */
const ASSUMES = /^sts:(AssumeRole(WithSAML|WithWebIdentity)?|\*|Assume.*\*)$|^\*$/i;

/** Whom a role's trust policy names, and whether principals of its own account may be among them. */
export interface Trust {
  readonly nodes: readonly AccessNode[];
  readonly edges: readonly AccessEdge[];
  /** Whether the policy names the account, everybody, or principals of the account one by one. */
  readonly namesOwn: 'account' | 'some' | 'none';
  /** The principals of the account that are named one by one, by ARN. */
  readonly own: ReadonlySet<string>;
}

/**
 * Reads whom a role trusts whose own policies are not this account's: services, identity providers, other accounts.
 * Principals of its own account are left to the evaluator.
 * @throws GatehouseError `InvalidPolicy`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function trustOf(role: RoleDocument): Trust {
  const nodes: AccessNode[] = [];
  const edges: AccessEdge[] = [];
  const own = new Set<string>();
  let namesAccount = false;
  const statements = parsePolicy(role.assumeRolePolicyDocument, 'trust').statements.filter(trusts);
  for (const statement of statements) {
    // What is left out by NotPrincipal is everybody else.
    const values = statement.principal?.negated === true ? [EVERYBODY] : (statement.principal?.values ?? []);
    for (const value of values) {
      const trusted = outsider(value, role.accountId);
      if (trusted === null || trusted.kind === 'everybody') {
        const named = accountNamed(value);
        if (named === null && trusted === null) own.add(value.value);
        else namesAccount = true;
      }
      if (trusted === null) continue;
      nodes.push(trusted);
      edges.push({
        from: trusted.id,
        to: role.arn,
        kind: 'trusted',
        isConditional: statement.conditions.length > 0,
        because: `The trust policy${statement.sid === null ? '' : `, in ${statement.sid},`} names ${trusted.name}.`,
      });
    }
  }
  return { nodes, edges, own, namesOwn: namesAccount ? 'account' : own.size > 0 ? 'some' : 'none' };
}

const EVERYBODY: PrincipalValue = { type: 'AWS', value: '*' };

function trusts({ effect, action }: PolicyStatement): boolean {
  return effect === 'Allow' && (action.negated || action.values.some((value) => ASSUMES.test(value)));
}

/** The account that a value of `AWS` names as a whole: by its ID, or by its root user's ARN. */
function accountNamed({ type, value }: PrincipalValue): string | null {
  if (type !== 'AWS') return null;
  if (/^\d{12}$/.test(value)) return value;
  const parts = parseArn(value);
  return parts?.service === 'iam' && parts.resource === 'root' ? parts.accountId : null;
}

/** Null for a principal of the role's own account. */
function outsider(value: PrincipalValue, accountId: string): AccessNode | null {
  const { type, value: id } = value;
  switch (type) {
    case 'Service':
      return { kind: 'service', id, name: id };
    case 'Federated':
      return { kind: 'identityProvider', id, name: id.slice(id.lastIndexOf('/') + 1) };
    case 'CanonicalUser':
      return { kind: 'otherAccount', id, name: `canonical user ${id}` };
    case 'AWS': {
      if (id === '*') return { kind: 'everybody', id, name: 'everybody' };
      const account = accountNamed(value) ?? parseArn(id)?.accountId ?? '';
      if (account === accountId) return null;
      const isWhole = accountNamed(value) !== null;
      return { kind: 'otherAccount', id, name: isWhole ? `account ${account}` : (id.split(':').at(-1) ?? id) };
    }
  }
}
