import type { HeaderList } from '../../src-shared/decision/record.ts';

/** An HTTP request as it came in: nothing decoded, nothing normalised, header order and duplicates kept. */
export interface WireRequest {
  readonly method: string;
  /** The request target as sent: path and query, still percent-encoded, such as `/a%20b?list-type=2`. */
  readonly target: string;
  /** The Host header's value. */
  readonly host: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

/** An HTTP answer. */
export interface WireResponse {
  readonly status: number;
  readonly headers: HeaderList;
  /** Bytes where it is no text of ours, such as an object of Amazon S3. */
  readonly body: string | Uint8Array;
}

/** An answer whose body is a text. */
export interface TextResponse extends WireResponse {
  readonly body: string;
}

/** The value of a header by name without regard to case; the first where there are several; null where there is none. */
export function header(request: Pick<WireRequest, 'headers'>, name: string): string | null {
  const wanted = name.toLowerCase();
  return request.headers.find(([key]) => key.toLowerCase() === wanted)?.[1] ?? null;
}
