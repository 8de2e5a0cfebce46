import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Draft } from '../../src-shared/contract/composer.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import type { WhatIfOutcome, WhatIfOverrides, WhatIfSigner } from '../../src-shared/contract/what-if.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { Workspace } from '../account/workspace.ts';
import { signRequest, type SigningCredentials } from '../authentication/signature-v4/sign.ts';
import type { Rehearsal, Supposition } from '../gate.ts';
import type { Lab } from '../lab.ts';
import type { LongWork } from '../long-work.ts';
import type { Arrival, GateParts } from '../remaining-steps.ts';
import { composeRequest } from '../request/compose.ts';
import { outcomeOf, uniqueByKey } from '../what-if/outcome.ts';
import { evaluateRecord } from '../what-if/evaluate-record.ts';
import { suppose, supposedCaller, type SupposedCaller } from '../what-if/suppose.ts';
import { WhatIf } from '../what-if/what-if.ts';
import { credentialsOf, type SignerParts } from './signer-credentials.ts';

type WhatIfHandlers = Pick<
  Handlers<GatehouseContract>,
  | 'whatIf.evaluate'
  | 'whatIf.reevaluateOne'
  | 'whatIf.reevaluate'
  | 'whatIf.reevaluateAll'
  | 'whatIf.policyImpact'
  | 'whatIf.reached'
>;

/** Asking what the gates would say, without anything being done. */
export function whatIfProcedures(lab: Lab, on: GateParts & SignerParts, longWork: LongWork): WhatIfHandlers {
  const known = new WeakMap<Workspace, WhatIf>();
  const whatIf = (): WhatIf => {
    const { workspace } = lab.require();
    const found = known.get(workspace) ?? new WhatIf(workspace, on);
    known.set(workspace, found);
    return found;
  };
  return {
    'whatIf.evaluate': (asked) => evaluateDraft(lab, on, asked),
    'whatIf.reevaluateOne': ({ id, overrides }) => {
      const { requests, saved } = whatIf();
      const request = requests.find(id);
      if (request !== null) return evaluateRecord(request, overrides, saved);
      throw new GatehouseError('RecordNotFound', 'That request is no longer in the timeline.', { place: id });
    },
    'whatIf.reevaluate': ({ ids }) => whatIf().reevaluate(ids),
    'whatIf.reevaluateAll': ({ workId, ...asked }) =>
      longWork.run(workId, (following) => whatIf().reevaluateAll(asked, following)),
    'whatIf.policyImpact': ({ workId, ...asked }) =>
      longWork.run(workId, (following) => whatIf().policyImpact(asked, following)),
    'whatIf.reached': ({ subject, limit }) => {
      const { reached } = whatIf().reach(subject);
      return { reached: reached.slice(0, limit), count: reached.length };
    },
  };
}

/** As the composer's own requests come. */
const ARRIVAL: Arrival = { door: 'composer', sourceIp: '127.0.0.1', secureTransport: true, replayOf: null };

/** Signs for those whose signature nobody checks: some conditions ask how a request was signed. */
const PLACEHOLDER: SigningCredentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not checked' };

interface Asked {
  readonly signer: WhatIfSigner;
  readonly draft: Draft;
  readonly overrides: WhatIfOverrides;
}

/** Composes and signs a request, and takes it as far as authorization: as it would come, and as it is supposed to. */
async function evaluateDraft(
  lab: Lab,
  on: GateParts & SignerParts,
  { signer, draft, overrides }: Asked,
): Promise<WhatIfOutcome> {
  const { request, scope } = composeRequest(draft, on);
  const { gate, workspace } = lab.require();
  const now = on.clock();
  const rehearse = async (at: Date, change: Supposition['change']): Promise<Rehearsal> => {
    const by = callerOf(signer, at, workspace);
    const credentials =
      signer.kind === 'principal' || signer.kind === 'service' ? PLACEHOLDER : await credentialsOf(lab, on, signer);
    const wire = credentials === null ? request : signRequest(request, credentials, scope, at).request;
    return gate.rehearseWire(wire, ARRIVAL, { at, change, ...(by && { by }) });
  };
  const own = await rehearse(now, (asked) => asked);
  const { understood, passage, principal } = await rehearse(
    overrides.at === null ? now : new Date(overrides.at),
    ({ arrival, ...asked }) => {
      const come = {
        ...asked,
        network: { kind: 'public', sourceIp: arrival.sourceIp } as const,
        secureTransport: arrival.secureTransport,
        region: asked.understood.region,
      };
      const { secureTransport, region, ...supposed } = suppose(come, overrides, workspace.model);
      return {
        ...asked,
        ...supposed,
        arrival: { ...arrival, secureTransport },
        understood: { ...asked.understood, region },
      };
    },
  );
  return outcomeOf({
    ...passage,
    parts: passage.parts ?? [],
    principal,
    asked: {
      action: `${understood.prefix}:${understood.operation === '' ? '?' : understood.operation}`,
      resource: '*',
    },
    error: passage.result.ok ? null : passage.result.error,
    ownContext: own.passage.parts && uniqueByKey(own.passage.parts.flatMap(({ context }) => context)),
  });
}

/** Who asks, where that is supposed and not signed for. */
function callerOf(signer: WhatIfSigner, at: Date, { model }: Workspace): SupposedCaller | null {
  switch (signer.kind) {
    case 'principal':
      return supposedCaller(signer.arn, at, model);
    case 'service':
      return { principal: { kind: 'service', service: signer.service }, session: null };
    case 'accessKey':
    case 'session':
    case 'anonymous':
      return null;
  }
}
