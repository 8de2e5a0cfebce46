import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import type { DecisionRecord } from '../../src-shared/decision/record.ts';
import { signerOfAccessKey } from '../../src-shared/contract/composer.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { Lab } from '../lab.ts';
import type { TimelineTeller } from '../timeline/teller.ts';
import { sendDraft, type ComposerParts } from './composer.ts';

/** Reading the timeline, and sending a recorded request again. */
export function timelineProcedures(
  lab: Lab,
  on: ComposerParts,
  tell: TimelineTeller,
): Pick<Handlers<GatehouseContract>, 'timeline.list' | 'timeline.get' | 'timeline.replay'> {
  return {
    'timeline.list': (page) => lab.require().workspace.store.decisions(page),
    'timeline.get': ({ id }) => lab.require().workspace.store.decision(id),
    'timeline.replay': async ({ id }) => {
      const recorded = lab.require().workspace.store.decision(id);
      if (recorded === null) {
        throw new GatehouseError('RecordNotFound', 'That request is no longer in the timeline.', { place: id });
      }
      if (!isReplayable(recorded)) throw notReplayable(recorded);
      const { request, authentication } = recorded;
      const signer = signerOfAccessKey(authentication?.accessKeyId ?? null);
      if (signer.kind === 'session' && on.sessions.credentials(signer.sessionId) === null) {
        throw credentialsForgotten(recorded, signer.sessionId);
      }
      const { record } = await sendDraft(lab, on, {
        signer,
        draft: {
          kind: 'raw',
          method: request.method,
          url: request.url,
          headers: request.headers.filter(([name]) => !MADE_BY_SIGNING.has(name.toLowerCase())),
          body: request.body,
          service: request.service,
          region: request.region,
        },
        replayOf: id,
      });
      tell(record);
      return { record };
    },
  };
}

/** Temporary credentials are held in memory alone, so that older requests cannot be signed by them again. */
function credentialsForgotten({ principal }: DecisionRecord, accessKeyId: string): GatehouseError {
  const message = `${principal.label} signed it with temporary credentials (${accessKeyId}) that are no longer held: they are forgotten when the workspace is closed.`;
  return new GatehouseError('SessionNotHere', message, {
    place: accessKeyId,
    mend: 'Open it in the composer, get temporary credentials there, and send it signed with those.',
  });
}

/** Headers that signing puts on a request; a replay signs anew. */
const MADE_BY_SIGNING: ReadonlySet<string> = new Set([
  'host',
  'authorization',
  'x-amz-date',
  'x-amz-content-sha256',
  'x-amz-security-token',
]);

function isReplayable({ request, door, authentication }: DecisionRecord): boolean {
  return request.replayable && door !== 'console' && authentication?.method !== 'service';
}

function notReplayable(record: DecisionRecord): GatehouseError {
  if (record.authentication?.method === 'service') {
    return new GatehouseError('NotReplayable', 'A service asked for this by itself.', {
      place: record.id,
      mend: 'Obtain the credentials of the role again, under Signed by in the composer.',
    });
  }
  if (record.request.cut === true) {
    return new GatehouseError('NotReplayable', 'The timeline does not keep the whole body of this request.', {
      place: record.id,
      mend: 'Send it again with the client that sent it.',
    });
  }
  return record.door === 'console'
    ? new GatehouseError('NotReplayable', 'A click in the app carries no signature that could be made again.', {
        place: record.id,
        mend: 'Do it again while signed in, or send the same action from the composer.',
      })
    : new GatehouseError('NotReplayable', 'The request held a secret, which the timeline does not keep.', {
        place: record.id,
        mend: 'Compose the request again.',
      });
}
