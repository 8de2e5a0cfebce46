import { AwsError } from '../../src-shared/errors.ts';
import { parseFormLeniently } from './query-string.ts';
import type { ObjectName } from './s3-needs.ts';

/**
 * Reads the x-amz-copy-source header: `bucket/key`, percent-encoded, perhaps with `?versionId=…`.
 * @throws AwsError InvalidArgument where it does not name a bucket and a key.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html#API_CopyObject_RequestSyntax
 */
export function readCopySource(text: string): ObjectName {
  const start = text.indexOf('?');
  const [path, query] = start < 0 ? [text, ''] : [text.slice(0, start), text.slice(start + 1)];
  const versionId = new Map(parseFormLeniently(query)).get('versionId') ?? null;
  const decoded = decode(path.replace(/^\//, ''));
  const slash = decoded.indexOf('/');
  const [bucket, key] = [decoded.slice(0, Math.max(slash, 0)), decoded.slice(slash + 1)];
  if (bucket === '' || key === '') {
    throw new AwsError(
      'InvalidArgument',
      400,
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      'x-amz-copy-source',
      { ArgumentName: 'x-amz-copy-source', ArgumentValue: text },
    );
  }
  return { bucket, key, versionId };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError('InvalidArgument', 400, 'The x-amz-copy-source header is not URL-encoded.', 'x-amz-copy-source');
  }
}
