import { parseArn } from '../../src-shared/arn.ts';
import type { DecidedBy, Explanation, Missing } from '../../src-shared/decision/explanation.ts';
import type { Route } from '../app/route.ts';
import { kindOf, routeToPolicy, routeToSource, routeToStatement, type PolicyHolders } from './policy-source.ts';

/** Where something that is missing can be put right. */
export interface Place {
  /** Such as `policies of lucy`, for a button that goes there. */
  readonly name: string;
  readonly route: Route;
}

/** The part of a request that was refused. */
export interface RefusedPart {
  /** Whose policies were asked; null where nobody's were. */
  readonly principalArn: string | null;
  readonly resource: string;
  readonly explanation: Pick<Explanation, 'layers'>;
}

type MissingAllow = Extract<Missing, { kind: 'allow' }>;

/**
 * The place to go to for something that is missing: the statement that denies, the statement that would allow it but
 * for a condition, else where a statement could be written.
 * @returns null where there is nowhere to go, as for policies of another account.
 */
export function placeOf(missing: Missing, part: RefusedPart, account: PolicyHolders): Place | null {
  switch (missing.kind) {
    case 'relation':
      return null;
    case 'restriction':
      return placeOfResource(part.resource, account);
    case 'deny':
      return placeOfStatement(missing.statement, account);
    case 'allow':
      return (
        (missing.nearMiss === null ? null : placeOfStatement(missing.nearMiss, account)) ??
        placeToAllow(missing, part, account)
      );
  }
}

function placeOfStatement(statement: DecidedBy, account: PolicyHolders): Place | null {
  const route = routeToStatement(statement, account);
  return route === null ? null : { name: statement.policyName, route };
}

function placeToAllow({ layer }: MissingAllow, part: RefusedPart, account: PolicyHolders): Place | null {
  switch (layer) {
    case 'identity':
      return placeOfPrincipal(part.principalArn, account);
    case 'resource':
      return placeOfResource(part.resource, account);
    case 'boundary':
    case 'trust':
      return placeOfLayer(layer, part, account);
    // Which of several to write it in is not for a button to say, and organizations have no page.
    case 'session':
    case 'scp':
    case 'rcp':
    case 'vpcEndpoint':
      return null;
  }
}

/** A session's permissions are those of its role. */
function placeOfPrincipal(arn: string | null, { users, roles }: PolicyHolders): Place | null {
  if (arn === null) return null;
  const user = users.find((entry) => entry.arn === arn);
  if (user !== undefined) return { name: `policies of ${user.userName}`, route: { screen: 'user', arn: user.arn } };
  const parts = parseArn(arn);
  const [kind, roleName] = parts?.resource.split('/') ?? [];
  if (parts?.service !== 'sts' || kind !== 'assumed-role') return null;
  const role = roles.find((entry) => entry.roleName === roleName && entry.accountId === parts.accountId);
  return role === undefined ? null : { name: `policies of ${role.roleName}`, route: { screen: 'role', arn: role.arn } };
}

/** The resource, or what it lies in: the policy of an object is that of its bucket. */
function placeOfResource(arn: string, { resources }: PolicyHolders): Place | null {
  const found = resources.find((entry) => arn === entry.arn || arn.startsWith(`${entry.arn}/`));
  if (found === undefined) return null;
  return { name: `${kindOf(found)} ${found.name}`, route: { screen: 'resources', open: { arn: found.arn, at: null } } };
}

/** The one policy of a layer; where it is gone, as a deleted permissions boundary, whoever it belongs to. */
function placeOfLayer(layer: 'boundary' | 'trust', part: RefusedPart, account: PolicyHolders): Place | null {
  const policy = part.explanation.layers.find((entry) => entry.layer === layer)?.policies[0];
  if (policy === undefined) return null;
  const route = routeToPolicy(policy, null, account) ?? routeToSource(policy.source, account);
  return route === null ? null : { name: policy.name, route };
}
