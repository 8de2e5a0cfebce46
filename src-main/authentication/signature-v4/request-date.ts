import { formatAmzDate, parseAmzDate, parseHttpDate } from './amz-date.ts';
import type { SignatureFault } from './fault.ts';
import type { ClaimedSignature } from './parse.ts';
import { isS3 } from './service-rules.ts';

/** How far a request's date may lie from the service's clock, either way. */
const SKEW_SECONDS = 15 * 60;

/** A request's date: the instant, and its text in ISO 8601 basic format, which is what is signed. */
export interface RequestDate {
  readonly at: Date;
  readonly amzDate: string;
}

/** @returns null when the date is of no format that the service takes. */
export function readRequestDate(claimed: ClaimedSignature, service: string): RequestDate | null {
  const basic = parseAmzDate(claimed.date);
  if (basic !== null) return { at: basic, amzDate: claimed.date };
  const takesHttpDate = isS3(service) && claimed.form === 'header';
  const http = takesHttpDate ? parseHttpDate(claimed.date) : null;
  return http === null ? null : { at: http, amzDate: formatAmzDate(http) };
}

/**
 * Whether a request's date is current. A presigned URL is current as long as its X-Amz-Expires says, except for AWS
 * STS, which goes by the 15 minutes alone.
 */
export function checkRequestDate(
  date: Date,
  claimed: ClaimedSignature,
  service: string,
  now: Date,
): SignatureFault | null {
  const lifetime = service === 'sts' ? SKEW_SECONDS : (claimed.expiresInSeconds ?? SKEW_SECONDS);
  const age = (now.getTime() - date.getTime()) / 1000;
  const { form } = claimed;
  if (age > lifetime) return { kind: 'expired', form, date, now, seconds: lifetime };
  return age < -SKEW_SECONDS ? { kind: 'notYetCurrent', form, date, now, seconds: SKEW_SECONDS } : null;
}
