import { CallError } from '../../src-shared/contract/client.ts';
import { MAX_SHOWN_BYTES } from '../../src-shared/contract/bucket.ts';
import type { AppState } from '../app/app-state.svelte.ts';
import { withRecord } from '../app/perform.ts';
import { toBase64 } from './base64.ts';

/** The uploading of files into a folder of a bucket, one after the other. */
export class Upload {
  readonly #app: AppState;
  #progress = $state.raw<{ label: string; done: number; total: number } | null>(null);
  #error = $state.raw<unknown>(null);
  #cancelled = false;

  constructor(app: AppState) {
    this.#app = app;
  }

  get progress(): { readonly label: string; readonly done: number; readonly total: number } | null {
    return this.#progress;
  }

  get error(): unknown {
    return this.#error;
  }

  /**
   * Uploads files; stops at the first that is refused. What was uploaded before stays.
   * @param folder ends with `/`, or is empty.
   */
  async run(
    place: { readonly bucket: string; readonly accountId?: string },
    files: readonly File[],
    folder: string,
  ): Promise<void> {
    this.#cancelled = false;
    this.#error = null;
    let done = 0;
    try {
      for (const file of files) {
        if (this.#cancelled) break;
        this.#progress = { label: `Uploading ${file.name}`, done, total: files.length };
        await this.#put(place, file, `${folder}${file.name}`);
        done += 1;
      }
      const [first] = files;
      const whole = files.length === 1 && first !== undefined ? first.name : `${files.length} files`;
      this.#app.announcer.notify(
        this.#cancelled ? `Cancelled. ${done} of ${files.length} files were uploaded.` : `Uploaded ${whole}`,
      );
    } catch (thrown) {
      this.#error = thrown;
    } finally {
      this.#progress = null;
    }
  }

  /** Uploads no further file; the one that is on its way arrives. */
  cancel(): void {
    this.#cancelled = true;
  }

  async #put(place: { readonly bucket: string; readonly accountId?: string }, file: File, key: string): Promise<void> {
    if (file.size > MAX_SHOWN_BYTES) throw tooLarge(file);
    const base64 = toBase64(new Uint8Array(await file.arrayBuffer()));
    const contentType = file.type === '' ? null : file.type;
    await withRecord(this.#app.client, () =>
      this.#app.client.call('bucket.putObject', { ...place, key, contentType, base64 }),
    );
  }
}

function tooLarge(file: File): CallError {
  return new CallError({
    code: 'ObjectTooLarge',
    message: `${file.name} has more than 16 MB.`,
    details: { place: file.name, mend: 'Turn the endpoint on and use aws s3 cp with it.', awsStatus: null },
  });
}
