import type { PolicyFix } from '../../src-shared/contract/policies.ts';
import { nodeAt, remove, renameMember, replaceValue, setMember } from './json-edits.ts';

/** The text with a mechanical mend made; unchanged where the text has changed so that it does not fit any more. */
export function fixed(text: string, { change }: PolicyFix): string {
  switch (change.kind) {
    case 'replace':
      return replaceValue(text, change.path, change.value);
    case 'rename':
      return renameMember(text, change.path, change.name);
    case 'insert':
      // Members of that name come first: what is put in so far is a Version.
      return setMember(text, change.path, change.name, change.value, [change.name]);
    case 'remove':
      return nodeAt(text, change.path) === undefined ? text : remove(text, change.path);
  }
}
