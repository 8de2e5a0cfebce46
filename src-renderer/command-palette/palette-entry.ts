import type { Verdict } from '../../src-shared/decision/record.ts';
import type { Shortcut } from '../../src-shared/shortcut.ts';
import type { Route } from '../app/route.ts';

/** What entries are listed under. */
export type Section =
  'Commands' | 'Identities' | 'Policies' | 'Resources' | 'Accounts' | 'Actions' | 'Recent decisions';

/** Something that can be chosen in the palette; its icon is one of those named. */
export interface Entry<Icon extends string = string> {
  /** Of its own among all entries, and the same the next time, such as an ARN. */
  readonly key: string;
  readonly section: Section;
  readonly icon: Icon;
  /** Of a decision, in place of the icon. */
  readonly verdict?: Verdict;
  readonly title: string;
  /** What it is, beside the title. */
  readonly detail: string;
  /** The title in lower case. */
  readonly lower: string;
  /** What else it is found by, in lower case. */
  readonly otherwise: string;
  readonly shortcut?: Shortcut | undefined;
  /** Where choosing it leads; null for an entry that does something else. */
  readonly route: Route | null;
  /** What choosing it does; for an entry with a route, before going there. */
  readonly run?: () => void;
}

/** An entry, with the keys that it is searched by. */
export function entry<const Icon extends string>(
  parts: Omit<Entry<Icon>, 'lower' | 'otherwise'> & { readonly otherwise?: string },
): Entry<Icon> {
  const { otherwise = '', ...rest } = parts;
  return { ...rest, lower: parts.title.toLowerCase(), otherwise: `${parts.detail} ${otherwise}`.toLowerCase() };
}
