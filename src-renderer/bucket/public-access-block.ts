import { z } from 'zod';
import type { DocumentOf } from '../../src-shared/model/documents.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html */
const PublicAccessBlock = z.object({
  BlockPublicAcls: z.boolean().default(false),
  IgnorePublicAcls: z.boolean().default(false),
  BlockPublicPolicy: z.boolean().default(false),
  RestrictPublicBuckets: z.boolean().default(false),
});
export type PublicAccessBlock = z.infer<typeof PublicAccessBlock>;
export type PublicAccessSetting = keyof PublicAccessBlock;

/** The four settings, with what each does. */
export const PUBLIC_ACCESS_SETTINGS: readonly {
  readonly name: PublicAccessSetting;
  readonly label: string;
  readonly hint: string;
}[] = [
  {
    name: 'BlockPublicAcls',
    label: 'Block new public ACLs (BlockPublicAcls)',
    hint: 'Requests that would put a public access control list are refused.',
  },
  {
    name: 'IgnorePublicAcls',
    label: 'Ignore public ACLs (IgnorePublicAcls)',
    hint: 'Public access control lists that are there let nobody in.',
  },
  {
    name: 'BlockPublicPolicy',
    label: 'Block new public policies (BlockPublicPolicy)',
    hint: 'A bucket policy that lets everybody in is refused.',
  },
  {
    name: 'RestrictPublicBuckets',
    label: 'Restrict public buckets (RestrictPublicBuckets)',
    hint: 'While the policy is public, only the account’s own principals and AWS services get in.',
  },
];

/** What a bucket blocks; nothing where nothing was ever set. */
export function publicAccessBlockOf({ settings }: Pick<DocumentOf<'resource'>, 'settings'>): PublicAccessBlock {
  return PublicAccessBlock.parse(settings?.['publicAccessBlock'] ?? {});
}
