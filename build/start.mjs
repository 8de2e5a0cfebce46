import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildApp, needsBuild, pinnedNode } from './build-app.mjs';
import { electronBinary, failureReason, fetchElectron, knownObstacle } from './electron-readiness.mjs';

/**
 * `npm start [-- WORKSPACE]`: builds what is not built, opens the app in Electron, and where Electron cannot be had or
 * cannot start, says why in one line and opens the same app in the browser. `npm start -- --browser` does so at once.
 */

const PROJECT = resolve(fileURLToPath(import.meta.url), '..', '..');
const ELECTRON = join(PROJECT, 'node_modules', 'electron');

/** Electron's binary has more than 100 MB; while it comes, it may take its time. */
const FETCH_LIMITS = { overallMs: 180_000, stillMs: 10_000 };

/** An Electron that ends with an error this soon has not started. */
const STARTED_AFTER_MS = 10_000;

const args = process.argv.slice(2);
const wantsBrowser = args.includes('--browser');
const appArguments = args.filter((argument) => argument !== '--browser');

let child = null;
let ending = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    ending = true;
    // From a terminal the child has the signal already, and takes a second one for nothing new.
    if (child === null) process.exit(0);
    child.kill(signal);
  });
}

process.exitCode = await start();

async function start() {
  if (needsBuild(PROJECT)) {
    console.error('Building Gatehouse …');
    if (!(await buildApp(PROJECT))) {
      console.error('Gatehouse could not be built; what went wrong stands above. If packages are missing, run npm ci.');
      return 1;
    }
  }
  if (wantsBrowser) return openInBrowser();
  const outcome = await openInElectron();
  if (outcome.exitCode !== null) return outcome.exitCode;
  console.error(`Electron cannot be used: ${outcome.reason}. Gatehouse opens in the browser instead.`);
  return openInBrowser();
}

/** @returns {Promise<{ exitCode: number } | { exitCode: null, reason: string }>} */
async function openInElectron() {
  const obstacle = knownObstacle({ platform: process.platform, env: process.env, uid: process.getuid?.() });
  if (obstacle !== null) return { exitCode: null, reason: obstacle };
  if (electronBinary(ELECTRON, process.env) === null) {
    const fault = await fetchElectron(pinnedNode(PROJECT), ELECTRON, { ...FETCH_LIMITS, tell: progressLine() });
    if (fault !== null) return { exitCode: null, reason: fault };
  }
  const binary = electronBinary(ELECTRON, process.env);
  if (binary === null) return { exitCode: null, reason: 'its binary is not there' };

  const started = Date.now();
  const end = await run(binary, [PROJECT, ...appArguments], 'pipe');
  if (ending || end.code === 0) return { exitCode: 0 };
  if (Date.now() - started < STARTED_AFTER_MS) return { exitCode: null, reason: failureReason(end) };
  return { exitCode: end.code ?? 1 };
}

async function openInBrowser() {
  const commandLine = ['--disable-warning=ExperimentalWarning', join(PROJECT, 'src-main/cli/gatehouse.ts'), 'serve'];
  const end = await run(pinnedNode(PROJECT), [...commandLine, ...appArguments], 'inherit');
  return ending ? 0 : (end.code ?? 1);
}

/**
 * Runs the app until it ends, with its output passed on.
 * @param {'pipe' | 'inherit'} stderr 'pipe' keeps the end of it for finding out why.
 * @returns {Promise<{ code: number | null, signal: string | null, stderr: string }>}
 */
function run(command, commandArguments, stderr) {
  return new Promise((settle) => {
    let words = '';
    child = spawn(command, commandArguments, { stdio: ['inherit', 'inherit', stderr] });
    child.stderr?.setEncoding('utf8');
    child.stderr?.on('data', (text) => {
      process.stderr.write(text);
      words = (words + text).slice(-8192);
    });
    child.on('error', (error) => settle({ code: null, signal: null, stderr: error.message }));
    child.on('close', (code, signal) => settle({ code, signal, stderr: words }));
  });
}

/** Shows on one line of a terminal how much has come; elsewhere it says only that it begins. */
function progressLine() {
  console.error('Fetching Electron (once; about 120 MB) …');
  if (!process.stderr.isTTY) return () => {};
  return (bytes) => process.stderr.write(`\r${Math.round(bytes / 1_000_000)} MB\r`);
}
