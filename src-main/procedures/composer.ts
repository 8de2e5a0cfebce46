import type { Draft, GatehouseContract, Signer } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import type { DecisionRecord, SigningSteps } from '../../src-shared/decision/record.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import { signRequest } from '../authentication/signature-v4/sign.ts';
import type { GateParts } from '../remaining-steps.ts';
import type { Lab } from '../lab.ts';
import { composeRequest, composerForm } from '../request/compose.ts';
import type { WireRequest, WireResponse } from '../request/wire-request.ts';
import type { TimelineTeller } from '../timeline/teller.ts';

/** Building, signing and sending requests by hand. */
export function composerProcedures(
  lab: Lab,
  on: GateParts,
  tell: TimelineTeller,
): Pick<Handlers<GatehouseContract>, 'composer.form' | 'composer.preview' | 'composer.send'> {
  return {
    'composer.form': ({ action }) => composerForm(action, on.reference),
    'composer.preview': async ({ signer, draft }) => {
      const { request, signing } = await signDraft(lab, on, signer, draft);
      return { request: shown(request), signing };
    },
    'composer.send': async ({ signer, draft }) => {
      const { record, response } = await sendDraft(lab, on, { signer, draft, replayOf: null });
      tell(record);
      return { record, response: { ...response, headers: [...response.headers] } };
    },
  };
}

/** Builds the request of a draft, signs it now, and takes it through the gate. */
export async function sendDraft(
  lab: Lab,
  on: GateParts,
  { signer, draft, replayOf }: { signer: Signer; draft: Draft; replayOf: string | null },
): Promise<{ record: DecisionRecord; response: WireResponse }> {
  const { request } = await signDraft(lab, on, signer, draft);
  return lab.require().gate.passWire(request, {
    door: 'composer',
    sourceIp: '127.0.0.1',
    // The composer stands for a client that talks to AWS, and AWS's endpoints are asked by HTTPS.
    secureTransport: true,
    replayOf,
  });
}

async function signDraft(
  lab: Lab,
  on: GateParts,
  signer: Signer,
  draft: Draft,
): Promise<{ request: WireRequest; signing: SigningSteps | null }> {
  const { workspace } = lab.require();
  const { request, scope } = composeRequest(draft, { reference: on.reference });
  if (signer.kind === 'anonymous') return { request, signing: null };
  const owner = workspace.model.accessKey(signer.accessKeyId);
  const secretAccessKey = await on.vault.get(`${workspace.store.identity.id}/access-key/${signer.accessKeyId}`);
  if (secretAccessKey === null) throw secretMissing(signer.accessKeyId, owner?.user.userName ?? null);
  return signRequest(request, { accessKeyId: signer.accessKeyId, secretAccessKey }, scope, on.clock());
}

function secretMissing(accessKeyId: string, userName: string | null): GatehouseError {
  const mend = `Create a new access key for ${userName ?? 'the user'}: a secret cannot be read back.`;
  return new GatehouseError(
    'SecretNotHere',
    `The secret of access key ${accessKeyId} is not in this machine's credential store.`,
    { place: accessKeyId, mend },
  );
}

function shown(request: WireRequest): { method: string; url: string; headers: [string, string][]; body: string } {
  return {
    method: request.method,
    url: `https://${request.host}${request.target}`,
    headers: [...request.headers],
    body: new TextDecoder().decode(request.body),
  };
}
