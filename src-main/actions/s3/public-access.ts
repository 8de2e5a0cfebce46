import type { ModelDocument } from '../../../src-shared/model/documents.ts';
import type { Principal } from '../../../src-shared/principal.ts';
import { readPolicyText } from '../../authorization/policy/parse-policy.ts';
import type { ConditionEntry, PolicyStatement } from '../../authorization/policy/document.ts';
import { BUCKET } from './bucket.ts';
import { readSetting } from './bucket-settings.ts';

/**
 * The condition keys that take a statement out of the public, when every value they are compared with is fixed.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
const FIXING_KEYS: ReadonlySet<string> = new Set([
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:sourceip',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceowner',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:userid',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
]);

/**
 * Whether a bucket policy is public: whether it allows something to principals that are not fixed.
 * @param text a policy that was checked when it was put.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function isPublicPolicy(text: string): boolean {
  const { document } = readPolicyText(text, 'resource');
  return document?.statements.some(isPublicStatement) ?? false;
}

function isPublicStatement({ effect, principal, conditions }: PolicyStatement): boolean {
  if (effect === 'Deny' || principal === null) return false;
  // A statement that allows has no NotPrincipal.
  const isOpen = principal.values.some(({ type, value }) => type === 'AWS' && value === '*');
  return isOpen && !conditions.some(isFixing);
}

function isFixing({ operator, key, values }: ConditionEntry): boolean {
  const name = key.toLowerCase();
  const { family, quantifier, ifExists, negated } = operator;
  // Each of these is met where the key is not there.
  if (family === 'Null' || quantifier === 'ForAllValues' || ifExists || negated) return false;
  if (!FIXING_KEYS.has(name)) return false;
  return values.every((value) => (name === 'aws:sourceip' ? !isBroadRange(value) : isFixed(name, value)));
}

/** An ID of a role with any session behind it is fixed: `AROA…:*`. */
function isFixed(key: string, value: string): boolean {
  const fixedPart = key === 'aws:userid' ? value.replace(/:\*$/, '') : value;
  return !/[*?]|\$\{/.test(fixedPart);
}

/** Ranges that hold so much of the Internet that they fix nothing: wider than /8, or /32 of IPv6. */
function isBroadRange(range: string): boolean {
  const [address = '', length] = range.split('/');
  const isV6 = address.includes(':');
  return length !== undefined && Number(length) < (isV6 ? 32 : 8);
}

/**
 * Why nothing that a bucket's policy allows counts for a caller, in a sentence; null where it counts. Of a bucket with a
 * public policy RestrictPublicBuckets leaves the account that owns it and AWS services.
 * @param document what holds the policy; null where the model has none.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-options
 */
export function publicAccessRestriction(document: ModelDocument | null, caller: Principal): string | null {
  if (document?.type !== 'resource' || document.resourceType !== BUCKET || document.policy === null) return null;
  if (caller.kind === 'service') return null;
  if ('accountId' in caller && caller.accountId === document.accountId) return null;
  if (readSetting(document, 'publicAccessBlock')?.RestrictPublicBuckets !== true) return null;
  if (!isPublicPolicy(document.policy)) return null;
  return (
    `RestrictPublicBuckets is on for bucket ${document.name}, whose policy is public: it then lets in nobody but ` +
    `account ${document.accountId} and AWS services.`
  );
}
