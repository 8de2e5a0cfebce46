import { parse, type ParseError, printParseErrorCode } from 'jsonc-parser';
import { GatehouseError } from '../../src-shared/errors.ts';

/** One JSON value of a file and where it stands: empty for the whole file, `[1]` for the second of several. */
export interface JsonPage {
  readonly place: string;
  readonly value: unknown;
}

/**
 * Reads a file that holds one JSON value, a list of pages, or several values one behind the other, as `cat page*.json`
 * makes them.
 * @throws GatehouseError `NotJson` with line and column, from 1.
 */
export function readJsonPages(fileName: string, text: string): JsonPage[] {
  const json = text.replace(/^\uFEFF/, '');
  const whole = tryParse(json);
  if (whole !== undefined) {
    return Array.isArray(whole.value)
      ? whole.value.map((value: unknown, index) => ({ place: `[${index}]`, value }))
      : [{ place: '', value: whole.value }];
  }
  const parts = splitObjects(json);
  return parts.map(({ start, end }, index) => {
    const parsed = tryParse(json.slice(start, end));
    if (parsed === undefined) throw notJson(fileName, json, start, end);
    return { place: `[${index}]`, value: parsed.value };
  });
}

function tryParse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Cuts a text behind each brace that closes an outermost object. Whatever follows the last is a part of its own. */
function splitObjects(text: string): { start: number; end: number }[] {
  const parts: { start: number; end: number }[] = [];
  let depth = 0;
  let start = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    // Braces inside strings close nothing.
    if (inString && character === '\\') at += 1;
    else if (character === '"') inString = !inString;
    else if (inString) continue;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth > 0) continue;
      parts.push({ start, end: at + 1 });
      start = at + 1;
    }
  }
  return text.slice(start).trim() === '' && parts.length > 0 ? parts : [...parts, { start, end: text.length }];
}

/** Says where the first fault between two offsets of a text is. */
function notJson(fileName: string, text: string, start: number, end: number): GatehouseError {
  const errors: ParseError[] = [];
  parse(text.slice(start, end), errors, { disallowComments: true, allowTrailingComma: false });
  const first = errors[0];
  const offset = first === undefined ? end : start + first.offset;
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = before.length - before.lastIndexOf('\n');
  const fault = (first === undefined ? undefined : PLAIN[printParseErrorCode(first.error)]) ?? 'a fault';
  return new GatehouseError('NotJson', `The file is not JSON: ${fault} at line ${line}, column ${column}.`, {
    place: `${fileName}:${line}:${column}`,
    mend: 'Import what `aws iam get-account-authorization-details --output json` prints, complete and unchanged.',
  });
}

/** What jsonc-parser's error codes mean. */
const PLAIN: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a word that JSON does not know',
  InvalidNumberFormat: 'a number that JSON does not know',
  PropertyNameExpected: 'a member name is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  EndOfFileExpected: 'something follows the end',
  InvalidCommentToken: 'a comment, which JSON does not have,',
  UnexpectedEndOfComment: 'a comment without end',
  UnexpectedEndOfString: 'a string without end',
  UnexpectedEndOfNumber: 'a number without end',
  InvalidUnicode: 'a \\u without four hexadecimal digits',
  InvalidEscapeCharacter: 'a backslash in front of a character that it does not go with',
  InvalidCharacter: 'a character that must be written as an escape',
};
