import type {
  CreateAccountRequest,
  OrganizationDocument,
  OrganizationRootDocument,
} from '../../../src-shared/model/documents.ts';
import type { ModelView } from '../../account/model.ts';
import { accountArn, accountDocument } from '../../account/new-account.ts';
import { initialAttachments, organizationArn } from '../../account/organization.ts';
import { newAccountId } from '../../account/unique-id.ts';
import type { Random } from '../../random.ts';
import { requestTagKeys } from '../iam/tags.ts';
import { type ActionScene, handler } from '../handler.ts';
import type { OperationInput } from '../operations.ts';
import { timestamp } from '../timestamp.ts';
import { neededParts, requireCaller } from './access.ts';
import { assertRoomForAccount } from './account-quota.ts';
import { putAccountAccessRole, putServiceLinkedRole } from './account-roles.ts';
import { describeCreateAccountRequest, stateOf } from './descriptions.ts';
import { constraintViolation, invalidInput, organizationsError, rootNotFound } from './errors.ts';
import { newOrganizationsId } from './ids.ts';
import { page } from './page.ts';
import { taggingParts, withTags } from './tag-set.ts';

const DEFAULT_ROLE_NAME = 'OrganizationAccountAccessRole';

/** Operations that make accounts. @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccountStatus.html */
export const createAccountHandlers = {
  'organizations:CreateAccount': handler({
    name: 'organizations:CreateAccount',
    label: ({ AccountName }) => `Create account ${AccountName}`,
    authorize: ({ Tags }, scene) => [
      ...neededParts(scene, 'organizations:CreateAccount', 'management', () => ['*'], requestTagKeys(Tags)),
      ...taggingParts(scene, 'management', (organization) => organizationArn(organization, 'account', '*'), Tags),
    ],
    perform: (input, scene) => {
      const { model, random, clock } = scene;
      const organization = requireCaller(scene, 'management');
      assertRoleName(input);
      const tags = withTags([], input.Tags);
      assertRoomForAccount(model, clock);
      const now = timestamp(clock);
      const asked = {
        id: newOrganizationsId('car', random),
        accountName: input.AccountName,
        requestedTimestamp: now,
        completedTimestamp: now,
      };
      // AWS answers before it makes the account, and tells by the status that it could not.
      if (isTaken(model, input.Email)) {
        return remembered(scene, organization, {
          ...asked,
          accountId: null,
          failureReason: 'EMAIL_ALREADY_EXISTS',
        });
      }
      const root = requireRoot(model);
      const accountId = unusedAccountId(model, random);
      model.put(accountDocument({ accountId, name: input.AccountName, rootEmail: input.Email }, clock));
      model.put({
        type: 'organizationAccount',
        arn: organizationArn(organization, 'account', accountId),
        accountId: organization.masterAccountId,
        id: accountId,
        name: input.AccountName,
        email: input.Email,
        status: 'ACTIVE',
        joinedMethod: 'CREATED',
        joinedTimestamp: now,
        parentId: root.id,
        attachedPolicies: initialAttachments(root.policyTypes),
        tags,
        delegatedServices: [],
      });
      const { masterAccountId } = organization;
      const roleName = input.RoleName ?? DEFAULT_ROLE_NAME;
      putAccountAccessRole(scene, accountId, { roleName, managementAccountId: masterAccountId });
      if (organization.featureSet === 'ALL') putServiceLinkedRole(scene, accountId);
      return remembered(scene, organization, { ...asked, accountId, failureReason: null });
    },
  }),

  'organizations:CreateGovCloudAccount': handler({
    name: 'organizations:CreateGovCloudAccount',
    label: ({ AccountName }) => `Create GovCloud account ${AccountName}`,
    authorize: ({ Tags }, scene) => [
      ...neededParts(scene, 'organizations:CreateGovCloudAccount', 'management', () => ['*'], requestTagKeys(Tags)),
      ...taggingParts(scene, 'management', (organization) => organizationArn(organization, 'account', '*'), Tags),
    ],
    // Gatehouse models the partition `aws` alone, so no management account has a partner in AWS GovCloud (US).
    perform: (_, scene) => {
      requireCaller(scene, 'management');
      throw constraintViolation(
        'MASTER_ACCOUNT_NOT_GOVCLOUD_ENABLED',
        'To complete this operation, the management account must have an associated account in the AWS GovCloud (US-West) Region.',
      );
    },
  }),

  'organizations:DescribeCreateAccountStatus': handler({
    name: 'organizations:DescribeCreateAccountStatus',
    label: null,
    authorize: (_, scene) => neededParts(scene, 'organizations:DescribeCreateAccountStatus', 'readers'),
    perform: ({ CreateAccountRequestId }, scene) => {
      const { createAccountRequests } = requireCaller(scene, 'readers');
      const request = createAccountRequests.find(({ id }) => id === CreateAccountRequestId);
      if (request === undefined) {
        throw organizationsError(
          'CreateAccountStatusNotFoundException',
          "We can't find a create account request with the CreateAccountRequestId that you specified.",
        );
      }
      return { CreateAccountStatus: describeCreateAccountRequest(request) };
    },
  }),

  'organizations:ListCreateAccountStatus': handler({
    name: 'organizations:ListCreateAccountStatus',
    label: null,
    authorize: (_, scene) => neededParts(scene, 'organizations:ListCreateAccountStatus', 'readers'),
    perform: ({ States, ...paging }, scene) => {
      const { createAccountRequests } = requireCaller(scene, 'readers');
      const asked = createAccountRequests.filter(
        (request) => States === undefined || States.length === 0 || States.includes(stateOf(request)),
      );
      const { items, next } = page(asked, ({ id }) => id, paging);
      return { CreateAccountStatuses: items.map(describeCreateAccountRequest), ...next };
    },
  }),
};

/** Keeps how a request went, and answers it. */
function remembered(
  { model }: Pick<ActionScene, 'model'>,
  organization: OrganizationDocument,
  request: CreateAccountRequest,
) {
  model.put({ ...organization, createAccountRequests: [...organization.createAccountRequests, request] });
  return { CreateAccountStatus: describeCreateAccountRequest(request) };
}

/** @throws AwsError `InvalidInputException` for names that are reserved for service-linked roles. */
function assertRoleName({ RoleName }: OperationInput<'organizations:CreateAccount'>): void {
  if (RoleName?.startsWith('AWSServiceRoleFor') === true) {
    throw invalidInput(
      'INVALID_ROLE_NAME',
      "You provided a role name that isn't valid. A role name can't begin with the reserved prefix AWSServiceRoleFor.",
    );
  }
}

/** Every account has an e-mail address of its own. */
function isTaken(model: ModelView, email: string): boolean {
  const wanted = email.toLowerCase();
  return (
    model.list('account').some(({ rootEmail }) => rootEmail?.toLowerCase() === wanted) ||
    model.list('organizationAccount').some((account) => account.email.toLowerCase() === wanted)
  );
}

function unusedAccountId(model: ModelView, random: Random): string {
  for (;;) {
    const accountId = newAccountId(random);
    if (model.get(accountArn(accountId)) === null) return accountId;
  }
}

/** New accounts are under the root. */
function requireRoot(model: ModelView): OrganizationRootDocument {
  const root = model.list('organizationRoot')[0];
  if (root === undefined) throw rootNotFound();
  return root;
}
