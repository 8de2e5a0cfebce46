import type { AwsError } from '../../../src-shared/errors.ts';
import type {
  OrganizationDocument,
  OrganizationPolicyDocument,
  OrganizationPolicyType,
} from '../../../src-shared/model/documents.ts';
import type { ModelView } from '../../account/model.ts';
import { AWS_ORGANIZATION_POLICIES, organizationArn } from '../../account/organization.ts';
import { assertPolicyDocument } from '../../authorization/check-policy.ts';
import { handler, type NeededPart } from '../handler.ts';
import { requestTagKeys } from '../iam/tags.ts';
import { type Callers, type CallerScene, findOrganization, neededParts, requireCaller } from './access.ts';
import { describePolicy, summarizePolicy } from './descriptions.ts';
import {
  allTargets,
  type AnyPolicy,
  findPolicy,
  isCustomerManaged,
  policyForAuthorization,
  policyIdOf,
} from './entities.ts';
import { constraintViolation, invalidInput, organizationsError, policyNotFound } from './errors.ts';
import { newOrganizationsId } from './ids.ts';
import { page } from './page.ts';
import { asAuthorizationPolicyType, policyTypeNotAvailable } from './policy-types.ts';
import { POLICY_QUOTAS } from './quotas.ts';
import { taggingParts, withTags } from './tag-set.ts';

/** Operations on the policies of the organization. @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Policy.html */
export const organizationPolicyHandlers = {
  'organizations:CreatePolicy': handler({
    name: 'organizations:CreatePolicy',
    label: ({ Name }) => `Create organization policy ${Name}`,
    authorize: ({ Type, Tags }, scene) => {
      const made = (organization: OrganizationDocument) =>
        organizationArn(organization, 'policy', Type.toLowerCase(), 'p-*');
      return [
        ...neededParts(scene, 'organizations:CreatePolicy', 'administrators', (organization) => [made(organization)], {
          'organizations:PolicyType': Type,
          ...requestTagKeys(Tags),
        }),
        ...taggingParts(scene, 'administrators', made, Tags),
      ];
    },
    perform: ({ Name, Description, Content, Type, Tags }, scene) => {
      const { model, random } = scene;
      const organization = requireCaller(scene, 'administrators');
      const type = asAuthorizationPolicyType(Type);
      if (type === null || organization.featureSet !== 'ALL') throw policyTypeNotAvailable();
      assertNameIsFree(model, type, Name);
      assertContent(Content, type);
      const present = model.list('organizationPolicy').filter(({ policyType }) => policyType === type);
      if (present.length >= POLICY_QUOTAS[type].policies) {
        throw constraintViolation(
          'POLICY_NUMBER_LIMIT_EXCEEDED',
          'You attempted to exceed the number of policies that you can have in an organization.',
        );
      }
      const id = newOrganizationsId('p', random);
      const policy: OrganizationPolicyDocument = {
        type: 'organizationPolicy',
        arn: organizationArn(organization, 'policy', type.toLowerCase(), id),
        accountId: organization.masterAccountId,
        id,
        name: Name,
        description: Description,
        policyType: type,
        content: Content,
        tags: withTags([], Tags),
      };
      model.put(policy);
      return { Policy: describePolicy(policy) };
    },
  }),

  'organizations:DescribePolicy': handler({
    name: 'organizations:DescribePolicy',
    label: null,
    authorize: ({ PolicyId }, scene) => onPolicy('organizations:DescribePolicy', 'readers', PolicyId, scene),
    perform: ({ PolicyId }, scene) => {
      const organization = requireCaller(scene, 'readers');
      return { Policy: describePolicy(requirePolicy(scene.model, organization, PolicyId)) };
    },
  }),

  'organizations:UpdatePolicy': handler({
    name: 'organizations:UpdatePolicy',
    label: ({ PolicyId }) => `Change organization policy ${PolicyId}`,
    authorize: ({ PolicyId }, scene) => onPolicy('organizations:UpdatePolicy', 'administrators', PolicyId, scene),
    perform: ({ PolicyId, Name, Description, Content }, scene) => {
      const { model } = scene;
      const policy = requireOwnPolicy(model, requireCaller(scene, 'administrators'), PolicyId);
      if (Name !== undefined && Name !== policy.name) assertNameIsFree(model, policy.policyType, Name);
      if (Content !== undefined) assertContent(Content, policy.policyType);
      const changed = {
        ...policy,
        name: Name ?? policy.name,
        description: Description ?? policy.description,
        content: Content ?? policy.content,
      };
      model.put(changed);
      return { Policy: describePolicy(changed) };
    },
  }),

  'organizations:DeletePolicy': handler({
    name: 'organizations:DeletePolicy',
    label: ({ PolicyId }) => `Delete organization policy ${PolicyId}`,
    authorize: ({ PolicyId }, scene) => onPolicy('organizations:DeletePolicy', 'administrators', PolicyId, scene),
    perform: ({ PolicyId }, scene) => {
      const { model } = scene;
      const policy = requireOwnPolicy(model, requireCaller(scene, 'administrators'), PolicyId);
      if (allTargets(model).some(({ attachedPolicies }) => attachedPolicies.includes(policy.arn))) {
        throw organizationsError(
          'PolicyInUseException',
          'The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.',
        );
      }
      model.delete(policy.arn);
      return {};
    },
  }),

  'organizations:ListPolicies': handler({
    name: 'organizations:ListPolicies',
    label: null,
    authorize: ({ Filter }, scene) =>
      neededParts(scene, 'organizations:ListPolicies', 'readers', () => ['*'], { 'organizations:PolicyType': Filter }),
    perform: ({ Filter, ...paging }, scene) => {
      requireCaller(scene, 'readers');
      const policies: readonly AnyPolicy[] = [...AWS_ORGANIZATION_POLICIES, ...scene.model.list('organizationPolicy')];
      const ofType = policies.filter(({ policyType }) => policyType === Filter);
      const { items, next } = page(ofType, policyIdOf, paging);
      return { Policies: items.map(summarizePolicy), ...next };
    },
  }),
};

function onPolicy(action: string, callers: Callers, policyId: string, scene: CallerScene): NeededPart[] {
  const { arn, context } = policyForAuthorization(scene.model, findOrganization(scene), policyId);
  return neededParts(scene, action, callers, () => [arn], context);
}

/** @throws AwsError `PolicyNotFoundException`. */
export function requirePolicy(model: ModelView, organization: OrganizationDocument, id: string): AnyPolicy {
  const policy = findPolicy(model, organization, id);
  if (policy === null) throw policyNotFound();
  return policy;
}

/** @throws AwsError `PolicyNotFoundException`, or `InvalidInputException` for a policy that AWS keeps. */
export function requireOwnPolicy(
  model: ModelView,
  organization: OrganizationDocument,
  id: string,
): OrganizationPolicyDocument {
  const policy = requirePolicy(model, organization, id);
  if (!isCustomerManaged(policy)) throw immutablePolicy();
  return policy;
}

function immutablePolicy(): AwsError {
  return invalidInput('IMMUTABLE_POLICY', "You specified a policy that is managed by AWS and can't be modified.");
}

/** Policies of a type have different names. @throws AwsError `DuplicatePolicyException`. */
function assertNameIsFree(model: ModelView, type: OrganizationPolicyType, name: string): void {
  const policies: readonly AnyPolicy[] = [...AWS_ORGANIZATION_POLICIES, ...model.list('organizationPolicy')];
  if (policies.some((policy) => policy.policyType === type && policy.name === name)) {
    throw organizationsError('DuplicatePolicyException', 'A policy with the specified name and type already exists.');
  }
}

/**
 * @throws AwsError `ConstraintViolationException` for a document that is too long, `MalformedPolicyDocumentException`
 *   for one that does not follow the grammar of its type.
 */
function assertContent(content: string, type: OrganizationPolicyType): void {
  if (content.length > POLICY_QUOTAS[type].length) {
    throw constraintViolation('POLICY_CONTENT_LIMIT_EXCEEDED', 'You have exceeded the maximum policy size.');
  }
  assertPolicyDocument(content, type === 'SERVICE_CONTROL_POLICY' ? 'scp' : 'rcp');
}
