import type { OperationInput } from '../../../src-shared/operations/registry.ts';
import { handler, type NeededPart, type RequestScene } from '../handler.ts';
import { stsCaller } from './callers.ts';
import { accessDenied } from './errors.ts';
import { mfaKeys, proveMfaCode } from './mfa-code.ts';
import { parseRoleArn } from './role-arn.ts';
import { makeRoleSession } from './role-session.ts';
import { inheritedTags, sessionTagKeys } from './session-tags.ts';

type Input = OperationInput<'sts:AssumeRole'>;

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const assumeRoleHandlers = {
  'sts:AssumeRole': handler({
    name: 'sts:AssumeRole',
    label: null,
    prove: (input, scene) => proveMfaCode(input, scene),
    authorize: (input, scene) => neededToAssume(input, scene),
    perform: (input, scene) => {
      const caller = assumingCaller(scene);
      const delivery = scene.proof?.delivery;
      const role = scene.model.find('role', input.RoleArn);
      // Nobody is allowed to assume a role that is not there, since it has no trust policy.
      if (role === null) throw accessDenied(`User: ${caller.name} is not authorized to perform: sts:AssumeRole`);
      return makeRoleSession(
        {
          ...input,
          role,
          sessionName: input.RoleSessionName,
          issuedBy: delivery === undefined ? 'AssumeRole' : ISSUED_BY[delivery.to],
          requestedBy: caller.name,
          delivery,
          durationSeconds: input.DurationSeconds,
          tags: { tags: input.Tags ?? [], transitiveTagKeys: input.TransitiveTagKeys ?? [] },
          sourceIdentity: input.SourceIdentity,
          minimumTokenSize: input.MinimumSessionTokenSize,
        },
        scene,
      );
    },
  }),
};

/** What hands out the credentials of a role that a service assumed. */
const ISSUED_BY = { instance: 'instanceMetadata', function: 'executionEnvironment' } as const;

/** Who assumes a role: a principal of an account, or a service that runs code for one. `name` is what people read. */
function assumingCaller(scene: RequestScene): { readonly name: string; readonly isRoot: boolean } {
  if (scene.actor.kind === 'service') return { name: scene.actor.service, isRoot: false };
  const caller = stsCaller('AssumeRole', scene);
  return { name: caller.arn, isRoot: caller.kind === 'root' };
}

/**
 * Assuming a role asks for sts:AssumeRole; for sts:TagSession as well where the session gets tags, be they handed on; and
 * for sts:SetSourceIdentity where it gets a source identity. All of them on the role, whose trust policy answers too.
 * @throws AwsError `AccessDenied` to the root user; `ValidationError` for what is no ARN of a role.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html#id_credentials_temp_control-access_monitor-perms
 */
function neededToAssume(input: Input, scene: RequestScene): NeededPart[] {
  const { RoleArn: resource, ExternalId } = input;
  const caller = assumingCaller(scene);
  const { accountId: resourceAccountId } = parseRoleArn(resource);
  if (caller.isRoot) throw accessDenied('Roles may not be assumed by root accounts.');

  const inherited = inheritedTags(scene.session);
  const asked = { tags: input.Tags ?? [], transitiveTagKeys: input.TransitiveTagKeys ?? [] };
  const tagged = inherited.tags.length + asked.tags.length + asked.transitiveTagKeys.length > 0;
  const sourceIdentity = input.SourceIdentity ?? scene.session?.sourceIdentity ?? null;
  const context = {
    'sts:RoleSessionName': input.RoleSessionName,
    ...(ExternalId === undefined ? {} : { 'sts:ExternalId': ExternalId }),
    ...(sourceIdentity === null ? {} : { 'sts:SourceIdentity': sourceIdentity }),
    ...sessionTagKeys(asked, inherited),
    ...mfaKeys(scene.proof),
  };
  const actions = [
    'sts:AssumeRole',
    ...(tagged ? ['sts:TagSession'] : []),
    ...(sourceIdentity === null ? [] : ['sts:SetSourceIdentity']),
  ];
  return actions.map((action) => ({ action, resource, context, resourceAccountId }));
}
