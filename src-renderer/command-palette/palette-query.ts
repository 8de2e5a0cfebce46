import type { Section } from './palette-entry.ts';

/** A sign at the start of what is typed, which leaves entries of one kind. */
export interface Scope {
  readonly sign: string;
  readonly section: Section;
  /** In the foot of the palette. */
  readonly label: string;
}

export const SCOPES: readonly Scope[] = [
  { sign: '>', section: 'Commands', label: 'Commands' },
  { sign: '@', section: 'Identities', label: 'Identities' },
  { sign: '#', section: 'Policies', label: 'Policies' },
  { sign: '/', section: 'Resources', label: 'Resources' },
  { sign: ':', section: 'Actions', label: 'Actions' },
  { sign: '~', section: 'Accounts', label: 'Accounts' },
];

/** What is typed, taken apart. */
export interface PaletteQuery {
  /** Null for everything. */
  readonly scope: Scope | null;
  /** Without the sign and the blanks around it. */
  readonly text: string;
  /** In lower case. */
  readonly words: readonly string[];
}

/** Takes what is typed in the palette's field apart. */
export function readQuery(typed: string): PaletteQuery {
  const trimmed = typed.trim();
  const scope = SCOPES.find(({ sign }) => trimmed.startsWith(sign)) ?? null;
  const text = (scope === null ? trimmed : trimmed.slice(scope.sign.length)).trim();
  return { scope, text, words: text.toLowerCase().split(/\s+/).filter(Boolean) };
}
