import type { InstanceProfileDocument } from '../../../src-shared/model/documents.ts';
import type { ModelView } from '../../account/model.ts';
import { newUniqueId } from '../../account/unique-id.ts';
import { handler, type NeededPart, type RequestScene } from '../handler.ts';
import type { OperationOutput } from '../operations.ts';
import { page } from '../paging.ts';
import { timestamp } from '../timestamp.ts';
import { iamArn } from './arns.ts';
import { deleteConflict, entityAlreadyExists, noSuchEntity } from './errors.ts';
import { onRole, requireRole, type ConditionKeys } from './identities.ts';
import { assertModifiable } from './protected-roles.ts';
import { assertWithinQuota } from './quotas.ts';
import { listedRole } from './roles.ts';
import { listTags, mergeTags, newTags, requestTagKeys, taggingPart, withoutTags } from './tags.ts';

type Profile = NonNullable<OperationOutput<'iam:GetInstanceProfile'>['InstanceProfile']>;

/**
 * Operations on instance profiles.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html
 */
export const instanceProfileHandlers = {
  'iam:CreateInstanceProfile': handler({
    name: 'iam:CreateInstanceProfile',
    label: ({ InstanceProfileName }) => `Create instance profile ${InstanceProfileName}`,
    authorize: ({ InstanceProfileName, Path = '/', Tags }, { accountId }) => {
      const resource = iamArn('instance-profile', accountId, Path, InstanceProfileName);
      return [
        { action: 'iam:CreateInstanceProfile', resource, context: requestTagKeys(Tags) },
        ...taggingPart('iam:TagInstanceProfile', resource, Tags),
      ];
    },
    perform: ({ InstanceProfileName, Path = '/', Tags }, { model, accountId, random, clock }) => {
      if (profileNamed(model, accountId, InstanceProfileName) !== null) {
        throw entityAlreadyExists(`Instance Profile ${InstanceProfileName} already exists.`);
      }
      assertWithinQuota('InstanceProfilesPerAccount', model.list('instanceProfile', accountId).length + 1);
      const profile: InstanceProfileDocument = {
        type: 'instanceProfile',
        arn: iamArn('instance-profile', accountId, Path, InstanceProfileName),
        accountId,
        instanceProfileName: InstanceProfileName,
        instanceProfileId: newUniqueId('instanceProfile', random),
        path: Path,
        createDate: timestamp(clock),
        roles: [],
        tags: newTags(Tags),
      };
      model.put(profile);
      return { InstanceProfile: { ...describeInstanceProfile(profile, model), ...tagsOf(profile) } };
    },
  }),

  'iam:GetInstanceProfile': handler({
    name: 'iam:GetInstanceProfile',
    label: null,
    authorize: ({ InstanceProfileName }, scene) => onProfile('iam:GetInstanceProfile', InstanceProfileName, scene),
    perform: ({ InstanceProfileName }, scene) => {
      const profile = requireProfile(InstanceProfileName, scene);
      return { InstanceProfile: { ...describeInstanceProfile(profile, scene.model), ...tagsOf(profile) } };
    },
  }),

  'iam:ListInstanceProfiles': handler({
    name: 'iam:ListInstanceProfiles',
    label: null,
    authorize: () => [{ action: 'iam:ListInstanceProfiles', resource: '*' }],
    perform: ({ PathPrefix = '/', ...paging }, { model, accountId }) => {
      const profiles = model
        .list('instanceProfile', accountId)
        .filter((profile) => profile.path.startsWith(PathPrefix));
      const taken = page(profiles, (profile) => profile.instanceProfileName, paging);
      return {
        InstanceProfiles: taken.items.map((profile) => describeInstanceProfile(profile, model)),
        ...taken.page,
      };
    },
  }),

  'iam:ListInstanceProfilesForRole': handler({
    name: 'iam:ListInstanceProfilesForRole',
    label: null,
    authorize: ({ RoleName }, scene) => onRole('iam:ListInstanceProfilesForRole', RoleName, scene),
    perform: ({ RoleName, ...paging }, { model, accountId }) => {
      const { roleName } = requireRole(model, accountId, RoleName);
      const profiles = model.list('instanceProfile', accountId).filter((profile) => profile.roles.includes(roleName));
      const taken = page(profiles, (profile) => profile.instanceProfileName, paging);
      return {
        InstanceProfiles: taken.items.map((profile) => describeInstanceProfile(profile, model)),
        ...taken.page,
      };
    },
  }),

  'iam:AddRoleToInstanceProfile': handler({
    name: 'iam:AddRoleToInstanceProfile',
    label: ({ InstanceProfileName, RoleName }) => `Add role ${RoleName} to instance profile ${InstanceProfileName}`,
    // The caller passes the role on, to the service that runs instances: see the operation's page.
    authorize: ({ InstanceProfileName, RoleName }, scene) => [
      ...onProfile('iam:AddRoleToInstanceProfile', InstanceProfileName, scene),
      ...onRole('iam:PassRole', RoleName, scene, { 'iam:PassedToService': 'ec2.amazonaws.com' }),
    ],
    perform: ({ InstanceProfileName, RoleName }, scene) => {
      const profile = requireProfile(InstanceProfileName, scene);
      const role = requireRole(scene.model, scene.accountId, RoleName);
      assertModifiable(role);
      const roles = [...profile.roles, role.roleName];
      assertWithinQuota('InstanceSessionsPerInstanceProfile', roles.length);
      scene.model.put({ ...profile, roles });
      return {};
    },
  }),

  'iam:RemoveRoleFromInstanceProfile': handler({
    name: 'iam:RemoveRoleFromInstanceProfile',
    label: ({ InstanceProfileName, RoleName }) =>
      `Remove role ${RoleName} from instance profile ${InstanceProfileName}`,
    authorize: ({ InstanceProfileName }, scene) =>
      onProfile('iam:RemoveRoleFromInstanceProfile', InstanceProfileName, scene),
    perform: ({ InstanceProfileName, RoleName }, scene) => {
      const profile = requireProfile(InstanceProfileName, scene);
      const wanted = RoleName.toLowerCase();
      const roles = profile.roles.filter((name) => name.toLowerCase() !== wanted);
      // The page lists the code; in which words AWS says it is not documented.
      if (roles.length === profile.roles.length) {
        throw noSuchEntity(
          `The role with name ${RoleName} is not in the instance profile ${profile.instanceProfileName}.`,
        );
      }
      scene.model.put({ ...profile, roles });
      return {};
    },
  }),

  'iam:DeleteInstanceProfile': handler({
    name: 'iam:DeleteInstanceProfile',
    label: ({ InstanceProfileName }) => `Delete instance profile ${InstanceProfileName}`,
    authorize: ({ InstanceProfileName }, scene) => onProfile('iam:DeleteInstanceProfile', InstanceProfileName, scene),
    perform: ({ InstanceProfileName }, scene) => {
      const profile = requireProfile(InstanceProfileName, scene);
      if (profile.roles.length > 0) {
        throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
      }
      scene.model.delete(profile.arn);
      return {};
    },
  }),

  'iam:TagInstanceProfile': handler({
    name: 'iam:TagInstanceProfile',
    label: ({ InstanceProfileName }) => `Tag instance profile ${InstanceProfileName}`,
    authorize: ({ InstanceProfileName, Tags }, scene) =>
      onProfile('iam:TagInstanceProfile', InstanceProfileName, scene, requestTagKeys(Tags)),
    perform: ({ InstanceProfileName, Tags }, scene) => {
      const profile = requireProfile(InstanceProfileName, scene);
      scene.model.put({ ...profile, tags: mergeTags(profile.tags, Tags) });
      return {};
    },
  }),

  'iam:UntagInstanceProfile': handler({
    name: 'iam:UntagInstanceProfile',
    label: ({ InstanceProfileName }) => `Untag instance profile ${InstanceProfileName}`,
    authorize: ({ InstanceProfileName, TagKeys }, scene) =>
      onProfile('iam:UntagInstanceProfile', InstanceProfileName, scene, { 'aws:TagKeys': TagKeys }),
    perform: ({ InstanceProfileName, TagKeys }, scene) => {
      const profile = requireProfile(InstanceProfileName, scene);
      scene.model.put({ ...profile, tags: withoutTags(profile.tags, TagKeys) });
      return {};
    },
  }),

  'iam:ListInstanceProfileTags': handler({
    name: 'iam:ListInstanceProfileTags',
    label: null,
    authorize: ({ InstanceProfileName }, scene) => onProfile('iam:ListInstanceProfileTags', InstanceProfileName, scene),
    perform: ({ InstanceProfileName, ...paging }, scene) =>
      listTags(requireProfile(InstanceProfileName, scene).tags, paging),
  }),
};

/** An instance profile as lists show it: with its role, without its tags. */
function describeInstanceProfile(profile: InstanceProfileDocument, model: ModelView): Profile {
  return {
    Path: profile.path,
    InstanceProfileName: profile.instanceProfileName,
    InstanceProfileId: profile.instanceProfileId,
    Arn: profile.arn,
    CreateDate: profile.createDate,
    Roles: profile.roles.flatMap((name) => {
      const role = model.roleByName(profile.accountId, name);
      return role === null ? [] : [listedRole(role)];
    }),
  };
}

function tagsOf({ tags }: InstanceProfileDocument): Pick<Profile, 'Tags'> {
  return tags.length === 0 ? {} : { Tags: tags };
}

function profileNamed(model: ModelView, accountId: string, name: string): InstanceProfileDocument | null {
  const wanted = name.toLowerCase();
  const profiles = model.list('instanceProfile', accountId);
  return profiles.find((profile) => profile.instanceProfileName.toLowerCase() === wanted) ?? null;
}

/** @throws AwsError `NoSuchEntity`. */
function requireProfile(name: string, { model, accountId }: RequestScene): InstanceProfileDocument {
  const profile = profileNamed(model, accountId, name);
  if (profile === null) throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
  return profile;
}

/** Of a profile that does not exist the path is not known; the ARN without one is asked for then. */
function onProfile(action: string, name: string, scene: RequestScene, context?: ConditionKeys): NeededPart[] {
  const resource =
    profileNamed(scene.model, scene.accountId, name)?.arn ?? iamArn('instance-profile', scene.accountId, '/', name);
  return [{ action, resource, ...(context === undefined ? {} : { context }) }];
}
