import { parseArgs } from 'node:util';

/** One measured figure: a rate, a time or a size. */
export interface BenchRow {
  name: string;
  perSecond?: number;
  ms?: number;
  bytes?: number;
}

type Suite = 'evaluator' | 'endpoint' | 'storage' | 'timeline' | 'what-if' | 'renderer';

/** Loaded on demand, so that one suite's start does not weigh on another's figures. */
const SUITES: Record<Suite, (requests: number | undefined) => Promise<BenchRow[]>> = {
  evaluator: async () => [
    ...(await (await import('./evaluator.ts')).evaluatorBench()),
    ...(await (await import('./batch.ts')).batchBench()),
  ],
  endpoint: async (requests) => [
    ...(await (await import('./authentication.ts')).authenticationBench()),
    ...(await (await import('./pipeline.ts')).pipelineBench()),
    ...(await (await import('./endpoint.ts')).endpointBench(requests)),
  ],
  storage: async () => (await import('./storage.ts')).storageBench(),
  timeline: async () => (await import('./timeline.ts')).timelineBench(),
  'what-if': async () => (await import('./what-if.ts')).whatIfBench(),
  renderer: async () => (await import('./renderer.ts')).rendererBench(),
};

const USAGE = `npm run bench [-- --only evaluator|endpoint|storage|timeline|what-if|renderer] [--requests N] [--json]

Prints a table of rates (per second), times (ms) and sizes (bytes); with --json a JSON line each. --requests tells after
how many requests the memory of the endpoint is read (20000).`;

function figure(row: BenchRow): string {
  if (row.perSecond !== undefined) return `${Math.round(row.perSecond).toLocaleString('en')} /s`;
  if (row.ms !== undefined) return `${row.ms.toFixed(2)} ms`;
  return `${Math.round(row.bytes ?? 0).toLocaleString('en')} bytes`;
}

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    requests: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const requests = values.requests === undefined ? undefined : Number(values.requests);
if (values.help === true) {
  console.log(USAGE);
} else if (values.only !== undefined && !Object.hasOwn(SUITES, values.only)) {
  console.error(`There is no suite '${values.only}'. There are: ${Object.keys(SUITES).join(', ')}.`);
  process.exitCode = 2;
} else if (requests !== undefined && !(Number.isInteger(requests) && requests > 0)) {
  console.error('--requests takes a whole number.');
  process.exitCode = 2;
} else {
  const wanted = values.only === undefined ? Object.values(SUITES) : [SUITES[values.only as Suite]];
  for (const suite of wanted) {
    for (const row of await suite(requests)) {
      console.log(values.json === true ? JSON.stringify(row) : `${row.name.padEnd(36)} ${figure(row).padStart(20)}`);
    }
  }
}
