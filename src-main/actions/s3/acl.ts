import type { ResourceDocument } from '../../../src-shared/model/documents.ts';
import type { Grant } from '../../storage/object-store.ts';
import type { Actor } from '../handler.ts';
import { canonicalUserId } from './bucket.ts';
import { ownershipOf, readSetting } from './bucket-settings.ts';
import { accessDenied, aclsNotSupported, invalidArgument, invalidRequest, malformedXml } from './errors.ts';

/*
 * Access control lists are kept and given back. Gatehouse decides by policies alone: it evaluates no grant of a list.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
 */

const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';
const AUTHENTICATED_USERS = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';
const LOG_DELIVERY = 'http://acs.amazonaws.com/groups/s3/LogDelivery';

type Permission = Grant['Permission'];
type Grantee = Grant['Grantee'];

/** How a request states an access control list: a canned one, grants in headers, or a document. */
export interface StatedAcl {
  readonly ACL?: string | undefined;
  readonly GrantFullControl?: string | undefined;
  readonly GrantRead?: string | undefined;
  readonly GrantReadACP?: string | undefined;
  readonly GrantWrite?: string | undefined;
  readonly GrantWriteACP?: string | undefined;
  readonly AccessControlPolicy?: { readonly Grants?: readonly StatedGrant[] | undefined } | undefined;
}

interface StatedGrant {
  readonly Grantee?: Partial<{ readonly [Name in keyof Grantee]: Grantee[Name] | undefined }> | undefined;
  readonly Permission?: Permission | undefined;
}

const user = (accountId: string): Grantee => ({ Type: 'CanonicalUser', ID: canonicalUserId(accountId) });
const group = (URI: string): Grantee => ({ Type: 'Group', URI });
const grant = (Grantee: Grantee, Permission: Permission): Grant => ({ Grantee, Permission });

/** The list of something that has none of its own: its owner's full control. */
export function ownerGrants(ownerAccountId: string): readonly Grant[] {
  return [grant(user(ownerAccountId), 'FULL_CONTROL')];
}

/**
 * The grants of a canned access control list.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
 */
function cannedGrants(acl: string, ownerAccountId: string, bucketOwner: string): readonly Grant[] {
  const own = ownerGrants(ownerAccountId);
  switch (acl) {
    case 'public-read':
      return [...own, grant(group(ALL_USERS), 'READ')];
    case 'public-read-write':
      return [...own, grant(group(ALL_USERS), 'READ'), grant(group(ALL_USERS), 'WRITE')];
    case 'authenticated-read':
      return [...own, grant(group(AUTHENTICATED_USERS), 'READ')];
    case 'log-delivery-write':
      return [...own, grant(group(LOG_DELIVERY), 'WRITE'), grant(group(LOG_DELIVERY), 'READ_ACP')];
    case 'bucket-owner-read':
      return ownerAccountId === bucketOwner ? own : [...own, grant(user(bucketOwner), 'READ')];
    case 'bucket-owner-full-control':
      return ownerAccountId === bucketOwner ? own : [...own, grant(user(bucketOwner), 'FULL_CONTROL')];
    // `aws-exec-read` lets Amazon EC2 read, as an owner that no account here has.
    default:
      return own;
  }
}

const HEADERS = [
  ['GrantFullControl', 'FULL_CONTROL'],
  ['GrantRead', 'READ'],
  ['GrantReadACP', 'READ_ACP'],
  ['GrantWrite', 'WRITE'],
  ['GrantWriteACP', 'WRITE_ACP'],
] as const satisfies readonly (readonly [keyof StatedAcl, Permission])[];

/** `id="…", uri="…", emailAddress="…"` */
function grantsOfHeader(text: string, permission: Permission): Grant[] {
  return text.split(',').map((part) => {
    const [, kind, value] = /^\s*(id|uri|emailAddress)\s*=\s*"?([^"]*)"?\s*$/i.exec(part) ?? [];
    if (kind === undefined || value === undefined) {
      throw invalidArgument('Argument format not recognized', 'x-amz-grant', text);
    }
    switch (kind.toLowerCase()) {
      case 'id':
        return grant({ Type: 'CanonicalUser', ID: value }, permission);
      case 'uri':
        return grant(group(value), permission);
      default:
        return grant({ Type: 'AmazonCustomerByEmail', EmailAddress: value }, permission);
    }
  });
}

function grantsOfDocument(stated: readonly StatedGrant[]): Grant[] {
  return stated.map(({ Grantee: grantee, Permission: permission }) => {
    if (grantee?.Type === undefined || permission === undefined) throw malformedXml();
    const { Type, ID, DisplayName, EmailAddress, URI } = grantee;
    return grant(
      {
        Type,
        ...(ID !== undefined && { ID }),
        ...(DisplayName !== undefined && { DisplayName }),
        ...(EmailAddress !== undefined && { EmailAddress }),
        ...(URI !== undefined && { URI }),
      },
      permission,
    );
  });
}

/**
 * The grants that a request states.
 * @returns null where it states none.
 * @throws AwsError `InvalidRequest` where it states them in two ways.
 */
export function statedGrants(
  stated: StatedAcl,
  owners: { readonly own: string; readonly bucket: string },
): readonly Grant[] | null {
  const fromHeaders = HEADERS.flatMap(([name, permission]) => {
    const text = stated[name];
    return text === undefined ? [] : grantsOfHeader(text, permission);
  });
  if (stated.ACL !== undefined && fromHeaders.length > 0) {
    throw invalidRequest('Specifying both Canned ACLs and Header Grants is not allowed');
  }
  if (stated.ACL !== undefined) return cannedGrants(stated.ACL, owners.own, owners.bucket);
  if (fromHeaders.length > 0) return fromHeaders;
  const document = stated.AccessControlPolicy?.Grants;
  return document === undefined ? null : grantsOfDocument(document);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups */
function isPublic(grants: readonly Grant[]): boolean {
  return grants.some(({ Grantee: { URI } }) => URI === ALL_USERS || URI === AUTHENTICATED_USERS);
}

/**
 * Checks that grants may be set in a bucket.
 * @param takesOwners whether the full control of the bucket's owner may be stated although lists are off, as in PutObject.
 * @throws AwsError `AccessControlListNotSupported` where access control lists are off, `AccessDenied` for public ones
 *   where BlockPublicAcls refuses them.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function assertGrantable(bucket: ResourceDocument, grants: readonly Grant[], takesOwners: boolean): void {
  if (ownershipOf(bucket) === 'BucketOwnerEnforced') {
    const bucketOwner = canonicalUserId(bucket.accountId);
    const ownersAlone = grants.every(
      ({ Grantee: { ID }, Permission: p }) => ID === bucketOwner && p === 'FULL_CONTROL',
    );
    if (!takesOwners || !ownersAlone) throw aclsNotSupported();
  }
  if (readSetting(bucket, 'publicAccessBlock')?.BlockPublicAcls === true && isPublic(grants)) throw accessDenied();
}

/**
 * The account that owns what somebody writes to a bucket.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export function ownerOfWritten(bucket: ResourceDocument, actor: Actor, acl: string | undefined): string {
  const writer = 'accountId' in actor ? actor.accountId : bucket.accountId;
  const ownership = ownershipOf(bucket);
  if (ownership === 'ObjectWriter') return writer;
  return ownership === 'BucketOwnerEnforced' || acl === 'bucket-owner-full-control' ? bucket.accountId : writer;
}
