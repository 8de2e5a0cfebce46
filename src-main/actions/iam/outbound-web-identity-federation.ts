import { calculateJwkThumbprint, exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { AwsError } from '../../../src-shared/errors.ts';
import { PublicJwk } from '../../../src-shared/model/documents.ts';
import { newUuid } from '../../uuid.ts';
import { handler, type ActionScene } from '../handler.ts';
import { requireAccount } from './set-password.ts';

/** What tokens can be signed by. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html */
const TOKEN_ALGORITHMS = ['RS256', 'ES384'] as const;

/**
 * An account as issuer of tokens that sts:GetWebIdentityToken gives its principals. The issuer's URL has AWS's form and
 * is nowhere to be reached: a service that is to take the tokens needs the keys of the account's document.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound.html
 */
export const outboundWebIdentityFederationHandlers = {
  'iam:EnableOutboundWebIdentityFederation': handler({
    name: 'iam:EnableOutboundWebIdentityFederation',
    label: () => 'Enable outbound identity federation',
    authorize: () => [{ action: 'iam:EnableOutboundWebIdentityFederation', resource: '*' }],
    perform: async (_, scene) => {
      const account = requireAccount(scene);
      const { outboundWebIdentityFederation: former } = account;
      if (former?.enabled === true) {
        throw new AwsError('FeatureEnabled', 409, 'Outbound identity federation is already enabled for your account.');
      }
      // That the issuer is the same when it is enabled again is not documented; that tokens stay valid is.
      const federation = former ?? (await newIssuer(scene));
      scene.model.put({ ...account, outboundWebIdentityFederation: { ...federation, enabled: true } });
      return { IssuerIdentifier: federation.issuerIdentifier };
    },
  }),

  'iam:DisableOutboundWebIdentityFederation': handler({
    name: 'iam:DisableOutboundWebIdentityFederation',
    label: () => 'Disable outbound identity federation',
    authorize: () => [{ action: 'iam:DisableOutboundWebIdentityFederation', resource: '*' }],
    perform: (_, scene) => {
      const account = requireAccount(scene);
      const federation = requireEnabled(account.outboundWebIdentityFederation);
      scene.model.put({ ...account, outboundWebIdentityFederation: { ...federation, enabled: false } });
      return {};
    },
  }),

  'iam:GetOutboundWebIdentityFederationInfo': handler({
    name: 'iam:GetOutboundWebIdentityFederationInfo',
    label: null,
    authorize: () => [{ action: 'iam:GetOutboundWebIdentityFederationInfo', resource: '*' }],
    perform: (_, scene) => {
      const { issuerIdentifier, enabled } = requireEnabled(requireAccount(scene).outboundWebIdentityFederation);
      return { IssuerIdentifier: issuerIdentifier, JwtVendingEnabled: enabled };
    },
  }),
};

/** @throws AwsError `FeatureDisabled`. */
function requireEnabled<Federation extends { readonly enabled: boolean }>(
  federation: Federation | undefined,
): Federation {
  if (federation?.enabled === true) return federation;
  throw new AwsError('FeatureDisabled', 404, 'Outbound identity federation is disabled for your account.');
}

/** A new issuer with a key for each algorithm; the private halves go to the vault. */
async function newIssuer({ random, secrets }: ActionScene) {
  const keys = await Promise.all(
    TOKEN_ALGORITHMS.map(async (algorithm) => {
      const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
      const jwk = await exportJWK(publicKey);
      const kid = await calculateJwkThumbprint(jwk);
      secrets.set('identity-provider-key', kid, await exportPKCS8(privateKey));
      return PublicJwk.parse({ ...jwk, kid, alg: algorithm, use: 'sig' });
    }),
  );
  return { issuerIdentifier: `https://${newUuid(random)}.tokens.sts.global.api.aws`, enabled: true, jwks: { keys } };
}
