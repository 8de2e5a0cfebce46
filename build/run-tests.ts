import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

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
const brokenChecks: string[] = [];

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
  brokenChecks.push(title);
}

function add(more: Totals): void {
  totals.passed += more.passed;
  totals.failed += more.failed;
  totals.skipped += more.skipped;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numFailedTestSuites: number;
  success: boolean;
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
    return;
  }
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  // A file that could not be loaded fails without a failed test in it.
  const failed =
    report.numFailedTests === 0 && !ended ? Math.max(1, report.numFailedTestSuites) : report.numFailedTests;
  add({ passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests });
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

async function playwright(): Promise<void> {
  const file = join(RESULTS, 'playwright.json');
  const ended = await run('End-to-end tests', 'playwright', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  if (!existsSync(file)) {
    add({ passed: 0, failed: 1, skipped: 0 });
    return;
  }
  const { stats } = JSON.parse(readFileSync(file, 'utf8')) as PlaywrightReport;
  const failed = stats.unexpected === 0 && !ended ? 1 : stats.unexpected;
  add({ passed: stats.expected + stats.flaky, failed, skipped: stats.skipped });
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
await check('Lint', 'npm', ['run', '--silent', 'lint']);
await check('Types', 'npm', ['run', '--silent', 'typecheck']);
await vitest();
await playwright();

if (brokenChecks.length > 0) console.log(`\nFailed checks: ${brokenChecks.join(', ')}`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed === 0 ? 0 : 1;
