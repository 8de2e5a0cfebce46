import type { ModelView } from '../account/model.ts';
import type { ServiceReference } from './service-reference.ts';
import type { UnderstoodRequest } from './understood-request.ts';
import type { WireRequest } from './wire-request.ts';

/** What reading a request leans on. */
export interface UnderstandDependencies {
  readonly reference: ServiceReference;
  readonly model: ModelView;
  /** The caller's account, which a bare name in a request belongs to; null for nobody. */
  readonly callerAccountId: string | null;
}

/** Finds out what a request asks for. */
export function understandRequest(wire: WireRequest, dependencies: UnderstandDependencies): UnderstoodRequest {
  throw new Error(`not yet: ${wire.target} ${String(dependencies.callerAccountId)}`);
}
