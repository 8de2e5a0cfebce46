import type { AwsError } from '../../../src-shared/errors.ts';
import type { OrganizationResourcePolicyDocument } from '../../../src-shared/model/documents.ts';
import type { ModelView } from '../../account/model.ts';
import { organizationArn } from '../../account/organization.ts';
import { malformedPolicyMessage } from '../../authorization/check-policy.ts';
import { parsePolicy } from '../../authorization/policy/parse-policy.ts';
import { handler } from '../handler.ts';
import { requestTagKeys } from '../iam/tags.ts';
import { unknownPrincipal } from '../policy-principals.ts';
import { neededParts, requireCaller, resourcePolicyOf } from './access.ts';
import { describeResourcePolicy } from './descriptions.ts';
import { invalidInput, organizationsError } from './errors.ts';
import { newOrganizationsId } from './ids.ts';
import { withTags } from './tag-set.ts';

/**
 * Operations on the resource policy by which the management account lets member accounts manage policies.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_policies.html
 */
export const resourcePolicyHandlers = {
  'organizations:PutResourcePolicy': handler({
    name: 'organizations:PutResourcePolicy',
    label: () => "Change the organization's resource policy",
    authorize: ({ Tags }, scene) =>
      neededParts(
        scene,
        'organizations:PutResourcePolicy',
        'management',
        (organization) => [
          resourcePolicyOf(scene.model)?.arn ?? organizationArn(organization, 'resourcepolicy', 'rp-*'),
        ],
        requestTagKeys(Tags),
      ),
    perform: ({ Content, Tags }, scene) => {
      const { model, random } = scene;
      const organization = requireCaller(scene, 'management');
      assertContent(Content, model);
      const present = resourcePolicyOf(model);
      if (present !== null && Tags !== undefined && Tags.length > 0) {
        throw organizationsError(
          'InvalidInputException',
          'You can tag a resource policy only when you create it. Use TagResource to tag the one that is there.',
        );
      }
      const id = newOrganizationsId('rp', random);
      const policy: OrganizationResourcePolicyDocument =
        present === null
          ? {
              type: 'organizationResourcePolicy',
              arn: organizationArn(organization, 'resourcepolicy', id),
              accountId: organization.masterAccountId,
              id,
              content: Content,
              tags: withTags([], Tags),
            }
          : { ...present, content: Content };
      model.put(policy);
      return { ResourcePolicy: describeResourcePolicy(policy) };
    },
  }),

  'organizations:DescribeResourcePolicy': handler({
    name: 'organizations:DescribeResourcePolicy',
    label: null,
    authorize: (_, scene) => neededParts(scene, 'organizations:DescribeResourcePolicy', 'readers'),
    perform: (_, scene) => {
      requireCaller(scene, 'readers');
      return { ResourcePolicy: describeResourcePolicy(requireResourcePolicy(scene.model)) };
    },
  }),

  'organizations:DeleteResourcePolicy': handler({
    name: 'organizations:DeleteResourcePolicy',
    label: () => "Delete the organization's resource policy",
    authorize: (_, scene) => neededParts(scene, 'organizations:DeleteResourcePolicy', 'management'),
    perform: (_, scene) => {
      requireCaller(scene, 'management');
      scene.model.delete(requireResourcePolicy(scene.model).arn);
      return {};
    },
  }),
};

function requireResourcePolicy(model: ModelView): OrganizationResourcePolicyDocument {
  const policy = resourcePolicyOf(model);
  if (policy === null) {
    throw organizationsError(
      'ResourcePolicyNotFoundException',
      "We can't find a resource policy request with the parameter that you specified.",
    );
  }
  return policy;
}

/**
 * @throws AwsError `InvalidInputException` for a document that does not follow the grammar of resource-based policies,
 *   names principals that are not there, or is about more than AWS Organizations.
 */
function assertContent(content: string, model: ModelView): void {
  if (malformedPolicyMessage(content, 'resource') !== null) {
    throw invalidInput(
      'INVALID_RESOURCE_POLICY_JSON',
      'The provided policy document does not meet the requirements of the specified policy type.',
    );
  }
  const document = parsePolicy(content, 'resource');
  if (unknownPrincipal(document, model) !== null) throw invalidPrincipal();
  const actions = document.statements.flatMap(({ action }) => (action.negated ? ['*'] : action.values));
  if (!actions.every((action) => action.toLowerCase().startsWith('organizations:'))) {
    throw invalidInput(
      'UNSUPPORTED_ACTION_IN_RESOURCE_POLICY',
      'You specified an action that is not supported in a resource policy.',
    );
  }
}

function invalidPrincipal(): AwsError {
  return invalidInput('INVALID_PRINCIPAL', 'You specified an invalid principal element in the policy.');
}
