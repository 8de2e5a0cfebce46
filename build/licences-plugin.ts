import type { Plugin } from 'vite';
import { collectLicences, packageFolder } from './licences.ts';

/** Writes `licences.json` beside the window's bundle: what is in the bundle is known only once it is made. */
export function licencesPlugin(project: string): Plugin {
  return {
    name: 'licences',
    generateBundle() {
      const folders = new Set([...this.getModuleIds()].map(packageFolder).filter((folder) => folder !== null));
      const source = JSON.stringify(collectLicences(project, folders));
      this.emitFile({ type: 'asset', fileName: 'licences.json', source });
    },
  };
}
