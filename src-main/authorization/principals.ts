import type { Principal } from '../../src-shared/principal.ts';
import type { PrincipalElement } from './policy/document.ts';

/**
 * How strongly a statement's Principal speaks of the one who asks, weakest first. In the same account it settles which
 * other policies a resource-based policy's allow can do without.
 * - `none`: not named.
 * - `account`: by the account, which leaves the decision to the account's own policies.
 * - `identity`: by the role (or, for a federated user, the user) behind the session; boundary and session policies
 *   limit it still.
 * - `direct`: by the very ARN, the service, or everybody.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export type PrincipalMatch = 'none' | 'account' | 'identity' | 'direct';

/** The order of `PrincipalMatch`. */
export const STRENGTH: Readonly<Record<PrincipalMatch, number>> = { none: 0, account: 1, identity: 2, direct: 3 };

/** A Principal or NotPrincipal element, compiled into look-ups. */
export interface CompiledPrincipal {
  readonly negated: boolean;
  /** The values as written, such as `AWS: 123456789012`, for a person to read. */
  readonly written: readonly string[];
  readonly everybody: boolean;
  readonly everyService: boolean;
  readonly accounts: ReadonlySet<string>;
  /** ARNs and unique IDs. */
  readonly identities: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  /** ARNs of SAML and OIDC providers, and the names of those built in. */
  readonly providers: ReadonlySet<string>;
}

const ROOT_ARN = /^arn:[^:]+:iam::(\d{12}):root$/;

/**
 * Compiles a Principal element. A CanonicalUser value is kept as written and names nobody: the canonical user ID of an
 * account is not known here.
 */
export function compilePrincipal(element: PrincipalElement): CompiledPrincipal {
  const accounts = new Set<string>();
  const identities = new Set<string>();
  const services = new Set<string>();
  const providers = new Set<string>();
  let everybody = false;
  let everyService = false;
  for (const { type, value } of element.values) {
    if (type === 'AWS') {
      const account = ROOT_ARN.exec(value)?.[1] ?? (/^\d{12}$/.test(value) ? value : null);
      if (value === '*') everybody = true;
      else if (account === null) identities.add(value);
      else accounts.add(account);
    } else if (type === 'Service') {
      if (value === '*') everyService = true;
      else services.add(value.toLowerCase());
    } else if (type === 'Federated') {
      providers.add(value);
    }
  }
  const written = element.values.map(({ type, value }) => (value === '*' ? '*' : `${type}: ${value}`));
  return { negated: element.negated, written, everybody, everyService, accounts, identities, services, providers };
}

/** How the Principal element names `principal`; for NotPrincipal, `direct` when it is not among those excepted. */
export function matchPrincipal(compiled: CompiledPrincipal, principal: Principal, bounded: boolean): PrincipalMatch {
  if (compiled.negated) return isExcepted(compiled, principal, bounded) ? 'none' : 'direct';
  if (compiled.everybody) return 'direct';
  switch (principal.kind) {
    case 'anonymous':
      return 'none';
    case 'service':
      return namesService(compiled, principal.service) ? 'direct' : 'none';
    case 'federated':
      return compiled.providers.has(principal.provider) ? 'direct' : 'none';
    case 'root':
      return compiled.accounts.has(principal.accountId) ? 'account' : 'none';
    case 'user':
      if (compiled.identities.has(principal.arn) || namesUniqueId(compiled, principal.userId)) return 'direct';
      break;
    case 'roleSession':
      if (compiled.identities.has(principal.arn)) return 'direct';
      if (compiled.identities.has(principal.roleArn) || namesUniqueId(compiled, principal.roleId)) return 'identity';
      break;
    case 'federatedUser':
      if (compiled.identities.has(principal.arn)) return 'direct';
      if (compiled.identities.has(principal.userArn)) return 'identity';
      break;
  }
  return compiled.accounts.has(principal.accountId) ? 'account' : 'none';
}

/**
 * Whether NotPrincipal excepts the principal. A caller answers to several names at once, and all of them must be listed:
 * a user's and the account's; a session's, its role's and the account's. The account alone excepts its root user, not
 * everybody in it, and one with a permissions boundary is never excepted. AWS says of a list without the account that
 * it "might" deny, depending on the service; here it does.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function isExcepted(compiled: CompiledPrincipal, principal: Principal, bounded: boolean): boolean {
  if (compiled.everybody) return true;
  switch (principal.kind) {
    case 'anonymous':
      return false;
    case 'service':
      return namesService(compiled, principal.service);
    case 'federated':
      return compiled.providers.has(principal.provider);
    case 'root':
    case 'user':
    case 'roleSession':
    case 'federatedUser':
      return !bounded && compiled.accounts.has(principal.accountId) && listsWithinAccount(compiled, principal);
  }
}

/** Whether every name that the principal has within its account is listed. */
function listsWithinAccount(
  compiled: CompiledPrincipal,
  principal: Extract<Principal, { accountId: string }>,
): boolean {
  const { identities } = compiled;
  switch (principal.kind) {
    case 'root':
      return true;
    case 'user':
      return identities.has(principal.arn) || namesUniqueId(compiled, principal.userId);
    case 'roleSession':
      return (
        identities.has(principal.arn) &&
        (identities.has(principal.roleArn) || namesUniqueId(compiled, principal.roleId))
      );
    case 'federatedUser':
      return identities.has(principal.arn);
  }
}

function namesService(compiled: CompiledPrincipal, service: string): boolean {
  return compiled.everyService || compiled.services.has(service.toLowerCase());
}

/** A policy keeps the unique ID of a user or role that was deleted; a new one of the same name has another. */
function namesUniqueId(compiled: CompiledPrincipal, uniqueId: string): boolean {
  return uniqueId !== '' && compiled.identities.has(uniqueId);
}
