import type { ContextEntry } from '../../src-shared/decision/record.ts';
import type { ModelDocument } from '../../src-shared/model/documents.ts';
import type { Principal, Tag } from '../../src-shared/principal.ts';
import type { NeededPart } from '../actions/handler.ts';
import { principalKeys } from '../authorization/principal-context.ts';
import type { ContextKeys } from '../authorization/request.ts';
import { s3HeaderContext } from './s3-context.ts';
import type { ServiceReference } from './service-reference.ts';
import { header } from './wire-request.ts';
import type { WireRequest } from './wire-request.ts';

/** Everything that the context of one part of a request is gathered from. */
export interface ContextSources {
  readonly principal: Principal;
  readonly wire: WireRequest;
  /** When the request is judged. */
  readonly at: Date;
  readonly sourceIp: string;
  readonly secureTransport: boolean;
  /** The region the request was sent to. */
  readonly region: string;
  readonly part: NeededPart;
  /** The model's document of the resource; null where it holds none. */
  readonly resource: ModelDocument | null;
  /** The account that owns the resource; null where nobody knows. */
  readonly resourceAccountId: string | null;
  /**
   * Set for temporary credentials (the console's included) alone: when they were issued, and when the MFA code was
   * given, if one was. Null for long-term access keys and for nobody.
   */
  readonly session: { readonly issuedAt: Date; readonly mfaAt: Date | null } | null;
  readonly reference: ServiceReference;
}

type Entry = readonly [key: string, value: string | readonly string[], source: string];

/** AWS writes times without milliseconds, as in `2026-04-01T12:00:00Z`. */
function timestamp(at: Date): string {
  return at.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

function tagEntries(prefix: string, tags: readonly Tag[], source: string): Entry[] {
  return tags.map(({ Key, Value }) => [`${prefix}/${Key}`, Value, source]);
}

/**
 * Keys of temporary credentials. A long-term access key leaves them out altogether: aws:MultiFactorAuthPresent is then
 * absent, not false. The console signs its requests with temporary credentials.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
function sessionEntries({ session, at }: ContextSources): Entry[] {
  if (session === null) return [];
  const { issuedAt, mfaAt } = session;
  const entries: Entry[] = [
    ['aws:TokenIssueTime', timestamp(issuedAt), 'when the temporary credentials were issued'],
    [
      'aws:MultiFactorAuthPresent',
      String(mfaAt !== null),
      mfaAt === null ? 'the temporary credentials were issued without MFA' : 'the MFA code given at sign-in',
    ],
  ];
  if (mfaAt === null) return entries;
  const age = Math.max(0, Math.floor((at.getTime() - mfaAt.getTime()) / 1000));
  return [...entries, ['aws:MultiFactorAuthAge', String(age), 'seconds since the MFA code was given']];
}

/**
 * What the request itself says.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-network-properties
 */
function requestEntries(sources: ContextSources): Entry[] {
  const { wire, at, sourceIp, secureTransport, region, principal } = sources;
  const entries: Entry[] = [
    ['aws:CurrentTime', timestamp(at), 'the clock'],
    ['aws:EpochTime', String(Math.floor(at.getTime() / 1000)), 'the clock'],
    ['aws:SecureTransport', String(secureTransport), 'how the request was sent'],
    ['aws:RequestedRegion', region, 'the region the request was sent to'],
    ['aws:ViaAWSService', 'false', 'no service passed the request on'],
  ];
  // A service that asks by itself has no address that AWS would give.
  if (principal.kind !== 'service') entries.push(['aws:SourceIp', sourceIp, 'the address the request came from']);
  const userAgent = header(wire, 'user-agent');
  if (userAgent !== null) entries.push(['aws:UserAgent', userAgent, 'the User-Agent header']);
  const referer = header(wire, 'referer');
  if (referer !== null) entries.push(['aws:referer', referer, 'the Referer header']);
  return entries;
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
function resourceTagEntries({ part, resource, reference }: ContextSources): Entry[] {
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
  return [...prefixes].flatMap((prefix) => tagEntries(prefix, documentTags(resource), `a tag of ${name}`));
}

function resourceEntries(sources: ContextSources): Entry[] {
  const { resourceAccountId, part } = sources;
  const owner = part.resourceAccountId ?? resourceAccountId;
  const account: Entry[] = owner === null ? [] : [['aws:ResourceAccount', owner, 'the account that owns the resource']];
  const s3: Entry[] =
    owner !== null && part.action.startsWith('s3:')
      ? [['s3:ResourceAccount', owner, 'the account that owns the bucket']]
      : [];
  return [...account, ...s3, ...resourceTagEntries(sources)];
}

function partEntries({ part }: ContextSources): Entry[] {
  return Object.entries(part.context ?? {}).map(([key, value]) => [key, value, `what ${part.action} was asked to do`]);
}

/**
 * Gathers the request context of one part of a request: every key that AWS would give, and none that it leaves out.
 * @returns `keys` for the evaluator, and `entries` for people, with where each value came from.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function gatherContext(sources: ContextSources): { keys: ContextKeys; entries: ContextEntry[] } {
  const all: Entry[] = [
    ...principalKeys(sources.principal),
    ...sessionEntries(sources),
    ...requestEntries(sources),
    ...resourceEntries(sources),
    ...s3HeaderContext(sources.wire, sources.part.action, sources.at, sources.reference),
    ...partEntries(sources),
  ];
  // A key that the operation itself sets stands in front of one that was read from a header.
  const byKey = new Map(all.map((entry) => [entry[0].toLowerCase(), entry]));
  return {
    keys: new Map([...byKey].map(([key, [, value]]) => [key, value])),
    entries: [...byKey.values()].map(([key, value, source]) => ({
      key,
      values: typeof value === 'string' ? [value] : [...value],
      source,
    })),
  };
}
