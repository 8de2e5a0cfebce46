import { AwsError } from '../../src-shared/errors.ts';
import { scalarOfText } from './read-input.ts';
import type { ListShape, MapShape, Member, ScalarShape, Shape, StructureShape } from './service-model.ts';
import { header, type WireRequest } from './wire-request.ts';
import { parseXml, type XmlElement } from './xml.ts';

/** Where the members of an input that are neither headers nor body come from. */
export interface S3Place {
  /** By label: `Bucket`, `Key`. */
  readonly labels: Readonly<Record<string, string>>;
  /** Decoded. */
  readonly query: ReadonlyMap<string, string>;
}

/**
 * Reads the input of an operation in REST-XML: labels, query parameters, headers, and the body as the payload's shape
 * says. A text that is no value of its type stays a text, for the operation's rules to refuse.
 * @throws AwsError MalformedXML.
 * @see https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
 */
export function readS3Input(shape: StructureShape, wire: WireRequest, place: S3Place): Record<string, unknown> {
  const root =
    shape.payload === null && shape.members.some(({ location }) => location === 'body') ? rootOf(wire) : null;
  return Object.fromEntries(
    shape.members.flatMap((member): (readonly [string, unknown])[] => {
      const value = memberValue(member, shape, wire, place, root);
      return value === undefined ? [] : [[member.name, value]];
    }),
  );
}

function memberValue(
  member: Member,
  { payload }: StructureShape,
  wire: WireRequest,
  { labels, query }: S3Place,
  root: XmlElement | null,
): unknown {
  switch (member.location) {
    case 'uri':
      return labels[member.name];
    case 'querystring':
      return ofText(member.shape, query.get(member.locationName));
    case 'header':
      return member.name === 'ContentEncoding' ? contentEncoding(wire) : ofText(member.shape, headerText(wire, member));
    case 'headers':
      return headersWithPrefix(wire, member.locationName);
    default:
      if (payload === member.name) return ofPayload(member, wire);
      return root === null ? undefined : ofMember(member, root);
  }
}

function headerText(wire: WireRequest, { locationName }: Member): string | undefined {
  return header(wire, locationName)?.trim();
}

function ofText(shape: Shape, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  if (shape.type === 'list') {
    const { entry } = shape;
    return text.split(',').map((part) => ofText(entry, part.trim()));
  }
  return isScalar(shape) ? scalarOfText(shape, text) : text;
}

/** `aws-chunked` is how the body travels, and no part of the object. */
function contentEncoding(wire: WireRequest): string | undefined {
  const encodings = header(wire, 'content-encoding')
    ?.split(',')
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== '' && encoding.toLowerCase() !== 'aws-chunked');
  return encodings === undefined || encodings.length === 0 ? undefined : encodings.join(',');
}

/** Headers that share a beginning, such as `x-amz-meta-`, by the rest of their names, in lower case. */
function headersWithPrefix(wire: WireRequest, prefix: string): Record<string, string> | undefined {
  const named = wire.headers
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name.startsWith(prefix.toLowerCase()));
  if (named.length === 0) return undefined;
  const grouped = Map.groupBy(named, ([name]) => name.slice(prefix.length));
  return Object.fromEntries([...grouped].map(([name, all]) => [name, all.map(([, value]) => value).join(',')]));
}

function ofPayload(member: Member, wire: WireRequest): unknown {
  const { shape } = member;
  if (shape.type === 'blob') return wire.body;
  const text = new TextDecoder().decode(wire.body);
  if (text.trim() === '') return undefined;
  if (shape.type === 'string') return text;
  const root = parseXml(text);
  if (root === null || root.name !== member.locationName) throw malformedXml();
  return ofElement(shape, root);
}

/** Of an operation whose model does not say which member its body is: it may be no XML. */
function rootOf(wire: WireRequest): XmlElement | null {
  const text = new TextDecoder().decode(wire.body);
  return text.startsWith('<') ? parseXml(text) : null;
}

function ofElement(shape: Shape, element: XmlElement): unknown {
  switch (shape.type) {
    case 'structure':
      return Object.fromEntries(
        shape.members.flatMap((member): (readonly [string, unknown])[] => {
          const value = ofMember(member, element);
          return value === undefined ? [] : [[member.name, value]];
        }),
      );
    case 'list':
      return element.children
        .filter(({ name }) => name === shape.entryName)
        .map((entry) => ofElement(shape.entry, entry));
    case 'map':
      return Object.fromEntries(
        element.children.map((entry) => {
          const [key, value] = ['key', 'value'].map((name) => entry.children.find((child) => child.name === name));
          return [key?.text ?? '', value === undefined ? '' : ofElement(shape.value, value)];
        }),
      );
    default:
      return scalarOfText(shape, shape.type === 'string' ? element.text : element.text.trim());
  }
}

/** A member of the structure that an element is; undefined where it has none. */
function ofMember({ shape, locationName, isAttribute, isFlattened }: Member, element: XmlElement): unknown {
  if (isAttribute) return element.attributes[locationName];
  const named = element.children.filter(({ name }) => name === locationName);
  const [first] = named;
  if (first === undefined) return undefined;
  if (shape.type === 'list' && isFlattened) return named.map((entry) => ofElement(shape.entry, entry));
  return ofElement(shape, first);
}

function isScalar(shape: Shape): shape is ScalarShape {
  const compound: readonly (StructureShape | ListShape | MapShape)['type'][] = ['structure', 'list', 'map'];
  return !compound.some((type) => type === shape.type);
}

function malformedXml(): AwsError {
  return new AwsError(
    'MalformedXML',
    400,
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}
