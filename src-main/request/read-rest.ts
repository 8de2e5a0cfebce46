import { AwsError } from '../../src-shared/errors.ts';
import type { ServiceOperations } from './service-operations.ts';
import type { Service } from './services.ts';
import { header } from './wire-request.ts';
import type { WireRequest } from './wire-request.ts';
import { parseXml, type XmlElement } from './xml.ts';

/** An operation of a REST API and its input. */
export interface RestRequest {
  readonly operation: string;
  /** Labels, parameters of the query and members of the body. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * Reads a request for a REST API of AWS: the operation follows from method and path, the input from path, query and
 * body. A body that holds no structure (a function's payload, a file) gives no members.
 * @param apis those that the request may be for; the first that has such an operation is taken.
 * @returns null when none of them has an operation with that method and path.
 * @throws AwsError SerializationException, MalformedXML.
 */
export function readRest(
  wire: WireRequest,
  apis: readonly Service[],
  operations: ServiceOperations,
): RestRequest | null {
  for (const { api, protocol } of apis) {
    const routed = operations.route(api, wire.method, wire.target);
    if (routed === null) continue;
    const body = protocol === 'restXml' ? xmlMembers(wire) : jsonMembers(wire);
    return { operation: routed.operation, parameters: { ...body, ...routed.parameters } };
  }
  return null;
}

function bodyText(wire: WireRequest): string {
  return new TextDecoder().decode(wire.body).trim();
}

/** A body that says it is JSON must be; one that says nothing of the sort may be anything. */
function jsonMembers(wire: WireRequest): Record<string, unknown> {
  const text = bodyText(wire);
  if (text === '') return {};
  const isJson = header(wire, 'content-type')?.startsWith('application/json') === true;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return Object.fromEntries(Object.entries(value));
    }
    return {};
  } catch {
    if (!isJson) return {};
    throw new AwsError('SerializationException', 400, 'The body of the request is not a JSON object.', 'body');
  }
}

function xmlMembers(wire: WireRequest): Record<string, unknown> {
  const text = bodyText(wire);
  if (!text.startsWith('<')) return {};
  const root = parseXml(text);
  if (root === null) {
    const message = 'The XML you provided was not well-formed or did not validate against our published schema';
    throw new AwsError('MalformedXML', 400, message, 'body');
  }
  const members = elementValue(root);
  return typeof members === 'string' || Array.isArray(members) ? {} : members;
}

type ElementValue = string | ElementValue[] | { [member: string]: ElementValue };

/** An element without elements is a text; elements of one name beside each other are a list. */
function elementValue({ text, children }: XmlElement): ElementValue {
  if (children.length === 0) return text;
  const named = Map.groupBy(children, ({ name }) => name);
  return Object.fromEntries(
    [...named].map(([name, elements]): [string, ElementValue] => {
      const values = elements.map(elementValue);
      const [only] = values;
      return [name, values.length === 1 && only !== undefined ? only : values];
    }),
  );
}
