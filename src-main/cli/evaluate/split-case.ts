/**
 * Takes the member `policies` out of a line without parsing it, so that policies which many lines repeat are parsed
 * once. What stands before the member, closed by one brace, must be JSON by itself, and so must the policies and what
 * follows; then the line is JSON, the member is the case's own and not one further inside, and nothing is lost. A line
 * that is written in an unusual way is left to be parsed whole.
 */

/** Where the member `policies` stands. */
export interface PoliciesMember {
  /** The object that holds the members before it, as JSON; null when it is the first. */
  readonly before: string | null;
  /** Where its value begins. */
  readonly start: number;
}

const NAME = '"policies":';
const BEHIND_COMMA = `,${NAME}`;
const COMMA = 0x2c;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const QUOTE = 0x22;

/** @returns null where there is no such member, or it is written in an unusual way. */
export function findPoliciesMember(line: string): PoliciesMember | null {
  // A comma is rarer than a quote, and so found quicker.
  const behindComma = line.indexOf(BEHIND_COMMA);
  const name = behindComma < 0 ? line.indexOf(NAME) : behindComma + 1;
  if (name < 0) return null;
  const separator = skipSpaceBackwards(line, name - 1);
  const start = skipSpace(line, name + NAME.length);
  if (line.charCodeAt(start) !== OPENING_BRACE) return null;
  if (line.charCodeAt(separator) === COMMA) {
    // With nothing before it, the comma would be one too many.
    const isMember = line.charCodeAt(skipSpaceBackwards(line, separator - 1)) !== OPENING_BRACE;
    return isMember ? { before: `${line.slice(0, separator)}}`, start } : null;
  }
  const isFirst = line.charCodeAt(separator) === OPENING_BRACE && skipSpace(line, 0) === separator;
  return isFirst ? { before: null, start } : null;
}

/** The text of the policies if they are the line's last member, which they mostly are; null if they cannot be. */
export function policiesAsLastMember(line: string, { start }: PoliciesMember): string | null {
  const end = skipSpaceBackwards(line, line.length - 1);
  return line.charCodeAt(end) === CLOSING_BRACE ? line.slice(start, end) : null;
}

/**
 * The text of the policies, and the object that holds the members behind them, as JSON.
 * @returns null where the braces do not say where they end.
 */
export function policiesAndRest(
  line: string,
  { start }: PoliciesMember,
): { readonly policies: string; readonly after: string | null } | null {
  const end = endOfObject(line, start);
  if (end < 0) return null;
  const policies = line.slice(start, end);
  const next = skipSpace(line, end);
  if (line.charCodeAt(next) === CLOSING_BRACE) {
    return skipSpace(line, next + 1) === line.length ? { policies, after: null } : null;
  }
  // With nothing but a brace behind it, the comma would be one too many.
  const follows = skipSpace(line, next + 1);
  return line.charCodeAt(next) === COMMA && line.charCodeAt(follows) === QUOTE
    ? { policies, after: `{${line.slice(follows)}` }
    : null;
}

/** Where an object that begins at `start` ends, by its braces; -1 where it does not. */
function endOfObject(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
      if (at < 0) return -1;
    } else if (code === OPENING_BRACE) {
      depth += 1;
    } else if (code === CLOSING_BRACE) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

/** Where the string ends that begins at `start`: at the next quote that no backslash takes; -1 where there is none. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return quote;
  }
  return -1;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

function skipSpaceBackwards(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at -= 1;
  return at;
}

/** The white space of JSON. @see https://www.rfc-editor.org/rfc/rfc8259#section-2 */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}
