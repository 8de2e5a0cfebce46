import type { OrganizationDocument } from '../../../src-shared/model/documents.ts';
import type { ModelView } from '../../account/model.ts';
import { type PolicyTarget, RCP_FULL_AWS_ACCESS } from '../../account/organization.ts';
import { handler, type NeededPart } from '../handler.ts';
import { type CallerScene, findOrganization, neededParts, requireCaller } from './access.ts';
import { summarizePolicy, summarizeTarget } from './descriptions.ts';
import {
  allTargets,
  attachmentsOf,
  findPolicyByArn,
  findTarget,
  policyForAuthorization,
  policyIdOf,
  targetArn,
} from './entities.ts';
import {
  constraintViolation,
  invalidInput,
  organizationsError,
  policyTypeNotEnabled,
  targetNotFound,
} from './errors.ts';
import { page } from './page.ts';
import { requirePolicy } from './policies.ts';
import { POLICY_QUOTAS } from './quotas.ts';

/**
 * Operations that attach policies to roots, organizational units and accounts. What they change has effect from the next
 * request on.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_policies_attach.html
 */
export const policyAttachmentHandlers = {
  'organizations:AttachPolicy': handler({
    name: 'organizations:AttachPolicy',
    label: ({ PolicyId, TargetId }) => `Attach policy ${PolicyId} to ${TargetId}`,
    authorize: (input, scene) => onPolicyAndTarget('organizations:AttachPolicy', input, scene),
    perform: ({ PolicyId, TargetId }, scene) => {
      const { model } = scene;
      const organization = requireCaller(scene, 'administrators');
      const policy = requirePolicy(model, organization, PolicyId);
      const target = requireTarget(model, organization, TargetId);
      const isEnabled = model.list('organizationRoot').some((root) => root.policyTypes.includes(policy.policyType));
      if (!isEnabled) throw policyTypeNotEnabled();
      const attached = attachedOfType(model, target, policy.policyType);
      if (attached.includes(policy.arn)) {
        throw organizationsError(
          'DuplicatePolicyAttachmentException',
          'A policy with the specified name and type already exists.',
        );
      }
      if (attached.length >= POLICY_QUOTAS[policy.policyType].attached) {
        throw constraintViolation(
          'MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
          'You have attached the maximum number of policies to the specified target.',
        );
      }
      model.put({ ...target, attachedPolicies: [...target.attachedPolicies, policy.arn] });
      return {};
    },
  }),

  'organizations:DetachPolicy': handler({
    name: 'organizations:DetachPolicy',
    label: ({ PolicyId, TargetId }) => `Detach policy ${PolicyId} from ${TargetId}`,
    authorize: (input, scene) => onPolicyAndTarget('organizations:DetachPolicy', input, scene),
    perform: ({ PolicyId, TargetId }, scene) => {
      const { model } = scene;
      const organization = requireCaller(scene, 'administrators');
      const policy = requirePolicy(model, organization, PolicyId);
      const target = requireTarget(model, organization, TargetId);
      const attached = attachedOfType(model, target, policy.policyType);
      if (!attached.includes(policy.arn)) {
        throw organizationsError(
          'PolicyNotAttachedException',
          "The policy isn't attached to the specified target in the specified root.",
        );
      }
      if (policy.arn === RCP_FULL_AWS_ACCESS.arn) {
        throw invalidInput('NON_DETACHABLE_POLICY', "You can't detach this AWS Managed Policy.");
      }
      if (attached.length <= POLICY_QUOTAS[policy.policyType].leastAttached) {
        throw constraintViolation(
          'MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
          'You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.',
        );
      }
      model.put({ ...target, attachedPolicies: target.attachedPolicies.filter((arn) => arn !== policy.arn) });
      return {};
    },
  }),

  'organizations:ListPoliciesForTarget': handler({
    name: 'organizations:ListPoliciesForTarget',
    label: null,
    authorize: ({ TargetId, Filter }, scene) =>
      neededParts(
        scene,
        'organizations:ListPoliciesForTarget',
        'readers',
        (organization) => [targetArn(organization, TargetId)],
        { 'organizations:PolicyType': Filter },
      ),
    perform: ({ TargetId, Filter, ...paging }, scene) => {
      const { model } = scene;
      const target = requireTarget(model, requireCaller(scene, 'readers'), TargetId);
      const policies = attachedOfType(model, target, Filter).flatMap((arn) => findPolicyByArn(model, arn) ?? []);
      const { items, next } = page(policies, policyIdOf, paging);
      return { Policies: items.map(summarizePolicy), ...next };
    },
  }),

  'organizations:ListTargetsForPolicy': handler({
    name: 'organizations:ListTargetsForPolicy',
    label: null,
    authorize: ({ PolicyId }, scene) => {
      const { arn, context } = policyForAuthorization(scene.model, findOrganization(scene), PolicyId);
      return neededParts(scene, 'organizations:ListTargetsForPolicy', 'readers', () => [arn], context);
    },
    perform: ({ PolicyId, ...paging }, scene) => {
      const { model } = scene;
      const policy = requirePolicy(model, requireCaller(scene, 'readers'), PolicyId);
      const targets = allTargets(model).filter((target) => attachmentsOf(model, target).includes(policy.arn));
      const { items, next } = page(targets, ({ id }) => id, paging);
      return { Targets: items.map(summarizeTarget), ...next };
    },
  }),
};

/** Attaching and detaching is allowed on the policy and on what it is attached to. */
function onPolicyAndTarget(
  action: string,
  { PolicyId, TargetId }: { readonly PolicyId: string; readonly TargetId: string },
  scene: CallerScene,
): NeededPart[] {
  const { arn, context } = policyForAuthorization(scene.model, findOrganization(scene), PolicyId);
  return neededParts(
    scene,
    action,
    'administrators',
    (organization) => [arn, targetArn(organization, TargetId)],
    context,
  );
}

/** @throws AwsError `TargetNotFoundException`. */
function requireTarget(model: ModelView, organization: OrganizationDocument, id: string): PolicyTarget {
  const target = findTarget(model, organization, id);
  if (target === null) throw targetNotFound();
  return target;
}

function attachedOfType(model: ModelView, target: PolicyTarget, type: string): readonly string[] {
  return attachmentsOf(model, target).filter((arn) => findPolicyByArn(model, arn)?.policyType === type);
}
