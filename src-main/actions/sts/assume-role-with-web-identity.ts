import { idpCommunicationError } from '../../authentication/federated-identity.ts';
import type { Federation } from '../../request/federation-context.ts';
import { handler } from '../handler.ts';
import { validationError } from './errors.ts';
import { askedByProvider, neededToAssume, provenBy, requireRole, withoutSession } from './federated-session.ts';
import { parseRoleArn } from './role-arn.ts';
import { makeRoleSession } from './role-session.ts';

/**
 * The providers of OAuth 2.0 access tokens, which AWS itself asks about each token.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html (ProviderId)
 */
const OAUTH_PROVIDERS: ReadonlySet<string> = new Set(['www.amazon.com', 'graph.facebook.com']);

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
export const assumeRoleWithWebIdentityHandlers = {
  'sts:AssumeRoleWithWebIdentity': handler({
    name: 'sts:AssumeRoleWithWebIdentity',
    label: null,
    prove: async ({ RoleArn, WebIdentityToken, ProviderId }, { model, clock }) => {
      const { accountId } = parseRoleArn(RoleArn);
      if (ProviderId !== undefined) {
        if (!OAUTH_PROVIDERS.has(ProviderId)) throw validationError(`${ProviderId} is not a valid provider ID`);
        throw idpCommunicationError(`${ProviderId} cannot be asked about the token: Gatehouse reaches nobody.`);
      }
      // Loaded when it is first needed: what reads and checks tokens is slow to load.
      const { checkWebIdentityToken } = await import('../../authentication/web-identity.ts');
      const { principal, federation, asserted } = await checkWebIdentityToken(
        WebIdentityToken,
        (url) => model.find('openIdConnectProvider', `arn:aws:iam::${accountId}:oidc-provider/${url}`),
        clock(),
      );
      return { principal, federation, asserted };
    },
    authorize: ({ RoleArn, RoleSessionName }, scene) => {
      const { asserted } = provenBy('AssumeRoleWithWebIdentity', scene);
      return neededToAssume('AssumeRoleWithWebIdentity', { roleArn: RoleArn, sessionName: RoleSessionName, asserted });
    },
    perform: async (input, scene) => {
      const proof = provenBy('AssumeRoleWithWebIdentity', scene);
      const made = await makeRoleSession(
        {
          Policy: input.Policy,
          PolicyArns: input.PolicyArns,
          role: requireRole('AssumeRoleWithWebIdentity', input.RoleArn, scene),
          sessionName: input.RoleSessionName,
          issuedBy: 'AssumeRoleWithWebIdentity',
          durationSeconds: input.DurationSeconds,
          ...askedByProvider(proof, scene),
        },
        withoutSession(scene),
      );
      const clients = scene.model.find('openIdConnectProvider', proof.federation.provider)?.clientIdList ?? [];
      return {
        ...made,
        SubjectFromWebIdentityToken: subjectOf(proof.federation),
        Audience: audiencesOf(proof.federation).find((client) => clients.includes(client)) ?? '',
        Provider: proof.federation.provider,
      };
    },
  }),
};

function subjectOf(federation: Federation): string {
  const subject = federation.protocol === 'oidc' ? federation.claims['sub'] : undefined;
  return typeof subject === 'string' ? subject : '';
}

function audiencesOf(federation: Federation): readonly string[] {
  const { azp, aud } = federation.protocol === 'oidc' ? federation.claims : {};
  const audience = azp ?? aud ?? [];
  return typeof audience === 'string' ? [audience] : audience;
}
