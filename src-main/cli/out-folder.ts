import { join, resolve } from 'node:path';

/** Where the build puts what it made. */
export const OUT_FOLDER = resolve(import.meta.dirname, '..', '..', 'out');

/** Where AWS's reference data is, once `build/extract-data.ts` has extracted it. */
export const REFERENCE_FOLDER = join(OUT_FOLDER, 'data');
