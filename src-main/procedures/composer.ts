import type { Draft, HeldSession, SignaturePlace, Signer } from '../../src-shared/contract/composer.ts';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import type { DecisionRecord, SigningSteps } from '../../src-shared/decision/record.ts';
import { holdIssued } from '../authentication/held-sessions.ts';
import { hideSessionToken } from '../authentication/hide-session-token.ts';
import { presignRequest, signRequest, type SigningCredentials } from '../authentication/signature-v4/sign.ts';
import { writeAwsProfile, type ProfilePlaces } from '../credentials/write-aws-profile.ts';
import type { GateParts } from '../remaining-steps.ts';
import type { Lab } from '../lab.ts';
import { checkRegion, composeRequest, composerForm, type UnsignedRequest } from '../request/compose.ts';
import { copyAs } from '../request/copy-as.ts';
import { sessionRequest } from '../request/compose-session-request.ts';
import { shownBody } from '../request/kept-body.ts';
import type { WireRequest, WireResponse } from '../request/wire-request.ts';
import type { TimelineTeller } from '../timeline/teller.ts';
import { compareWithWorkspace } from './signature-comparison.ts';
import { credentialsOf, credentialsOfSigner, type SignerParts } from './signer-credentials.ts';

/** What composing and signing stand on. */
export interface ComposerParts extends GateParts, SignerParts {
  readonly profilePlaces: ProfilePlaces;
}

type ComposerHandlers = Pick<
  Handlers<GatehouseContract>,
  | 'composer.form'
  | 'composer.preview'
  | 'composer.send'
  | 'composer.createSession'
  | 'composer.sessions'
  | 'composer.forgetSession'
  | 'composer.copyAs'
  | 'composer.writeProfile'
  | 'composer.compareSignature'
>;

/** Building, signing and sending requests by hand. */
export function composerProcedures(lab: Lab, on: ComposerParts, tell: TimelineTeller): ComposerHandlers {
  return {
    'composer.form': ({ action }) => composerForm(action, on.reference),
    'composer.preview': async ({ signer, draft, signature }) => {
      const unsigned = composeRequest(draft, on);
      const credentials = await credentialsOf(lab, on, signer);
      const { request, signing } = sign(unsigned, credentials, signature, on.clock());
      return { request: shown(request, credentials), signing: signing && shownSigning(signing, credentials) };
    },
    'composer.send': async ({ signer, draft, signature }) => {
      const { record, response, session } = await sendDraft(lab, on, { signer, draft, signature, replayOf: null });
      tell(record);
      return {
        record,
        response: { ...response, headers: [...response.headers], body: shownBody(response.body) },
        session,
      };
    },
    'composer.createSession': async ({ signer, region, ask }) => {
      const { record, session } = await send(lab, on, sessionRequest(ask, region), { signer });
      tell(record);
      return { record, session };
    },
    'composer.sessions': () => on.sessions.list(),
    'composer.forgetSession': ({ sessionId }) => {
      on.sessions.forget(sessionId);
      return on.sessions.list();
    },
    'composer.copyAs': async ({ signer, draft, form, expiresInSeconds }) => {
      const unsigned = composeRequest(draft, on);
      const credentials = await credentialsOf(lab, on, signer);
      const { reference, clock } = on;
      return copyAs({ form, draft, unsigned, signer, credentials, expiresInSeconds, at: clock(), reference });
    },
    'composer.writeProfile': async ({ signer, profile, region, path, confirmed }) => {
      checkRegion(region);
      const { sessionToken = null, ...key } = await credentialsOfSigner(lab, on, signer);
      const credentials = { ...key, sessionToken, region };
      return { path: await writeAwsProfile({ path, profile, credentials, confirmed }, on.profilePlaces) };
    },
    'composer.compareSignature': (asked) => compareWithWorkspace(lab, on, asked),
  };
}

/** How a request goes out, besides what it is. */
interface Sending {
  readonly signer: Signer;
  readonly signature?: SignaturePlace;
  readonly replayOf?: string | null;
}

interface Sent {
  readonly record: DecisionRecord;
  readonly response: WireResponse;
  /** The temporary credentials that the answer brought. */
  readonly session: HeldSession | null;
}

/** Builds the request of a draft, signs it now, and takes it through the gate. */
export async function sendDraft(
  lab: Lab,
  on: ComposerParts,
  { draft, ...sending }: Sending & { readonly draft: Draft },
): Promise<Sent> {
  return send(lab, on, composeRequest(draft, on), sending);
}

async function send(
  lab: Lab,
  on: ComposerParts,
  unsigned: UnsignedRequest,
  { signer, signature = { place: 'header' }, replayOf = null }: Sending,
): Promise<Sent> {
  const { request } = sign(unsigned, await credentialsOf(lab, on, signer), signature, on.clock());
  const { record, response, result } = await lab.require().gate.passWire(request, {
    door: 'composer',
    sourceIp: '127.0.0.1',
    // The composer stands for a client that talks to AWS, and AWS's endpoints are asked by HTTPS.
    secureTransport: true,
    replayOf,
  });
  const session = result.ok ? holdIssued(on.sessions, { record, output: result.output }) : null;
  // Temporary credentials stay here: what crosses is the answer as the timeline keeps it.
  return { record, response: session === null ? response : record.response, session };
}

function sign(
  { request, scope }: UnsignedRequest,
  credentials: SigningCredentials | null,
  signature: SignaturePlace,
  at: Date,
): { request: WireRequest; signing: SigningSteps | null } {
  if (credentials === null) return { request, signing: null };
  return signature.place === 'header'
    ? signRequest(request, credentials, scope, at)
    : presignRequest(request, credentials, scope, at, signature.expiresInSeconds);
}

/** A request as the renderer may see it: what the person typed stays, and a session token does not. */
function shown(
  request: WireRequest,
  credentials: SigningCredentials | null,
): { method: string; url: string; headers: [string, string][]; body: string } {
  const hide = (text: string): string => hideSessionToken(text, credentials?.sessionToken ?? null);
  return {
    method: request.method,
    url: hide(`https://${request.host}${request.target}`),
    headers: request.headers.map(([name, value]) => [name, hide(value)]),
    body: new TextDecoder().decode(request.body),
  };
}

function shownSigning(signing: SigningSteps, credentials: SigningCredentials | null): SigningSteps {
  return {
    ...signing,
    canonicalRequest: hideSessionToken(signing.canonicalRequest, credentials?.sessionToken ?? null),
  };
}
