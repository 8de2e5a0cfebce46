import type { ModelDocument } from '../../src-shared/model/documents.ts';
import type { Tag } from '../../src-shared/principal.ts';
import type { NeededPart } from '../actions/handler.ts';
import { type ContextKey, tagKeys } from './context-key.ts';
import { type OrganizationOf, organizationId, organizationPaths } from './organization-context.ts';
import type { ServiceReference } from './service-reference.ts';

/** What the keys of a resource are gathered from. */
export interface AskedResource {
  readonly part: NeededPart;
  /** The model's document of the resource; null where it holds none. */
  readonly resource: ModelDocument | null;
  /** The account that owns the resource; null where nobody knows. */
  readonly resourceAccountId: string | null;
  readonly organizationOf: OrganizationOf;
  readonly reference: ServiceReference;
}

/**
 * Actions without the keys of the resource's owner; those of EBS (`ebs:…`) have none of them either.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount
 */
const GIVE_NO_OWNER: ReadonlySet<string> = new Set([
  'auditmanager:updateassessmentframeworkshare',
  'detective:acceptinvitation',
  'ds:acceptshareddirectory',
  'ec2:accepttransitgatewaypeeringattachment',
  'ec2:acceptvpcendpointconnections',
  'ec2:acceptvpcpeeringconnection',
  'ec2:createtransitgatewaypeeringattachment',
  'ec2:createvpcendpoint',
  'ec2:createvpcpeeringconnection',
  'es:acceptinboundconnection',
  'guardduty:acceptadministratorinvitation',
  'macie2:acceptinvitation',
  'route53:associatevpcwithhostedzone',
  'route53:createvpcassociationauthorization',
  'securityhub:acceptadministratorinvitation',
]);

/**
 * Keys of the resource: its owner, the owner's organization, and its tags.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resource-properties
 */
export function resourceContext(asked: AskedResource): ContextKey[] {
  return [...ownerContext(asked), ...resourceTagContext(asked)];
}

function ownerContext({ part, resourceAccountId, organizationOf }: AskedResource): ContextKey[] {
  const owner = part.resourceAccountId ?? resourceAccountId;
  const action = part.action.toLowerCase();
  if (owner === null || GIVE_NO_OWNER.has(action) || action.startsWith('ebs:')) return [];
  const place = organizationOf(owner);
  const whose = 'the account that owns the resource';
  return [
    ['aws:ResourceAccount', owner, whose],
    ...(action.startsWith('s3:')
      ? [['s3:ResourceAccount', owner, 'the account that owns the bucket'] satisfies ContextKey]
      : []),
    ...organizationId('aws:ResourceOrgID', place, whose),
    ...organizationPaths('aws:ResourceOrgPaths', place, whose),
  ];
}

function documentTags(document: ModelDocument): readonly Tag[] {
  return 'tags' in document ? document.tags : [];
}

/** The resource type, as the service authorization reference names it, of a document of IAM's own. */
const IAM_RESOURCE_TYPES: Readonly<Partial<Record<ModelDocument['type'], string>>> = {
  user: 'user',
  group: 'group',
  role: 'role',
  instanceProfile: 'instance-profile',
  policy: 'policy',
  mfaDevice: 'mfa',
  serverCertificate: 'server-certificate',
  openIdConnectProvider: 'oidc-provider',
  samlProvider: 'saml-provider',
};

function resourceTypeOf(document: ModelDocument): string | null {
  if (document.type !== 'resource') return IAM_RESOURCE_TYPES[document.type] ?? null;
  return document.resourceType.slice(document.resourceType.indexOf(':') + 1);
}

/**
 * The resource's tags, as aws:ResourceTag/KEY and under the keys that services have of their own (iam:ResourceTag,
 * ec2:ResourceTag), for the actions and resource types that the service authorization reference lists the keys for.
 * S3 gives a bucket's tags only once attribute-based access control is switched on for the bucket, which is off by
 * default.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourcetag
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/buckets-tagging-enable-abac.html
 */
function resourceTagContext({ part, resource, reference }: AskedResource): ContextKey[] {
  const service = part.action.slice(0, part.action.indexOf(':')).toLowerCase();
  if (resource === null || service === 's3') return [];
  const type = resourceTypeOf(resource);
  const action = reference.action(part.action);
  const ofAction = action?.resourceTypes.find((entry) => entry.name.toLowerCase() === type?.toLowerCase());
  const listed = [
    ...(type === null ? [] : (reference.resourceType(service, type)?.conditionKeys ?? [])),
    ...(action?.conditionKeys ?? []),
    ...(ofAction?.conditionKeys ?? []),
  ];
  const prefixes = new Set(
    listed.flatMap((key) => /^([\w-]+:resourcetag)\/(?:\$\{\w+\}|tag-key)$/i.exec(key)?.[1] ?? []),
  );
  const name = 'name' in resource ? resource.name : resource.arn;
  return [...prefixes].flatMap((prefix) => tagKeys(prefix, documentTags(resource), `a tag of ${name}`));
}
