import type { ComposerForm, Draft } from '../../src-shared/contract/contract.ts';
import type { ServiceReference } from './service-reference.ts';
import type { WireRequest } from './wire-request.ts';

/** A request before it is signed, and the scope to sign it for. */
export interface UnsignedRequest {
  readonly request: WireRequest;
  readonly scope: { readonly service: string; readonly region: string };
}

/** What the composer asks a person for, to build a request for an action. */
export function composerForm(action: string, reference: ServiceReference): ComposerForm {
  throw new Error(`not yet: ${action} ${String(reference)}`);
}

/** Builds the request that a draft describes. */
export function composeRequest(draft: Draft, dependencies: { readonly reference: ServiceReference }): UnsignedRequest {
  throw new Error(`not yet: ${draft.kind} ${String(dependencies)}`);
}
