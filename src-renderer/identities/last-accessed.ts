import { z } from 'zod';

/** One service of a report, as AWS answers it. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ServiceLastAccessed.html */
const Service = z.object({
  ServiceName: z.string(),
  ServiceNamespace: z.string(),
  LastAuthenticated: z.union([z.string(), z.date().transform((date) => date.toISOString())]).optional(),
  LastAuthenticatedRegion: z.string().optional(),
});
export type ServiceLastAccessed = z.infer<typeof Service>;

const Job = z.object({ JobId: z.string() });
const Page = z.object({
  ServicesLastAccessed: z.array(Service),
  IsTruncated: z.boolean().optional(),
  Marker: z.string().optional(),
});

/**
 * Has a report made of the services that an identity can use, and reads all of it.
 * @param perform performs an operation and gives its answer.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html
 */
export async function allLastAccessed(
  arn: string,
  perform: (operation: string, parameters: object) => Promise<unknown>,
): Promise<ServiceLastAccessed[]> {
  const { JobId } = Job.parse(await perform('iam:GenerateServiceLastAccessedDetails', { Arn: arn }));
  const found: ServiceLastAccessed[] = [];
  let marker: string | undefined;
  do {
    const asked = { JobId, MaxItems: 1000, ...(marker !== undefined && { Marker: marker }) };
    const page = Page.parse(await perform('iam:GetServiceLastAccessedDetails', asked));
    found.push(...page.ServicesLastAccessed);
    marker = page.IsTruncated === true ? page.Marker : undefined;
  } while (marker !== undefined);
  return found;
}
