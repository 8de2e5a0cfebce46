import type { DocumentOf } from '../../src-shared/model/documents.ts';

/**
 * What a new policy of a resource other than a bucket starts from: the account's own principals may do everything with
 * it, as far as their own policies say so too.
 */
export function newResourcePolicy({
  arn,
  accountId,
  resourceType,
}: Pick<DocumentOf<'resource'>, 'arn' | 'accountId' | 'resourceType'>): string {
  const [service = ''] = resourceType.split(':');
  return `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "OwnAccount",
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::${accountId}:root" },
      "Action": "${service}:*",
      "Resource": "${arn}"
    }
  ]
}
`;
}
