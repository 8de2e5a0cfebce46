import { execFileSync } from 'node:child_process';

/** Tests read the extracted reference data as the app does, so it has to be there before the first of them. */
export default function setup(): void {
  execFileSync(process.execPath, ['build/extract-data.ts', '--if-missing'], { stdio: 'inherit' });
}
