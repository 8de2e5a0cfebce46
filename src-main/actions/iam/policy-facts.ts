import { createHash } from 'node:crypto';
import type { Arn } from '../../../src-shared/arn.ts';
import type { PolicyDocumentRow, PolicyVersion } from '../../../src-shared/model/documents.ts';
import type { OperationOutput } from '../../../src-shared/operations/registry.ts';
import type { AwsManagedPolicy } from '../../account/managed-policies.ts';
import type { ModelView } from '../../account/model.ts';
import { encodeBase32 } from '../../authentication/base32.ts';
import type { ActionScene } from '../handler.ts';
import { noSuchEntity } from './errors.ts';
import type { Identity } from './identities.ts';
import { findPolicy, parsePolicyArn, pathOfPolicy } from './managed-policy.ts';

type PolicyOutput = OperationOutput<'iam:CreatePolicy'>['Policy'];
type VersionOutput = OperationOutput<'iam:GetPolicyVersion'>['PolicyVersion'];

/** A managed policy from either source, the model or AWS's own. */
export type PolicyFacts = Omit<PolicyDocumentRow, 'type' | 'lastVersionNumber' | 'accountId'>;

/** The ARNs and paths of the policies of a scope, in order of their ARNs. */
export function policyArns(scope: 'All' | 'AWS' | 'Local', { model, accountId, managedPolicies }: ActionScene) {
  const own = scope === 'AWS' ? [] : model.list('policy', accountId).map(({ arn, path }) => ({ arn, path }));
  const aws = scope === 'Local' ? [] : managedPolicies.list().map(({ arn }) => ({ arn, path: pathOfPolicy(arn) }));
  const imported = scope === 'Local' ? [] : model.list('policy', 'aws').map(({ arn, path }) => ({ arn, path }));
  const unique = new Map([...aws, ...imported, ...own].map((policy) => [policy.arn, policy]));
  return [...unique.values()].toSorted((a, b) => (a.arn < b.arn ? -1 : 1));
}

/**
 * A policy that this account may use.
 * @throws AwsError `ValidationError`, `NoSuchEntity`.
 */
export function policyFacts(text: string, scene: ActionScene): PolicyFacts {
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
    versions: [managed],
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

/** A policy as lists show it: without its description, tags and document. */
export function describePolicy(policy: PolicyFacts, scene: ActionScene): PolicyOutput {
  return {
    PolicyName: policy.policyName,
    PolicyId: policy.policyId,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: attachedIn(policy.arn, scene).length,
    PermissionsBoundaryUsageCount: boundedBy(policy.arn, scene).length,
    IsAttachable: true,
    CreateDate: policy.createDate,
    UpdateDate: policy.updateDate,
  };
}

/** An account, as the model has it. */
interface AccountView {
  readonly model: ModelView;
  readonly accountId: string;
}

/** The users, groups and roles of an account that a policy is attached to. */
export function attachedIn(arn: string, { model, accountId }: AccountView): Identity[] {
  return model.attachedTo(arn).filter((identity) => identity.accountId === accountId);
}

/** The users and roles of an account whose permissions boundary a policy is. */
export function boundedBy(arn: string, { model, accountId }: AccountView): Identity[] {
  const identities = [...model.list('user', accountId), ...model.list('role', accountId)];
  return identities.filter((identity) => identity.permissionsBoundary === arn);
}

/** The managed policies that an account uses, as permissions or as boundaries. */
export function policiesInUse({ model, accountId }: AccountView): ReadonlySet<Arn> {
  const users = model.list('user', accountId);
  const roles = model.list('role', accountId);
  return new Set([
    ...[...users, ...roles].flatMap(({ permissionsBoundary }) => permissionsBoundary ?? []),
    ...[...users, ...model.list('group', accountId), ...roles].flatMap(({ attachedPolicies }) => attachedPolicies),
  ]);
}

/** A version as lists show it: without its document. */
export function describeVersion(
  version: Pick<PolicyVersion, 'versionId' | 'createDate'>,
  isDefault: boolean,
): VersionOutput {
  return { VersionId: version.versionId, IsDefaultVersion: isDefault, CreateDate: version.createDate };
}
