import type { GatehouseContract, ImportPreview } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import { FollowedWork } from '../app/followed-work.svelte.ts';
import { importFileFault } from './import-file.ts';
import { readFileText, type ReadProgress } from './read-file.ts';

/** The reading of a file that may be imported: what was found, how far it is, or what is wrong with it. */
export class ImportReading {
  readonly #client: Client<GatehouseContract>;
  readonly #checking: FollowedWork;
  #reader: AbortController | null = null;
  #bytes = $state.raw<ReadProgress | null>(null);
  #preview = $state.raw<ImportPreview | null>(null);
  #error = $state.raw<unknown>(null);

  constructor(client: Client<GatehouseContract>) {
    this.#client = client;
    this.#checking = new FollowedWork(client);
  }

  /** What is being done and how far it is, in bytes or in entries; null when nothing is. */
  get progress(): { readonly label: string; readonly done: number; readonly total: number | null } | null {
    if (this.#bytes !== null) return { label: 'Reading the file', ...this.#bytes };
    const { progress } = this.#checking;
    return progress === null ? null : { label: 'Checking what it holds', ...progress };
  }

  /** What was found in the file; null until it is read. */
  get preview(): ImportPreview | null {
    return this.#preview;
  }

  /** What is wrong with the file; null when nothing is. */
  get error(): unknown {
    return this.#error;
  }

  /** Reads a file; one that was being read is left. Faults are kept for showing. */
  async read(file: File): Promise<void> {
    this.cancel();
    const reader = new AbortController();
    this.#reader = reader;
    try {
      const fault = importFileFault(file);
      if (fault !== null) throw fault;
      this.#bytes = { done: 0, total: file.size };
      const text = await readFileText(file, { tell: (bytes) => (this.#bytes = bytes), signal: reader.signal });
      this.#bytes = null;
      const found = await this.#checking.run((workId) =>
        this.#client.call('workspace.previewImport', { workId, fileName: file.name, text }),
      );
      if (!reader.signal.aborted) this.#preview = found;
    } catch (thrown) {
      if (reader.signal.aborted) return;
      this.#bytes = null;
      this.#error = thrown;
    }
  }

  /** Leaves what is being read, and what was found. */
  cancel(): void {
    this.#reader?.abort();
    this.#reader = null;
    this.#checking.cancel();
    this.#bytes = null;
    this.#preview = null;
    this.#error = null;
  }
}
