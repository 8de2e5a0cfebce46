import type { Arn } from '../../src-shared/arn.ts';
import type { ModelView } from '../account/model.ts';
import type { Circumstances } from '../weigh-part.ts';
import { supposedCaller } from '../what-if/suppose.ts';

/**
 * How somebody asks who sends nothing: from this machine, by HTTPS, with a long-term key or in a session that begins now.
 * @param arn of a user, a role or an account's root user.
 * @throws GatehouseError when there is no such identity.
 */
export function supposedCircumstances(arn: Arn, at: Date, model: ModelView): Circumstances {
  return {
    ...supposedCaller(arn, at, model),
    federation: null,
    wire: { method: 'POST', target: '/', host: 'localhost', headers: [], body: new Uint8Array() },
    at,
    network: { kind: 'public', sourceIp: '127.0.0.1' },
    secureTransport: true,
    region: 'us-east-1',
  };
}
