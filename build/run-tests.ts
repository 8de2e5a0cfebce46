import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * `npm test`: lints, checks types, builds, runs the unit tests, the wiring tests and the end-to-end tests, and ends
 * with the totals alone on a line. Everything is run even when something before it failed, so that one run shows all
 * there is to mend.
 */

interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

const RESULTS = 'test-results';
const totals: Totals = { passed: 0, failed: 0, skipped: 0 };
/** What failed, for the end of the output: what was said of it at the time has long gone by. */
const failures: string[] = [];
/** What failed and then passed. */
const secondTries: string[] = [];

/** Runs a command with its output passed through; answers whether it ended well. */
function run(title: string, command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<boolean> {
  const started = performance.now();
  console.log(`\n── ${title}`);
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.on('exit', (code) => {
      console.log(
        `   ${title}: ${code === 0 ? 'done' : 'FAILED'} in ${((performance.now() - started) / 1000).toFixed(1)} s`,
      );
      resolve(code === 0);
    });
  });
}

/** A check without tests of its own counts only when it fails. */
async function check(title: string, command: string, args: readonly string[]): Promise<void> {
  if (await run(title, command, args)) return;
  totals.failed += 1;
  failures.push(title);
}

function add(more: Totals): void {
  totals.passed += more.passed;
  totals.failed += more.failed;
  totals.skipped += more.skipped;
}

/** A failed test with the first lines of why. */
function told(name: string, why: string): string {
  const lines = stripVTControlCharacters(why).trim().split('\n');
  return [name, ...lines.slice(0, 12).map((line) => `    ${line}`)].join('\n');
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numFailedTestSuites: number;
  success: boolean;
  testResults: {
    name: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

async function vitest(): Promise<void> {
  const file = join(RESULTS, 'vitest.json');
  const ended = await run('Unit, conformance and wiring tests', 'vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  if (!existsSync(file)) {
    add({ passed: 0, failed: 1, skipped: 0 });
    failures.push('Unit, conformance and wiring tests: they ended without a report.');
    return;
  }
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  // A file that could not be loaded fails without a failed test in it.
  const failed =
    report.numFailedTests === 0 && !ended ? Math.max(1, report.numFailedTestSuites) : report.numFailedTests;
  add({ passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests });
  for (const { name, message, assertionResults } of report.testResults) {
    const testFile = relative('.', name);
    if (message !== '') failures.push(told(testFile, message));
    for (const { status, fullName, failureMessages } of assertionResults) {
      if (status === 'failed') failures.push(told(`${testFile}: ${fullName}`, failureMessages.join('\n')));
    }
  }
}

/** A file or a group of tests. `tests` of a spec are its runs, one for each project. */
interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs: { title: string; file: string; line: number; tests: PlaywrightTest[] }[];
}

interface PlaywrightTest {
  projectName: string;
  status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
  results: { errors: { message?: string }[] }[];
}

interface PlaywrightReport {
  suites: PlaywrightSuite[];
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

async function playwright(): Promise<void> {
  const file = join(RESULTS, 'playwright.json');
  const ended = await run('End-to-end tests', 'playwright', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  if (!existsSync(file)) {
    add({ passed: 0, failed: 1, skipped: 0 });
    failures.push('End-to-end tests: they ended without a report.');
    return;
  }
  const { stats, suites } = JSON.parse(readFileSync(file, 'utf8')) as PlaywrightReport;
  const failed = stats.unexpected === 0 && !ended ? 1 : stats.unexpected;
  add({ passed: stats.expected + stats.flaky, failed, skipped: stats.skipped });
  noteSpecs(suites);
}

function noteSpecs(suites: readonly PlaywrightSuite[]): void {
  for (const suite of suites) {
    noteSpecs(suite.suites ?? []);
    for (const { title, file, line, tests } of suite.specs) {
      for (const { projectName, status, results } of tests) {
        if (status !== 'unexpected' && status !== 'flaky') continue;
        const why = results.flatMap(({ errors }) => errors.map(({ message }) => message ?? '')).join('\n');
        (status === 'flaky' ? secondTries : failures).push(told(`[${projectName}] ${file}:${line}: ${title}`, why));
      }
    }
  }
}

function isInstalled(command: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
}

/** Says what a machine lacks before the tests skip for want of it. */
function tellWhatIsMissing(): void {
  const missing = ['chromium', 'gnome-keyring-daemon', 'dbus-run-session'].filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  console.log(
    `Not on this machine: ${missing.join(', ')}. The tests that need them are skipped; on Debian, as root, build/install-test-packages.sh installs them.`,
  );
}

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
tellWhatIsMissing();

await check('Build', 'npm', ['run', '--silent', 'build']);
// Each of the two keeps one core busy.
await Promise.all([
  check('Lint', 'npm', ['run', '--silent', 'lint']),
  check('Types', 'npm', ['run', '--silent', 'typecheck']),
]);
await vitest();
await playwright();

const list = (entries: readonly string[]): string => entries.map((entry) => `- ${entry}`).join('\n');
if (secondTries.length > 0) console.log(`\nPassed only at the second try:\n${list(secondTries)}`);
if (failures.length > 0) console.log(`\nFailed:\n${list(failures)}`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed === 0 ? 0 : 1;
