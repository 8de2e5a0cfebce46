import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bytesOf, iamCall, signed, wireTo } from '../fixtures/raw-http.ts';
import type { WireRequest } from '../../src-main/request/wire-request.ts';
import type { BenchRow } from './run.ts';

const WARM_UP_MS = 1_500;
const ROUND_MS = 4_000;
const MEMORY_REQUESTS = 20_000;

/**
 * What a client sees of the endpoint, which runs in a process of its own, over HTTP with keep-alive: requests a second,
 * and how long half of them and all but one in a hundred took, for one client and for 32 at once. The signature is
 * checked, policies are evaluated, and the record is in the timeline of a workspace file.
 * `endpoint/memory after N` is the resident set of that process. @param requests how many that are.
 */
export async function endpointBench(requests = MEMORY_REQUESTS): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  const { child, port } = await startServer(folder);
  const rows: BenchRow[] = [];
  try {
    const form = Buffer.from('Action=GetCallerIdentity&Version=2011-06-15');
    const headers: [string, string][] = [['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8']];
    const cases: [string, WireRequest][] = [
      ['GetCallerIdentity', signed(wireTo(port, { method: 'POST', headers, body: form }), 'sts')],
      ['GetUser', signed(iamCall(port, 'GetUser', { UserName: 'admin' }))],
    ];
    for (const [name, request] of cases) {
      const bytes = bytesOf(request, false);
      await load(port, bytes, 32, { ms: WARM_UP_MS });
      for (const clients of [1, 32]) {
        const times = await load(port, bytes, clients, { ms: ROUND_MS });
        const label = `endpoint/${name}, ${clients} ${clients === 1 ? 'client' : 'clients'}`;
        rows.push(
          { name: label, perSecond: (times.length * 1000) / ROUND_MS },
          { name: `${label}, p50`, ms: percentile(times, 0.5) },
          { name: `${label}, p99`, ms: percentile(times, 0.99) },
        );
      }
    }
    const before = residentBytes(child);
    // Signatures last for 15 minutes, so long runs are signed anew.
    for (let sent = 0; sent < requests; sent += 10_000) {
      const bytes = bytesOf(signed(iamCall(port, 'GetUser', { UserName: 'admin' })), false);
      await load(port, bytes, 32, { requests: Math.min(10_000, requests - sent) });
    }
    rows.push(
      { name: 'endpoint/memory before', bytes: before },
      { name: `endpoint/memory after ${requests.toLocaleString('en')}`, bytes: residentBytes(child) },
    );
  } finally {
    child.disconnect();
    await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}

async function startServer(folder: string): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(join(import.meta.dirname, 'endpoint-server.ts'), [folder], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const { stdout } = child;
  if (stdout === null) throw new Error('The endpoint has no output.');
  const [line] = await Promise.race([
    once(createInterface(stdout), 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error('The endpoint ended before it was ready.'))),
  ]);
  return { child, port: Number(line) };
}

/**
 * Sends the same bytes over so many connections, each request after the answer to the one before.
 * @returns how long each took, in milliseconds.
 */
async function load(
  port: number,
  bytes: Buffer,
  clients: number,
  until: { readonly ms: number } | { readonly requests: number },
): Promise<number[]> {
  const times: number[] = [];
  const end = 'ms' in until ? performance.now() + until.ms : Infinity;
  const most = 'requests' in until ? until.requests : Infinity;
  let begun = 0;
  const client = async (): Promise<void> => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    await once(socket, 'connect');
    while (performance.now() < end && begun < most) {
      begun += 1;
      const started = performance.now();
      await exchange(socket, bytes);
      times.push(performance.now() - started);
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: clients }, client));
  return times;
}

/** Sends one request and reads its whole answer, with as little work as can be: the client shares the machine. */
function exchange(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    let whole = Infinity;
    const take = (piece: Buffer): void => {
      text += piece.toString('latin1');
      if (whole === Infinity) {
        const head = text.indexOf('\r\n\r\n');
        if (head < 0) return;
        if (!text.startsWith('HTTP/1.1 200 ')) return reject(new Error(text));
        whole = head + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, head + 2))?.[1]);
      }
      if (text.length < whole) return;
      socket.off('data', take);
      resolve();
    };
    socket.on('data', take);
    socket.write(bytes);
  });
}

function percentile(times: readonly number[], share: number): number {
  return times.toSorted((left, right) => left - right)[Math.floor((times.length - 1) * share)] ?? 0;
}

/** What of a process is in memory, as the operating system counts it. */
function residentBytes({ pid }: ChildProcess): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
}
