import { z } from 'zod';

/** The file that the build writes beside the app's own (build/licences.ts). */
const LICENCES_FILE = 'licences.json';

const Licence = z.object({
  name: z.string(),
  version: z.string(),
  /** An SPDX expression, or what the package says in its place. */
  licence: z.string(),
  /** The texts that come with it; empty where none does. */
  text: z.string(),
});
/** What is shipped of somebody else's, and on what terms. */
export type Licence = z.infer<typeof Licence>;

/** Reads the licences of what is shipped, by name. Of the app's own origin: nothing is fetched from the network. */
export async function readLicences(): Promise<readonly Licence[]> {
  const response = await fetch(LICENCES_FILE);
  if (!response.ok) throw new Error('The licences are not in this build of the app.');
  return z.array(Licence).parse(await response.json());
}

/** The licences with a word in their name, their kind, or their text. */
export function matchingLicences(licences: readonly Licence[], word: string): readonly Licence[] {
  const wanted = word.trim().toLowerCase();
  if (wanted === '') return licences;
  return licences.filter(({ name, licence }) => `${name} ${licence}`.toLowerCase().includes(wanted));
}
