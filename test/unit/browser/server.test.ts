import { mkdtemp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { MAX_FRAME_BYTES, startBrowserMode, type BrowserMode } from '../../../src-main/browser/server.ts';
import { systemRandom } from '../../../src-main/random.ts';
import { NONCE_PLACEHOLDER } from '../../../src-main/renderer-files/content-security-policy.ts';
import { GatehouseError } from '../../../src-shared/errors.ts';
import { contractStub, type ContractStub } from './contract-stub.ts';

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

let rendererFolder: string;
let stub: ContractStub;
let browserMode: BrowserMode;
let unforeseen: unknown[];

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-server-'));
  rendererFolder = join(folder, 'renderer');
  await mkdir(join(rendererFolder, 'assets'), { recursive: true });
  await writeFile(join(rendererFolder, 'index.html'), `<meta nonce="${NONCE_PLACEHOLDER}"><title>Gatehouse</title>`);
  await writeFile(join(rendererFolder, 'assets', 'index-B1.js'), 'export {};');
  await writeFile(join(rendererFolder, 'assets', '.hidden.js'), 'hidden');
  await writeFile(join(folder, 'outside.js'), 'outside');
  await symlink(join(folder, 'outside.js'), join(rendererFolder, 'link.js'));
});

beforeEach(async () => {
  stub = contractStub();
  unforeseen = [];
  browserMode = await startBrowserMode({
    gatehouse: stub,
    rendererFolder,
    port: 0,
    random: systemRandom,
    report: (error) => unforeseen.push(error),
  });
});

afterEach(() => browserMode.close());

function ask(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port: browserMode.port,
        path,
        method: options.method ?? 'GET',
        headers: options.headers ?? {},
      },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      },
    );
    request.on('error', reject);
    request.end(options.body);
  });
}

const ownHost = () => `127.0.0.1:${browserMode.port}`;
const token = () => new URLSearchParams(new URL(browserMode.url).hash.slice(1)).get('token') ?? '';

function exchange(given: string, headers: Record<string, string> = {}): Promise<Answer> {
  const body = JSON.stringify({ token: given });
  return ask('/session', {
    method: 'POST',
    headers: { origin: `http://${ownHost()}`, 'content-length': String(Buffer.byteLength(body)), ...headers },
    body,
  });
}

async function cookie(): Promise<string> {
  const answer = await exchange(token());
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

/** Opens a WebSocket; answers with it, or with the HTTP status that refused it. */
function openSocket(headers: Record<string, string>, path = '/contract'): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${browserMode.port}${path}`, { headers });
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', reject);
  });
}

async function admittedSocket(): Promise<WebSocket> {
  const socket = await openSocket({ origin: `http://${ownHost()}`, cookie: await cookie() });
  if (typeof socket === 'number') throw new Error(`Refused with ${socket}`);
  return socket;
}

function nextMessage(socket: WebSocket): Promise<unknown> {
  return new Promise((resolve) => {
    socket.once('message', (data: Buffer) => resolve(JSON.parse(data.toString('utf8'))));
  });
}

describe('the address', () => {
  it('names 127.0.0.1 and carries the token in its fragment, which no request sends', () => {
    expect(browserMode.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
  });

  it('that is taken already is refused with the port and the mend', async () => {
    const start = startBrowserMode({
      gatehouse: stub,
      rendererFolder,
      port: browserMode.port,
      random: systemRandom,
      report: () => {},
    });
    await expect(start).rejects.toMatchObject({
      code: 'PortInUse',
      message: `Port ${browserMode.port} is in use by another program.`,
      place: ownHost(),
      mend: expect.stringContaining('--port') as string,
    });
    await expect(start).rejects.toBeInstanceOf(GatehouseError);
  });

  it('is free again once browser mode has ended', async () => {
    const { port } = browserMode;
    await admittedSocket();
    await browserMode.close();
    const probe: Server = createServer();
    await new Promise<void>((resolve, reject) => {
      probe.on('error', reject);
      probe.listen(port, '127.0.0.1', resolve);
    });
    expect(probe.listening).toBe(true);
    probe.close();
  });
});

describe('the files', () => {
  it('are served with a policy that allows no inline script', async () => {
    const { status, headers } = await ask('/');
    expect(status).toBe(200);
    const policy = headers['content-security-policy'] as string;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain(`connect-src 'self' ws://${ownHost()}`);
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  it('have a new nonce in page and policy at each load', async () => {
    const nonces = [];
    for (let load = 0; load < 2; load += 1) {
      const { body, headers } = await ask('/');
      const nonce = /nonce="([^"]+)"/.exec(body)?.[1];
      expect(headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
      nonces.push(nonce);
    }
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('that the build made are there with their type', async () => {
    const { status, headers, body } = await ask('/assets/index-B1.js');
    expect([status, headers['content-type'], body]).toEqual([200, 'text/javascript; charset=utf-8', 'export {};']);
  });

  it.each([
    ['a parent folder', '/../outside.js'],
    ['a parent folder below a folder', '/assets/../../outside.js'],
    ['an encoded parent folder', '/%2e%2e/outside.js'],
    ['an encoded slash', '/..%2foutside.js'],
    ['a backslash', '/..%5coutside.js'],
    ['a link that leads out', '/link.js'],
    ['a hidden file', '/assets/.hidden.js'],
    ['a NUL byte', '/index.html%00.js'],
    ['a broken percent-encoding', '/%zz'],
    ['a folder', '/assets'],
    ['an absolute file', '//etc/passwd'],
    ['nothing', '/none.js'],
  ])('are not served through %s', async (_what, path) => {
    const { status, body } = await ask(path);
    expect([status, body]).toEqual([404, 'Not found.\n']);
  });

  it.each(['PUT', 'DELETE', 'OPTIONS', 'POST'])('are not to be had by %s', async (method) => {
    const { status, headers } = await ask('/', { method });
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
  });
});

describe('the Host header', () => {
  it.each([
    ['127.0.0.1 with the port', () => ownHost(), 200],
    ['localhost with the port', () => `localhost:${browserMode.port}`, 200],
    ['a name that was rebound to 127.0.0.1', () => `evil.example:${browserMode.port}`, 403],
    ['a name that only begins like it', () => `127.0.0.1.evil.example:${browserMode.port}`, 403],
    ['another port', () => '127.0.0.1:1', 403],
    ['no port', () => '127.0.0.1', 403],
  ])('%s', async (_what, host, status) => {
    expect((await ask('/', { headers: { host: host() } })).status).toBe(status);
  });
});

describe('the token', () => {
  it('is exchanged for a cookie that scripts and other sites cannot use', async () => {
    const answer = await exchange(token());
    expect(answer.status).toBe(204);
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^gatehouse-${browserMode.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    );
  });

  it('is not itself the cookie', async () => {
    expect(await cookie()).not.toContain(token());
  });

  it('can be exchanged again, for a second browser', async () => {
    expect((await exchange(token())).status).toBe(204);
    expect((await exchange(token())).status).toBe(204);
  });

  it.each([
    ['another', () => 'x'.repeat(43)],
    ['a part of it', () => token().slice(0, 42)],
    ['an empty one', () => ''],
  ])('is refused when it is %s', async (_what, given) => {
    const answer = await exchange(given());
    expect([answer.status, answer.headers['set-cookie']]).toEqual([401, undefined]);
  });

  it('is refused from a page of another origin', async () => {
    expect((await exchange(token(), { origin: 'http://evil.example' })).status).toBe(403);
  });

  it('is refused in a body that is larger than a token can be', async () => {
    expect((await exchange('x'.repeat(2000))).status).toBe(413);
  });

  it('is refused in a body that is not JSON', async () => {
    const headers = { origin: `http://${ownHost()}`, 'content-length': '5' };
    expect((await ask('/session', { method: 'POST', headers, body: 'token' })).status).toBe(401);
  });

  it('leaves a browser that can see whether it is still admitted', async () => {
    expect((await ask('/session')).status).toBe(401);
    expect((await ask('/session', { headers: { cookie: `other=1; ${await cookie()}` } })).status).toBe(204);
  });
});

describe('the WebSocket', () => {
  it.each([
    ['without a cookie', () => ({ origin: `http://${ownHost()}` }), 401],
    ['with a wrong cookie', () => ({ origin: `http://${ownHost()}`, cookie: `gatehouse-${browserMode.port}=x` }), 401],
  ])('is refused %s', async (_what, headers, status) => {
    expect(await openSocket(headers())).toBe(status);
  });

  it.each([
    ['from another origin', { origin: 'http://evil.example' }],
    ['from another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['without an origin', {}],
    ['to another host', { host: 'evil.example', origin: 'http://evil.example' }],
  ])('is refused %s, the cookie notwithstanding', async (_what, headers: Record<string, string>) => {
    expect(await openSocket({ ...headers, cookie: await cookie() })).toBe(403);
  });

  it('is not to be had at another path', async () => {
    const headers = { origin: `http://${ownHost()}`, cookie: await cookie() };
    expect(await openSocket(headers, '/')).toBe(404);
  });

  it('answers each call under its ID', async () => {
    const socket = await admittedSocket();
    socket.send(JSON.stringify({ id: 7, name: 'app.setTheme', input: { theme: 'dark' } }));
    expect(await nextMessage(socket)).toEqual({ id: 7, reply: { ok: true, value: {} } });
    expect(stub.calls).toEqual([{ name: 'app.setTheme', input: { theme: 'dark' } }]);
  });

  it('answers input that the contract forbids with the field, and does not call', async () => {
    const socket = await admittedSocket();
    socket.send(JSON.stringify({ id: 1, name: 'app.setTheme', input: { theme: 'pink' } }));
    expect(await nextMessage(socket)).toMatchObject({
      id: 1,
      reply: { ok: false, error: { code: 'InvalidInput', details: { place: 'app.setTheme.theme' } } },
    });
    expect(stub.calls).toEqual([]);
  });

  it.each([
    ['no JSON', '{', null],
    ['no object', '[]', null],
    ['a call without a name', '{"id":3}', 3],
    ['a call with more than a call has', '{"id":4,"name":"app.describe","input":{},"more":1}', 4],
  ])('answers %s with an error envelope and stays open', async (_what, text, id) => {
    const socket = await admittedSocket();
    socket.send(text);
    expect(await nextMessage(socket)).toMatchObject({ id, reply: { ok: false, error: { code: 'MalformedFrame' } } });
    socket.send(JSON.stringify({ id: 9, name: 'workspace.close', input: {} }));
    expect(await nextMessage(socket)).toMatchObject({ id: 9, reply: { ok: true } });
  });

  it('answers a fault of the app without telling what it was, and reports it', async () => {
    const fault = new Error('the secret is hunter2');
    stub.failWith(fault);
    const socket = await admittedSocket();
    socket.send(JSON.stringify({ id: 1, name: 'workspace.close', input: {} }));
    const answer = await nextMessage(socket);
    expect(answer).toMatchObject({ reply: { ok: false, error: { code: 'InternalError' } } });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
    expect(unforeseen).toEqual([fault]);
  });

  it('tells every tab of an event, until it is closed', async () => {
    const [first, second] = [await admittedSocket(), await admittedSocket()];
    const both = Promise.all([nextMessage(first), nextMessage(second)]);
    stub.emit('model.changed', { keys: [], label: 'Create user lucy' });
    const event = { event: 'model.changed', payload: { keys: [], label: 'Create user lucy' } };
    expect(await both).toEqual([event, event]);
    first.close();
    await expect.poll(() => stub.listeners()).toBe(1);
  });

  it('takes a file of 64 MB of which every sixth character is a quote', async () => {
    const socket = await admittedSocket();
    const text = '"12345'.repeat((64 * 1024 * 1024) / 6);
    socket.send(
      JSON.stringify({ id: 1, name: 'workspace.previewImport', input: { workId: 'a', fileName: 'a.json', text } }),
    );
    expect(await nextMessage(socket)).toMatchObject({ id: 1, reply: { ok: false, error: { code: 'Stub' } } });
    expect(stub.calls.map((call) => call.name)).toEqual(['workspace.previewImport']);
  });

  it('is closed by a frame above the limit, and the app goes on', async () => {
    const socket = await admittedSocket();
    const closed = new Promise<number>((resolve) => {
      socket.on('close', resolve);
    });
    socket.on('error', () => {});
    socket.send(Buffer.alloc(MAX_FRAME_BYTES + 1, 0x20));
    expect(await closed).toBe(1009);
    expect((await ask('/')).status).toBe(200);
  });
});
