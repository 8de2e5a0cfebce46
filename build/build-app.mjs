import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Builds the app for `npm start` and `gatehouse serve`, when a fresh clone or a change asks for it. */

const SOURCES = ['src-main', 'src-renderer', 'src-shared', 'electron.vite.config.ts', 'package-lock.json'];
const PRODUCTS = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];

/**
 * @param {string} project the folder of package.json.
 * @returns {boolean} whether something is not built, or older than what it is built from.
 */
export function needsBuild(project) {
  const products = PRODUCTS.map((file) => join(project, file));
  if (!products.every((file) => existsSync(file))) return true;
  const oldest = Math.min(...products.map((file) => statSync(file).mtimeMs));
  return SOURCES.some((source) => newestChange(join(project, source)) > oldest);
}

/** @param {string} path @returns {number} when a file, or the newest file below a folder, was changed. */
function newestChange(path) {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

/**
 * The Node that runs TypeScript: this one if it is new enough, else the one the project pins.
 * @param {string} project
 * @returns {string}
 */
export function pinnedNode(project) {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const pinned = join(project, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(pinned) ? pinned : process.execPath;
}

/**
 * Extracts the reference data, when it is not there or old, and builds main, preload and renderer. What the tools print
 * goes to standard error.
 * @param {string} project
 * @returns {Promise<boolean>} whether all went well.
 */
export async function buildApp(project) {
  const steps = [
    ['build/extract-data.ts', '--if-missing'],
    ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'],
  ];
  for (const step of steps) {
    const code = await new Promise((resolve) => {
      const child = spawn(pinnedNode(project), step, { cwd: project, stdio: ['ignore', 2, 2] });
      child.on('error', () => resolve(1));
      child.on('exit', resolve);
    });
    if (code !== 0) return false;
  }
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = (await buildApp(process.cwd())) ? 0 : 1;
