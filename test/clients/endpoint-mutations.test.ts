import { connect } from 'node:net';
import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { presignRequest } from '../../src-main/authentication/signature-v4/sign.ts';
import type { WireRequest } from '../../src-main/request/wire-request.ts';
import { ADMIN, startTestEndpoint, type TestEndpoint } from '../fixtures/ephemeral-endpoint.ts';
import { bytesOf, everything, iamCall, parseAnswer, signed, wireTo, type RawAnswer } from '../fixtures/raw-http.ts';

const REQUESTS = 20_000;
const AT_ONCE = 64;

/** The same numbers at every run, so that what fails once can be looked at. */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 to `sides` - 1 (xorshift). */
  roll(sides: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % sides;
  }

  pick<const T extends readonly [unknown, ...unknown[]]>(of: T): T[number] {
    return of[this.roll(of.length)] ?? of[0];
  }
}

const NASTY = [
  '%',
  '%zz',
  '%00',
  '\u0000',
  '&',
  '=',
  '&&==',
  '<',
  '>',
  ']]>',
  '<!DOCTYPE a [<!ENTITY b "b">]>',
  '&b;',
  '{',
  '}',
  '[',
  '"',
  '\\',
  '\\u0000',
  '.member.',
  '.entry.',
  '.1',
  '.member.99999999999',
  '__proto__',
  'constructor',
  'toString',
  '-1',
  '1e999',
  'null',
  'true',
  '\r\n',
  '\t',
  ' ',
  'é',
  '\u{1f600}',
  '\ufeff',
  '../',
  '//',
  '?',
  '#',
  'x'.repeat(3_000),
  '[]',
  '${aws:username}',
] as const satisfies readonly [string, ...string[]];

/** A text with a few places cut out, doubled or filled with what is hard to read. */
function mangled(text: string, dice: Dice): string {
  let result = text;
  for (let times = 1 + dice.roll(3); times > 0; times -= 1) {
    const at = dice.roll(result.length + 1);
    const length = dice.roll(4) === 0 ? dice.roll(result.length + 1) : dice.roll(4);
    const put = dice.pick([
      dice.pick(NASTY),
      '',
      result.slice(at, at + length).repeat(2),
      String.fromCodePoint(dice.roll(256)),
    ]);
    result = result.slice(0, at) + put + result.slice(at + length);
  }
  return result;
}

const POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
const FORMS = [
  'Action=CreateUser&Version=2010-05-08&UserName=lucy&Tags.member.1.Key=team&Tags.member.1.Value=shop',
  'Action=ListUsers&Version=2010-05-08&PathPrefix=%2F&MaxItems=10&Marker=abc',
  `Action=PutUserPolicy&Version=2010-05-08&UserName=admin&PolicyName=p&PolicyDocument=${encodeURIComponent(POLICY)}`,
  `Action=SimulateCustomPolicy&Version=2010-05-08&PolicyInputList.member.1=${encodeURIComponent(POLICY)}&ActionNames.member.1=s3%3AGetObject`,
  'Action=GetAccountAuthorizationDetails&Version=2010-05-08&Filter.member.1=User',
] as const;
const XMLS = [
  ['PUT', '/b?tagging', '<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>'],
  [
    'PUT',
    '/b',
    '<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>',
  ],
  ['POST', '/b?delete', '<Delete><Object><Key>k</Key></Object><Quiet>true</Quiet></Delete>'],
  ['PUT', '/b?versioning', '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>'],
  ['PUT', '/b?policy', POLICY],
] as const;
const JSONS = [
  [
    'organizations',
    'AWSOrganizationsV20161128.CreatePolicy',
    '{"Name":"p","Type":"SERVICE_CONTROL_POLICY","Content":"{}","Description":""}',
  ],
  ['dynamodb', 'DynamoDB_20120810.PutItem', '{"TableName":"t","Item":{"k":{"S":"v"}}}'],
  ['kms', 'TrentService.Encrypt', '{"KeyId":"alias/a","Plaintext":"aGk="}'],
] as const;

type Made = WireRequest | { readonly bytes: string };

/** Every way in which a request is broken, and what is sent. */
const BREAKS: Readonly<Record<string, (port: number, dice: Dice) => Made>> = {
  'a broken query': (port, dice) => {
    const call = iamCall(port, 'ListUsers');
    return signed({ ...call, body: Buffer.from(mangled(dice.pick(FORMS), dice)) });
  },
  'a broken query in the URL': (port, dice) => {
    const target = `/?${mangled(dice.pick(FORMS), dice).replaceAll(/[^\u0021-\u007e]/g, '%FF')}`;
    return signed(wireTo(port, { target }));
  },
  'broken XML': (port, dice) => {
    const [method, target, xml] = dice.pick(XMLS);
    return signed(wireTo(port, { method, target, body: Buffer.from(mangled(xml, dice)) }), 's3');
  },
  'broken JSON': (port, dice) => {
    const [service, target, json] = dice.pick(JSONS);
    const headers: [string, string][] = [
      ['Content-Type', 'application/x-amz-json-1.1'],
      ['X-Amz-Target', dice.roll(5) === 0 ? mangled(target, dice).replaceAll(/[^\u0020-\u007e]/g, '') : target],
    ];
    return signed(wireTo(port, { method: 'POST', headers, body: Buffer.from(mangled(json, dice)) }), service);
  },
  'a broken path': (port, dice) => {
    const path = mangled('/bucket/key/with%20space?list-type=2&prefix=a', dice).replaceAll(/[^\u0021-\u007e]/g, '%C3');
    return signed(
      wireTo(port, { target: `/${path}`, method: dice.pick(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH']) }),
      's3',
    );
  },
  'a broken signature': (port, dice) => {
    const request = signed(iamCall(port, 'CreateUser', { UserName: 'lucy' }));
    const headers = request.headers.map(([name, value]): [string, string] =>
      dice.roll(3) === 0
        ? [
            name,
            mangled(value, dice)
              .replaceAll(/[^\u0020-\u007e]/g, '')
              .trim(),
          ]
        : [name, value],
    );
    return { ...request, headers: headers.filter(([name]) => name.toLowerCase() !== 'host'), host: request.host };
  },
  'a broken presigned URL': (port, dice) => {
    const scope = { service: 's3', region: 'us-east-1' };
    const { request } = presignRequest(wireTo(port, { target: '/bucket/key' }), ADMIN, scope, new Date(), 60);
    return { ...request, target: mangled(request.target, dice).replaceAll(/[^\u0021-\u007e]/g, '%20') };
  },
  'huge headers': (port, dice) => {
    const count = 1 + dice.roll(1_500);
    const headers = Array.from({ length: count }, (_, at): [string, string] => [`X-${at}`, 'y'.repeat(dice.roll(40))]);
    return signed({ ...iamCall(port, 'GetUser'), headers });
  },
  'broken HTTP': (port, dice) => {
    const bytes = bytesOf(signed(iamCall(port, 'GetUser'))).toString('latin1');
    const head = bytes.slice(0, bytes.indexOf('\r\n\r\n'));
    return { bytes: bytes.replace(head, () => mangled(head, dice)) };
  },
};

async function send(port: number, made: Made): Promise<RawAnswer> {
  const socket = connect({ host: '127.0.0.1', port });
  const all = everything(socket);
  socket.write('bytes' in made ? Buffer.from(made.bytes, 'latin1') : bytesOf(made));
  // What is broken may be the wish that the connection end; an answer that is whole ends it, too.
  let text = '';
  socket.on('data', (piece) => {
    text += piece.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, end))?.[1];
    if (end >= 0 && length !== undefined && text.length >= end + 4 + Number(length)) socket.end();
  });
  return parseAnswer(await all);
}

/** Why an answer is not what AWS gives; null when it is. */
function faultOf({ status, headers, body }: RawAnswer, reads: boolean): string | null {
  if (status < 200 || status > 599) return `no answer (${status})`;
  if (status >= 500 && status !== 501) return `status ${status}`;
  const id = headers['x-amzn-requestid'] ?? headers['x-amz-request-id'] ?? '';
  if (!/^[\dA-Fa-f-]{16,36}$/.test(id)) return 'no request ID';
  if (!reads || (body === '' && status < 400)) return null;
  const type = headers['content-type'] ?? '';
  if (type.includes('xml')) {
    const code = codeOf(body);
    if (status >= 400 && !/^[A-Za-z]+(?:\.[A-Za-z]+)*$/.test(code)) return `no error code: ${body}`;
    return null;
  }
  if (!type.includes('json')) return `content type ${type}`;
  const { __type: code = headers['x-amzn-errortype'] } = JSON.parse(body) as { __type?: unknown };
  return status >= 400 && typeof code !== 'string' ? `no error type: ${body}` : null;
}

/** The text of the first Code element. Throws for XML that is not well-formed. */
function codeOf(xml: string): string {
  const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(xml, 'text/xml');
  return document.getElementsByTagName('Code').item(0)?.textContent ?? '';
}

describe('20,000 broken requests', () => {
  let endpoint: TestEndpoint;

  beforeAll(async () => {
    endpoint = await startTestEndpoint({ limits: { headersMs: 250, requestMs: 500 } });
  });
  afterAll(() => endpoint.close());

  it(
    'are each answered by an error of AWS in well-formed XML or JSON, and none is a fault of ours',
    { timeout: 300_000 },
    async () => {
      const dice = new Dice(20_260_101);
      const kinds = Object.entries(BREAKS);
      const faults: string[] = [];
      const refused = new Map<string, number>();
      let begun = 0;
      const worker = async (): Promise<void> => {
        while (begun < REQUESTS) {
          const [kind, make] = kinds[begun % kinds.length] ?? ['', () => ({ bytes: '' })];
          begun += 1;
          const made = make(endpoint.port, dice);
          const answer = await send(endpoint.port, made);
          const reads =
            !('method' in made && made.method === 'HEAD') && !('bytes' in made && made.bytes.startsWith('HEAD'));
          const fault = wellFormed(answer, reads);
          if (fault !== null)
            faults.push(`${kind}: ${fault}\n${'bytes' in made ? made.bytes : bytesOf(made).toString('latin1')}`);
          if (answer.status >= 400) refused.set(kind, (refused.get(kind) ?? 0) + 1);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));

      expect(faults.slice(0, 3)).toEqual([]);
      expect(endpoint.reported).toEqual([]);
      // That they are broken: most of each kind are refused.
      for (const [kind] of kinds)
        expect([kind, (refused.get(kind) ?? 0) > REQUESTS / kinds.length / 4]).toEqual([kind, true]);
      // And it is still there.
      expect((await send(endpoint.port, signed(iamCall(endpoint.port, 'GetUser', { UserName: 'admin' })))).status).toBe(
        200,
      );
    },
  );
});

function wellFormed(answer: RawAnswer, reads: boolean): string | null {
  try {
    return faultOf(answer, reads);
  } catch (thrown) {
    return `${thrown instanceof Error ? thrown.message : 'not well-formed'}: ${answer.body}`;
  }
}
