import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { GatehouseError } from '../../../src-shared/errors.ts';
import type { ServedWorkspace } from '../../../src-main/endpoint/served-workspace.ts';
import type { EndpointLimits } from '../../../src-main/endpoint/server.ts';
import type { WireRequest } from '../../../src-main/request/wire-request.ts';
import { startTestEndpoint, type TestEndpoint } from '../../fixtures/ephemeral-endpoint.ts';
import { bytesOf, everything, iamCall, parseAnswer, signed, talk, wireTo } from '../../fixtures/raw-http.ts';

const opened: TestEndpoint[] = [];

async function start(
  given: { limits?: Partial<EndpointLimits>; served?: ServedWorkspace } = {},
): Promise<TestEndpoint> {
  const endpoint = await startTestEndpoint(given);
  opened.push(endpoint);
  return endpoint;
}

afterEach(async () => {
  for (const endpoint of opened.splice(0)) await endpoint.close();
});

const users = (endpoint: TestEndpoint): Promise<string[]> =>
  endpoint.workspace.during(async ({ workspace }) => workspace.model.list('user').map(({ userName }) => userName));

/** What AWS calls the error in an answer. */
const code = (text: string): string | undefined => /<Code>(\w+)<\/Code>/.exec(text)?.[1];

/** A call to create lucy whose body is said to be encoded. */
function encoded(endpoint: TestEndpoint, body: Uint8Array, encoding = 'gzip'): WireRequest {
  const call = iamCall(endpoint.port, 'CreateUser', { UserName: 'lucy' });
  return signed({ ...call, headers: [...call.headers, ['Content-Encoding', encoding]], body });
}

/** Stands where a workspace does, and fails. */
const failing = (thrown: unknown): ServedWorkspace => ({ during: () => Promise.reject(thrown), reset: null });

describe('a call', () => {
  it('changes the model and is answered as AWS answers it', async () => {
    const endpoint = await start();
    const answer = await talk(
      endpoint.port,
      bytesOf(signed(iamCall(endpoint.port, 'CreateUser', { UserName: 'lucy' }))),
    );
    expect(answer.status).toBe(200);
    expect(answer.body).toMatch(/^<CreateUserResponse xmlns="https:\/\/iam\.amazonaws\.com\/doc\/2010-05-08\/">/);
    expect(answer.headers['x-amzn-requestid']).toMatch(/^[\da-f-]{36}$/);
    expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(answer.body)));
    expect(await users(endpoint)).toEqual(['admin', 'lucy']);
    expect(endpoint.records).toMatchObject([{ door: 'endpoint', verdict: 'Allowed', action: 'iam:CreateUser' }]);
  });

  it('reaches the gate with its headers in order, none joined, and its URL as it was sent', async () => {
    const endpoint = await start();
    const target = '/a/../b%2fc//d?x=%7e&x=~';
    const headers: [string, string][] = [
      ['X-One', '1'],
      ['x-two', 'a'],
      ['X-ONE', '2'],
      ['x-name', 'né'],
    ];
    await talk(endpoint.port, bytesOf(wireTo(endpoint.port, { target, headers })));
    const [request] = endpoint.records.map((record) => record.request);
    expect(request?.url).toContain(target);
    expect(request?.headers.filter(([name]) => /^x-/i.test(name))).toEqual(headers);
  });

  it('of an unsigned reader is for S3, with the bucket in the path', async () => {
    const endpoint = await start();
    const answer = await talk(endpoint.port, bytesOf(wireTo(endpoint.port, { target: '/lucy-bucket/key' })));
    expect([answer.status, code(answer.body)]).toEqual([404, 'NoSuchBucket']);
    expect(endpoint.records).toMatchObject([{ action: 's3:GetObject', resource: 'arn:aws:s3:::lucy-bucket/key' }]);
  });

  it('of a federated user without credentials is for STS', async () => {
    const endpoint = await start();
    const body = Buffer.from('Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=a');
    const headers: [string, string][] = [['Content-Type', 'application/x-www-form-urlencoded']];
    const answer = await talk(endpoint.port, bytesOf(wireTo(endpoint.port, { method: 'POST', headers, body })));
    expect(answer.body).toContain('https://sts.amazonaws.com/doc/2011-06-15/');
  });

  it('of HEAD is answered with headers alone', async () => {
    const endpoint = await start();
    const answer = await talk(
      endpoint.port,
      bytesOf(signed(wireTo(endpoint.port, { method: 'HEAD', target: '/no-bucket' }), 's3')),
    );
    expect([answer.status, answer.body]).toEqual([404, '']);
    expect(answer.headers['content-length']).toBeDefined();
  });

  it('may follow another before that one is answered, and is answered after it', async () => {
    const endpoint = await start();
    const both = [
      bytesOf(signed(iamCall(endpoint.port, 'CreateUser', { UserName: 'lucy' })), false),
      bytesOf(signed(iamCall(endpoint.port, 'GetUser', { UserName: 'admin' }))),
    ];
    const { text } = await talk(endpoint.port, Buffer.concat(both));
    expect(text.indexOf('<CreateUserResponse')).toBeGreaterThan(0);
    expect(text.indexOf('<GetUserResponse')).toBeGreaterThan(text.indexOf('<CreateUserResponse'));
  });
});

describe('what comes from elsewhere', () => {
  it.each(['127.0.0.1', '127.0.0.1:9999', 'localhost:4747', 'LOCALHOST', '[::1]:4747'])(
    'is answered for the host %s',
    async (host) => {
      const endpoint = await start();
      expect((await talk(endpoint.port, bytesOf(wireTo(endpoint.port, { host })))).body).not.toContain('Gatehouse');
      expect(endpoint.records).toHaveLength(1);
    },
  );

  // A page's own name can be made to point to 127.0.0.1 after the page was loaded (DNS rebinding).
  it.each([
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example:4747',
    'lucy-bucket.localhost:4747',
    '0.0.0.0',
    '',
  ])('is refused for the host "%s"', async (host) => {
    const endpoint = await start();
    const request = signed({ ...iamCall(endpoint.port, 'CreateUser', { UserName: 'lucy' }), host });
    const answer = await talk(endpoint.port, bytesOf(request));
    expect([answer.status, code(answer.body)]).toEqual([403, 'AccessDenied']);
    expect(endpoint.records).toEqual([]);
  });

  it.each([
    ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['two Hosts', 'GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n'],
    ['an absolute target', 'GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'],
    ['a target that is no path', 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'],
  ])('is refused with %s', async (_, bytes) => {
    const endpoint = await start();
    const answer = await talk(endpoint.port, bytes);
    expect([answer.status, code(answer.body)]).toEqual([400, 'MalformedHttpRequestException']);
    expect(endpoint.records).toEqual([]);
  });

  it.each([
    ['a page’s request', 'POST', [['Origin', 'https://evil.example']]],
    ['a sandboxed page’s request', 'POST', [['Origin', 'null']]],
    ['a page’s image', 'GET', [['Sec-Fetch-Site', 'cross-site']]],
    [
      'a preflight',
      'OPTIONS',
      [
        ['Origin', 'https://evil.example'],
        ['Access-Control-Request-Method', 'PUT'],
      ],
    ],
  ] as [string, string, [string, string][]][])(
    'is refused when it is %s, and lends it nothing',
    async (_, method, headers) => {
      const endpoint = await start();
      for (const target of ['/', '/_gatehouse/reset', '/_gatehouse/decisions']) {
        const answer = await talk(endpoint.port, bytesOf(wireTo(endpoint.port, { method, target, headers })));
        expect(answer.status).toBe(403);
        expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
      }
      expect(endpoint.records).toEqual([]);
    },
  );

  it('is answered when a person opens its address in a browser', async () => {
    const endpoint = await start();
    await talk(endpoint.port, bytesOf(wireTo(endpoint.port, { headers: [['Sec-Fetch-Site', 'none']] })));
    expect(endpoint.records).toHaveLength(1);
  });
});

describe('a body', () => {
  // https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
  it.each([
    ['iam', 33 * 1024 * 1024, 413, 'RequestEntityTooLargeException'],
    ['sts', 5 * 1024 * 1024, 413, 'RequestEntityTooLargeException'],
    ['s3', 101 * 1024 * 1024, 400, 'EntityTooLarge'],
  ])('for %s of %d bytes is refused before it is sent', async (service, length, status, errorCode) => {
    const endpoint = await start();
    const request = signed(wireTo(endpoint.port, { method: 'PUT', target: '/b/k' }), service);
    const head = bytesOf({ ...request, headers: [...request.headers, ['Content-Length', String(length)]] });
    const answer = await talk(endpoint.port, head);
    expect([answer.status, code(answer.body)]).toEqual([status, errorCode]);
    expect(endpoint.records).toEqual([]);
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  it('that is too large for S3 is told how large it may be', async () => {
    const endpoint = await start();
    const headers: [string, string][] = [['Content-Length', '104857601']];
    const { body } = await talk(
      endpoint.port,
      bytesOf(wireTo(endpoint.port, { method: 'PUT', target: '/b/k', headers })),
    );
    expect(body).toContain('<ProposedSize>104857601</ProposedSize><MaxSizeAllowed>104857600</MaxSizeAllowed>');
  });

  it('whose length is not told is refused as soon as it is too large', async () => {
    const endpoint = await start();
    const request = signed(wireTo(endpoint.port, { method: 'POST' }), 'sts');
    const head = bytesOf({ ...request, headers: [...request.headers, ['Transfer-Encoding', 'chunked']] });
    const megabyte = `100000\r\n${'x'.repeat(0x100000)}\r\n`;
    const answer = await talk(endpoint.port, head, ...Array.from({ length: 6 }, () => megabyte), '0\r\n\r\n');
    expect([answer.status, code(answer.body)]).toEqual([413, 'RequestEntityTooLargeException']);
  });

  it('is asked for when the client waits for that', async () => {
    const endpoint = await start();
    const request = signed(iamCall(endpoint.port, 'CreateUser', { UserName: 'lucy' }));
    const bytes = bytesOf({ ...request, headers: [...request.headers, ['Expect', '100-continue']] });
    const socket = connect({ host: '127.0.0.1', port: endpoint.port });
    const all = everything(socket);
    socket.write(bytes.subarray(0, bytes.byteLength - request.body.byteLength));
    await new Promise((resolve) => socket.once('data', resolve));
    socket.write(request.body);
    const text = (await all).toString();
    expect(text.startsWith('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n')).toBe(true);
  });

  it.each([
    [
      'its host is another',
      [
        ['Host', 'evil.example'],
        ['Content-Length', '10'],
      ],
      403,
    ],
    ['it is too large', [['Content-Length', '999999999']], 400],
  ] as [string, [string, string][], number][])('is not asked for when %s', async (_, headers, status) => {
    const endpoint = await start();
    const request = wireTo(endpoint.port, {
      method: 'PUT',
      target: '/b/k',
      headers: [...headers, ['Expect', '100-continue']],
    });
    const answer = await talk(endpoint.port, bytesOf(request));
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain('100 Continue');
  });

  it('that is compressed is signed as it was sent, and read as it was before', async () => {
    const endpoint = await start();
    const form = iamCall(endpoint.port, 'CreateUser', { UserName: 'lucy' }).body;
    expect((await talk(endpoint.port, bytesOf(encoded(endpoint, gzipSync(form))))).status).toBe(200);
    expect(await users(endpoint)).toContain('lucy');
  });

  it.each([
    ['is not what it says', Buffer.from('no gzip'), 'gzip', 400, 'MalformedHttpRequestException'],
    ['is compressed in a way that AWS does not know', Buffer.from('x'), 'br', 400, 'MalformedHttpRequestException'],
    ['grows too large', gzipSync(new Uint8Array(64 * 1024 * 1024)), 'gzip', 413, 'RequestEntityTooLargeException'],
  ])('that %s is refused', async (_, body, encoding, status, errorCode) => {
    const endpoint = await start();
    const answer = await talk(endpoint.port, bytesOf(encoded(endpoint, body, encoding)));
    expect([answer.status, code(answer.body)]).toEqual([status, errorCode]);
    expect(await users(endpoint)).toEqual(['admin']);
  });
});

describe('bytes that are no request', () => {
  it.each([
    ['no HTTP', 'hello\r\n\r\n', 'BadRequest'],
    ['TLS', '\u0016\u0003\u0001\u0002\u0000', 'BadRequest'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      'BadRequest',
    ],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      'BadRequest',
    ],
    ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n', 'BadRequest'],
    [
      'headers without end',
      `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`,
      'RequestHeaderSectionTooLarge',
    ],
  ])('(%s) are answered in XML, and the connection ends', async (_, bytes, errorCode) => {
    const endpoint = await start();
    const answer = await talk(endpoint.port, bytes);
    expect([answer.status, answer.headers['content-type'], answer.headers['connection']]).toEqual([
      400,
      'application/xml',
      'close',
    ]);
    expect(code(answer.body)).toBe(errorCode);
    expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(answer.body)));
    expect(endpoint.reported).toEqual([]);
  });
});

describe('a client that', () => {
  const quick = { headersMs: 100, requestMs: 200 };

  it.each([
    ['its head', 'GET / HTTP/1.1\r\nHost: localhost\r\n'],
    ['its body', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nx'],
  ])('does not finish %s is not waited for', async (_, bytes) => {
    const endpoint = await start({ limits: quick });
    const answer = await talk(endpoint.port, bytes);
    expect([answer.status, code(answer.body)]).toEqual([400, 'RequestTimeout']);
    expect([endpoint.records, endpoint.reported]).toEqual([[], []]);
  });

  it('is one too many has no place', async () => {
    const endpoint = await start({ limits: { connections: 2 } });
    const idle = [0, 1].map(() => connect({ host: '127.0.0.1', port: endpoint.port }));
    onTestFinished(() => idle.forEach((socket) => socket.destroy()));
    await Promise.all(idle.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    expect((await talk(endpoint.port, 'GET / HTTP/1.1\r\n')).text).toBe('');
  });

  it('sends more than all may hold together is told to wait', async () => {
    const endpoint = await start({ limits: { bufferedBytes: 1_000 } });
    const put = wireTo(endpoint.port, { method: 'PUT', target: '/b/k', body: new Uint8Array(2_000) });
    const s3 = await talk(endpoint.port, bytesOf(put));
    const iam = await talk(endpoint.port, bytesOf(signed({ ...put, target: '/' })));
    expect([s3.status, code(s3.body)]).toEqual([503, 'SlowDown']);
    expect([iam.status, code(iam.body)]).toEqual([400, 'ThrottlingException']);
    // What was held before is not held any more.
    const small = await talk(endpoint.port, bytesOf(signed(iamCall(endpoint.port, 'GetUser'))));
    expect(small.status).toBe(200);
  });

  it('goes away in the middle of its request changes nothing, and is no fault', async () => {
    const endpoint = await start();
    const bytes = bytesOf(signed(iamCall(endpoint.port, 'CreateUser', { UserName: 'lucy' })));
    const socket = connect({ host: '127.0.0.1', port: endpoint.port });
    socket.write(bytes.subarray(0, -3));
    await sleep(50);
    socket.destroy();
    await sleep(50);
    expect(await users(endpoint)).toEqual(['admin']);
    expect([endpoint.records, endpoint.reported]).toEqual([[], []]);
    expect((await talk(endpoint.port, bytes)).status).toBe(200);
  });

  it('does not wait for the answer has what it asked for done, whole', async () => {
    const endpoint = await start();
    const socket = connect({ host: '127.0.0.1', port: endpoint.port });
    socket.write(bytesOf(signed(iamCall(endpoint.port, 'CreateUser', { UserName: 'lucy' }))), () => socket.destroy());
    await expect.poll(() => users(endpoint)).toEqual(['admin', 'lucy']);
    expect(endpoint.reported).toEqual([]);
  });
});

describe('64 requests at once', () => {
  it('change the model one at a time: of those for the same name one is done', async () => {
    const endpoint = await start();
    const answers = await Promise.all(
      Array.from({ length: 64 }, () =>
        talk(endpoint.port, bytesOf(signed(iamCall(endpoint.port, 'CreateUser', { UserName: 'lucy' })))),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => code(body) === 'EntityAlreadyExists')).toHaveLength(63);
    expect(await users(endpoint)).toEqual(['admin', 'lucy']);
  });

  it('lose nothing of each other: every key that was made works', async () => {
    const endpoint = await start();
    const names = Array.from({ length: 32 }, (_, at) => `user-${at}`);
    const send = (action: string, parameters: Record<string, string>) =>
      talk(endpoint.port, bytesOf(signed(iamCall(endpoint.port, action, parameters))));
    await Promise.all(names.map((UserName) => send('CreateUser', { UserName })));
    const keys = await Promise.all(
      names.flatMap((UserName) => [1, 2].map(() => send('CreateAccessKey', { UserName }))),
    );
    expect(keys.map(({ status }) => status)).toEqual(keys.map(() => 200));
    const model = await endpoint.workspace.during(async ({ workspace }) => workspace.model.list('user'));
    expect(model).toHaveLength(33);
    const made = keys.map(({ body }) => /<AccessKeyId>(\w+)</.exec(body)?.[1]);
    const held = model.flatMap(({ accessKeys }) => accessKeys.map(({ accessKeyId }) => accessKeyId));
    expect(held.toSorted()).toEqual([...made, 'AKIAIOSFODNN7EXAMPLE'].toSorted());
    expect(endpoint.records.map(({ sequence }) => sequence)).toEqual(endpoint.records.map((_, at) => at + 1));
  });
});

describe('a fault', () => {
  // https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
  // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  it.each([
    ['iam', 'text/xml', '<Type>Receiver</Type><Code>InternalFailure</Code>'],
    ['s3', 'application/xml', '<Code>InternalError</Code>'],
    ['dynamodb', 'application/x-amz-json-1.0', '"__type":"InternalFailure"'],
  ])(
    'of our own is answered as %s answers, with a request ID and no word of what it was',
    async (service, type, text) => {
      const endpoint = await start({ served: failing(new Error('the secret is plum')) });
      const answer = await talk(endpoint.port, bytesOf(signed(wireTo(endpoint.port), service)));
      expect([answer.status, answer.headers['content-type']]).toEqual([500, type]);
      expect(answer.body).toContain(text);
      expect(answer.text).not.toContain('plum');
      expect(answer.headers['x-amzn-requestid'] ?? answer.headers['x-amz-request-id']).toMatch(/^[\dA-Fa-f-]{16,36}$/);
      expect(endpoint.reported).toHaveLength(1);
    },
  );

  it('that a person can mend says how', async () => {
    const fault = new GatehouseError('NoWorkspaceOpen', 'No workspace is open.', { mend: 'Open one.' });
    const endpoint = await start({ served: failing(fault) });
    const answer = await talk(endpoint.port, bytesOf(signed(iamCall(endpoint.port, 'GetUser'))));
    expect([answer.status, code(answer.body)]).toEqual([503, 'ServiceUnavailable']);
    expect(answer.body).toContain('<Message>No workspace is open. Open one.</Message>');
    expect(endpoint.reported).toEqual([]);
  });
});

describe('closing', () => {
  it('waits for the request under way, and takes no other', async () => {
    const begun = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const backing = await start();
    const endpoint = await start({
      served: {
        reset: null,
        during: async (work) => {
          begun.resolve();
          await go.promise;
          return backing.workspace.during(work);
        },
      },
    });
    const answer = talk(endpoint.port, bytesOf(signed(iamCall(endpoint.port, 'GetUser')), false));
    await begun.promise;
    const closed = endpoint.close();
    expect((await talk(endpoint.port, bytesOf(wireTo(endpoint.port)))).text).toBe('');
    go.resolve();
    expect((await answer).status).toBe(200);
    await closed;
  });

  it('does not wait for a client that sends nothing', async () => {
    const endpoint = await start({ limits: { closingMs: 100 } });
    const socket = connect({ host: '127.0.0.1', port: endpoint.port });
    const end = everything(socket);
    socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n');
    await sleep(50);
    await endpoint.close();
    expect(parseAnswer(await end).status).toBe(0);
  });
});
