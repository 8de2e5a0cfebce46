import type { AwsError } from '../../../src-shared/errors.ts';
import type { OrganizationDocument, OrganizationRootDocument } from '../../../src-shared/model/documents.ts';
import { accountArn } from '../../account/new-account.ts';
import { initialAttachments, organizationArn } from '../../account/organization.ts';
import { handler } from '../handler.ts';
import { timestamp } from '../timestamp.ts';
import { findOrganization, neededParts, requireCaller } from './access.ts';
import { createServiceLinkedRolePart, putServiceLinkedRole } from './account-roles.ts';
import { describeOrganization } from './descriptions.ts';
import { organizationsError } from './errors.ts';
import { newOrganizationsId } from './ids.ts';

/** Operations on the organization itself. @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
export const organizationHandlers = {
  'organizations:CreateOrganization': handler({
    name: 'organizations:CreateOrganization',
    label: () => 'Create organization',
    authorize: ({ FeatureSet = 'ALL' }, scene) => [
      { action: 'organizations:CreateOrganization', resource: '*' },
      ...(FeatureSet === 'ALL' ? createServiceLinkedRolePart(scene) : []),
    ],
    perform: ({ FeatureSet = 'ALL' }, scene) => {
      const { model, accountId, random, clock } = scene;
      if (findOrganization(scene) !== null) {
        throw organizationsError(
          'AlreadyInOrganizationException',
          'The provided account is already a member of an organization.',
        );
      }
      if (model.list('organization').length > 0) throw oneOrganizationOnly();
      const account = model.find('account', accountArn(accountId));
      const id = newOrganizationsId('o', random);
      const organization: OrganizationDocument = {
        type: 'organization',
        arn: `arn:aws:organizations::${accountId}:organization/${id}`,
        accountId,
        id,
        featureSet: FeatureSet,
        masterAccountId: accountId,
        masterAccountEmail: account?.rootEmail ?? '',
        enabledServices: [],
        createAccountRequests: [],
      };
      const rootId = newOrganizationsId('r', random);
      const root: OrganizationRootDocument = {
        type: 'organizationRoot',
        arn: organizationArn(organization, 'root', rootId),
        accountId,
        id: rootId,
        name: 'Root',
        policyTypes: FeatureSet === 'ALL' ? ['SERVICE_CONTROL_POLICY'] : [],
        attachedPolicies: initialAttachments(FeatureSet === 'ALL' ? ['SERVICE_CONTROL_POLICY'] : []),
        tags: [],
      };
      model.put(organization);
      model.put(root);
      model.put({
        type: 'organizationAccount',
        arn: organizationArn(organization, 'account', accountId),
        accountId,
        id: accountId,
        name: account?.name ?? accountId,
        email: organization.masterAccountEmail,
        status: 'ACTIVE',
        // As AWS has it for the account that makes the organization.
        joinedMethod: 'INVITED',
        joinedTimestamp: timestamp(clock),
        parentId: rootId,
        attachedPolicies: initialAttachments(root.policyTypes),
        tags: [],
        delegatedServices: [],
      });
      if (FeatureSet === 'ALL') putServiceLinkedRole(scene, accountId);
      return { Organization: describeOrganization(organization) };
    },
  }),

  'organizations:DescribeOrganization': handler({
    name: 'organizations:DescribeOrganization',
    label: null,
    authorize: (_, scene) => neededParts(scene, 'organizations:DescribeOrganization', 'members'),
    perform: (_, scene) => ({ Organization: describeOrganization(requireCaller(scene, 'members')) }),
  }),

  'organizations:DeleteOrganization': handler({
    name: 'organizations:DeleteOrganization',
    label: () => 'Delete organization',
    authorize: (_, scene) => neededParts(scene, 'organizations:DeleteOrganization', 'management'),
    perform: (_, scene) => {
      const { model } = scene;
      const organization = requireCaller(scene, 'management');
      if (model.list('organizationAccount').some(({ id }) => id !== organization.masterAccountId)) {
        throw organizationsError(
          'OrganizationNotEmptyException',
          'To delete an organization you must first remove all member accounts (except the master).',
        );
      }
      const types = [
        'organization',
        'organizationRoot',
        'organizationalUnit',
        'organizationAccount',
        'organizationPolicy',
        'organizationResourcePolicy',
        'organizationHandshake',
      ] as const;
      for (const type of types) for (const { arn } of model.list(type)) model.delete(arn);
      return {};
    },
  }),
};

/** AWS would make another; the sentence says why this is not done here. */
function oneOrganizationOnly(): AwsError {
  return organizationsError(
    'ConstraintViolationException',
    'Gatehouse models one organization in a workspace, and this workspace has one already.',
  );
}
