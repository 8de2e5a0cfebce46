import type { AskedOperation } from '../../src-shared/contract/identities.ts';
import type { DocumentOf } from '../../src-shared/model/documents.ts';

/**
 * The operation that sets the permissions boundary of a user or role.
 * @param policy its ARN; null to remove the boundary.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html
 */
export function boundaryOperation(of: DocumentOf<'user'> | DocumentOf<'role'>, policy: string | null): AskedOperation {
  const [kind, name] = of.type === 'user' ? (['User', of.userName] as const) : (['Role', of.roleName] as const);
  return {
    subject: of.arn,
    operation: policy === null ? `iam:Delete${kind}PermissionsBoundary` : `iam:Put${kind}PermissionsBoundary`,
    parameters: { [`${kind}Name`]: name, ...(policy !== null && { PermissionsBoundary: policy }) },
  };
}
