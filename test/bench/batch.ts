import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

interface Row {
  readonly name: string;
  readonly perSecond?: number;
  readonly ms?: number;
  readonly bytes?: number;
}

const LINES = 1_000_000;
const LINES_A_PORTION = 2_000;
const PROJECT = resolve(import.meta.dirname, '..', '..');

const STATEMENTS = [
  { Sid: 'List', Effect: 'Allow', Action: ['s3:ListBucket', 's3:GetBucketLocation'], Resource: 'arn:aws:s3:::shop' },
  { Sid: 'Read', Effect: 'Allow', Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: 'arn:aws:s3:::shop/*' },
  { Sid: 'Keep', Effect: 'Deny', Action: 's3:DeleteObject*', Resource: 'arn:aws:s3:::shop/ledger/*' },
];
const POLICIES = { identity: [{ name: 'simple', document: { Version: '2012-10-17', Statement: STATEMENTS } }] };
const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'];

/** The case that the evaluator's `simple` decides, with another resource, action and address in each line. */
function caseLine(index: number): string {
  return JSON.stringify({
    id: String(index),
    request: {
      principal: 'arn:aws:iam::123456789012:user/lucy',
      action: ACTIONS[index % ACTIONS.length],
      resource: `arn:aws:s3:::shop/${index % 2 === 0 ? 'orders' : 'ledger'}/${index}.json`,
      resourceAccount: '123456789012',
      context: { 'aws:SourceIp': `203.0.113.${index % 256}` },
    },
    policies: POLICIES,
  });
}

function* portions(): Generator<string> {
  for (let start = 0; start < LINES; start += LINES_A_PORTION) {
    let text = '';
    for (let index = start; index < start + LINES_A_PORTION; index += 1) text += `${caseLine(index)}\n`;
    yield text;
  }
}

/** Linux alone tells what a process held at most. */
function peakBytes(pid: number | undefined): number | null {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}

/** Runs the command on a file, its answers going into another. */
async function run(
  casesFile: string,
  answersFile: string,
  threads: number,
): Promise<{ ms: number; peak: number | null }> {
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(PROJECT, 'src-main', 'cli', 'gatehouse.ts'),
      'evaluate',
      `--threads=${threads}`,
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  let peak: number | null = null;
  const watch = setInterval(() => (peak = peakBytes(child.pid) ?? peak), 50);
  const ended = new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('exit', done);
  });
  await Promise.all([
    pipeline(createReadStream(casesFile, { highWaterMark: 1024 * 1024 }), child.stdin),
    pipeline(child.stdout, createWriteStream(answersFile)),
  ]);
  const code = await ended;
  clearInterval(watch);
  if (code !== 0) throw new Error(`evaluate ended with ${code}.`);
  return { ms: performance.now() - start, peak };
}

/** A run that answered wrongly is not worth measuring. */
async function mustBeInOrder(answersFile: string): Promise<void> {
  let index = 0;
  for await (const line of createInterface({ input: createReadStream(answersFile) })) {
    const decision = index % 3 === 0 ? 'Allowed' : index % 3 === 2 && index % 2 === 1 ? 'Explicitly' : 'Implicitly';
    if (!line.startsWith(`{"id":"${index}","decision":"${decision}`)) throw new Error(`Wrong answer: ${line}`);
    index += 1;
  }
  if (index !== LINES) throw new Error(`There are ${index} answers.`);
}

/** The batch format end to end: a million lines through a process of its own, with one thread and with all cores. */
export async function batchBench(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  try {
    const cases = join(folder, 'cases.jsonl');
    const answers = join(folder, 'answers.jsonl');
    await pipeline(Readable.from(portions()), createWriteStream(cases));
    const rows: Row[] = [];
    for (const threads of new Set([1, availableParallelism()])) {
      const { ms, peak } = await run(cases, answers, threads);
      const name = `batch/1000000-lines/${threads}-thread${threads === 1 ? '' : 's'}`;
      rows.push({ name, ms }, { name: `${name}/lines`, perSecond: (LINES / ms) * 1000 });
      if (peak !== null) rows.push({ name: `${name}/peak`, bytes: peak });
      if (threads === 1) await mustBeInOrder(answers);
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
