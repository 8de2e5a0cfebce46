import type { HeaderList } from '../../src-shared/decision/record.ts';
import { parseRawUrl } from '../request/raw-url.ts';
import type { WireRequest } from '../request/wire-request.ts';
import { canonicalParts, requestOf } from './compare-signature-canonical.ts';
import { unreadable, type PastedRequest, type PastedStrings } from './compare-signature-pasted.ts';

/** What begins a record of Python's logging, as the AWS CLI configures it: date, time, thread, logger, level. */
const RECORD = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} - .*? - ([\w.]+) - [A-Z]+ - /;

/**
 * Reads the log that `aws --debug` (or boto3 with debug logging) writes: the canonical request, the string to sign and
 * the signature that botocore made, and the request that it sent. Of several requests it takes the last, which is the
 * one that a command ended with. The body is not in the log.
 * @throws GatehouseError `UnreadableRequest`, with the line.
 */
export function readDebugLog(text: string): PastedRequest {
  const records = recordsOf(text);
  const signed = records.filter(({ message }) => message.startsWith('CanonicalRequest:'));
  const last = signed.at(-1);
  if (last === undefined) {
    throw unreadable('The log has no canonical request.', 'line 1', 'Run the command with --debug, and paste its log.');
  }
  const after = records.slice(records.indexOf(last) + 1);
  const valueOf = (label: string): string | null =>
    after
      .find(({ message }) => message.startsWith(label))
      ?.message.slice(label.length)
      .trim() ?? null;
  const pasted: PastedStrings = {
    canonicalRequest: canonicalOf(last),
    stringToSign: valueOf('StringToSign:'),
    signature: valueOf('Signature:')?.split('\n')[0] ?? null,
  };
  const sent = after.map(({ message }) => preparedRequest(message)).find((request) => request !== null) ?? null;
  return {
    source: 'debugLog',
    request: sent ?? requestOf(pasted),
    bodyKnown: false,
    methodKnown: true,
    pasted,
    remarks: [
      ...(signed.length > 1 ? [`The log holds ${signed.length} signed requests; this is the last of them.`] : []),
      'The log does not hold the body: the hash in the canonical request is believed.',
    ],
  };
}

interface LogRecord {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

function recordsOf(text: string): LogRecord[] {
  const records: { line: number; message: string }[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const start = RECORD.exec(line)?.[0];
    const labelled = /^(?:.*?\b)?(CanonicalRequest|StringToSign|Signature):\s*$/.exec(line);
    const before = records.at(-1);
    if (start !== undefined) records.push({ line: index + 1, message: line.slice(start.length) });
    else if (labelled !== null) records.push({ line: index + 1, message: `${labelled[1] ?? ''}:` });
    else if (before === undefined) records.push({ line: index + 1, message: line });
    else before.message += `\n${line}`;
  }
  return records;
}

function canonicalOf({ message, line }: LogRecord): string {
  const text = message
    .slice('CanonicalRequest:'.length)
    .replace(/^[ \t]*\n/, '')
    .trimEnd();
  const { signedHeaders, payloadHash } = canonicalParts(text);
  if (text.split('\n').length >= 6 && signedHeaders !== '' && payloadHash !== '') return text;
  throw unreadable(
    'The canonical request in the log breaks off.',
    `line ${line}`,
    'Paste the log whole: method, path, query, headers, an empty line, their names and the hash of the body.',
  );
}

const PREPARED = /^Sending http request: <AWSPreparedRequest [^>]*?method=(\w+), url=(\S+), headers=\{(.*)\}>/s;
/** A member of Python's dictionary of headers; a value may be bytes. */
const MEMBER = /'([^']+)': b?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g;

/** The request that botocore says it sends. @returns null where the record says something else. */
function preparedRequest(message: string): WireRequest | null {
  const [, method, url, members] = PREPARED.exec(message) ?? [];
  if (method === undefined || url === undefined || members === undefined) return null;
  const headers: HeaderList = Array.from(members.matchAll(MEMBER), ([, name = '', single, double]) => [
    name,
    (single ?? double ?? '').replace(/\\(.)/g, '$1'),
  ]);
  return { method, ...parseRawUrl(url), headers, body: new Uint8Array() };
}
