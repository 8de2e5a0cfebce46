import { Readable } from 'node:stream';
import type { DecisionRecord } from '../../src-shared/decision/record.ts';
import type { Gate } from '../../src-main/gate.ts';
import { toWireRequest, type ClientRequest } from './captured-request.ts';

/** An answer as AWS's clients take it. */
interface ClientResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}

/** Stands where a client's HTTP handler would be, and hands every request to a gate instead of the network. */
export class GateHandler {
  readonly #gate: Gate;
  /** What the timeline keeps of each request, oldest first. */
  readonly records: DecisionRecord[] = [];

  constructor(gate: Gate) {
    this.#gate = gate;
  }

  async handle(request: ClientRequest): Promise<{ response: ClientResponse }> {
    const wire = await toWireRequest(request);
    const { record, response } = await this.#gate.passWire(wire, {
      door: 'endpoint',
      sourceIp: '127.0.0.1',
      secureTransport: true,
      replayOf: null,
    });
    this.records.push(record);
    return {
      response: {
        statusCode: response.status,
        headers: Object.fromEntries(response.headers.map(([name, value]) => [name.toLowerCase(), value])),
        body: streamOf(response.body, request.method),
      },
    };
  }
}

/** A body comes in as a stream, as it does over HTTP; that of the answer to HEAD never does. */
function streamOf(body: string | Uint8Array, method: string): Readable {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return Readable.from(method === 'HEAD' || bytes.length === 0 ? [] : [bytes], { objectMode: false });
}
