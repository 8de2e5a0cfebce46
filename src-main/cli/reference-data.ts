import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GatehouseError } from '../../src-shared/errors.ts';
import { SERVICE_REFERENCE_FILE } from '../request/iam-data-reference.ts';
import type { Terminal } from './command.ts';
import { OUT_FOLDER, REFERENCE_FOLDER } from './out-folder.ts';

/** Whether AWS's reference data has been extracted. */
export function hasReferenceData(): boolean {
  return existsSync(join(REFERENCE_FOLDER, SERVICE_REFERENCE_FILE));
}

/**
 * Extracts AWS's reference data where a fresh clone has none yet. Nothing of that goes to standard output.
 * @throws GatehouseError `ReferenceDataMissing` when it cannot be extracted.
 */
export async function extractReferenceDataWhenMissing(terminal: Terminal): Promise<void> {
  if (hasReferenceData()) return;
  terminal.err("Extracting AWS's reference data …");
  const project = dirname(OUT_FOLDER);
  const code = await new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(project, 'build', 'extract-data.ts'), '--if-missing'], {
      cwd: project,
      stdio: ['ignore', 2, 2],
    });
    child.on('error', fail);
    child.on('exit', done);
  });
  if (code !== 0) {
    throw new GatehouseError('ReferenceDataMissing', "AWS's reference data could not be extracted; why stands above.", {
      mend: 'Run npm ci, then try again.',
    });
  }
}
