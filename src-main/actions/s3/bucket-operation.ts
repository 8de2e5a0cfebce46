import type { ResourceDocument } from '../../../src-shared/model/documents.ts';
import { handler, type ActionScene, type OperationHandler } from '../handler.ts';
import type { OperationInput, OperationName, OperationOutput } from '../operations.ts';
import { openBucket, type NamedBucket } from './bucket.ts';
import { needsOf } from './needs.ts';

/** The operations of Amazon S3 that name a bucket. */
type BucketOperation = {
  [Name in Extract<OperationName, `s3:${string}`>]: OperationInput<Name> extends NamedBucket ? Name : never;
}[Extract<OperationName, `s3:${string}`>];

/** What an operation does with the bucket that it names. */
type OnBucket<Name extends OperationName> = (
  bucket: ResourceDocument,
  input: OperationInput<Name>,
  scene: ActionScene,
) => OperationOutput<Name>;

/** The handler of an operation that only reads of a bucket. Who may is in the table of S3's operations. */
export function readsBucket<Name extends BucketOperation>(name: Name, read: OnBucket<Name>): OperationHandler<Name> {
  return handler<Name>({
    name,
    label: null,
    authorize: needsOf(operationOf(name)),
    perform: (input, scene) => read(openBucket(input, scene), input, scene),
  });
}

/**
 * The handler of an operation that changes something of a bucket. Who may is in the table of S3's operations.
 * @param label what the history calls the change, before the name of the bucket: `Put the website configuration`.
 *   A function where that depends on what is asked.
 */
export function changesBucket<Name extends BucketOperation>(
  name: Name,
  label: string | ((input: OperationInput<Name>) => string),
  change: OnBucket<Name>,
): OperationHandler<Name> {
  return handler<Name>({
    name,
    label: (input) => `${typeof label === 'string' ? label : label(input)} of bucket ${input.Bucket}`,
    authorize: needsOf(operationOf(name)),
    perform: (input, scene) => change(openBucket(input, scene), input, scene),
  });
}

function operationOf(name: BucketOperation): string {
  return name.slice('s3:'.length);
}
