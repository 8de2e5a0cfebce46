import { nameInArn } from '../../../src-shared/arn.ts';
import type { PolicyDocumentRow, PolicyVersion } from '../../../src-shared/model/documents.ts';
import { newUniqueId } from '../../account/unique-id.ts';
import { assertPolicyDocument, policyLength } from '../../authorization/check-policy.ts';
import { handler } from '../handler.ts';
import { page } from '../paging.ts';
import { timestamp } from '../timestamp.ts';
import { iamArn } from './arns.ts';
import { deleteConflict, entityAlreadyExists, limitExceeded, noSuchEntity } from './errors.ts';
import { findPolicy, parsePolicyArn, requireCustomerManaged } from './managed-policy.ts';
import { attachedIn, boundedBy, describePolicy, describeVersion, policyArns, policyFacts } from './policy-facts.ts';
import { encodePolicyDocument } from './policy-text.ts';
import { assertWithinQuota, VERSIONS_PER_POLICY } from './quotas.ts';
import { listTags, mergeTags, newTags, requestTagKeys, taggingPart, withoutTags } from './tags.ts';

/** Operations on managed policies. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html */
export const policyHandlers = {
  'iam:CreatePolicy': handler({
    name: 'iam:CreatePolicy',
    label: ({ PolicyName }) => `Create policy ${PolicyName}`,
    authorize: ({ PolicyName, Path = '/', Tags }, { accountId }) => {
      const resource = iamArn('policy', accountId, Path, PolicyName);
      return [
        { action: 'iam:CreatePolicy', resource, context: requestTagKeys(Tags) },
        ...taggingPart('iam:TagPolicy', resource, Tags),
      ];
    },
    perform: ({ PolicyName, PolicyDocument, Path = '/', Description, Tags }, scene) => {
      const { model, accountId } = scene;
      const taken = model
        .list('policy', accountId)
        .some((policy) => policy.policyName.toLowerCase() === PolicyName.toLowerCase());
      if (taken) {
        throw entityAlreadyExists(`A policy called ${PolicyName} already exists. Duplicate names are not allowed.`);
      }
      assertManagedPolicy(PolicyDocument);
      assertWithinQuota('PoliciesPerAccount', model.list('policy', accountId).length + 1);
      const now = timestamp(scene.clock);
      const policy: PolicyDocumentRow = {
        type: 'policy',
        arn: iamArn('policy', accountId, Path, PolicyName),
        accountId,
        policyName: PolicyName,
        policyId: newUniqueId('policy', scene.random),
        path: Path,
        description: Description ?? '',
        createDate: now,
        updateDate: now,
        defaultVersionId: 'v1',
        versions: [{ versionId: 'v1', document: PolicyDocument, createDate: now }],
        lastVersionNumber: 1,
        tags: newTags(Tags),
      };
      model.put(policy);
      return { Policy: describePolicy(policy, scene) };
    },
  }),

  'iam:GetPolicy': handler({
    name: 'iam:GetPolicy',
    label: null,
    authorize: ({ PolicyArn }) => [{ action: 'iam:GetPolicy', resource: parsePolicyArn(PolicyArn) }],
    perform: ({ PolicyArn }, scene) => {
      const policy = policyFacts(PolicyArn, scene);
      return {
        Policy: {
          ...describePolicy(policy, scene),
          ...(policy.description === '' ? {} : { Description: policy.description }),
          ...(policy.tags.length === 0 ? {} : { Tags: [...policy.tags] }),
        },
      };
    },
  }),

  'iam:GetPolicyVersion': handler({
    name: 'iam:GetPolicyVersion',
    label: null,
    authorize: ({ PolicyArn }) => [{ action: 'iam:GetPolicyVersion', resource: parsePolicyArn(PolicyArn) }],
    perform: ({ PolicyArn, VersionId }, scene) => {
      const arn = parsePolicyArn(PolicyArn);
      const policy = findPolicy(arn, scene);
      const managed = policy === null ? scene.managedPolicies.get(arn) : null;
      const versions = policy?.versions ?? (managed === null ? [] : [managed]);
      const version = versions.find((candidate) => candidate.versionId === VersionId);
      if (version === undefined) throw noSuchVersion(arn, VersionId);
      const defaultVersionId = policy?.defaultVersionId ?? managed?.versionId;
      return {
        PolicyVersion: {
          Document: encodePolicyDocument(version.document),
          ...describeVersion(version, version.versionId === defaultVersionId),
        },
      };
    },
  }),

  'iam:ListPolicies': handler({
    name: 'iam:ListPolicies',
    label: null,
    authorize: () => [{ action: 'iam:ListPolicies', resource: '*' }],
    perform: ({ Scope = 'All', OnlyAttached = false, PathPrefix = '/', PolicyUsageFilter, ...paging }, scene) => {
      const isAttached = OnlyAttached || PolicyUsageFilter === 'PermissionsPolicy';
      const isBoundary = PolicyUsageFilter === 'PermissionsBoundary';
      const matching = policyArns(Scope, scene).filter(
        ({ arn, path }) =>
          path.startsWith(PathPrefix) &&
          (!isAttached || attachedIn(arn, scene).length > 0) &&
          (!isBoundary || boundedBy(arn, scene).length > 0),
      );
      const taken = page(matching, ({ arn }) => arn, paging);
      return {
        Policies: taken.items.map(({ arn }) => describePolicy(policyFacts(arn, scene), scene)),
        ...taken.page,
      };
    },
  }),

  'iam:ListPolicyVersions': handler({
    name: 'iam:ListPolicyVersions',
    label: null,
    authorize: ({ PolicyArn }) => [{ action: 'iam:ListPolicyVersions', resource: parsePolicyArn(PolicyArn) }],
    perform: ({ PolicyArn, ...paging }, scene) => {
      const policy = policyFacts(PolicyArn, scene);
      const taken = page(policy.versions, (version) => version.versionId, paging);
      return {
        Versions: taken.items.map((version) => describeVersion(version, version.versionId === policy.defaultVersionId)),
        ...taken.page,
      };
    },
  }),

  'iam:CreatePolicyVersion': handler({
    name: 'iam:CreatePolicyVersion',
    label: ({ PolicyArn }) => `Create a version of ${nameInArn(PolicyArn)}`,
    authorize: ({ PolicyArn }) => [{ action: 'iam:CreatePolicyVersion', resource: parsePolicyArn(PolicyArn) }],
    perform: ({ PolicyArn, PolicyDocument, SetAsDefault = false }, scene) => {
      const policy = requireCustomerManaged(PolicyArn, scene);
      assertManagedPolicy(PolicyDocument);
      if (policy.versions.length >= VERSIONS_PER_POLICY) {
        throw limitExceeded(
          `A managed policy can have up to ${VERSIONS_PER_POLICY} versions. Before you create a new version, you must delete an existing version.`,
        );
      }
      const now = timestamp(scene.clock);
      const versionNumber = nextVersionNumber(policy);
      const version: PolicyVersion = {
        versionId: `v${versionNumber}`,
        document: PolicyDocument,
        createDate: now,
      };
      scene.model.put({
        ...policy,
        updateDate: now,
        defaultVersionId: SetAsDefault ? version.versionId : policy.defaultVersionId,
        versions: [version, ...policy.versions],
        lastVersionNumber: versionNumber,
      });
      return { PolicyVersion: describeVersion(version, SetAsDefault) };
    },
  }),

  'iam:SetDefaultPolicyVersion': handler({
    name: 'iam:SetDefaultPolicyVersion',
    label: ({ PolicyArn, VersionId }) => `Make ${VersionId} the default version of ${nameInArn(PolicyArn)}`,
    authorize: ({ PolicyArn }) => [{ action: 'iam:SetDefaultPolicyVersion', resource: parsePolicyArn(PolicyArn) }],
    perform: ({ PolicyArn, VersionId }, scene) => {
      const policy = requireCustomerManaged(PolicyArn, scene);
      assertHasVersion(policy, VersionId);
      scene.model.put({ ...policy, updateDate: timestamp(scene.clock), defaultVersionId: VersionId });
      return {};
    },
  }),

  'iam:DeletePolicyVersion': handler({
    name: 'iam:DeletePolicyVersion',
    label: ({ PolicyArn, VersionId }) => `Delete version ${VersionId} of ${nameInArn(PolicyArn)}`,
    authorize: ({ PolicyArn }) => [{ action: 'iam:DeletePolicyVersion', resource: parsePolicyArn(PolicyArn) }],
    perform: ({ PolicyArn, VersionId }, scene) => {
      const policy = requireCustomerManaged(PolicyArn, scene);
      assertHasVersion(policy, VersionId);
      if (policy.defaultVersionId === VersionId) {
        throw deleteConflict('Cannot delete the default version of a policy.');
      }
      const versions = policy.versions.filter((version) => version.versionId !== VersionId);
      scene.model.put({ ...policy, updateDate: timestamp(scene.clock), versions });
      return {};
    },
  }),

  'iam:DeletePolicy': handler({
    name: 'iam:DeletePolicy',
    label: ({ PolicyArn }) => `Delete policy ${nameInArn(PolicyArn)}`,
    authorize: ({ PolicyArn }) => [{ action: 'iam:DeletePolicy', resource: parsePolicyArn(PolicyArn) }],
    perform: ({ PolicyArn }, scene) => {
      const policy = requireCustomerManaged(PolicyArn, scene);
      if (attachedIn(policy.arn, scene).length > 0 || boundedBy(policy.arn, scene).length > 0) {
        throw deleteConflict('Cannot delete a policy attached to entities.');
      }
      if (policy.versions.length > 1) {
        throw deleteConflict(
          "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
        );
      }
      scene.model.delete(policy.arn);
      return {};
    },
  }),

  'iam:TagPolicy': handler({
    name: 'iam:TagPolicy',
    label: ({ PolicyArn }) => `Tag policy ${nameInArn(PolicyArn)}`,
    authorize: ({ PolicyArn, Tags }) => [
      { action: 'iam:TagPolicy', resource: parsePolicyArn(PolicyArn), context: requestTagKeys(Tags) },
    ],
    perform: ({ PolicyArn, Tags }, scene) => {
      const policy = requireCustomerManaged(PolicyArn, scene);
      scene.model.put({ ...policy, tags: mergeTags(policy.tags, Tags) });
      return {};
    },
  }),

  'iam:UntagPolicy': handler({
    name: 'iam:UntagPolicy',
    label: ({ PolicyArn }) => `Untag policy ${nameInArn(PolicyArn)}`,
    authorize: ({ PolicyArn, TagKeys }) => [
      { action: 'iam:UntagPolicy', resource: parsePolicyArn(PolicyArn), context: { 'aws:TagKeys': TagKeys } },
    ],
    perform: ({ PolicyArn, TagKeys }, scene) => {
      const policy = requireCustomerManaged(PolicyArn, scene);
      scene.model.put({ ...policy, tags: withoutTags(policy.tags, TagKeys) });
      return {};
    },
  }),

  'iam:ListPolicyTags': handler({
    name: 'iam:ListPolicyTags',
    label: null,
    authorize: ({ PolicyArn }) => [{ action: 'iam:ListPolicyTags', resource: parsePolicyArn(PolicyArn) }],
    perform: ({ PolicyArn, ...paging }, scene) => listTags(policyFacts(PolicyArn, scene).tags, paging),
  }),
};

function assertManagedPolicy(text: string): void {
  assertPolicyDocument(text, 'identity');
  assertWithinQuota('PolicySize', policyLength(text));
}

/**
 * The number after the highest that a version has or had: IAM does not give the number of a deleted version again.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html
 */
function nextVersionNumber({ versions, lastVersionNumber }: PolicyDocumentRow): number {
  const numbers = versions.map(({ versionId }) => Number.parseInt(versionId.slice(1), 10));
  return Math.max(lastVersionNumber, ...numbers) + 1;
}

function assertHasVersion(policy: PolicyDocumentRow, versionId: string): void {
  if (!policy.versions.some((version) => version.versionId === versionId)) throw noSuchVersion(policy.arn, versionId);
}

const noSuchVersion = (arn: string, versionId: string) =>
  noSuchEntity(`Policy ${arn} version ${versionId} does not exist or is not attachable.`);
