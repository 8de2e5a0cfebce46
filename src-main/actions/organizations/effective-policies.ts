import type { AwsError } from '../../../src-shared/errors.ts';
import { handler } from '../handler.ts';
import { isManagement, neededParts, requireCaller } from './access.ts';
import { requireAccount } from './accounts.ts';
import { findAccount, targetArn } from './entities.ts';
import { invalidInput, noAccess, organizationsError, targetNotFound } from './errors.ts';

/**
 * Operations on effective policies, which are of the management policy types alone (tag policies, backup policies and so
 * on). Gatehouse models the types that take part in authorization, so no account has one.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_effective.html
 */
export const effectivePolicyHandlers = {
  'organizations:DescribeEffectivePolicy': handler({
    name: 'organizations:DescribeEffectivePolicy',
    label: null,
    authorize: ({ PolicyType, TargetId }, scene) =>
      neededParts(
        scene,
        'organizations:DescribeEffectivePolicy',
        'members',
        (organization) => [targetArn(organization, TargetId ?? scene.accountId)],
        { 'organizations:PolicyType': PolicyType },
      ),
    perform: ({ TargetId }, scene) => {
      const organization = requireCaller(scene, 'members');
      if (TargetId !== undefined) {
        if (!/^\d{12}$/.test(TargetId)) {
          throw invalidInput(
            'TARGET_NOT_SUPPORTED',
            "You can't perform the specified operation on that target entity.",
          );
        }
        if (TargetId !== scene.accountId && !isManagement(scene, organization)) throw noAccess();
        if (findAccount(scene.model, organization, TargetId) === null) throw targetNotFound();
      }
      throw noEffectivePolicy();
    },
  }),

  'organizations:ListAccountsWithInvalidEffectivePolicy': handler({
    name: 'organizations:ListAccountsWithInvalidEffectivePolicy',
    label: null,
    authorize: ({ PolicyType }, scene) =>
      neededParts(scene, 'organizations:ListAccountsWithInvalidEffectivePolicy', 'readers', () => ['*'], {
        'organizations:PolicyType': PolicyType,
      }),
    perform: (_, scene) => {
      requireCaller(scene, 'readers');
      throw noEffectivePolicy();
    },
  }),

  'organizations:ListEffectivePolicyValidationErrors': handler({
    name: 'organizations:ListEffectivePolicyValidationErrors',
    label: null,
    authorize: ({ AccountId, PolicyType }, scene) =>
      neededParts(
        scene,
        'organizations:ListEffectivePolicyValidationErrors',
        'readers',
        (organization) => [targetArn(organization, AccountId)],
        { 'organizations:PolicyType': PolicyType },
      ),
    perform: ({ AccountId }, scene) => {
      requireAccount(scene, requireCaller(scene, 'readers'), AccountId);
      throw noEffectivePolicy();
    },
  }),
};

function noEffectivePolicy(): AwsError {
  return organizationsError(
    'EffectivePolicyNotFoundException',
    "If you ran this action on the management account, this policy type is not enabled. If you ran the action on a member account, the account doesn't have an effective policy of this type.",
  );
}
