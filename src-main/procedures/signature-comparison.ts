import type { Draft, SignatureComparison, Signer } from '../../src-shared/contract/composer.ts';
import { compareSignature, type ClaimedKey } from '../authentication/compare-signature.ts';
import { readPastedRequest } from '../authentication/compare-signature-input.ts';
import { signRequest } from '../authentication/signature-v4/sign.ts';
import type { Lab } from '../lab.ts';
import type { GateParts } from '../remaining-steps.ts';
import { composeRequest } from '../request/compose.ts';
import { credentialsOf, type SignerParts } from './signer-credentials.ts';

type ComparisonParts = GateParts & SignerParts;

/**
 * Reads a signed request that was pasted, and says whether its signature is right or where it went wrong: with the
 * secrets of the open workspace, and against what the composer would sign.
 */
export async function compareWithWorkspace(
  lab: Lab,
  on: ComparisonParts,
  asked: { readonly text: string; readonly composed: { readonly signer: Signer; readonly draft: Draft } | null },
): Promise<SignatureComparison> {
  const pasted = readPastedRequest(asked.text);
  const composed = asked.composed === null ? null : await composedBy(lab, on, asked.composed);
  return compareSignature(pasted, {
    keyOf: (accessKeyId) => claimedKey(lab, on, accessKeyId),
    composedAt: composed,
    now: on.clock(),
  });
}

async function composedBy(
  lab: Lab,
  on: ComparisonParts,
  { signer, draft }: { readonly signer: Signer; readonly draft: Draft },
): Promise<((at: Date) => { canonicalRequest: string; stringToSign: string }) | null> {
  const credentials = await credentialsOf(lab, on, signer);
  if (credentials === null) return null;
  const { request, scope } = composeRequest(draft, on);
  return (at) => signRequest(request, credentials, scope, at).signing;
}

async function claimedKey(lab: Lab, on: ComparisonParts, accessKeyId: string): Promise<ClaimedKey> {
  const { model, store } = lab.require().workspace;
  const secretOf = (id: string): Promise<string | null> => on.vault.get(`${store.identity.id}/access-key/${id}`);
  const held = on.sessions.credentials(accessKeyId);
  if (held !== null) {
    const owner = 'temporary credentials that were given here';
    return { secretAccessKey: held.secretAccessKey, owner, otherSecrets: new Map() };
  }
  const found = model.accessKey(accessKeyId);
  if (found === null) return { secretAccessKey: null, owner: null, otherSecrets: new Map() };
  const otherSecrets = new Map<string, string>();
  for (const key of found.user.accessKeys) {
    const secret = key.accessKeyId === accessKeyId ? null : await secretOf(key.accessKeyId);
    if (secret !== null) otherSecrets.set(key.accessKeyId, secret);
  }
  const owner = `an access key of ${found.user.userName}`;
  return { secretAccessKey: await secretOf(accessKeyId), owner, otherSecrets };
}
