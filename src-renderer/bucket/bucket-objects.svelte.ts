import type { ListedObject } from '../../src-shared/contract/bucket.ts';
import { withRecord } from '../app/perform.ts';
import type { AppState } from '../app/app-state.svelte.ts';

/** A row of a bucket's list: a folder, or a version of an object. */
export type BucketRow =
  | { readonly kind: 'folder'; readonly id: string; readonly prefix: string }
  | { readonly kind: 'object'; readonly id: string; readonly object: ListedObject };

type NextPage = { readonly key: string; readonly versionId: string | null } | null;

/** The objects of one folder of a bucket, page by page, and those of them that are chosen. */
export class BucketObjects {
  readonly #app: AppState;
  readonly bucket: string;
  #folders = $state.raw<readonly string[]>([]);
  #objects = $state.raw<readonly ListedObject[]>([]);
  #next = $state.raw<NextPage>(null);
  #error = $state.raw<unknown>(null);
  #busy = $state(false);
  /** Counts lists that were begun, so that an answer that comes late is dropped. */
  #generation = 0;

  constructor(app: AppState, bucket: string) {
    this.#app = app;
    this.bucket = bucket;
  }

  /** Folders first, each in the order of S3's listings. */
  readonly rows: readonly BucketRow[] = $derived([
    ...this.#folders.map((prefix): BucketRow => ({ kind: 'folder', id: prefix, prefix })),
    ...this.#objects.map((object): BucketRow => ({
      kind: 'object',
      id: `${object.key}\n${object.versionId ?? ''}`,
      object,
    })),
  ]);

  get hasMore(): boolean {
    return this.#next !== null;
  }

  get error(): unknown {
    return this.#error;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** Lists a folder from its beginning. */
  async list(prefix: string, versions: boolean): Promise<void> {
    this.#folders = [];
    this.#objects = [];
    this.#next = null;
    await this.#page(prefix, versions, null);
  }

  /** Lists the next page of the same folder. */
  async more(prefix: string, versions: boolean): Promise<void> {
    if (this.#next !== null) await this.#page(prefix, versions, this.#next);
  }

  async #page(prefix: string, versions: boolean, from: NextPage): Promise<void> {
    this.#generation += 1;
    const generation = this.#generation;
    this.#busy = true;
    this.#error = null;
    try {
      const page = await withRecord(this.#app.client, () =>
        this.#app.client.call('bucket.list', { ...this.place(), prefix, versions, from }),
      );
      if (generation !== this.#generation) return;
      this.#folders = [...this.#folders, ...page.folders];
      this.#objects = [...this.#objects, ...page.objects];
      this.#next = page.next;
    } catch (thrown) {
      if (generation === this.#generation) this.#error = thrown;
    } finally {
      if (generation === this.#generation) this.#busy = false;
    }
  }

  /** How the bucket is named to main. */
  place(): { bucket: string; accountId?: string } {
    const { accountId } = this.#app;
    return { bucket: this.bucket, ...(accountId !== null && { accountId }) };
  }
}
