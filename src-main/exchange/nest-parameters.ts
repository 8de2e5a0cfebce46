/** A parameter with what is in it: a text, members by name, or members in order. */
type Nested = string | NestedMap | Nested[];
interface NestedMap {
  [name: string]: Nested;
}
interface Branch {
  text: string | null;
  readonly members: Map<string, Branch>;
}

/**
 * Turns parameters of the Query protocol, such as `Tags.member.1.Key`, into an object as CloudTrail shows them: names
 * begin with a small letter, and numbered members are lists.
 */
export function nestParameters(parameters: readonly (readonly [string, string])[]): NestedMap {
  const root: Branch = { text: null, members: new Map() };
  for (const [name, text] of parameters) {
    let branch = root;
    for (const part of name.split('.').filter((each) => each !== 'member')) {
      const known = branch.members.get(part) ?? { text: null, members: new Map<string, Branch>() };
      branch.members.set(part, known);
      branch = known;
    }
    branch.text = text;
  }
  return Object.fromEntries([...root.members].map(([name, branch]) => [smallInitial(name), nested(branch)]));
}

function nested({ text, members }: Branch): Nested {
  if (members.size === 0) return text ?? '';
  const names = [...members.keys()];
  if (names.every((name) => /^\d+$/.test(name))) {
    return [...members].toSorted(([one], [other]) => Number(one) - Number(other)).map(([, branch]) => nested(branch));
  }
  return Object.fromEntries([...members].map(([name, branch]) => [smallInitial(name), nested(branch)]));
}

function smallInitial(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
