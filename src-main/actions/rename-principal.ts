import { applyEdits, findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Arn } from '../../src-shared/arn.ts';
import type { Draft } from '../account/model.ts';

/**
 * Writes a principal's new name into every trust policy and resource-based policy of the workspace that names it.
 *
 * AWS keeps a user or role in a policy by its unique ID and shows the ARN that the ID has now. So the policies follow a
 * user who is renamed; and of one who is deleted they show the bare ID, which a new one of the same name does not have.
 * What becomes of the ARNs of a deleted role's sessions AWS does not say; they stay. Conditions are left alone:
 * AWS does not turn the ARNs in them into IDs.
 * @param from the ARN as the policies write it.
 * @param to the new ARN; the unique ID of one who is gone.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-users
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_manage.html#id_users_renaming
 */
export function renamePrincipal(model: Draft, from: Arn, to: string): void {
  for (const role of model.list('role')) {
    const renamed = withPrincipal(role.assumeRolePolicyDocument, from, to);
    if (renamed !== role.assumeRolePolicyDocument) model.put({ ...role, assumeRolePolicyDocument: renamed });
  }
  for (const resource of model.list('resource')) {
    if (resource.policy === null) continue;
    const renamed = withPrincipal(resource.policy, from, to);
    if (renamed !== resource.policy) model.put({ ...resource, policy: renamed });
  }
}

/** The policy's text with the one name in the place of the other, and otherwise as its author laid it out. */
function withPrincipal(text: string, from: string, to: string): string {
  // Most policies do not name it. A backslash may hide that they do: JSON can write any letter as an escape.
  if (!text.includes(from) && !text.includes('\\')) return text;
  const root = parseTree(text);
  const statement = root === undefined ? undefined : findNodeAtLocation(root, ['Statement']);
  const statements = statement?.type === 'array' ? (statement.children ?? []) : [statement];
  const named = statements.flatMap((node) => (node === undefined ? [] : principalNodes(node)));
  return applyEdits(
    text,
    named
      .filter((node) => node.value === from)
      .map(({ offset, length }) => ({ offset, length, content: JSON.stringify(to) })),
  );
}

/** The values of type AWS in a statement's Principal and NotPrincipal. */
function principalNodes(statement: Node): readonly Node[] {
  return ['Principal', 'NotPrincipal'].flatMap((element) => {
    const value = findNodeAtLocation(statement, [element, 'AWS']);
    if (value === undefined) return [];
    return value.type === 'array' ? (value.children ?? []) : [value];
  });
}
