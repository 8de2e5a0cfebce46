import { parseArn } from '../../../src-shared/arn.ts';
import { membershipOf } from '../../account/organization.ts';
import { handler, type RequestScene } from '../handler.ts';
import { stsCaller } from './callers.ts';
import { accessDenied, validationError } from './errors.ts';
import { issueCredentials } from './issue-credentials.ts';

const DURATION_SECONDS = 900;

/**
 * The policies of the tasks that a root session can be asked for.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html (TaskPolicyArn)
 */
const TASK_POLICY_ARNS = [
  'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials',
  'arn:aws:iam::aws:policy/root-task/IAMCreateRootUserPassword',
  'arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials',
  'arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy',
  'arn:aws:iam::aws:policy/root-task/SQSUnlockQueuePolicy',
] as const;

/**
 * A short session as the root user of a member account, for one task. An organization that never enabled or disabled a
 * feature of centralized root access is taken to have root sessions. Delegated administrators cannot ask for them here.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html
 */
export const assumeRootHandlers = {
  'sts:AssumeRoot': handler({
    name: 'sts:AssumeRoot',
    label: null,
    authorize: ({ TargetPrincipal, TaskPolicyArn }, scene) => {
      const { accountId } = stsCaller('AssumeRoot', scene);
      const target = targetAccount(TargetPrincipal);
      return [
        {
          action: 'sts:AssumeRoot',
          resource: rootArn(target),
          ...(TaskPolicyArn.arn === undefined ? {} : { context: { 'sts:TaskPolicyArn': TaskPolicyArn.arn } }),
          // The caller's policies alone decide, as for what is its own: the member account has no say.
          resourceAccountId: accountId,
        },
      ];
    },
    perform: async ({ TargetPrincipal, TaskPolicyArn, DurationSeconds, MinimumSessionTokenSize }, scene) => {
      const caller = stsCaller('AssumeRoot', scene);
      const target = targetAccount(TargetPrincipal);
      const task = TASK_POLICY_ARNS.find((arn) => arn === TaskPolicyArn.arn);
      if (task === undefined) throw validationError(`${TaskPolicyArn.arn ?? ''} is not a valid task policy`);
      if (caller.kind === 'root' || !governs(caller.accountId, target, scene)) {
        throw accessDenied(
          `User: ${caller.arn} is not authorized to perform: sts:AssumeRoot on resource: ${rootArn(target)}`,
        );
      }
      const sourceIdentity = scene.session?.sourceIdentity ?? null;
      const issued = await issueCredentials(
        {
          principal: { kind: 'root', arn: rootArn(target), accountId: target },
          issuedBy: 'AssumeRoot',
          requestedBy: caller.arn,
          mfaAt: null,
          sourceIdentity,
          transitiveTagKeys: [],
          chained: scene.session !== undefined,
          policy: null,
          policyArns: [task],
          federation: null,
        },
        target,
        { durationSeconds: DurationSeconds ?? DURATION_SECONDS, minimumTokenSize: MinimumSessionTokenSize },
        scene,
      );
      return { ...issued, ...(sourceIdentity === null ? {} : { SourceIdentity: sourceIdentity }) };
    },
  }),
};

const rootArn = (accountId: string) => `arn:aws:iam::${accountId}:root` as const;

/** @throws AwsError `ValidationError` for what is neither an account's ID nor its root user's ARN. */
function targetAccount(targetPrincipal: string): string {
  const arn = parseArn(targetPrincipal);
  const accountId = arn?.service === 'iam' && arn.resource === 'root' ? arn.accountId : targetPrincipal;
  if (!/^\d{12}$/.test(accountId)) throw validationError(`${targetPrincipal} is invalid`);
  return accountId;
}

/** Whether one account is the management account of the organization that the other is a member of, with root sessions. */
function governs(accountId: string, memberId: string, { model }: Pick<RequestScene, 'model'>): boolean {
  const own = membershipOf(model, accountId);
  const member = membershipOf(model, memberId);
  const features = model.list('organization')[0]?.rootAccessFeatures;
  const hasRootSessions = features === undefined || features.includes('RootSessions');
  return hasRootSessions && own?.isManagementAccount === true && member !== null && !member.isManagementAccount;
}
