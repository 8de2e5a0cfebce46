import type { WireRequest } from '../../src-main/request/wire-request.ts';

/** A request as AWS's clients hand it to what sends it. */
export interface ClientRequest {
  readonly method: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The request as it would come in over HTTP, written as AWS's own handler writes it. */
export async function toWireRequest(request: ClientRequest): Promise<WireRequest> {
  const query = Object.entries(request.query ?? {}).flatMap(([name, given]) =>
    (Array.isArray(given) ? given : [given]).map((value) =>
      value === null ? escape(name) : `${escape(name)}=${escape(value)}`,
    ),
  );
  return {
    method: request.method,
    target: query.length === 0 ? request.path : `${request.path}?${query.join('&')}`,
    host: request.port === undefined ? request.hostname : `${request.hostname}:${request.port}`,
    headers: Object.entries(request.headers),
    body: await readBody(request.body),
  };
}

function escape(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

async function readBody(body: unknown): Promise<Uint8Array> {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return body;
  const pieces: Buffer[] = [];
  // A stream, of which only this is needed.
  if (typeof body === 'object' && Symbol.asyncIterator in body) {
    for await (const piece of body as AsyncIterable<Uint8Array | string>) pieces.push(Buffer.from(piece));
    return Buffer.concat(pieces);
  }
  throw new TypeError('A body of a kind that no client sends.');
}

/** Stands where a client's HTTP handler would be: keeps the request and sends nothing. */
export class CapturingHandler {
  captured: WireRequest | null = null;

  async handle(request: ClientRequest): Promise<never> {
    this.captured = await toWireRequest(request);
    throw new Error('Captured.');
  }

  /** The request that `send` would have sent. */
  async capture(send: () => Promise<unknown>): Promise<WireRequest> {
    this.captured = null;
    const outcome = await send().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (this.captured === null) throw new Error('The client sent nothing.', { cause: outcome });
    return this.captured;
  }
}
