import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { PROJECT, ended, runGatehouse, startGatehouse } from './run-gatehouse.ts';

const IDENTITY = [
  { name: 'p', document: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:Get*', Resource: '*' } } },
];
const ACTIONS = ['s3:GetObject', 's3:PutObject'];

function line(index: number): string {
  return JSON.stringify({
    id: index,
    request: {
      principal: 'arn:aws:iam::123456789012:user/lucy',
      action: ACTIONS[index % 2],
      resource: `arn:aws:s3:::shop/${index}`,
    },
    policies: { identity: IDENTITY },
  });
}

function lines(count: number): string {
  let text = '';
  for (let index = 1; index <= count; index += 1) text += `${line(index)}\n`;
  return text;
}

function answers(out: string): { id: unknown; decision?: string; error?: { line: number } }[] {
  return out
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text) as { id: unknown; decision?: string; error?: { line: number } });
}

describe('evaluate', { timeout: 120_000 }, () => {
  it('keeps the order of 200,000 lines in several threads, and counts lines over all of them', async () => {
    const count = 200_000;
    const { code, out, err } = await runGatehouse(['evaluate', '--threads', '3'], `${lines(count)}{\n`);
    expect([code, err]).toEqual([1, '']);
    const answered = answers(out);
    const last = answered.pop();
    expect(answered).toHaveLength(count);
    const misplaced = answered.findIndex(
      ({ id, decision }, index) =>
        id !== index + 1 || decision !== ((index + 1) % 2 === 0 ? 'Allowed' : 'ImplicitlyDenied'),
    );
    expect(misplaced).toBe(-1);
    expect(last).toMatchObject({ id: null, error: { line: count + 1 } });
  });

  it.each([
    ['one thread', []],
    ['a number', ['--threads', '2']],
    ['a number behind an equals sign', ['--threads=2']],
    ['all cores', ['--threads']],
    ['all cores, before another option', ['--threads', '--explain']],
  ])('ends with 0 when every line was decided, with %s', async (_how, options) => {
    const { code, out, err } = await runGatehouse(['evaluate', ...options], lines(5));
    expect([code, err]).toEqual([0, '']);
    expect(answers(out).map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
  });

  it.each(['0', 'many', '-1', '257', ''])('refuses --threads=%s', async (count) => {
    const { code, out, err } = await runGatehouse(['evaluate', `--threads=${count}`], '');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`--threads takes a number from 1 to 256, not ${count}.`);
  });

  it.each([[[]], [['--threads', '2']]])('answers each line as it comes (%j)', async (options) => {
    const child = startGatehouse(['evaluate', ...options]);
    child.stdout.setEncoding('utf8');
    for (const index of [1, 2, 3]) {
      child.stdin.write(`${line(index)}\n`);
      const [text] = (await once(child.stdout, 'data')) as [string];
      expect(answers(text)).toMatchObject([{ id: index }]);
    }
    child.stdin.end();
    expect((await ended(child)).code).toBe(0);
  });

  it.each([[[]], [['--threads', '2']]])('ends quietly when its reader has enough (%j)', async (options) => {
    const child = startGatehouse(['evaluate', ...options]);
    child.stdin.on('error', () => {});
    const end = ended(child);
    child.stdout.once('data', () => child.stdout.destroy());
    child.stdin.end(lines(100_000));
    expect(await end).toMatchObject({ code: 0, err: '' });
  });

  it('says so, and ends with 1, when a thread cannot read the reference data', async () => {
    const folder = copyOfProject();
    mkdirSync(join(folder, 'out', 'data'), { recursive: true });
    writeFileSync(join(folder, 'out', 'data', 'service-reference.json.gz'), 'not this');
    const { code, out, err } = await runIn(folder, ['--threads', '2'], lines(1));
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain("AWS's reference data could not be read.");
  });
});

/** What a process holds, in bytes. Linux alone tells. */
function residentBytes(pid: number | undefined): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}

const MEGABYTE = 1024 * 1024;

/** Writes lines for as long as the process takes them. */
function writeForever(child: ChildProcessWithoutNullStreams): { bytes: number; stop: () => boolean } {
  const text = lines(1000);
  const writing = { bytes: 0, stop: () => child.kill('SIGKILL') };
  const write = (): void => {
    let takesMore = true;
    while (takesMore) {
      takesMore = child.stdin.write(text);
      writing.bytes += text.length;
    }
    child.stdin.once('drain', write);
  };
  child.stdin.on('error', () => {});
  write();
  return writing;
}

describe.skipIf(process.platform !== 'linux')('the memory of evaluate', { timeout: 120_000 }, () => {
  it('is not filled with answers that nobody reads: the input is left waiting', async () => {
    const child = startGatehouse(['evaluate', '--threads', '2']);
    const writing = writeForever(child);
    await once(child.stdout, 'readable');
    let taken = 0;
    while (taken < writing.bytes) {
      taken = writing.bytes;
      expect(taken).toBeLessThan(64 * MEGABYTE);
      await wait(1500);
    }
    writing.stop();
  });

  it.each([[[]], [['--threads', '2']]])('is the same after 50 MB as after 200 MB (%j)', async (options) => {
    const child = startGatehouse(['evaluate', ...options]);
    const writing = writeForever(child);
    const residentAfter: number[] = [];
    let read = 0;
    for await (const bytes of child.stdout) {
      read += (bytes as Buffer).length;
      // An answer has about half the length of its line.
      const input = read * 2;
      if (input > 50 * MEGABYTE && residentAfter.length === 0) residentAfter.push(residentBytes(child.pid));
      if (input > 200 * MEGABYTE) break;
    }
    const late = residentBytes(child.pid);
    writing.stop();
    expect(late - (residentAfter[0] ?? 0)).toBeLessThan(100 * MEGABYTE);
  });

  it('holds no line of 100 MB', async () => {
    const child = startGatehouse(['evaluate']);
    const end = ended(child);
    child.stdin.write(lines(1));
    await once(child.stdout, 'data');
    const before = residentBytes(child.pid);
    const piece = 'x'.repeat(MEGABYTE);
    for (let index = 0; index < 100; index += 1) if (!child.stdin.write(piece)) await once(child.stdin, 'drain');
    const held = residentBytes(child.pid);
    child.stdin.end(`\n${line(3)}\n`);
    const { code, out } = await end;
    expect(code).toBe(1);
    expect(answers(out)).toMatchObject([{ id: 1 }, { id: null, error: { line: 2 } }, { id: 3 }]);
    expect(held - before).toBeLessThan(80 * MEGABYTE);
  });
});

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** The project as a fresh clone has it after `npm ci`: nothing is built. */
function copyOfProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-clone-'));
  folders.push(folder);
  for (const part of ['src-main', 'src-shared', 'build', 'package.json']) {
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

function runIn(folder: string, options: readonly string[], stdin: string): ReturnType<typeof ended> {
  const program = ['--disable-warning=ExperimentalWarning', join(folder, 'src-main', 'cli', 'gatehouse.ts')];
  const child = spawn(process.execPath, [...program, 'evaluate', ...options], { cwd: tmpdir() });
  child.stdin.end(stdin);
  return ended(child);
}

describe('evaluate in a fresh clone', { timeout: 120_000 }, () => {
  it('extracts the reference data first, whatever the working folder is, and says so on standard error alone', async () => {
    const folder = copyOfProject();
    const first = await runIn(folder, [], lines(2));
    expect(first).toMatchObject({ code: 0, err: expect.stringContaining("Extracting AWS's reference data") as string });
    expect(answers(first.out).map(({ id }) => id)).toEqual([1, 2]);
    expect(existsSync(join(folder, 'out', 'data', 'service-reference.json.gz'))).toBe(true);
    expect(await runIn(folder, [], lines(2))).toEqual({ ...first, err: '' });
  });
});
