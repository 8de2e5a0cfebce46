import type { PolicySubject } from '../../src-shared/contract/what-if.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { ModelDocument } from '../../src-shared/model/documents.ts';
import type { ModelView } from '../account/model.ts';
import { compilePolicy } from '../authorization/compile.ts';
import type { PolicyKind } from '../authorization/policy/document.ts';

/**
 * The document that holds a policy, with another text in the policy's place.
 * @throws GatehouseError `DocumentNotFound` where the model has no such document.
 */
export function withPolicyText(model: ModelView, subject: PolicySubject, text: string): ModelDocument {
  const holder = model.get(subject.arn);
  const changed = holder === null ? null : changedHolder(holder, subject, text);
  if (changed !== null) return changed;
  throw new GatehouseError('DocumentNotFound', `${subject.arn} is not in the account.`, {
    place: subject.arn,
    mend: 'Go back and open it again.',
  });
}

function changedHolder(holder: ModelDocument, subject: PolicySubject, text: string): ModelDocument | null {
  switch (subject.kind) {
    case 'managedPolicy':
      if (holder.type !== 'policy') return null;
      return {
        ...holder,
        versions: holder.versions.map((version) =>
          version.versionId === holder.defaultVersionId ? { ...version, document: text } : version,
        ),
      };
    case 'inlinePolicy':
      if (holder.type !== 'user' && holder.type !== 'group' && holder.type !== 'role') return null;
      return { ...holder, inlinePolicies: { ...holder.inlinePolicies, [subject.policyName]: text } };
    case 'trustPolicy':
      return holder.type === 'role' ? { ...holder, assumeRolePolicyDocument: text } : null;
    case 'resourcePolicy':
      if (holder.type === 'resource') return { ...holder, policy: text };
      return holder.type === 'organizationResourcePolicy' ? { ...holder, content: text } : null;
    case 'organizationPolicy':
      return holder.type === 'organizationPolicy' ? { ...holder, content: text } : null;
  }
}

/**
 * Checks that a text could take a policy's place.
 * @throws GatehouseError `InvalidPolicy`.
 */
export function requireReadable(model: ModelView, subject: PolicySubject, text: string): void {
  compilePolicy(text, { name: 'the edited policy', arn: null, source: 'the editor' }, kindOf(model, subject));
}

function kindOf(model: ModelView, subject: PolicySubject): PolicyKind {
  switch (subject.kind) {
    case 'managedPolicy':
    case 'inlinePolicy':
      return 'identity';
    case 'trustPolicy':
      return 'trust';
    case 'resourcePolicy':
      return 'resource';
    case 'organizationPolicy':
      return model.find('organizationPolicy', subject.arn)?.policyType === 'RESOURCE_CONTROL_POLICY' ? 'rcp' : 'scp';
  }
}
