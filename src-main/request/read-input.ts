import { AwsError } from '../../src-shared/errors.ts';
import { isRecord } from '../../src-shared/is-record.ts';
import type { QueryValue } from './query-members.ts';
import type { ScalarShape, Shape, StructureShape } from './service-model.ts';

/**
 * Gives the texts of a query request the types of the operation's input. Members that the input does not have are left
 * out, as AWS leaves them; a text that is no value of its type stays a text, for the operation's rules to refuse.
 * @param members as `readQueryMembers` puts them together.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function inputOfQuery(
  shape: StructureShape,
  members: Readonly<Record<string, QueryValue>>,
): Record<string, unknown> {
  return Object.fromEntries(
    shape.members
      .filter((member) => Object.hasOwn(members, member.name))
      .map((member) => [member.name, ofQuery(member.shape, members[member.name] ?? '')]),
  );
}

function ofQuery(shape: Shape, value: QueryValue): unknown {
  switch (shape.type) {
    case 'structure':
      return isStructure(value) ? inputOfQuery(shape, value) : value;
    case 'list':
      // An empty list is sent as `Tags=`, and a list of one may come without its position.
      if (value === '') return [];
      return isList(value) ? value.map((entry) => ofQuery(shape.entry, entry)) : value;
    case 'map': {
      if (value === '') return {};
      const entries = isList(value) ? value : [];
      return Object.fromEntries(
        entries.filter(isStructure).map((entry) => [entry['key'] ?? '', ofQuery(shape.value, entry['value'] ?? '')]),
      );
    }
    default:
      return typeof value === 'string' ? scalarOfText(shape, value) : value;
  }
}

/** Gives a text in a query string, a header or an XML element the type of its shape; a text that has none is kept. */
export function scalarOfText(shape: ScalarShape, text: string): unknown {
  switch (shape.type) {
    case 'integer':
    case 'long':
      return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : text;
    case 'double':
    case 'float':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'timestamp':
      return isoTime(/^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : text) ?? text;
    case 'blob':
      return new Uint8Array(Buffer.from(text, 'base64'));
    case 'string':
      return text;
  }
}

/**
 * Gives the body of an AWS JSON request the types of the operation's input. Members that it does not have are left out.
 * @throws AwsError SerializationException where the kind of a value is wrong.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function inputOfJson(shape: StructureShape, body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    shape.members
      .filter((member) => (body[member.name] ?? null) !== null && Object.hasOwn(body, member.name))
      .map((member) => [member.name, ofJson(member.shape, body[member.name], member.name)]),
  );
}

function ofJson(shape: Shape, value: unknown, place: string): unknown {
  switch (shape.type) {
    case 'structure':
      if (!isRecord(value)) throw wrongKind(place, 'a structure');
      return inputOfJson(shape, value);
    case 'list':
      if (!Array.isArray(value)) throw wrongKind(place, 'a list');
      return value.map((entry: unknown, index) => ofJson(shape.entry, entry, `${place}[${index}]`));
    case 'map':
      if (!isRecord(value)) throw wrongKind(place, 'a structure');
      return Object.fromEntries(
        Object.entries(value).map(([key, entry]) => [key, ofJson(shape.value, entry, `${place}.${key}`)]),
      );
    case 'timestamp': {
      const at = typeof value === 'number' ? isoTime(value * 1000) : null;
      if (at === null) throw wrongKind(place, 'a time in seconds since 1970');
      return at;
    }
    case 'blob':
      if (typeof value !== 'string') throw wrongKind(place, 'a text in base64');
      return new Uint8Array(Buffer.from(value, 'base64'));
    case 'boolean':
      if (typeof value !== 'boolean') throw wrongKind(place, 'true or false');
      return value;
    case 'string':
      if (typeof value !== 'string') throw wrongKind(place, 'a text');
      return value;
    default:
      if (typeof value !== 'number') throw wrongKind(place, 'a number');
      return value;
  }
}

/** AWS's own sentence names a class of its implementation, which differs from service to service; this says what is meant. */
function wrongKind(place: string, wanted: string): AwsError {
  return new AwsError('SerializationException', 400, `${place} must be ${wanted}.`, place);
}

function isoTime(time: string | number): string | null {
  const at = new Date(time);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

function isList(value: QueryValue): value is readonly QueryValue[] {
  return Array.isArray(value);
}

function isStructure(value: QueryValue): value is { readonly [member: string]: QueryValue } {
  return typeof value === 'object' && !Array.isArray(value);
}
