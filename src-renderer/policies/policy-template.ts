/** What a new identity-based policy starts from: it grants nothing that matters and shows the grammar. */
export const NEW_IDENTITY_POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ListBuckets",
      "Effect": "Allow",
      "Action": "s3:ListAllMyBuckets",
      "Resource": "*"
    }
  ]
}
`;

/**
 * What a new bucket policy starts from: the account's own principals may read objects, as far as their own policies
 * say so too.
 */
export function newBucketPolicy(bucket: string, accountId: string): string {
  return `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadObjects",
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::${accountId}:root" },
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::${bucket}/*"
    }
  ]
}
`;
}
