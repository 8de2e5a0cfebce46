import type { OrganizationPolicyType, OrganizationRootDocument } from '../../../src-shared/model/documents.ts';
import { FULL_AWS_ACCESS, type PolicyTarget } from '../../account/organization.ts';
import { type ActionScene, handler, type NeededPart } from '../handler.ts';
import { type CallerScene, neededParts, requireCaller } from './access.ts';
import { describeRoot } from './descriptions.ts';
import { allTargets, findPolicyByArn, findRoot, targetArn } from './entities.ts';
import { organizationsError, policyTypeNotEnabled, rootNotFound } from './errors.ts';
import { page } from './page.ts';
import { asAuthorizationPolicyType, policyTypeNotAvailable } from './policy-types.ts';

/** Operations on the root of the organization. @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Root.html */
export const rootHandlers = {
  'organizations:ListRoots': handler({
    name: 'organizations:ListRoots',
    label: null,
    authorize: (_, scene) => neededParts(scene, 'organizations:ListRoots', 'readers'),
    perform: (paging, scene) => {
      requireCaller(scene, 'readers');
      const { items, next } = page(scene.model.list('organizationRoot'), ({ id }) => id, paging);
      return { Roots: items.map(describeRoot), ...next };
    },
  }),

  'organizations:EnablePolicyType': handler({
    name: 'organizations:EnablePolicyType',
    label: ({ PolicyType }) => `Enable ${PolicyType}`,
    authorize: (input, scene) => onPolicyTypeOfRoot('organizations:EnablePolicyType', input, scene),
    perform: ({ RootId, PolicyType }, scene) => {
      const organization = requireCaller(scene, 'administrators');
      const root = findRoot(scene.model, organization, RootId);
      if (root === null) throw rootNotFound();
      const type = asAuthorizationPolicyType(PolicyType);
      if (type === null || organization.featureSet !== 'ALL') throw policyTypeNotAvailable();
      if (root.policyTypes.includes(type)) {
        throw organizationsError('PolicyTypeAlreadyEnabledException', 'The specified policy type is already enabled.');
      }
      if (type === 'SERVICE_CONTROL_POLICY') attachFullAwsAccess(scene);
      return { Root: describeRoot(changePolicyTypes(scene, root, [...root.policyTypes, type])) };
    },
  }),

  'organizations:DisablePolicyType': handler({
    name: 'organizations:DisablePolicyType',
    label: ({ PolicyType }) => `Disable ${PolicyType}`,
    authorize: (input, scene) => onPolicyTypeOfRoot('organizations:DisablePolicyType', input, scene),
    perform: ({ RootId, PolicyType }, scene) => {
      const organization = requireCaller(scene, 'administrators');
      const root = findRoot(scene.model, organization, RootId);
      if (root === null) throw rootNotFound();
      const type = asAuthorizationPolicyType(PolicyType);
      if (type === null || !root.policyTypes.includes(type)) throw policyTypeNotEnabled();
      detachAllOfType(scene, type);
      const left = root.policyTypes.filter((enabled) => enabled !== type);
      return { Root: describeRoot(changePolicyTypes(scene, root, left)) };
    },
  }),
};

function onPolicyTypeOfRoot(
  action: string,
  { RootId, PolicyType }: { readonly RootId: string; readonly PolicyType: string },
  scene: CallerScene,
): NeededPart[] {
  return neededParts(scene, action, 'administrators', (organization) => [targetArn(organization, RootId)], {
    'organizations:PolicyType': PolicyType,
  });
}

function changePolicyTypes(
  { model }: ActionScene,
  { arn }: OrganizationRootDocument,
  policyTypes: OrganizationPolicyType[],
): OrganizationRootDocument {
  const root = model.find('organizationRoot', arn);
  if (root === null) throw rootNotFound();
  const changed = { ...root, policyTypes };
  model.put(changed);
  return changed;
}

/**
 * While service control policies are enabled, everything has FullAWSAccess from the start.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/enable-policy-type.html
 */
function attachFullAwsAccess({ model }: ActionScene): void {
  for (const target of allTargets(model))
    putAttachments(model, target, [...target.attachedPolicies, FULL_AWS_ACCESS.arn]);
}

/**
 * Disabling a type detaches all policies of it, and enabling it again does not bring them back.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/disable-policy-type.html
 */
function detachAllOfType({ model }: ActionScene, type: OrganizationPolicyType): void {
  for (const target of allTargets(model)) {
    const left = target.attachedPolicies.filter((arn) => findPolicyByArn(model, arn)?.policyType !== type);
    putAttachments(model, target, left);
  }
}

function putAttachments(model: ActionScene['model'], target: PolicyTarget, attached: PolicyTarget['attachedPolicies']) {
  model.put({ ...target, attachedPolicies: attached });
}
