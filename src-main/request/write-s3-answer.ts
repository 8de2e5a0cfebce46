import type { HeaderList } from '../../src-shared/decision/record.ts';
import { isRecord } from '../../src-shared/is-record.ts';
import type { Member, ModelledOperation, ScalarShape } from './service-model.ts';
import type { WireResponse } from './wire-request.ts';
import { textOfScalar, xmlOf, xmlOfMembers } from './write-output.ts';
import { escapeXml } from './xml.ts';

const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/**
 * The elements around answers whose name is not that of the operation with `Result` behind it. AWS's model does not tell
 * them; they are in the response syntax of each operation's API reference.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
const ROOT_ELEMENTS: Readonly<Record<string, string>> = {
  CreateMultipartUpload: 'InitiateMultipartUploadResult',
  DeleteObjects: 'DeleteResult',
  GetBucketAccelerateConfiguration: 'AccelerateConfiguration',
  GetBucketAcl: 'AccessControlPolicy',
  GetBucketCors: 'CORSConfiguration',
  GetBucketLifecycleConfiguration: 'LifecycleConfiguration',
  GetBucketLocation: 'LocationConstraint',
  GetBucketLogging: 'BucketLoggingStatus',
  GetBucketNotificationConfiguration: 'NotificationConfiguration',
  GetBucketRequestPayment: 'RequestPaymentConfiguration',
  GetBucketTagging: 'Tagging',
  GetBucketVersioning: 'VersioningConfiguration',
  GetBucketWebsite: 'WebsiteConfiguration',
  GetObjectAcl: 'AccessControlPolicy',
  GetObjectAttributes: 'GetObjectAttributesResponse',
  GetObjectTagging: 'Tagging',
  ListBucketAnalyticsConfigurations: 'ListBucketAnalyticsConfigurationResult',
  ListBucketIntelligentTieringConfigurations: 'ListBucketIntelligentTieringConfigurationsOutput',
  ListBucketInventoryConfigurations: 'ListInventoryConfigurationsResult',
  ListBucketMetricsConfigurations: 'ListMetricsConfigurationsResult',
  ListBuckets: 'ListAllMyBucketsResult',
  ListObjects: 'ListBucketResult',
  ListObjectsV2: 'ListBucketResult',
  ListObjectVersions: 'ListVersionsResult',
};

/** What answers a success with another status than the model says. */
const STATUSES: Readonly<Record<string, number>> = { PutBucketPolicy: 204, PutBucketTagging: 204 };

/** What an operation gives, by the API's member names. */
type Output = Readonly<Record<string, unknown>>;

/**
 * Writes the output of an operation in REST-XML, as its shape says: members in headers, the rest as XML, or one member as
 * the whole body.
 * @param namespace of the XML.
 * @returns the answer without the headers that all answers have.
 * @see https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
 */
export function s3Answer(operation: ModelledOperation, output: Output, namespace: string): WireResponse {
  const { members } = operation.output;
  const headers = members.flatMap((member) => headersOf(member, output[member.name]));
  const { type, body } = bodyOf(operation, output, namespace);
  const isPartial = output['ContentRange'] !== undefined;
  return {
    status: isPartial ? 206 : (STATUSES[operation.name] ?? operation.http.status),
    headers: type === null ? headers : [...headers, ['Content-Type', type]],
    body,
  };
}

function headersOf({ shape, location, locationName }: Member, value: unknown): HeaderList {
  if (value === undefined || value === null) return [];
  if (location === 'headers' && isRecord(value)) {
    return Object.entries(value).map(([name, text]) => [`${locationName}${name}`, String(text)]);
  }
  if (location !== 'header') return [];
  switch (shape.type) {
    case 'list':
      return Array.isArray(value) ? [[locationName, value.map(String).join(',')]] : [];
    case 'structure':
    case 'map':
      return [];
    default:
      return [[locationName, headerText(shape, value)]];
  }
}

/** Times in headers are in HTTP's form where their shape does not say otherwise. */
function headerText(shape: ScalarShape, value: unknown): string {
  return shape.type === 'timestamp' && shape.timestampFormat === null && typeof value === 'string'
    ? new Date(value).toUTCString()
    : textOfScalar(shape, value);
}

function bodyOf(
  { name, output: { payload, members } }: ModelledOperation,
  output: Output,
  namespace: string,
): { readonly type: string | null; readonly body: string | Uint8Array } {
  const root = (element: string, inner: string): { type: string; body: string } => ({
    type: 'application/xml',
    body: `${XML_DECLARATION}<${element} xmlns="${escapeXml(namespace)}">${inner}</${element}>`,
  });
  if (payload !== null) {
    const value = output[payload];
    const member = members.find((candidate) => candidate.name === payload);
    if (value instanceof Uint8Array) return { type: null, body: value };
    if (member === undefined || value === undefined) return { type: null, body: '' };
    if (member.shape.type === 'structure')
      return root(member.locationName, xmlOfMembers(member.shape, value, 'milliseconds'));
    return { type: 'application/json', body: String(value) };
  }
  const [first, ...others] = members.filter(({ location }) => location === 'body');
  if (first === undefined) return { type: null, body: '' };
  const element = ROOT_ELEMENTS[name] ?? `${name}Result`;
  // The one answer whose root holds a text.
  if (element === first.name && others.length === 0) {
    const text = xmlOf(element, first.shape, output[first.name] ?? '', 'milliseconds');
    return root(element, text.slice(element.length + 2, -(element.length + 3)));
  }
  return root(
    element,
    xmlOfMembers({ type: 'structure', payload: null, members: [first, ...others] }, output, 'milliseconds'),
  );
}
