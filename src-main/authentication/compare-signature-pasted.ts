import type { SignatureComparison } from '../../src-shared/contract/composer.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { WireRequest } from '../request/wire-request.ts';

/** A signed request as somebody pasted it. */
export interface PastedRequest {
  readonly source: SignatureComparison['source'];
  readonly request: WireRequest;
  /** False where the text does not hold the body, so that the hash it claims has to be believed. */
  readonly bodyKnown: boolean;
  /** Whether the text says what the method is; a URL alone does not. */
  readonly methodKnown: boolean;
  /** What the client signed, where the text says so. */
  readonly pasted: PastedStrings | null;
  /** What has to be said of how the text was read. */
  readonly remarks: readonly string[];
}

/** The strings of a client's log. */
export interface PastedStrings {
  readonly canonicalRequest: string;
  readonly stringToSign: string | null;
  readonly signature: string | null;
}

/** A fault of a pasted text. @param place such as `line 3`. */
export function unreadable(message: string, place: string, mend: string): GatehouseError {
  return new GatehouseError('UnreadableRequest', message, { place, mend });
}
