import type { Arn } from '../../src-shared/arn.ts';
import type { DocumentOf } from '../../src-shared/model/documents.ts';
import { createObjectDesk } from '../account/object-desk.ts';
import { createSecretDesk } from '../account/secret-desk.ts';
import type { ActionScene } from '../actions/handler.ts';
import { openIdConnectProviderHandlers } from '../actions/iam/open-id-connect-providers.ts';
import { samlProviderHandlers } from '../actions/iam/saml-providers.ts';
import { parseInput } from '../actions/parse-input.ts';
import type { PerformanceTools } from '../actions/prepare-operation.ts';
import { openSessionSeals } from '../authentication/session-seals.ts';
import { newOidcSigningKey } from './oidc-provider.ts';
import { newLocalSamlProvider } from './saml-provider.ts';

/** An identity provider of either protocol. */
type Provider = DocumentOf<'openIdConnectProvider'> | DocumentOf<'samlProvider'>;

/** Where a provider is made. */
interface Asked {
  readonly accountId: string;
}

/** A signing key for the vault. */
interface SigningKey {
  readonly keyId: string;
  readonly privateKey: string;
}

/**
 * Makes an OIDC provider with a signing key of its own, by IAM's own operation and in one change with its keys.
 * @param url such as `https://idp.example.com`; nothing is ever fetched from there.
 * @param accountId of the account that it is made in.
 * @returns the provider's ARN.
 * @throws AwsError as CreateOpenIDConnectProvider does; GatehouseError when the vault cannot be reached.
 */
export async function createLocalOidcProvider(
  { accountId, url, clientIds }: Asked & { readonly url: string; readonly clientIds: readonly string[] },
  tools: PerformanceTools,
): Promise<Arn> {
  const input = parseInput('iam:CreateOpenIDConnectProvider', { Url: url, ClientIDList: clientIds });
  const key = await newOidcSigningKey();
  return create(`Create local OpenID Connect provider ${url}`, { accountId, key }, tools, async (scene) => {
    const handler = openIdConnectProviderHandlers['iam:CreateOpenIDConnectProvider'];
    const { OpenIDConnectProviderArn: arn } = await handler.perform(input, scene);
    const made = scene.model.find('openIdConnectProvider', arn);
    return made && { ...made, jwks: { keys: [...key.jwks.keys] } };
  });
}

/**
 * Makes a SAML provider with a signing key and metadata of its own, by IAM's own operation and in one change with its key.
 * @param accountId of the account that it is made in.
 * @returns the provider's ARN.
 * @throws AwsError as CreateSAMLProvider does; GatehouseError when the vault cannot be reached.
 */
export async function createLocalSamlProvider(
  { accountId, name }: Asked & { readonly name: string },
  tools: PerformanceTools,
): Promise<Arn> {
  const { clock, random } = tools;
  const local = await newLocalSamlProvider(entityIdOf(name), { now: clock(), random });
  const input = parseInput('iam:CreateSAMLProvider', { Name: name, SAMLMetadataDocument: local.metadata });
  return create(`Create local SAML provider ${name}`, { accountId, key: local }, tools, async (scene) => {
    const { SAMLProviderArn: arn } = await samlProviderHandlers['iam:CreateSAMLProvider'].perform(input, scene);
    return scene.model.find('samlProvider', arn);
  });
}

/** The issuer of a local provider's assertions: a name under a domain that nobody can have (RFC 2606). */
function entityIdOf(name: string): string {
  return `https://${encodeURIComponent(name)}.idp.example/saml`;
}

async function create(
  label: string,
  { accountId, key: { keyId, privateKey } }: Asked & { readonly key: SigningKey },
  { workspace, vault, managedPolicies, reference, clock, random }: PerformanceTools,
  make: (scene: ActionScene) => Promise<Provider | null>,
): Promise<Arn> {
  const { id } = workspace.store.identity;
  const secrets = createSecretDesk(vault, id);
  return workspace.perform(
    label,
    'designer',
    async (model) => {
      const made = await make({
        accountId,
        region: 'us-east-1',
        actor: { kind: 'designer' },
        model,
        objects: createObjectDesk(workspace.store.objects),
        secrets,
        refusedEntries: new Map(),
        managedPolicies,
        reference,
        lastAccess: workspace.store.lastAccess,
        clock,
        random,
        seals: () => openSessionSeals(vault, id, random),
      });
      if (made === null) throw new Error(`${label}: the operation left no provider in the model.`);
      model.put({ ...made, signingKeyId: keyId });
      secrets.set('identity-provider-key', keyId, privateKey);
      return made.arn;
    },
    { beforeCommit: () => secrets.flush(), rollback: () => secrets.rollback() },
  );
}
