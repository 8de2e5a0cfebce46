import { describe, expect, test } from 'vitest';
import { createModel } from '../../../src-main/account/in-memory-model.ts';
import { membershipOf } from '../../../src-main/account/organization.ts';
import { ModelDocument } from '../../../src-shared/model/documents.ts';
import { ACCOUNT_ID } from '../../fixtures/account-documents.ts';
import {
  MANAGEMENT_ACCOUNT_ID,
  organization,
  organizationAccount,
  organizationalUnit,
  organizationPolicy,
  organizationRoot,
} from '../../fixtures/organization-documents.ts';

const workloads = organizationalUnit('Workloads');
const production = organizationalUnit('Production', { parentId: workloads.id });
const documents = [
  organization(),
  organizationRoot(),
  workloads,
  production,
  organizationAccount(MANAGEMENT_ACCOUNT_ID),
  organizationAccount(ACCOUNT_ID, { parentId: production.id }),
];

describe('an account of an organization', () => {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed-view-data-orgs.html#access_policies_last-accessed-viewing-orgs-entity-path
  test('has a path of the organization, its root and the units down to the account', () => {
    expect(membershipOf(createModel(documents), ACCOUNT_ID)?.place).toEqual({
      id: 'o-a1b2c3d4e5',
      path: 'o-a1b2c3d4e5/r-ab12/ou-ab12-workloads/ou-ab12-production/',
    });
  });

  test('is bound by what is attached from the root down to itself', () => {
    const targets = membershipOf(createModel(documents), ACCOUNT_ID)?.targets;
    expect(targets?.map(({ id }) => id)).toEqual(['r-ab12', 'ou-ab12-workloads', 'ou-ab12-production', ACCOUNT_ID]);
  });

  test('may be the management account, which is a member too', () => {
    const model = createModel(documents);
    expect(membershipOf(model, MANAGEMENT_ACCOUNT_ID)).toMatchObject({
      isManagementAccount: true,
      place: { path: 'o-a1b2c3d4e5/r-ab12/' },
    });
    expect(membershipOf(model, ACCOUNT_ID)?.isManagementAccount).toBe(false);
  });

  test('is none where the organization does not list it, or there is no organization', () => {
    expect(membershipOf(createModel(documents), '111122223333')).toBeNull();
    expect(membershipOf(createModel([]), ACCOUNT_ID)).toBeNull();
  });

  test.each([
    ['a unit that is not there', documents.filter((document) => document !== workloads)],
    ['a root that is not there', documents.filter(({ type }) => type !== 'organizationRoot')],
    ['units that hang under each other', [...documents, { ...workloads, parentId: production.id }]],
  ])('cannot hang under %s', (_, broken) => {
    expect(() => membershipOf(createModel(broken), ACCOUNT_ID)).toThrow(
      expect.objectContaining({ code: 'OrganizationIncomplete' }),
    );
  });
});

describe('the documents of an organization', () => {
  const guard = organizationPolicy('Guard', 'SERVICE_CONTROL_POLICY', { Effect: 'Deny', Action: '*', Resource: '*' });

  test('are documents of the model', () => {
    for (const document of [...documents, guard]) expect(ModelDocument.parse(document)).toEqual(document);
  });

  test('are found by type, in order of their names', () => {
    const model = createModel([...documents, guard]);
    expect(model.list('organizationalUnit').map(({ name }) => name)).toEqual(['Production', 'Workloads']);
    expect(model.find('organizationPolicy', guard.arn)?.name).toBe('Guard');
  });

  test('do not mix with the documents of the account that manages it', () => {
    expect(createModel(documents).accountByIdOrAlias(MANAGEMENT_ACCOUNT_ID)).toBeNull();
  });
});
