import type { WhatIfOutcome, WhatIfOverrides } from '../../src-shared/contract/what-if.ts';
import type { Verdict } from '../../src-shared/decision/record.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { Principal } from '../../src-shared/principal.ts';
import { askPart, type Circumstances, type Scales } from '../weigh-part.ts';
import { outcomeOf, uniqueByKey, type Found } from './outcome.ts';
import type { RecordedRequest } from './recorded-request.ts';
import { suppose } from './suppose.ts';
import type { TimelineRequest } from './timeline-requests.ts';
import { explainAgain } from './weigh-again.ts';

/**
 * A recorded request as it would fare now, in full.
 * @throws GatehouseError `CannotTell` where the record does not hold enough.
 */
export function evaluateRecord(
  request: TimelineRequest,
  overrides: WhatIfOverrides,
  on: Scales,
): { recorded: Verdict; outcome: WhatIfOutcome } {
  const { record } = request;
  const read = request.read();
  const { id, verdict: recorded, action, resource } = record;
  const came: Found['progress'] = [{ step: 'request', passed: true, summary: `Asks for ${action} on ${resource}.` }];
  const asked = { action, resource };
  switch (read.kind) {
    case 'cannotTell':
      throw new GatehouseError('CannotTell', `It cannot be told how this request would fare: ${read.reason}`, {
        place: id,
        mend: 'Send it again.',
      });
    case 'notAuthenticated': {
      const progress = [...came, { step: 'authentication' as const, passed: false, summary: read.reason }];
      const found = { verdict: 'NotAuthenticated' as const, progress, parts: [], principal: null, error: null };
      return { recorded, outcome: outcomeOf({ ...found, asked, ownContext: null }) };
    }
    case 'request': {
      const { principal } = read.circumstances;
      const changed = { ...read, circumstances: withSupposed(read, overrides, on) };
      const { decision, decisive, parts } = explainAgain(changed, on);
      const progress: Found['progress'] = [
        ...came,
        { step: 'authentication', passed: true, summary: `The credentials of ${who(principal)} would still be good.` },
        { step: 'authorization', passed: decision === 'Allowed', summary: decisive?.explanation.reason ?? '' },
      ];
      const own = read.parts.flatMap((part) => askPart(part, read.circumstances, on).context);
      const found = { verdict: decision, progress, parts, principal, asked, error: null };
      return { recorded, outcome: outcomeOf({ ...found, ownContext: uniqueByKey(own) }) };
    }
  }
}

function withSupposed({ circumstances }: RecordedRequest, overrides: WhatIfOverrides, on: Scales): Circumstances {
  const supposed = suppose(circumstances, overrides, on.model);
  return { ...circumstances, ...supposed, supposed: [...(circumstances.supposed ?? []), ...overrides.context] };
}

function who(principal: Principal): string {
  if ('arn' in principal) return principal.arn;
  if (principal.kind === 'service') return principal.service;
  return principal.kind === 'federated' ? principal.provider : 'nobody';
}
