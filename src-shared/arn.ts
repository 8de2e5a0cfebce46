import { z } from 'zod';

/** An Amazon Resource Name. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export type Arn = `arn:${string}`;

/** Parses a string as an ARN: six colon-separated parts, the last of which may hold colons itself. */
export const Arn = z
  .string()
  .max(2048, 'An ARN has at most 2,048 characters.')
  .regex(/^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+$/s, 'An ARN looks like arn:aws:service:region:account:resource.')
  .transform((text) => text as Arn);

/** A 12-digit AWS account ID. */
export const AccountId = z.string().regex(/^\d{12}$/, 'An account ID has 12 digits.');

/** An ARN taken apart. `resource` keeps everything behind the fifth colon. */
export interface ArnParts {
  partition: string;
  service: string;
  region: string;
  accountId: string;
  resource: string;
}

/**
 * Takes an ARN apart.
 * @returns null when `text` is not an ARN.
 */
export function parseArn(text: string): ArnParts | null {
  if (!text.startsWith('arn:')) return null;
  const ends: number[] = [];
  for (let from = 4; ends.length < 4;) {
    const colon = text.indexOf(':', from);
    if (colon < 0) return null;
    ends.push(colon);
    from = colon + 1;
  }
  const [partition = 0, service = 0, region = 0, account = 0] = ends;
  if (account + 1 >= text.length) return null;
  return {
    partition: text.slice(4, partition),
    service: text.slice(partition + 1, service),
    region: text.slice(service + 1, region),
    accountId: text.slice(region + 1, account),
    resource: text.slice(account + 1),
  };
}

/**
 * The last part of an ARN's resource, which is where IAM has the name: `arn:aws:iam::123456789012:user/a/lucy` is `lucy`.
 * A text that is no ARN (a hardware device's serial number) is taken for the resource itself.
 */
export function nameInArn(arn: string): string {
  const resource = parseArn(arn)?.resource ?? arn;
  return resource.slice(resource.lastIndexOf('/') + 1);
}
