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
  const parts = splitObjects(json).map(tryParse);
  if (parts.length < 2 || parts.includes(undefined)) throw notJson(fileName, json);
  return parts.flatMap((part, index) => (part === undefined ? [] : [{ place: `[${index}]`, value: part.value }]));
}

function tryParse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Cuts a text behind each brace that closes an outermost object. */
function splitObjects(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  // Strings are passed over whole, since braces inside them close nothing.
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') depth += 1;
    if (token === '}') depth -= 1;
    if (token === '}' && depth === 0) {
      parts.push(text.slice(start, index + 1));
      start = index + 1;
    }
  }
  const rest = text.slice(start);
  return rest.trim() === '' ? parts : [...parts, rest];
}

function notJson(fileName: string, text: string): GatehouseError {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const first = errors[0];
  const before = text.slice(0, first?.offset ?? text.length).split('\n');
  const line = before.length;
  const column = (before.at(-1)?.length ?? 0) + 1;
  const fault = first === undefined ? 'the text' : (PLAIN[printParseErrorCode(first.error)] ?? 'a fault');
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
