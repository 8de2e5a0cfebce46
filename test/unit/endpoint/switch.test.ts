import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { RecordSummary } from '../../../src-shared/decision/record.ts';
import { startLab, type TestLab } from '../../fixtures/lab.ts';
import { bytesOf, talk, wireTo } from '../../fixtures/raw-http.ts';

let lab: TestLab;

beforeEach(async () => {
  lab = await startLab();
});
afterEach(() => lab.close());

/** A port that nothing listens on. */
async function freePort(): Promise<number> {
  const { port, close } = await occupiedPort();
  await close();
  return port;
}

async function occupiedPort(): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { port: typeof address === 'object' && address !== null ? address.port : 0, close };
}

describe('the endpoint of the app', () => {
  it('is off until it is turned on, at the default port', async () => {
    expect(await lab.client.call('endpoint.status', {})).toEqual({ url: null, port: 4747 });
  });

  it('tells that it is on and off, and remembers its port', async () => {
    const told: unknown[] = [];
    lab.client.on('endpoint.changed', (status) => told.push(status));
    const port = await freePort();
    const on = { url: `http://127.0.0.1:${port}`, port };
    expect(await lab.client.call('endpoint.start', { port })).toEqual(on);
    expect(await lab.client.call('endpoint.start', { port: 4748 })).toEqual(on);
    expect(await lab.client.call('endpoint.stop', {})).toEqual({ url: null, port });
    expect(told).toEqual([on, { url: null, port }]);
    lab = await lab.restart();
    expect(await lab.client.call('endpoint.status', {})).toEqual({ url: null, port });
  });

  it('says that its port is taken, and what to do, and stays off', async () => {
    const { port, close } = await occupiedPort();
    onTestFinished(close);
    await expect(lab.client.call('endpoint.start', { port })).rejects.toMatchObject({
      code: 'PortInUse',
      message: `Port ${port} is in use by another program.`,
      details: { mend: 'End that program, or choose another port here.' },
    });
    expect(await lab.client.call('endpoint.status', {})).toEqual({ url: null, port: 4747 });
  });

  it('answers for the workspace that is open, and tells the timeline at once', async () => {
    const port = await freePort();
    await lab.client.call('endpoint.start', { port });
    const ask = () => talk(port, bytesOf(wireTo(port, { target: '/gatehouse-shop-catalogue' })));

    const closed = await ask();
    expect(closed.status).toBe(503);
    expect(closed.body).toContain('No workspace is open.');

    await lab.client.call('credentialStore.useMemory', {});
    await lab.client.call('workspace.openSample', {});
    const told: RecordSummary[] = [];
    lab.client.on('timeline.recorded', ({ summary }) => told.push(summary));
    expect((await ask()).status).toBe(403);
    expect(told).toMatchObject([{ door: 'endpoint', action: 's3:ListBucket', verdict: 'ImplicitlyDenied' }]);

    await lab.client.call('workspace.close', {});
    expect((await ask()).status).toBe(503);
  });

  it('ends with the app', async () => {
    const port = await freePort();
    await lab.client.call('endpoint.start', { port });
    await lab.gatehouse.close();
    expect((await talk(port, bytesOf(wireTo(port)))).text).toBe('');
  });
});
