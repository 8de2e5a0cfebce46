import { parseArn } from '../../../src-shared/arn.ts';
import type { RoleDocument } from '../../../src-shared/model/documents.ts';
import { expiredToken, type AssertedSession } from '../../authentication/federated-identity.ts';
import { federationOfSession } from '../../request/federation-context.ts';
import type { ActionScene, NeededPart, Proof, RequestScene } from '../handler.ts';
import { accessDenied } from './errors.ts';
import type { AskedRoleSession } from './role-session.ts';
import { inheritedTags, sessionTagKeys } from './session-tags.ts';

/** The operations that an identity provider's word is enough for. */
export type FederatedOperation = 'AssumeRoleWithSAML' | 'AssumeRoleWithWebIdentity';

/** What was found out about the caller, who was checked before anything is authorized. */
type FederatedProof = Required<Pick<Proof, 'principal' | 'federation' | 'asserted'>>;

/**
 * What the token or assertion proved.
 * @throws AwsError `AccessDenied` where nothing was: to the designer, who has none.
 */
export function provenBy(operation: FederatedOperation, { proof }: RequestScene): FederatedProof {
  const { principal, federation, asserted } = proof ?? {};
  if (principal === undefined || federation === undefined || asserted === undefined) throw notAuthorized(operation);
  return { principal, federation, asserted };
}

/** The words in which AWS refuses whoever comes with an identity provider's word. */
export function notAuthorized(operation: FederatedOperation) {
  return accessDenied(`Not authorized to perform sts:${operation}`);
}

/**
 * The parts of assuming a role with an identity provider's word: the operation itself; sts:TagSession where the provider
 * sets tags; sts:SetSourceIdentity where it sets a source identity. The role's trust policy has to allow all of them.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html#troubleshoot_saml_missing-role
 */
export function neededToAssume(
  operation: FederatedOperation,
  { roleArn, sessionName, asserted }: { roleArn: string; sessionName: string; asserted: AssertedSession },
): NeededPart[] {
  const { tags, transitiveTagKeys, sourceIdentity } = asserted;
  const context = {
    'sts:RoleSessionName': sessionName,
    ...(sourceIdentity === null ? {} : { 'sts:SourceIdentity': sourceIdentity }),
    ...sessionTagKeys({ tags, transitiveTagKeys }, inheritedTags(undefined)),
  };
  const accountId = parseArn(roleArn)?.accountId ?? '';
  const owner = /^\d{12}$/.test(accountId) ? { resourceAccountId: accountId } : {};
  const actions = [
    `sts:${operation}`,
    ...(tags.length + transitiveTagKeys.length > 0 ? ['sts:TagSession'] : []),
    ...(sourceIdentity === null ? [] : ['sts:SetSourceIdentity']),
  ];
  return actions.map((action) => ({ action, resource: roleArn, context, ...owner }));
}

/** The role; nobody is allowed to assume one that is not there, since it has no trust policy. @throws AwsError `AccessDenied`. */
export function requireRole(operation: FederatedOperation, roleArn: string, { model }: RequestScene): RoleDocument {
  const role = model.find('role', roleArn);
  if (role === null) throw notAuthorized(operation);
  return role;
}

/** The scene as it is for somebody without credentials: those that the request may be signed with have no part in it. */
export function withoutSession(scene: ActionScene): ActionScene {
  const { session: _, ...rest } = scene;
  return rest;
}

/**
 * What the provider asks of the session.
 * @throws AwsError `ExpiredTokenException` when the provider's own end to the session has come.
 */
export function askedByProvider(
  { principal, federation, asserted }: FederatedProof,
  { clock }: Pick<ActionScene, 'clock'>,
): Pick<AskedRoleSession, 'requestedBy' | 'tags' | 'sourceIdentity' | 'federation' | 'providerLimitSeconds'> {
  const { tags, transitiveTagKeys, sourceIdentity, notOnOrAfter } = asserted;
  const limit = notOnOrAfter === null ? undefined : Math.floor((notOnOrAfter.getTime() - clock().getTime()) / 1000);
  if (limit !== undefined && limit <= 0) throw expiredToken('The session of the SAML assertion has expired');
  return {
    requestedBy: principal.kind === 'federated' ? principal.subject : '',
    tags: { tags, transitiveTagKeys },
    sourceIdentity: sourceIdentity ?? undefined,
    federation: federationOfSession(federation),
    providerLimitSeconds: limit,
  };
}
