import type { ContextEntry } from '../../src-shared/decision/record.ts';
import type { ModelDocument } from '../../src-shared/model/documents.ts';
import type { Principal } from '../../src-shared/principal.ts';
import type { NeededPart } from '../actions/handler.ts';
import type { ContextKeys } from '../authorization/request.ts';
import type { ServiceReference } from './service-reference.ts';
import type { WireRequest } from './wire-request.ts';

/** Everything that the context of one part of a request is gathered from. */
export interface ContextSources {
  readonly principal: Principal;
  readonly wire: WireRequest;
  /** When the request is judged. */
  readonly at: Date;
  readonly sourceIp: string;
  readonly secureTransport: boolean;
  /** The region the request was sent to. */
  readonly region: string;
  readonly part: NeededPart;
  /** The model's document of the resource; null where it holds none. */
  readonly resource: ModelDocument | null;
  /** The account that owns the resource; null where nobody knows. */
  readonly resourceAccountId: string | null;
  /**
   * Set for temporary credentials (the console's included) alone: whether MFA was used, when the credentials were
   * issued, and when the MFA code was given. Null for long-term access keys and for nobody.
   */
  readonly session: { readonly issuedAt: Date; readonly mfaAt: Date | null } | null;
  readonly reference: ServiceReference;
}

/** Gathers the request context of one part. */
export function gatherContext(sources: ContextSources): { keys: ContextKeys; entries: ContextEntry[] } {
  throw new Error(`not yet: ${sources.region}`);
}
