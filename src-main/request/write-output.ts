import { isRecord } from '../../src-shared/is-record.ts';
import type { Member, ScalarShape, Shape, StructureShape } from './service-model.ts';
import { escapeXml, xmlText } from './xml.ts';

/**
 * How finely a service tells times in XML: IAM and STS in whole seconds (`2026-04-01T12:00:00Z`), Amazon S3 with the
 * milliseconds (`2026-04-01T12:00:00.000Z`).
 */
export type TimePrecision = 'seconds' | 'milliseconds';

/**
 * Writes the members of an output as XML elements, in the order of their shape. Members without a value are left out,
 * and so is what the shape does not know.
 * @param value by the API's member names; times as ISO 8601 texts.
 * @see https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings
 */
export function xmlOfMembers(shape: StructureShape, value: unknown, precision: TimePrecision): string {
  if (!isRecord(value)) return '';
  let text = '';
  for (const member of shape.members) {
    if (member.location === 'body' && !member.isAttribute) text += xmlOfMember(member, value[member.name], precision);
  }
  return text;
}

function xmlOfMember(member: Member, value: unknown, precision: TimePrecision): string {
  if (value === undefined || value === null) return '';
  const { shape, locationName } = member;
  if (shape.type === 'list' && Array.isArray(value)) {
    // A flattened list's entries are named as its member is.
    if (member.isFlattened) return value.map((entry) => xmlOf(locationName, shape.entry, entry, precision)).join('');
  }
  return xmlOf(locationName, shape, value, precision);
}

/** Writes a value as one XML element of that name; attributes of a structure stand in its tag. */
export function xmlOf(name: string, shape: Shape, value: unknown, precision: TimePrecision): string {
  switch (shape.type) {
    case 'structure': {
      const attributes = shape.members.filter(({ isAttribute }) => isAttribute);
      const tag = attributes.length === 0 || !isRecord(value) ? name : `${name}${xmlAttributes(attributes, value)}`;
      return `<${tag}>${xmlOfMembers(shape, value, precision)}</${name}>`;
    }
    case 'list': {
      const entries: readonly unknown[] = Array.isArray(value) ? value : [];
      return `<${name}>${entries.map((entry) => xmlOf(shape.entryName, shape.entry, entry, precision)).join('')}</${name}>`;
    }
    case 'map': {
      const entries = isRecord(value) ? Object.entries(value) : [];
      const written = entries.map(
        ([key, entry]) => `<entry>${xmlText('key', key)}${xmlOf('value', shape.value, entry, precision)}</entry>`,
      );
      return `<${name}>${written.join('')}</${name}>`;
    }
    default:
      return xmlText(name, isIsoTime(shape, value) ? isoTime(value, precision) : textOfScalar(shape, value));
  }
}

function isIsoTime({ type, timestampFormat }: ScalarShape, value: unknown): value is string {
  return (
    type === 'timestamp' &&
    timestampFormat !== 'rfc822' &&
    timestampFormat !== 'unixTimestamp' &&
    typeof value === 'string'
  );
}

function isoTime(text: string, precision: TimePrecision): string {
  const whole = text.replace(/(?:\.\d+)?Z$/, '');
  if (precision === 'seconds') return `${whole}Z`;
  return text.length === whole.length + 1 ? `${whole}.000Z` : text;
}

function xmlAttributes(attributes: readonly Member[], value: Readonly<Record<string, unknown>>): string {
  return attributes
    .map(({ name, locationName }) => {
      const text = value[name];
      if (typeof text !== 'string') return '';
      // The one attribute there is, `xsi:type`, needs its namespace.
      const namespace = locationName.startsWith('xsi:') ? ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"' : '';
      return `${namespace} ${locationName}="${escapeXml(text)}"`;
    })
    .join('');
}

/** Writes a value as a text: in an XML element, a header or a query string. */
export function textOfScalar(shape: ScalarShape, value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (shape.type === 'timestamp' && typeof value === 'string') {
    if (shape.timestampFormat === 'rfc822') return new Date(value).toUTCString();
    if (shape.timestampFormat === 'unixTimestamp') return String(Date.parse(value) / 1000);
  }
  return typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * Gives an output the types of AWS JSON: times in seconds since 1970, bytes in base64. What the shape does not know is
 * left out.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function jsonOfOutput(shape: Shape, value: unknown): unknown {
  switch (shape.type) {
    case 'structure':
      if (!isRecord(value)) return {};
      return Object.fromEntries(
        shape.members
          .filter(({ name }) => value[name] !== undefined && value[name] !== null)
          .map((member) => [member.name, jsonOfOutput(member.shape, value[member.name])]),
      );
    case 'list':
      return Array.isArray(value) ? value.map((entry) => jsonOfOutput(shape.entry, entry)) : [];
    case 'map':
      if (!isRecord(value)) return {};
      return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, jsonOfOutput(shape.value, entry)]));
    case 'timestamp':
      return typeof value === 'string' ? Date.parse(value) / 1000 : value;
    default:
      return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
  }
}
