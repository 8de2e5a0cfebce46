import { importPKCS8, SignJWT } from 'jose';
import { AwsError } from '../../../src-shared/errors.ts';
import type { Tag } from '../../../src-shared/principal.ts';
import { membershipOf } from '../../account/organization.ts';
import type { TemporarySession } from '../../authentication/session-token.ts';
import { newUuid } from '../../uuid.ts';
import { handler, type ActionScene } from '../handler.ts';
import { requestTagKeys } from '../iam/tags.ts';
import { stsCaller, type StsCaller } from './callers.ts';

const DEFAULT_DURATION_SECONDS = 300;

/**
 * A token by which a principal proves to services elsewhere who it is. AWS keeps it within a size that it does not
 * publish, so that JWTPayloadSizeExceededException is never the answer here.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html
 */
export const webIdentityTokenHandlers = {
  'sts:GetWebIdentityToken': handler({
    name: 'sts:GetWebIdentityToken',
    label: null,
    authorize: ({ Audience, SigningAlgorithm, DurationSeconds = DEFAULT_DURATION_SECONDS, Tags = [] }, scene) => {
      stsCaller('GetWebIdentityToken', scene);
      const tagKeys = requestTagKeys(Tags);
      const context = {
        'sts:IdentityTokenAudience': Audience,
        'sts:SigningAlgorithm': SigningAlgorithm,
        'sts:DurationSeconds': String(DurationSeconds),
        ...tagKeys,
      };
      return [
        { action: 'sts:GetWebIdentityToken', resource: '*', context },
        ...(Tags.length === 0 ? [] : [{ action: 'sts:TagGetWebIdentityToken', resource: '*', context: tagKeys }]),
      ];
    },
    perform: async ({ Audience, SigningAlgorithm, DurationSeconds = DEFAULT_DURATION_SECONDS, Tags = [] }, scene) => {
      const caller = stsCaller('GetWebIdentityToken', scene);
      const federation = scene.model.accountByIdOrAlias(caller.accountId)?.outboundWebIdentityFederation;
      const keyId = federation?.jwks.keys.find(({ alg }) => alg === SigningAlgorithm)?.kid;
      if (federation?.enabled !== true || keyId === undefined) throw federationDisabled();
      const [audience = '', ...others] = Audience;
      const issuedAt = Math.floor(scene.clock().getTime() / 1000);
      const expiresAt = issuedAt + DurationSeconds;
      assertWithinSession(expiresAt, scene.session);
      const claims = {
        iss: federation.issuerIdentifier,
        aud: others.length === 0 ? audience : [...Audience],
        sub: subjectOf(caller),
        iat: issuedAt,
        exp: expiresAt,
        jti: newUuid(scene.random),
        'https://sts.amazonaws.com/': awsClaims(caller, Tags, scene),
      };
      const privateKey = await scene.secrets.get('identity-provider-key', keyId);
      // The vault is not the one in which the key was made: nobody can sign.
      if (privateKey === null) throw federationDisabled();
      const key = await importPKCS8(privateKey, SigningAlgorithm);
      const header = { alg: SigningAlgorithm, kid: keyId, typ: 'JWT' };
      return {
        WebIdentityToken: await new SignJWT(claims).setProtectedHeader(header).sign(key),
        Expiration: new Date(expiresAt * 1000).toISOString(),
      };
    },
  }),
};

/** Whom a token is about: of a session, the role behind it. */
function subjectOf(caller: StsCaller): string {
  return caller.kind === 'roleSession' ? caller.roleArn : caller.arn;
}

/** @throws AwsError `SessionDurationEscalationException` for a token that would outlive the caller's session. */
function assertWithinSession(expiresAt: number, session: TemporarySession | undefined): void {
  if (session === undefined || expiresAt * 1000 <= Date.parse(session.expiresAt)) return;
  throw new AwsError(
    'SessionDurationEscalationException',
    403,
    'The requested token duration would extend the session beyond its original expiration time.',
  );
}

function federationDisabled(): AwsError {
  return new AwsError(
    'OutboundWebIdentityFederationDisabledException',
    403,
    'The outbound web identity federation feature is not enabled for this account.',
  );
}

/**
 * What AWS says of the caller and its session, and the tags that it asked to be in the token.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_token_claims.html
 */
function awsClaims(caller: StsCaller, requestTags: readonly Tag[], scene: ActionScene): Record<string, unknown> {
  const place = membershipOf(scene.model, caller.accountId)?.place;
  const tags = 'tags' in caller ? caller.tags : [];
  return {
    aws_account: caller.accountId,
    source_region: scene.region,
    ...(place && { org_id: place.id, ou_path: place.path }),
    ...(tags.length === 0 ? {} : { principal_tags: tagMap(tags) }),
    ...(scene.session && sessionClaims(caller, scene.session)),
    ...(requestTags.length === 0 ? {} : { request_tags: tagMap(requestTags) }),
  };
}

function sessionClaims(
  caller: StsCaller,
  { expiresAt, federation, sourceIdentity, delivery }: TemporarySession,
): Record<string, unknown> {
  return {
    ...(caller.kind === 'roleSession' ? { original_session_exp: expiresAt } : {}),
    ...(federation === null ? {} : { federated_provider: federation.provider }),
    ...(sourceIdentity === null ? {} : { source_identity: sourceIdentity }),
    ...(delivery?.to === 'function' ? { lambda_source_function_arn: delivery.arn } : {}),
    ...(delivery?.to === 'instance'
      ? {
          ec2_source_instance_arn: delivery.arn,
          ec2_instance_source_vpc: delivery.vpcId,
          ec2_instance_source_private_ipv4: delivery.privateIpAddress,
          ec2_role_delivery: String(delivery.metadataVersion),
        }
      : {}),
  };
}

function tagMap(tags: readonly Tag[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
