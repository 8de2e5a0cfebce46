import { parseArn } from '../../src-shared/arn.ts';
import type { ModelDocument } from '../../src-shared/model/documents.ts';
import type { ModelView } from '../account/model.ts';

/** What the model knows of a resource. */
export interface KnownResource {
  /** The document that the ARN falls under; null where the model holds none. */
  readonly document: ModelDocument | null;
  /** The account that owns it: the document's, else the ARN's own; null where neither tells (an S3 ARN, `*`). */
  readonly accountId: string | null;
  /** The text of its resource-based policy; null where it has none. */
  readonly policy: string | null;
  /** Whose policy that is, in words, such as `bucket lucy-bucket`; empty where there is none. */
  readonly policyHolder: string;
}

const UNKNOWN: KnownResource = { document: null, accountId: null, policy: null, policyHolder: '' };

/**
 * The documents an ARN may fall under, itself first, then what contains it: an object lies in its bucket, an index in
 * its table, a log stream in its log group.
 */
function* containers(arn: string): Generator<string> {
  yield arn;
  const prefixLength = arn.split(':', 5).join(':').length + 1;
  for (let end = arn.length; ;) {
    end = Math.max(arn.lastIndexOf('/', end - 1), arn.lastIndexOf(':', end - 1));
    if (end <= prefixLength) return;
    yield arn.slice(0, end);
  }
}

/** `arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION` is a session of the role NAME. */
function roleOfSession(model: ModelView, accountId: string, resource: string): ModelDocument | null {
  const roleName = /^assumed-role\/([^/]+)\//.exec(resource)?.[1];
  return roleName === undefined ? null : model.roleByName(accountId, roleName);
}

function documentOf(model: ModelView, arn: string): ModelDocument | null {
  for (const candidate of containers(arn)) {
    const document = model.get(candidate);
    // Identities contain nothing: `user/a/b` is a user with a path, not something inside `user/a`.
    if (document !== null && (candidate === arn || document.type === 'resource')) return document;
  }
  const parts = parseArn(arn);
  return parts?.service === 'sts' ? roleOfSession(model, parts.accountId, parts.resource) : null;
}

/**
 * The policy of a KMS key that says none: every key has one, and this is what AWS gives a key that is made without. It
 * leaves the account's IAM policies to decide.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function defaultKeyPolicy(accountId: string): Pick<KnownResource, 'policy' | 'policyHolder'> {
  const statement = {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  return {
    policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2),
    policyHolder: 'a key without one of its own (the default key policy)',
  };
}

/**
 * Finds the model's document for an ARN, its owner, and its resource-based policy. A role's trust policy is not given
 * here: it answers for sts:AssumeRole alone, as a layer of its own.
 */
export function resourceOf(model: ModelView, arn: string): KnownResource {
  const parts = parseArn(arn);
  if (parts === null) return UNKNOWN;
  const document = documentOf(model, arn);
  const own = /^\d{12}$/.test(parts.accountId) ? parts.accountId : null;
  const byDefault =
    parts.service === 'kms' && parts.resource.startsWith('key/') && own !== null ? defaultKeyPolicy(own) : {};
  if (document === null) return { ...UNKNOWN, accountId: own, ...byDefault };
  const accountId = document.accountId === 'aws' ? null : document.accountId;
  if (document.type === 'organizationResourcePolicy') {
    return { document, accountId, policy: document.content, policyHolder: 'the organization' };
  }
  if (document.type !== 'resource' || document.policy === null) {
    return { ...UNKNOWN, document, accountId, ...byDefault };
  }
  const kind = document.resourceType.slice(document.resourceType.indexOf(':') + 1);
  return { document, accountId, policy: document.policy, policyHolder: `${kind} ${document.name}` };
}
