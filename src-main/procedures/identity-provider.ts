import type { Draft } from '../../src-shared/contract/composer.ts';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import type { AssertionForm, TokenForm } from '../../src-shared/contract/identity-provider.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { DocumentOf } from '../../src-shared/model/documents.ts';
import { accountAsked } from '../account/workspace-accounts.ts';
import { parseKeySet } from '../identity-provider/key-set.ts';
import type { MintedToken } from '../identity-provider/oidc-provider.ts';
import type { MintedAssertion } from '../identity-provider/saml-assertion.ts';
import type { Lab } from '../lab.ts';
import type { TimelineTeller } from '../timeline/teller.ts';
import { type ComposerParts, sendDraft } from './composer.ts';

type IdentityProviderHandlers = Pick<
  Handlers<GatehouseContract>,
  | 'identityProvider.createLocal'
  | 'identityProvider.setKeys'
  | 'identityProvider.mintToken'
  | 'identityProvider.mintAssertion'
  | 'identityProvider.assumeRole'
>;

/**
 * Identity providers that Gatehouse plays itself: making one, having it vouch for somebody, and going to STS with that.
 * What signs is loaded when it is first needed, since it is slow to load and few sittings need it.
 */
export function identityProviderProcedures(
  lab: Lab,
  on: ComposerParts,
  tell: TimelineTeller,
): IdentityProviderHandlers {
  async function token(providerArn: string, form: TokenForm): Promise<MintedToken> {
    const provider = required(lab.require().workspace.model.find('openIdConnectProvider', providerArn), providerArn);
    const key = await signingKey(provider);
    const { mintToken } = await import('../identity-provider/oidc-provider.ts');
    return mintToken(form, { url: provider.url, ...key }, { now: on.clock(), random: on.random });
  }

  async function assertion(providerArn: string, form: AssertionForm): Promise<MintedAssertion> {
    const provider = required(lab.require().workspace.model.find('samlProvider', providerArn), providerArn);
    const { privateKey } = await signingKey(provider);
    const { readSamlMetadata } = await import('../authentication/saml-metadata.ts');
    const { mintAssertion } = await import('../identity-provider/saml-assertion.ts');
    const entityId = readSamlMetadata(provider.samlMetadataDocument)?.entityId ?? '';
    return mintAssertion(form, { arn: provider.arn, entityId, privateKey }, { now: on.clock(), random: on.random });
  }

  /** @throws GatehouseError `NotALocalProvider`, `SecretNotHere`. */
  async function signingKey(provider: Provider): Promise<{ readonly keyId: string; readonly privateKey: string }> {
    const { arn, signingKeyId: keyId } = provider;
    if (keyId === null) {
      throw new GatehouseError('NotALocalProvider', 'Gatehouse has no key to sign for this identity provider.', {
        place: arn,
        mend: 'Make a local identity provider, and name it in the trust policy.',
      });
    }
    const { id } = lab.require().workspace.store.identity;
    const privateKey = await on.vault.get(`${id}/identity-provider-key/${keyId}`);
    if (privateKey !== null) return { keyId, privateKey };
    throw new GatehouseError('SecretNotHere', 'The signing key of this identity provider is not on this machine.', {
      place: arn,
      mend: 'Delete the provider and make it again: keys do not travel with a workspace.',
    });
  }

  return {
    'identityProvider.createLocal': async (asked) => {
      const { workspace } = lab.require();
      requireDesigner(lab);
      const tools = { ...on, workspace };
      const accountId = accountAsked(workspace.model, asked.accountId);
      const local = await import('../identity-provider/create-local-provider.ts');
      const arn =
        asked.protocol === 'oidc'
          ? await local.createLocalOidcProvider({ ...asked, accountId }, tools)
          : await local.createLocalSamlProvider({ ...asked, accountId }, tools);
      return { arn };
    },
    'identityProvider.setKeys': async ({ providerArn, jwks }) => {
      requireDesigner(lab);
      const keys = jwks.trim() === '' ? [] : parseKeySet(jwks);
      await lab.require().workspace.perform(`Set the keys of provider ${providerArn}`, 'designer', (draft) => {
        const provider = required(draft.find('openIdConnectProvider', providerArn), providerArn);
        if (provider.signingKeyId !== null) throw signsItself(providerArn);
        draft.put({ ...provider, jwks: keys.length === 0 ? null : { keys } });
      });
      return { keyCount: keys.length };
    },
    'identityProvider.mintToken': async ({ providerArn, form }) => {
      const { token: text, header, claims, expiresAt } = await token(providerArn, form);
      return {
        token: text,
        header: JSON.stringify(header, null, 2),
        claims: JSON.stringify(claims, null, 2),
        expiresAt: expiresAt.toISOString(),
      };
    },
    'identityProvider.mintAssertion': async ({ providerArn, form }) => {
      const { assertion: encoded, xml, expiresAt } = await assertion(providerArn, form);
      return { assertion: encoded, xml, expiresAt: expiresAt.toISOString() };
    },
    'identityProvider.assumeRole': async (asked) => {
      const shared: Record<string, string> = {
        RoleArn: asked.roleArn,
        ...(asked.durationSeconds === null ? {} : { DurationSeconds: String(asked.durationSeconds) }),
        ...(asked.policy === null ? {} : { Policy: asked.policy }),
      };
      const draft =
        asked.protocol === 'oidc'
          ? draftOf('sts:AssumeRoleWithWebIdentity', {
              ...shared,
              RoleSessionName: asked.roleSessionName,
              WebIdentityToken: (await token(asked.providerArn, asked.form)).token,
            })
          : draftOf('sts:AssumeRoleWithSAML', {
              ...shared,
              PrincipalArn: asked.providerArn,
              SAMLAssertion: (await assertion(asked.providerArn, asked.form)).assertion,
            });
      // Neither call is signed: the token or the assertion stands for the caller.
      const { record, session } = await sendDraft(lab, on, { draft, signer: { kind: 'anonymous' } });
      tell(record);
      return { record, session };
    },
  };
}

type Provider = DocumentOf<'openIdConnectProvider'> | DocumentOf<'samlProvider'>;

/** @throws GatehouseError `ProviderNotFound`. */
function required<T extends Provider>(provider: T | null, arn: string): T {
  if (provider !== null) return provider;
  throw new GatehouseError('ProviderNotFound', `There is no such identity provider in the model: ${arn}.`, {
    place: arn,
    mend: 'Make a local identity provider first.',
  });
}

/** @throws GatehouseError `DesignerOnly`. */
function requireDesigner(lab: Lab): void {
  if (lab.session.kind === 'designer') return;
  throw new GatehouseError('DesignerOnly', 'An identity provider is no part of AWS, so no principal can make one.', {
    mend: 'Sign out, and make it as the designer.',
  });
}

function signsItself(arn: string): GatehouseError {
  return new GatehouseError('LocalProvider', 'This provider is a local one and has its own keys.', {
    place: arn,
    mend: 'Paste keys for a provider that was made without them.',
  });
}

function draftOf(action: string, parameters: Record<string, string>): Draft {
  return { kind: 'action', action, region: 'us-east-1', parameters };
}
