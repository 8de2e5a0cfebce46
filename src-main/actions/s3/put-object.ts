import { handler } from '../handler.ts';
import { objectArn, openBucket } from './bucket.ts';
import { checksumMembers, DEFAULT_ALGORITHM, verifyChecksums } from './checksums.ts';
import { needsOf } from './needs.ts';
import { assertSize, detailsOf, kindOfWrite, newVersionId, versionMember, writtenAt } from './object-writing.ts';
import { checkWriteConditions } from './preconditions.ts';

/** Writing objects in one request. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObjectHandlers = {
  's3:PutObject': handler({
    name: 's3:PutObject',
    label: ({ Bucket, Key }) => `Put object ${Bucket}/${Key}`,
    authorize: needsOf('PutObject'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      const { Bucket: name, Key: key } = input;
      const bytes = input.Body instanceof Uint8Array ? input.Body : new Uint8Array();
      assertSize(bytes.length);
      const details = detailsOf(input, bucket, scene);
      checkWriteConditions(key, scene.objects.latest(name, key), input);
      const { md5, checksum } = verifyChecksums(bytes, input, DEFAULT_ALGORITHM);
      const etag = md5.toString('hex');
      const versionId = newVersionId(bucket, scene);
      const version = {
        bucket: name,
        key,
        versionId,
        isDeleteMarker: false,
        lastModified: writtenAt(scene),
        size: bytes.length,
        etag,
        details: { ...details, checksum: checksum === null ? null : { ...checksum, type: 'FULL_OBJECT' as const } },
      };
      const edit = { key: objectArn(name, key), kind: kindOfWrite(scene.objects, name, key) };
      scene.objects.write(edit, (objects) => objects.put(version, bytes));
      return {
        ETag: `"${etag}"`,
        ...checksumMembers(checksum),
        ...(checksum !== null && { ChecksumType: 'FULL_OBJECT' as const }),
        ...details.encryption,
        ...versionMember(bucket, versionId),
      };
    },
  }),
};
