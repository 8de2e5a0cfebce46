import { applyEdits, format, parseTree } from 'jsonc-parser';

/** The ways in which a body can be laid out for reading. */
export type BodyKind = 'json' | 'xml' | 'form' | 'text';

/** What kind of text a body is, by its Content-Type, else by its first character. */
export function bodyKind(body: string, contentType: string | null): BodyKind {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/x-www-form-urlencoded') return 'form';
  if (/[/+](?:x-amz-)?json(?:-[\d.]+)?$/.test(type)) return 'json';
  if (/[/+]xml$/.test(type)) return 'xml';
  const start = body.trimStart()[0];
  if (start === '{' || start === '[') return 'json';
  return start === '<' ? 'xml' : 'text';
}

/** Lays JSON out with two spaces. Numbers and strings keep their spelling. Text that is not JSON stays as it is. */
function prettyJson(text: string): string {
  const errors: { error: number; offset: number; length: number }[] = [];
  parseTree(text, errors, { disallowComments: true });
  if (errors.length > 0) return text;
  return applyEdits(text, format(text, undefined, { insertSpaces: true, tabSize: 2, eol: '\n' }));
}

const INDENT = '  ';

/**
 * Lays XML out with two spaces: one line per element, elements that hold text alone on one line. Nothing but white space
 * between tags is added.
 */
function prettyXml(text: string): string {
  const pieces = text.match(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[^>]*>|[^<]+/g) ?? [];
  const tokens = pieces.filter((piece) => piece.trim() !== '');
  const lines: string[] = [];
  let depth = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? '';
    const isTag = token.startsWith('<');
    if (isTag && token.startsWith('</')) {
      depth = Math.max(0, depth - 1);
      lines.push(INDENT.repeat(depth) + token);
    } else if (isTag && !/^<[?!]/.test(token) && !token.endsWith('/>')) {
      const [inner, close] = [tokens[at + 1] ?? '', tokens[at + 2] ?? ''];
      if (inner.startsWith('</')) {
        lines.push(INDENT.repeat(depth) + token + inner);
        at += 1;
      } else if (!inner.startsWith('<') && close.startsWith('</')) {
        lines.push(INDENT.repeat(depth) + token + inner + close);
        at += 2;
      } else {
        lines.push(INDENT.repeat(depth) + token);
        depth += 1;
      }
    } else {
      lines.push(INDENT.repeat(depth) + (isTag ? token : token.trim()));
    }
  }
  return lines.join('\n');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    return part;
  }
}

/** One parameter per line, percent-decoded. */
function prettyForm(text: string): string {
  return text
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0 ? decoded(pair) : `${decoded(pair.slice(0, equals))} = ${decoded(pair.slice(equals + 1))}`;
    })
    .join('\n');
}

/**
 * Lays a body out for reading. What is shown is no longer what was sent: offer the original beside it.
 * @param contentType the Content-Type header's value, where there is one.
 */
export function prettyBody(body: string, contentType: string | null): string {
  switch (bodyKind(body, contentType)) {
    case 'json':
      return prettyJson(body);
    case 'xml':
      return prettyXml(body);
    case 'form':
      return prettyForm(body);
    case 'text':
      return body;
  }
}
