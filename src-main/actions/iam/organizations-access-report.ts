import { AwsError } from '../../../src-shared/errors.ts';
import type { OrganizationDocument } from '../../../src-shared/model/documents.ts';
import type { ModelView } from '../../account/model.ts';
import { FULL_AWS_ACCESS, membershipOf, type Membership, type PolicyTarget } from '../../account/organization.ts';
import { compilePolicy, type CompiledPolicy } from '../../authorization/compile.ts';
import { handler, type ActionScene } from '../handler.ts';
import type { OperationInput, OperationOutput } from '../operations.ts';
import { page } from '../paging.ts';
import { isTracked, keepReport, OrganizationReport, requireReport } from './access-report-jobs.ts';
import { accessibleServices } from './access-report-services.ts';

type AccessDetail = NonNullable<OperationOutput<'iam:GetOrganizationsAccessReport'>['AccessDetails']>[number];
type SortKey = NonNullable<OperationInput<'iam:GetOrganizationsAccessReport'>['SortKey']>;

/** An account of the organization, and where it is. */
interface Member {
  readonly id: string;
  readonly membership: Membership;
  /** Its entity path: that of what it hangs under, and its ID. */
  readonly path: string;
}

/**
 * Which services the service control policies leave to a part of an organization, and when they were last accessed.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed-view-data-orgs.html
 */
export const organizationsAccessReportHandlers = {
  'iam:GenerateOrganizationsAccessReport': handler({
    name: 'iam:GenerateOrganizationsAccessReport',
    label: null,
    authorize: ({ EntityPath, OrganizationsPolicyId }, { accountId }) => [
      {
        action: 'iam:GenerateOrganizationsAccessReport',
        resource: `arn:aws:iam::${accountId}:access-report/${EntityPath}`,
        ...(OrganizationsPolicyId === undefined
          ? {}
          : { context: { 'iam:OrganizationsPolicyId': OrganizationsPolicyId } }),
      },
    ],
    perform: ({ EntityPath, OrganizationsPolicyId }, scene) => ({
      JobId: keepReport(reportOn(EntityPath, OrganizationsPolicyId ?? null, scene), scene),
    }),
  }),

  'iam:GetOrganizationsAccessReport': handler({
    name: 'iam:GetOrganizationsAccessReport',
    label: null,
    authorize: () => [{ action: 'iam:GetOrganizationsAccessReport', resource: '*' }],
    perform: (input, scene) => {
      const report = requireReport(input.JobId, OrganizationReport, (one) => one.accountId === scene.accountId, scene);
      const { createdAt, failure } = report;
      const job = { JobCreationDate: createdAt, JobCompletionDate: createdAt };
      if (failure !== null) return { JobStatus: 'FAILED', ...job, IsTruncated: false, ErrorDetails: failure };
      const details = accessDetails(report).toSorted(ORDERS[input.SortKey ?? 'SERVICE_NAMESPACE_ASCENDING']);
      const { items, page: paging } = page(details, ({ ServiceNamespace }) => ServiceNamespace, input);
      return {
        JobStatus: 'COMPLETED',
        ...job,
        NumberOfServicesAccessible: details.length,
        NumberOfServicesNotAccessed: details.filter((detail) => detail.TotalAuthenticatedEntities === 0).length,
        AccessDetails: items,
        ...paging,
      };
    },
  }),
};

/**
 * Makes the report on an entity, or on one policy there. What it cannot be made of fails the job, not the request.
 * @param policyId null for all policies that bind the entity.
 * @throws AwsError `AccessDenied` for an account that does not manage the organization; how AWS refuses that is not
 *   documented.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateOrganizationsAccessReport.html
 */
function reportOn(entityPath: string, policyId: string | null, scene: ActionScene): OrganizationReport {
  const { model, reference } = scene;
  const organization = model.list('organization')[0];
  if (organization?.masterAccountId !== scene.accountId) {
    throw new AwsError('AccessDenied', 403, "The caller must belong to the organization's management account.");
  }
  const made = (report: Pick<OrganizationReport, 'services' | 'attempts' | 'failure'>): OrganizationReport => ({
    kind: 'organization',
    createdAt: scene.clock().toISOString(),
    accountId: scene.accountId,
    ...report,
  });
  const failed = (Code: string, Message: string): OrganizationReport =>
    made({ services: [], attempts: [], failure: { Code, Message } });
  const succeeded = (levels: readonly (readonly CompiledPolicy[])[], accounts: readonly Member[]): OrganizationReport =>
    made({ services: accessibleServices(levels, reference), attempts: attemptsIn(accounts, scene), failure: null });

  const targets = targetsAt(entityPath, organization, model);
  if (targets === null) return failed('NoSuchEntity', `Entity ${entityPath} was not found.`);
  const within = membersUnder(targets, model);
  const management = within.find(({ membership }) => membership.isManagementAccount);
  // Nothing limits the management account, whichever policy is named.
  if (targets.at(-1)?.type === 'organizationAccount' && management !== undefined) return succeeded([], [management]);
  if (targets[0]?.type === 'organizationRoot' && !targets[0].policyTypes.includes('SERVICE_CONTROL_POLICY')) {
    return failed('InvalidInput', 'Service control policies are not enabled for the root of the organization.');
  }
  const bound = within.filter((member) => member !== management);
  if (policyId === null)
    return succeeded(
      targets.map((target) => policiesOf(target, model)),
      bound,
    );
  const policy = policyById(policyId, model);
  if (policy === null) return failed('NoSuchEntity', `Policy ${policyId} was not found.`);
  const limited = bound.filter(({ membership }) =>
    membership.targets.some(({ attachedPolicies }) => attachedPolicies.some((arn) => arn === policy.arn)),
  );
  return succeeded([[policy]], limited);
}

/** The root, the units and the account that an entity path names one below the other; null where there are none such. */
function targetsAt(entityPath: string, organization: OrganizationDocument, model: ModelView): PolicyTarget[] | null {
  const [organizationId, rootId, ...below] = entityPath.replace(/\/$/, '').split('/');
  const root = model.list('organizationRoot').find(({ id }) => id === rootId);
  if (organizationId !== organization.id || root === undefined) return null;
  const targets: PolicyTarget[] = [root];
  const children = [...model.list('organizationalUnit'), ...model.list('organizationAccount')];
  for (const id of below) {
    const child = children.find((one) => one.id === id && one.parentId === targets.at(-1)?.id);
    if (child === undefined) return null;
    targets.push(child);
  }
  return targets;
}

/** The accounts that are the last of the targets, or hang under it. */
function membersUnder(targets: readonly PolicyTarget[], model: ModelView): Member[] {
  const entity = targets.at(-1);
  return model.list('organizationAccount').flatMap(({ id }) => {
    const membership = membershipOf(model, id);
    if (membership === null || !membership.targets.some(({ arn }) => arn === entity?.arn)) return [];
    return [{ id, membership, path: `${membership.place.path}${id}` }];
  });
}

/** The service control policies that are attached to an entity itself. */
function policiesOf({ attachedPolicies }: PolicyTarget, model: ModelView): CompiledPolicy[] {
  return attachedPolicies.flatMap((arn) => policyById(arn.slice(arn.lastIndexOf('/') + 1), model) ?? []);
}

function policyById(policyId: string, model: ModelView): CompiledPolicy | null {
  const found = FULL_AWS_ACCESS.arn.endsWith(`/${policyId}`)
    ? FULL_AWS_ACCESS
    : model.list('organizationPolicy').find(({ id }) => id === policyId);
  if (found?.policyType !== 'SERVICE_CONTROL_POLICY') return null;
  return compilePolicy(found.content, { name: found.name, arn: found.arn, source: found.arn }, 'scp');
}

/** The newest attempt of each account at each service: those of all its users, roles, and its root user. */
function attemptsIn(members: readonly Member[], scene: ActionScene): OrganizationReport['attempts'] {
  return members.flatMap(({ id, path }) => {
    const attempts = ['iam', 'sts']
      .flatMap((service) => scene.lastAccess.attempts(`arn:aws:${service}::${id}:*`))
      .filter(({ at }) => isTracked(at, scene))
      .toSorted((left, right) => Date.parse(left.at) - Date.parse(right.at));
    const newest = new Map(attempts.map((one) => [one.action.slice(0, one.action.indexOf(':')).toLowerCase(), one]));
    return [...newest].map(([namespace, { at, region }]) => ({ namespace, entityPath: path, at, region }));
  });
}

function accessDetails({ services, attempts }: OrganizationReport): AccessDetail[] {
  return services.map(({ namespace, name }) => {
    const ofService = attempts
      .filter((attempt) => attempt.namespace === namespace)
      .toSorted((left, right) => Date.parse(right.at) - Date.parse(left.at));
    const [last] = ofService;
    return {
      ServiceName: name,
      ServiceNamespace: namespace,
      ...(last && { Region: last.region, EntityPath: last.entityPath, LastAuthenticatedTime: last.at }),
      // Here AWS counts accounts, in reports on identities the identities.
      TotalAuthenticatedEntities: ofService.length,
    };
  });
}

/** Services that were never accessed come as if they had been before all others. */
const ORDERS: Readonly<Record<SortKey, (left: AccessDetail, right: AccessDetail) => number>> = {
  SERVICE_NAMESPACE_ASCENDING: (left, right) => (left.ServiceNamespace < right.ServiceNamespace ? -1 : 1),
  SERVICE_NAMESPACE_DESCENDING: (left, right) => (left.ServiceNamespace < right.ServiceNamespace ? 1 : -1),
  LAST_AUTHENTICATED_TIME_ASCENDING: (left, right) => timeOf(left) - timeOf(right),
  LAST_AUTHENTICATED_TIME_DESCENDING: (left, right) => timeOf(right) - timeOf(left),
};

function timeOf({ LastAuthenticatedTime: at }: AccessDetail): number {
  return at === undefined ? 0 : Date.parse(at);
}
