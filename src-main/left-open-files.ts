import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LeftOpen } from '../src-shared/contract/left-open.ts';

const NOTHING: LeftOpen = { tabs: null, drafts: [] };

/**
 * What was left open in each workspace: a file each in a folder of its own, written at once and whole. It holds no secret,
 * and is beside the workspace file rather than in it, so that a workspace that is given away does not take drafts along.
 */
export class LeftOpenFiles {
  readonly #folder: string;
  readonly #log: (line: string) => void;

  /** @param folder is made (readable by its owner alone) when there is something to keep. */
  constructor(folder: string, log: (line: string) => void) {
    this.#folder = folder;
    this.#log = log;
  }

  /** @returns nothing for a workspace that left nothing, or whose file cannot be read: that file is put aside. */
  read(workspaceId: string): LeftOpen {
    const file = this.#fileOf(workspaceId);
    if (!existsSync(file)) return NOTHING;
    try {
      return LeftOpen.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      renameSync(file, `${file}.damaged`);
      this.#log(`What was left open could not be read from ${file}; it was put aside as ${file}.damaged.`);
      return NOTHING;
    }
  }

  /** @param change makes what is kept from then on of what is kept now. */
  update(workspaceId: string, change: (kept: LeftOpen) => LeftOpen): void {
    const kept = change(this.read(workspaceId));
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const file = this.#fileOf(workspaceId);
    // A crash leaves the old file or the new one, never half of one.
    writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
  }

  #fileOf(workspaceId: string): string {
    return join(this.#folder, `${workspaceId}.json`);
  }
}
