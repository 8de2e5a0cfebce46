import type { OrganizationalUnitDocument } from '../../../src-shared/model/documents.ts';
import type { ModelView } from '../../account/model.ts';
import { initialAttachments, organizationArn } from '../../account/organization.ts';
import { handler } from '../handler.ts';
import { neededParts, requireCaller } from './access.ts';
import { describeUnit } from './descriptions.ts';
import { findParent, findUnit, type Parent, targetArn } from './entities.ts';
import { constraintViolation, organizationsError, parentNotFound, unitNotFound } from './errors.ts';
import { newUnitId } from './ids.ts';
import { page } from './page.ts';
import { UNIT_LEVELS, UNITS_PER_ORGANIZATION } from './quotas.ts';
import { taggingParts, withTags } from './tag-set.ts';
import { requestTagKeys } from '../iam/tags.ts';

/** Operations on organizational units. @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html */
export const organizationalUnitHandlers = {
  'organizations:CreateOrganizationalUnit': handler({
    name: 'organizations:CreateOrganizationalUnit',
    label: ({ Name }) => `Create organizational unit ${Name}`,
    authorize: ({ ParentId, Tags }, scene) => [
      ...neededParts(
        scene,
        'organizations:CreateOrganizationalUnit',
        'management',
        (organization) => [targetArn(organization, ParentId)],
        requestTagKeys(Tags),
      ),
      ...taggingParts(scene, 'management', (organization) => organizationArn(organization, 'ou', 'ou-*'), Tags),
    ],
    perform: ({ ParentId, Name, Tags }, scene) => {
      const { model, random } = scene;
      const organization = requireCaller(scene, 'management');
      const parent = findParent(model, organization, ParentId);
      if (parent === null) throw parentNotFound();
      const above = ancestry(model, parent);
      if (above.units.length >= UNIT_LEVELS) {
        throw constraintViolation(
          'OU_DEPTH_LIMIT_EXCEEDED',
          'You attempted to create an OU tree that is too many levels deep.',
        );
      }
      if (model.list('organizationalUnit').length >= UNITS_PER_ORGANIZATION) {
        throw constraintViolation(
          'OU_NUMBER_LIMIT_EXCEEDED',
          'You attempted to exceed the number of OUs that you can have in an organization.',
        );
      }
      assertNameIsFree(model, parent.id, Name);
      const id = newUnitId(above.root.id, random);
      const unit: OrganizationalUnitDocument = {
        type: 'organizationalUnit',
        arn: organizationArn(organization, 'ou', id),
        accountId: organization.masterAccountId,
        id,
        name: Name,
        parentId: parent.id,
        attachedPolicies: initialAttachments(above.root.policyTypes),
        tags: withTags([], Tags),
      };
      model.put(unit);
      return { OrganizationalUnit: describeUnit(model, organization, unit) };
    },
  }),

  'organizations:DescribeOrganizationalUnit': handler({
    name: 'organizations:DescribeOrganizationalUnit',
    label: null,
    authorize: ({ OrganizationalUnitId }, scene) =>
      neededParts(scene, 'organizations:DescribeOrganizationalUnit', 'readers', (organization) => [
        targetArn(organization, OrganizationalUnitId),
      ]),
    perform: ({ OrganizationalUnitId }, scene) => {
      const organization = requireCaller(scene, 'readers');
      const unit = findUnit(scene.model, organization, OrganizationalUnitId);
      if (unit === null) throw unitNotFound();
      return { OrganizationalUnit: describeUnit(scene.model, organization, unit) };
    },
  }),

  'organizations:UpdateOrganizationalUnit': handler({
    name: 'organizations:UpdateOrganizationalUnit',
    label: ({ OrganizationalUnitId, Name }) => `Rename organizational unit ${OrganizationalUnitId} to ${Name ?? ''}`,
    authorize: ({ OrganizationalUnitId }, scene) =>
      neededParts(scene, 'organizations:UpdateOrganizationalUnit', 'management', (organization) => [
        targetArn(organization, OrganizationalUnitId),
      ]),
    perform: ({ OrganizationalUnitId, Name }, scene) => {
      const { model } = scene;
      const organization = requireCaller(scene, 'management');
      const unit = findUnit(model, organization, OrganizationalUnitId);
      if (unit === null) throw unitNotFound();
      const renamed = { ...unit, name: Name ?? unit.name };
      if (renamed.name !== unit.name) assertNameIsFree(model, unit.parentId, renamed.name);
      model.put(renamed);
      return { OrganizationalUnit: describeUnit(model, organization, renamed) };
    },
  }),

  'organizations:DeleteOrganizationalUnit': handler({
    name: 'organizations:DeleteOrganizationalUnit',
    label: ({ OrganizationalUnitId }) => `Delete organizational unit ${OrganizationalUnitId}`,
    authorize: ({ OrganizationalUnitId }, scene) =>
      neededParts(scene, 'organizations:DeleteOrganizationalUnit', 'management', (organization) => [
        targetArn(organization, OrganizationalUnitId),
      ]),
    perform: ({ OrganizationalUnitId }, scene) => {
      const { model } = scene;
      const organization = requireCaller(scene, 'management');
      const unit = findUnit(model, organization, OrganizationalUnitId);
      if (unit === null) throw unitNotFound();
      const children = [...model.list('organizationalUnit'), ...model.list('organizationAccount')];
      if (children.some(({ parentId }) => parentId === unit.id)) {
        throw organizationsError(
          'OrganizationalUnitNotEmptyException',
          'The specified OU is not empty. Move all accounts to another root or to other OUs, remove all child OUs, and try the operation again.',
        );
      }
      model.delete(unit.arn);
      return {};
    },
  }),

  'organizations:ListOrganizationalUnitsForParent': handler({
    name: 'organizations:ListOrganizationalUnitsForParent',
    label: null,
    authorize: ({ ParentId }, scene) =>
      neededParts(scene, 'organizations:ListOrganizationalUnitsForParent', 'readers', (organization) => [
        targetArn(organization, ParentId),
      ]),
    perform: ({ ParentId, ...paging }, scene) => {
      const { model } = scene;
      const organization = requireCaller(scene, 'readers');
      if (findParent(model, organization, ParentId) === null) throw parentNotFound();
      const units = model.list('organizationalUnit').filter(({ parentId }) => parentId === ParentId);
      const { items, next } = page(units, ({ id }) => id, paging);
      return { OrganizationalUnits: items.map((unit) => describeUnit(model, organization, unit)), ...next };
    },
  }),
};

/** The root above a unit, and the units on the way down to it, itself included. */
function ancestry(model: ModelView, parent: Parent) {
  const units: OrganizationalUnitDocument[] = [];
  const roots = new Map(model.list('organizationRoot').map((root) => [root.id, root]));
  const known = new Map(model.list('organizationalUnit').map((unit) => [unit.id, unit]));
  let at: Parent | undefined = parent;
  while (at?.type === 'organizationalUnit' && !units.includes(at)) {
    units.unshift(at);
    const parentId: string = at.parentId;
    at = parentId.startsWith('r-') ? roots.get(`r-${parentId.slice(2)}`) : known.get(`ou-${parentId.slice(3)}`);
  }
  if (at?.type !== 'organizationRoot') throw parentNotFound();
  return { root: at, units };
}

/** Units under one parent have different names. @throws AwsError `DuplicateOrganizationalUnitException`. */
function assertNameIsFree(model: ModelView, parentId: string, name: string): void {
  const taken = model.list('organizationalUnit').some((unit) => unit.parentId === parentId && unit.name === name);
  if (taken) {
    throw organizationsError('DuplicateOrganizationalUnitException', 'An OU with the same name already exists.');
  }
}
