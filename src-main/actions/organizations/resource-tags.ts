import type { DocumentOf, OrganizationDocument } from '../../../src-shared/model/documents.ts';
import type { ModelView } from '../../account/model.ts';
import { organizationArn } from '../../account/organization.ts';
import { handler, type NeededPart } from '../handler.ts';
import { requestTagKeys } from '../iam/tags.ts';
import {
  type Callers,
  type CallerScene,
  findOrganization,
  neededParts,
  requireCaller,
  resourcePolicyOf,
} from './access.ts';
import { findPolicy, findTarget, isCustomerManaged, policyForAuthorization, targetArn } from './entities.ts';
import { invalidInput, targetNotFound } from './errors.ts';
import { page } from './page.ts';
import { withoutTags, withTags } from './tag-set.ts';

/** Operations on the tags of whatever has tags. @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_tagging.html */
export const resourceTagHandlers = {
  'organizations:TagResource': handler({
    name: 'organizations:TagResource',
    label: ({ ResourceId }) => `Tag ${ResourceId}`,
    authorize: ({ ResourceId, Tags }, scene) =>
      onResource('organizations:TagResource', 'administrators', ResourceId, scene, requestTagKeys(Tags)),
    perform: ({ ResourceId, Tags }, scene) => {
      const tagged = requireTaggable(scene.model, requireCaller(scene, 'administrators'), ResourceId);
      scene.model.put({ ...tagged, tags: withTags(tagged.tags, Tags) });
      return {};
    },
  }),

  'organizations:UntagResource': handler({
    name: 'organizations:UntagResource',
    label: ({ ResourceId }) => `Untag ${ResourceId}`,
    authorize: ({ ResourceId, TagKeys }, scene) =>
      onResource('organizations:UntagResource', 'administrators', ResourceId, scene, { 'aws:TagKeys': TagKeys }),
    perform: ({ ResourceId, TagKeys }, scene) => {
      const tagged = requireTaggable(scene.model, requireCaller(scene, 'administrators'), ResourceId);
      scene.model.put({ ...tagged, tags: withoutTags(tagged.tags, TagKeys) });
      return {};
    },
  }),

  'organizations:ListTagsForResource': handler({
    name: 'organizations:ListTagsForResource',
    label: null,
    authorize: ({ ResourceId }, scene) =>
      onResource('organizations:ListTagsForResource', 'readers', ResourceId, scene, {}),
    perform: ({ ResourceId, ...paging }, scene) => {
      const { tags } = requireTaggable(scene.model, requireCaller(scene, 'readers'), ResourceId);
      const { items, next } = page(tags, ({ Key }) => Key, paging);
      return { Tags: items, ...next };
    },
  }),
};

type Taggable = DocumentOf<
  | 'organizationRoot'
  | 'organizationalUnit'
  | 'organizationAccount'
  | 'organizationPolicy'
  | 'organizationResourcePolicy'
>;

/** @throws AwsError `TargetNotFoundException`, or `InvalidInputException` for a policy that AWS keeps. */
function requireTaggable(model: ModelView, organization: OrganizationDocument, id: string): Taggable {
  const policy = findPolicy(model, organization, id);
  if (policy !== null && !isCustomerManaged(policy)) {
    throw invalidInput('TARGET_NOT_SUPPORTED', "You can't perform the specified operation on that target entity.");
  }
  const resourcePolicy = resourcePolicyOf(model);
  const found = policy ?? (resourcePolicy?.id === id ? resourcePolicy : null) ?? findTarget(model, organization, id);
  if (found === null) throw targetNotFound();
  return found;
}

function onResource(
  action: string,
  callers: Callers,
  id: string,
  scene: CallerScene,
  tagKeys: NonNullable<NeededPart['context']>,
): NeededPart[] {
  if (id.startsWith('p-')) {
    const { arn, context } = policyForAuthorization(scene.model, findOrganization(scene), id);
    return neededParts(scene, action, callers, () => [arn], { ...context, ...tagKeys });
  }
  const named = (organization: OrganizationDocument) =>
    id.startsWith('rp-') ? organizationArn(organization, 'resourcepolicy', id) : targetArn(organization, id);
  return neededParts(scene, action, callers, (organization) => [named(organization)], tagKeys);
}
