import type { RoleDocument, UserDocument } from '../../../src-shared/model/documents.ts';
import { compilePolicy } from '../../authorization/compile.ts';
import type { ServiceReference } from '../../request/service-reference.ts';
import { handler, type ActionScene } from '../handler.ts';
import type { OperationOutput } from '../operations.ts';
import { page } from '../paging.ts';
import {
  isTracked,
  keepReport,
  requesterOf,
  requireReport,
  ServiceReport,
  type ReportedEntity,
} from './access-report-jobs.ts';
import { accessibleServices, type ReportedService } from './access-report-services.ts';
import { invalidInput, noSuchEntity } from './errors.ts';
import type { Identity } from './identities.ts';
import { parsePolicyArn } from './managed-policy.ts';
import { managedPolicyDocument, permissionsPoliciesOf, requireIdentityByArn } from './permissions-policies.ts';
import { identityPolicies } from './simulated-policies.ts';

type Attempt = ServiceReport['attempts'][number];
type ServiceLastAccessed = OperationOutput<'iam:GetServiceLastAccessedDetails'>['ServicesLastAccessed'][number];

/**
 * Which services an identity or a policy gives access to, and who last made use of it, as the timeline knows. A report is
 * there at once; AWS takes some seconds.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html
 */
export const serviceLastAccessedHandlers = {
  'iam:GenerateServiceLastAccessedDetails': handler({
    name: 'iam:GenerateServiceLastAccessedDetails',
    label: null,
    authorize: ({ Arn }) => [{ action: 'iam:GenerateServiceLastAccessedDetails', resource: Arn }],
    perform: ({ Arn, Granularity = 'SERVICE_LEVEL' }, scene) => {
      const { services, holders } = subjectOf(Arn, scene);
      const report = {
        kind: 'services' as const,
        createdAt: scene.clock().toISOString(),
        requestedBy: requesterOf(scene.actor),
        granularity: Granularity,
        services,
        entities: holders.map(reportedEntity),
        attempts: holders.flatMap((holder) => attemptsOf(holder, scene)),
      };
      return { JobId: keepReport(report, scene) };
    },
  }),

  'iam:GetServiceLastAccessedDetails': handler({
    name: 'iam:GetServiceLastAccessedDetails',
    label: null,
    authorize: () => [{ action: 'iam:GetServiceLastAccessedDetails', resource: '*' }],
    perform: (input, scene) => {
      const report = requireOwnReport(input.JobId, scene);
      const { items, page: paging } = page(report.services, ({ namespace }) => namespace, input);
      return {
        ...jobOf(report),
        JobType: report.granularity,
        ServicesLastAccessed: items.map((service) => serviceLastAccessed(service, report, scene.reference)),
        ...paging,
      };
    },
  }),

  'iam:GetServiceLastAccessedDetailsWithEntities': handler({
    name: 'iam:GetServiceLastAccessedDetailsWithEntities',
    label: null,
    authorize: () => [{ action: 'iam:GetServiceLastAccessedDetailsWithEntities', resource: '*' }],
    perform: (input, scene) => {
      const report = requireOwnReport(input.JobId, scene);
      const { ServiceNamespace } = input;
      if (!report.services.some(({ namespace }) => namespace === ServiceNamespace)) {
        throw invalidInput(`The report has no service ${ServiceNamespace}.`);
      }
      const attempts = attemptsAt(ServiceNamespace, report);
      const details = report.entities
        .map((entity) => ({ entity, last: newest(attempts.filter((attempt) => attempt.entity === entity.arn)) }))
        .toSorted((left, right) => compare(right.last?.at ?? '', left.last?.at ?? ''));
      const { items, page: paging } = page(details, ({ entity }) => entity.arn, input);
      return {
        ...jobOf(report),
        EntityDetailsList: items.map(({ entity, last }) => ({
          EntityInfo: { Arn: entity.arn, Name: entity.name, Type: entity.type, Id: entity.id, Path: entity.path },
          ...(last && { LastAuthenticated: last.at }),
        })),
        ...paging,
      };
    },
  }),
};

/** What a report is about: the services that are in it, and who may have attempted to access them. */
interface Subject {
  readonly services: ReportedService[];
  readonly holders: readonly (UserDocument | RoleDocument)[];
}

/** @throws AwsError `InvalidInput`, `NoSuchEntity`. */
function subjectOf(arn: string, scene: ActionScene): Subject {
  const { reference, model } = scene;
  if (/^arn:[\w-]+:iam::(?:\d{12}|aws):policy\//.test(arn)) {
    const document = managedPolicyDocument(parsePolicyArn(arn), scene);
    if (document === null) throw noSuchEntity(`Policy ${arn} was not found.`);
    const policy = compilePolicy(document, { name: arn, arn, source: arn });
    const attached = model.attachedTo(arn).filter(({ accountId }) => accountId === scene.accountId);
    const holders = new Set(attached.flatMap((holder) => usersAndRoles(holder, scene)));
    return { services: accessibleServices([[policy]], reference), holders: [...holders] };
  }
  const identity = requireIdentityByArn(arn, scene);
  const policies = identityPolicies(permissionsPoliciesOf(identity, scene)).map(({ compiled }) => compiled);
  return {
    services: accessibleServices([policies], reference),
    holders: usersAndRoles(identity, scene),
  };
}

/** Who acts by the policies of an identity: of a group, its members. */
function usersAndRoles(identity: Identity, { model }: ActionScene): readonly (UserDocument | RoleDocument)[] {
  return identity.type === 'group' ? model.usersInGroup(identity.accountId, identity.groupName) : [identity];
}

function reportedEntity(holder: UserDocument | RoleDocument): ReportedEntity {
  const { arn, path } = holder;
  return holder.type === 'user'
    ? { arn, path, type: 'USER', name: holder.userName, id: holder.userId }
    : { arn, path, type: 'ROLE', name: holder.roleName, id: holder.roleId };
}

/** A role's attempts are those of its sessions. */
function attemptsOf(holder: UserDocument | RoleDocument, scene: ActionScene): Attempt[] {
  const signedBy =
    holder.type === 'user'
      ? holder.arn
      : `${holder.arn.slice(0, holder.arn.indexOf(':iam:'))}:sts::${holder.accountId}:assumed-role/${holder.roleName}/*`;
  const attempts = scene.lastAccess
    .attempts(signedBy)
    .filter(({ at }) => isTracked(at, scene))
    .map(({ action, at, region }) => ({ entity: holder.arn, action, at, region }));
  const byAction = Map.groupBy(attempts, ({ action }) => action);
  return [...byAction.values()].flatMap((same) => newest(same) ?? []);
}

/** @throws AwsError `NoSuchEntity` for a job that somebody else asked for. */
function requireOwnReport(jobId: string, scene: ActionScene): ServiceReport {
  const requester = requesterOf(scene.actor);
  return requireReport(jobId, ServiceReport, ({ requestedBy }) => requestedBy === requester, scene);
}

function jobOf({ createdAt }: ServiceReport) {
  return { JobStatus: 'COMPLETED' as const, JobCreationDate: createdAt, JobCompletionDate: createdAt };
}

function serviceLastAccessed(
  { namespace, name }: ReportedService,
  report: ServiceReport,
  reference: ServiceReference,
): ServiceLastAccessed {
  const attempts = attemptsAt(namespace, report);
  const last = newest(attempts);
  const tracked = report.granularity === 'ACTION_LEVEL' ? trackedActions(attempts, reference) : [];
  return {
    ServiceName: name,
    ServiceNamespace: namespace,
    TotalAuthenticatedEntities: new Set(attempts.map(({ entity }) => entity)).size,
    ...(last && {
      LastAuthenticated: last.at,
      LastAuthenticatedEntity: last.entity,
      LastAuthenticatedRegion: last.region,
    }),
    ...(tracked.length === 0 ? {} : { TrackedActionsLastAccessed: tracked }),
  };
}

/**
 * AWS tracks the actions of a list of services; here every action is tracked that the service authorization reference
 * has, but iam:PassRole, which is nothing that one calls.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed-action-last-accessed.html
 */
function trackedActions(attempts: readonly Attempt[], reference: ServiceReference) {
  const known = attempts.flatMap((attempt) => {
    const action = reference.action(attempt.action)?.action;
    return action === undefined || action === 'iam:PassRole' ? [] : [{ ...attempt, action }];
  });
  return [...Map.groupBy(known, ({ action }) => action)]
    .toSorted(([left], [right]) => compare(left, right))
    .flatMap(([action, same]) => {
      const last = newest(same);
      if (last === undefined) return [];
      return {
        ActionName: action.slice(action.indexOf(':') + 1),
        LastAccessedEntity: last.entity,
        LastAccessedTime: last.at,
        LastAccessedRegion: last.region,
      };
    });
}

function attemptsAt(namespace: string, { attempts }: ServiceReport): Attempt[] {
  return attempts.filter(({ action }) => action.slice(0, action.indexOf(':')).toLowerCase() === namespace);
}

function newest<T extends { readonly at: string }>(attempts: readonly T[]): T | undefined {
  return attempts.toSorted((left, right) => compare(right.at, left.at))[0];
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
