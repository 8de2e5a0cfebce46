import { invalidBucketName } from './errors.ts';

const RESERVED_PREFIXES = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const RESERVED_SUFFIXES = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'];

/**
 * Whether a general purpose bucket may have the name: 3 to 63 lower-case letters, digits, periods and hyphens, a letter
 * or digit at both ends, no two periods in a row, not the form of an IP address, none of S3's reserved prefixes and
 * suffixes.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function isBucketName(name: string): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes('..') &&
    !/^\d{1,3}(\.\d{1,3}){3}$/.test(name) &&
    !RESERVED_PREFIXES.some((prefix) => name.startsWith(prefix)) &&
    !RESERVED_SUFFIXES.some((suffix) => name.endsWith(suffix))
  );
}

/** @throws AwsError `InvalidBucketName`. */
export function assertBucketName(name: string): void {
  if (!isBucketName(name)) throw invalidBucketName(name);
}
