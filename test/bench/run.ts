import { parseArgs } from 'node:util';

/** One measured figure: a rate, a time or a size. */
export interface BenchRow {
  name: string;
  perSecond?: number;
  ms?: number;
  bytes?: number;
}

type Suite = 'evaluator' | 'endpoint' | 'storage' | 'renderer';

/** Loaded on demand, so that one suite's start does not weigh on another's figures. */
const SUITES: Record<Suite, () => Promise<BenchRow[]>> = {
  evaluator: async () => [
    ...(await (await import('./evaluator.ts')).evaluatorBench()),
    ...(await (await import('./batch.ts')).batchBench()),
  ],
  endpoint: async () => [
    ...(await (await import('./authentication.ts')).authenticationBench()),
    ...(await (await import('./pipeline.ts')).pipelineBench()),
  ],
  storage: async () => (await import('./storage.ts')).storageBench(),
  renderer: async () => (await import('./renderer.ts')).rendererBench(),
};

const USAGE = `npm run bench [-- --only evaluator|endpoint|storage|renderer] [--json]

Prints a table of rates (per second), times (ms) and sizes (bytes); with --json a JSON line each.`;

function figure(row: BenchRow): string {
  if (row.perSecond !== undefined) return `${Math.round(row.perSecond).toLocaleString('en')} /s`;
  if (row.ms !== undefined) return `${row.ms.toFixed(2)} ms`;
  return `${Math.round(row.bytes ?? 0).toLocaleString('en')} bytes`;
}

const { values } = parseArgs({
  options: { only: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
});
if (values.help === true) {
  console.log(USAGE);
} else if (values.only !== undefined && !Object.hasOwn(SUITES, values.only)) {
  console.error(`There is no suite '${values.only}'. There are: ${Object.keys(SUITES).join(', ')}.`);
  process.exitCode = 2;
} else {
  const wanted = values.only === undefined ? Object.values(SUITES) : [SUITES[values.only as Suite]];
  for (const suite of wanted) {
    for (const row of await suite()) {
      console.log(values.json === true ? JSON.stringify(row) : `${row.name.padEnd(36)} ${figure(row).padStart(20)}`);
    }
  }
}
