import { parseArn } from '../../src-shared/arn.ts';
import type { ModelView } from '../account/model.ts';
import type { PolicyDocument, PrincipalValue } from '../authorization/policy/document.ts';

/** A unique ID stands in a policy where a principal was deleted after the policy was written. */
const UNIQUE_ID = /^A(IDA|ROA)[A-Z2-7]{12,124}$/;

/**
 * An account, or CloudFront, whose origin access identities are written as users of it.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
const PRINCIPAL_ACCOUNT = /^(\d{12}|cloudfront)$/;

/** `*` is taken as well: AWS's pages do not say that it is refused. */
const PROVIDER =
  /^(\*|([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}|arn:aws[\w-]*:iam::\d{12}:(saml|oidc)-provider\/[^\s*?]+)$/i;

/**
 * The first principal of a policy that AWS would not accept: one that is no account, ARN or `*`, or a user or role that
 * an account of this workspace does not have. Of accounts that are not in the workspace nothing is known, so their
 * principals are taken as they are.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function unknownPrincipal(document: PolicyDocument, model: ModelView): PrincipalValue | null {
  const principals = document.statements.flatMap((statement) => statement.principal?.values ?? []);
  return principals.find((principal) => principal.type === 'AWS' && !isKnown(principal.value, model)) ?? null;
}

/**
 * A Federated principal of another form than AWS takes: the ARN of a SAML or OIDC provider, or the domain name of a
 * provider that is built in. Whether such a provider exists is not asked: roles that name one stay as they are when it
 * is deleted.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-saml
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html
 */
export function misshapenProvider(document: PolicyDocument): PrincipalValue | null {
  const principals = document.statements.flatMap((statement) => statement.principal?.values ?? []);
  return principals.find(({ type, value }) => type === 'Federated' && !PROVIDER.test(value)) ?? null;
}

function isKnown(value: string, model: ModelView): boolean {
  if (value === '*' || /^\d{12}$/.test(value) || UNIQUE_ID.test(value)) return true;
  const arn = parseArn(value);
  if (arn === null || (arn.service !== 'iam' && arn.service !== 'sts') || !PRINCIPAL_ACCOUNT.test(arn.accountId)) {
    return false;
  }
  if (arn.resource.includes('*')) return false;
  const isIdentity = arn.service === 'iam' && /^(user|role)\//.test(arn.resource);
  if (!isIdentity || model.accountByIdOrAlias(arn.accountId) === null) return true;
  return model.get(value) !== null;
}
