import { z } from 'zod';
import { newUuid } from '../../uuid.ts';
import type { ActionScene, Actor } from '../handler.ts';
import { noSuchEntity } from './errors.ts';

/*
 * The reports of who last accessed what. They are made when they are asked for and are kept as they were: what they tell
 * is of the time when they were made.
 */

const Service = z.object({ namespace: z.string(), name: z.string() });

/** What IAM says of a user, group or role in a report. */
const Entity = z.object({
  arn: z.string(),
  name: z.string(),
  type: z.enum(['USER', 'ROLE']),
  id: z.string(),
  path: z.string(),
});
export type ReportedEntity = z.infer<typeof Entity>;

/** A report about an identity or a policy. */
export const ServiceReport = z.object({
  kind: z.literal('services'),
  /** ISO 8601, as all times here. */
  createdAt: z.string(),
  /** Who may have it: an ARN, or `designer`. */
  requestedBy: z.string(),
  granularity: z.enum(['SERVICE_LEVEL', 'ACTION_LEVEL']),
  services: z.array(Service),
  entities: z.array(Entity),
  /** The newest of each entity at each action. */
  attempts: z.array(z.object({ entity: z.string(), action: z.string(), at: z.string(), region: z.string() })),
});
export type ServiceReport = z.infer<typeof ServiceReport>;

/** A report about a part of an organization. */
export const OrganizationReport = z.object({
  kind: z.literal('organization'),
  createdAt: z.string(),
  /** The organization's management account. */
  accountId: z.string(),
  /** Why there is nothing to report; null where there is. */
  failure: z.object({ Code: z.string(), Message: z.string() }).nullable(),
  services: z.array(Service),
  /** The newest of each account at each service. */
  attempts: z.array(z.object({ namespace: z.string(), entityPath: z.string(), at: z.string(), region: z.string() })),
});
export type OrganizationReport = z.infer<typeof OrganizationReport>;

/** How long ago an attempt may be. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateServiceLastAccessedDetails.html */
const TRACKING_PERIOD_MS = 400 * 24 * 60 * 60 * 1000;

type ReportScene = Pick<ActionScene, 'clock' | 'random' | 'lastAccess'>;

/** Whether an attempt is within the tracking period that ends now. */
export function isTracked(at: string, { clock }: Pick<ReportScene, 'clock'>): boolean {
  return Date.parse(at) >= clock().getTime() - TRACKING_PERIOD_MS;
}

/** Keeps a report under a new job ID. */
export function keepReport(report: ServiceReport | OrganizationReport, { random, lastAccess }: ReportScene): string {
  const jobId = newUuid(random);
  lastAccess.keepReport(jobId, JSON.stringify(report));
  return jobId;
}

/**
 * The report of a job.
 * @throws AwsError `NoSuchEntity` when there is none of that kind for `isFor`.
 */
export function requireReport<Report extends ServiceReport | OrganizationReport>(
  jobId: string,
  schema: z.ZodType<Report>,
  isFor: (report: Report) => boolean,
  { lastAccess }: Pick<ReportScene, 'lastAccess'>,
): Report {
  const text = lastAccess.report(jobId);
  const report = text === null ? undefined : schema.safeParse(JSON.parse(text)).data;
  if (report === undefined || !isFor(report)) throw noSuchEntity(`Job ${jobId} was not found.`);
  return report;
}

/** Whose a report is: the role's behind a session, since any session of it may ask. */
export function requesterOf(actor: Actor): string {
  if (actor.kind === 'roleSession') return actor.roleArn;
  return 'arn' in actor ? actor.arn : actor.kind;
}
