import { nameInArn } from '../../../src-shared/arn.ts';
import { createHash } from 'node:crypto';
import type { Arn } from '../../../src-shared/arn.ts';
import type { PolicyDocumentRow, PolicyVersion } from '../../../src-shared/model/documents.ts';
import type { OperationOutput } from '../../../src-shared/operations/registry.ts';
import type { AwsManagedPolicy } from '../../account/managed-policies.ts';
import type { ModelView } from '../../account/model.ts';
import { newUniqueId } from '../../account/unique-id.ts';
import { encodeBase32 } from '../../authentication/base32.ts';
import { assertPolicyDocument, policyLength } from '../../authorization/check-policy.ts';
import { handler, type ActionScene } from '../handler.ts';
import { page } from '../paging.ts';
import { timestamp } from '../timestamp.ts';
import { iamArn } from './arns.ts';
import { deleteConflict, entityAlreadyExists, limitExceeded, noSuchEntity } from './errors.ts';
import { findPolicy, parsePolicyArn, requireCustomerManaged } from './managed-policy.ts';
import { encodePolicyDocument } from './policy-text.ts';
import { assertWithinQuota, VERSIONS_PER_POLICY } from './quotas.ts';
import { newTags, requestTagKeys, taggingPart } from './tags.ts';

type PolicyOutput = OperationOutput<'iam:CreatePolicy'>['Policy'];
type VersionOutput = OperationOutput<'iam:GetPolicyVersion'>['PolicyVersion'];

/** A managed policy from either source, the model or AWS's own, with its documents left out. */
type PolicyFacts = Omit<PolicyDocumentRow, 'type' | 'versions' | 'lastVersionNumber' | 'accountId'>;

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
    authorize: ({ PolicyArn }) => [{ action: 'iam:GetPolicy', resource: PolicyArn }],
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
    authorize: ({ PolicyArn }) => [{ action: 'iam:GetPolicyVersion', resource: PolicyArn }],
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
    perform: ({ Scope = 'All', OnlyAttached = false, PathPrefix = '/', ...paging }, scene) => {
      const matching = policyArns(Scope, scene).filter(
        ({ arn, path }) => path.startsWith(PathPrefix) && (!OnlyAttached || attachmentCount(arn, scene) > 0),
      );
      const taken = page(matching, ({ arn }) => arn, paging);
      return {
        Policies: taken.items.map(({ arn }) => describePolicy(policyFacts(arn, scene), scene)),
        ...taken.page,
      };
    },
  }),

  'iam:CreatePolicyVersion': handler({
    name: 'iam:CreatePolicyVersion',
    label: ({ PolicyArn }) => `Create a version of ${nameInArn(PolicyArn)}`,
    authorize: ({ PolicyArn }) => [{ action: 'iam:CreatePolicyVersion', resource: PolicyArn }],
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
    authorize: ({ PolicyArn }) => [{ action: 'iam:SetDefaultPolicyVersion', resource: PolicyArn }],
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
    authorize: ({ PolicyArn }) => [{ action: 'iam:DeletePolicyVersion', resource: PolicyArn }],
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
    authorize: ({ PolicyArn }) => [{ action: 'iam:DeletePolicy', resource: PolicyArn }],
    perform: ({ PolicyArn }, scene) => {
      const policy = requireCustomerManaged(PolicyArn, scene);
      if (attachmentCount(policy.arn, scene) > 0 || boundaryUsageCount(policy.arn, scene) > 0) {
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
};

function assertManagedPolicy(text: string): void {
  assertPolicyDocument(text, 'identity');
  assertWithinQuota('PolicySize', policyLength(text));
}

/** The ARNs and paths of the policies of a scope, in order of their ARNs. */
function policyArns(scope: 'All' | 'AWS' | 'Local', { model, accountId, managedPolicies }: ActionScene) {
  const own = scope === 'AWS' ? [] : model.list('policy', accountId).map(({ arn, path }) => ({ arn, path }));
  const aws = scope === 'Local' ? [] : managedPolicies.list().map(({ arn }) => ({ arn, path: pathOf(arn) }));
  const imported = scope === 'Local' ? [] : model.list('policy', 'aws').map(({ arn, path }) => ({ arn, path }));
  const unique = new Map([...aws, ...imported, ...own].map((policy) => [policy.arn, policy]));
  return [...unique.values()].toSorted((a, b) => (a.arn < b.arn ? -1 : 1));
}

/** The path in a policy's ARN, such as `/aws-service-role/`. */
function pathOf(arn: Arn): string {
  return arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
}

/** @throws AwsError `ValidationError`, `NoSuchEntity`. */
function policyFacts(text: string, scene: ActionScene): PolicyFacts {
  const arn = parsePolicyArn(text);
  const document = findPolicy(arn, scene);
  if (document !== null) return document;
  const managed = scene.managedPolicies.get(arn);
  if (managed === null) throw noSuchEntity(`Policy ${arn} was not found.`);
  return managedFacts(managed);
}

function managedFacts(managed: AwsManagedPolicy): PolicyFacts {
  return {
    arn: managed.arn,
    policyName: managed.name,
    policyId: standInPolicyId(managed.arn),
    path: managed.path,
    description: '',
    createDate: managed.createDate,
    updateDate: managed.updateDate,
    defaultVersionId: managed.versionId,
    tags: [],
  };
}

/**
 * An ID for an AWS managed policy, whose real one is not published: in the same form, and the same each time for the
 * same ARN, since clients keep it to recognise the policy by.
 */
function standInPolicyId(arn: string): string {
  return `ANPA${encodeBase32(createHash('sha256').update(arn).digest()).slice(0, 17)}`;
}

function describePolicy(policy: PolicyFacts, scene: ActionScene): PolicyOutput {
  return {
    PolicyName: policy.policyName,
    PolicyId: policy.policyId,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: attachmentCount(policy.arn, scene),
    PermissionsBoundaryUsageCount: boundaryUsageCount(policy.arn, scene),
    IsAttachable: true,
    CreateDate: policy.createDate,
    UpdateDate: policy.updateDate,
  };
}

function attachmentCount(arn: string, { model, accountId }: { model: ModelView; accountId: string }): number {
  return model.attachedTo(arn).filter((identity) => identity.accountId === accountId).length;
}

function boundaryUsageCount(arn: string, { model, accountId }: { model: ModelView; accountId: string }): number {
  const bounded = [...model.list('user', accountId), ...model.list('role', accountId)];
  return bounded.filter((identity) => identity.permissionsBoundary === arn).length;
}

function describeVersion(version: Pick<PolicyVersion, 'versionId' | 'createDate'>, isDefault: boolean): VersionOutput {
  return { VersionId: version.versionId, IsDefaultVersion: isDefault, CreateDate: version.createDate };
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
