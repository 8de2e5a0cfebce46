import type { Screen } from './screen.ts';

/** Some screens that are gone through one after another. */
export interface Part {
  /** Its subjects, such as "user to groups". */
  readonly name: string;
  readonly screens: readonly Screen[];
}

/** What a screen is of: "bucket" of "bucket, objects". */
function subjectOf({ name }: Screen): string {
  return name.split(',', 1)[0] ?? name;
}

/**
 * Parts the screens, so that the parts can be gone through at the same time. Screens of one subject stay together and in
 * their order, since one may show what another has made.
 * @param most how many screens a part has, unless one subject has more
 */
export function partsOf(screens: readonly Screen[], most = 8): readonly Part[] {
  const subjects: Screen[][] = [];
  for (const screen of screens) {
    const last = subjects.at(-1);
    if (last?.[0] !== undefined && subjectOf(last[0]) === subjectOf(screen)) last.push(screen);
    else subjects.push([screen]);
  }
  const parts: Screen[][] = [];
  for (const subject of subjects) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + subject.length <= most) last.push(...subject);
    else parts.push([...subject]);
  }
  return parts.map((part) => {
    const [first, last] = [part[0], part.at(-1)];
    const name = [first, last].map((screen) => (screen === undefined ? '' : screen.name)).join(' to ');
    return { name, screens: part };
  });
}
