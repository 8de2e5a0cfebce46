import type { ContextKeys } from './request.ts';
import { type Pattern, type PatternPiece, compilePieces, matchesPattern } from './wildcard.ts';

/** A policy variable, such as `${aws:PrincipalTag/team, 'company-wide'}`. */
interface Variable {
  readonly kind: 'variable';
  /** In lower case, since condition keys are compared so. */
  readonly key: string;
  readonly fallback: string | null;
  /** As written. */
  readonly source: string;
}

type TemplatePiece = PatternPiece | Variable;

/**
 * What a value of a policy may hold beside text. `arn` wildcards keep to their segment as they do in a Resource,
 * `arnCondition` ones as they do in ArnLike.
 */
export interface TemplateOptions {
  readonly variables: boolean;
  readonly wildcards: 'none' | 'text' | 'arn' | 'arnCondition';
}

/** A value of a policy, compiled: a pattern that is ready, or one that waits for its variables. */
export interface Template {
  /** As written. */
  readonly source: string;
  /** Null when there are variables, whose values each request brings. */
  readonly pattern: Pattern | null;
  readonly pieces: readonly TemplatePiece[];
}

/**
 * Compiles a value of a policy.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function compileTemplate(source: string, options: TemplateOptions): Template {
  const written = splitTemplate(source, options);
  if (options.wildcards === 'arnCondition' && source === '*') {
    return { source, pattern: { shape: 'everything' }, pieces: written };
  }
  const pieces =
    options.wildcards === 'arn' || options.wildcards === 'arnCondition'
      ? keepToSegments(written, options.wildcards === 'arnCondition')
      : written;
  const fixed = pieces.filter((piece) => piece.kind !== 'variable');
  return { source, pattern: fixed.length === pieces.length ? compilePieces(fixed) : null, pieces };
}

/**
 * Whether the whole of `text` matches, with variables filled in. Values are taken literally: a `*` in a tag is no
 * wildcard. A template with a variable that has neither a value in the context nor a default matches nothing.
 *
 * What the policy and the request together could grow to (a thousand variables of a long value) is never built: text
 * that is not matched ends the comparison.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
export function matchesTemplate(template: Template, context: ContextKeys, text: string): boolean {
  if (template.pattern !== null) return matchesPattern(template.pattern, text);
  const { pieces } = template;
  let at = 0;
  for (let index = 0; index < pieces.length; index += 1) {
    const piece = pieces[index];
    if (piece === undefined) break;
    if (piece.kind !== 'text' && piece.kind !== 'variable')
      return matchesRest(pieces.slice(index), context, text.slice(at));
    const literal = piece.kind === 'text' ? piece.text : variableValue(piece, context);
    if (literal === null || !text.startsWith(literal, at)) return false;
    at += literal.length;
  }
  return at === text.length;
}

function matchesRest(pieces: readonly TemplatePiece[], context: ContextKeys, text: string): boolean {
  const filled: PatternPiece[] = [];
  let length = 0;
  for (const piece of pieces) {
    if (piece.kind !== 'text' && piece.kind !== 'variable') {
      filled.push(piece);
      continue;
    }
    const literal = piece.kind === 'text' ? piece.text : variableValue(piece, context);
    if (literal === null) return false;
    length += literal.length;
    if (length > text.length) return false;
    filled.push({ kind: 'text', text: literal });
  }
  return matchesPattern(compilePieces(filled), text);
}

/**
 * The text of a template that has no wildcards, with variables filled in.
 * @returns null when a variable has no value, or when the text would be longer than `longest`.
 */
export function resolveText(template: Template, context: ContextKeys, longest: number): string | null {
  let text = '';
  for (const piece of template.pieces) {
    const literal =
      piece.kind === 'text' ? piece.text : piece.kind === 'variable' ? variableValue(piece, context) : null;
    if (literal === null || text.length + literal.length > longest) return null;
    text += literal;
  }
  return text;
}

/** The template with variables filled in; one that has neither a value in the context nor a default may be any text. */
export function filledPieces({ pieces }: Template, context: ContextKeys): PatternPiece[] {
  return pieces.map((piece) => {
    if (piece.kind !== 'variable') return piece;
    const text = variableValue(piece, context);
    return text === null ? { kind: 'many', withinSegment: false } : { kind: 'text', text };
  });
}

/** The text with which everything begins that the template can match. */
export function literalPrefix({ pieces }: Template): string {
  const [first] = pieces;
  return first?.kind === 'text' ? first.text : '';
}

/** A longer text than this tells a person nothing more. */
const LONGEST_RENDERED = 16_384;

/**
 * The source with variables filled in, for a person to read; a variable without a value stands as written. What is
 * very long ends in an ellipsis.
 */
export function renderTemplate(template: Template, context: ContextKeys): string {
  if (template.pattern !== null) return template.source;
  let text = '';
  for (const piece of template.pieces) {
    if (text.length > LONGEST_RENDERED) return `${text.slice(0, LONGEST_RENDERED)}…`;
    if (piece.kind === 'text') text += piece.text;
    else if (piece.kind === 'variable') text += variableValue(piece, context) ?? piece.source;
    else text += piece.kind === 'many' ? '*' : '?';
  }
  return text;
}

/** The keys of variables that have neither a value in the context nor a default, as the policy writes them. */
export function missingVariables(template: Template, context: ContextKeys): string[] {
  if (template.pattern !== null) return [];
  return template.pieces.flatMap((piece) =>
    piece.kind === 'variable' && variableValue(piece, context) === null ? [writtenKey(piece)] : [],
  );
}

/** The keys of the policy variables in a template, as the policy writes them. */
export function variableKeys({ pieces }: Template): string[] {
  return pieces.flatMap((piece) => (piece.kind === 'variable' ? [writtenKey(piece)] : []));
}

function writtenKey(variable: Variable): string {
  return splitVariable(variable.source.slice(2, -1)).key;
}

/** A multivalued key cannot fill a variable, unless it carries one value only. */
function variableValue(variable: Variable, context: ContextKeys): string | null {
  const value = context.get(variable.key);
  if (typeof value === 'string') return value;
  if (value !== undefined && value.length === 1) return value[0] ?? null;
  return variable.fallback;
}

function splitTemplate(source: string, options: TemplateOptions): TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  const lastBrace = options.variables ? source.lastIndexOf('}') : -1;
  let text = '';
  const flush = (): void => {
    if (text !== '') pieces.push({ kind: 'text', text });
    text = '';
  };
  for (let at = 0; at < source.length; at += 1) {
    const character = source[at];
    if (character === '$' && source[at + 1] === '{' && at < lastBrace) {
      const end = source.indexOf('}', at);
      const inside = source.slice(at + 2, end);
      if (inside === '*' || inside === '?' || inside === '$') {
        text += inside;
      } else {
        flush();
        pieces.push(parseVariable(inside));
      }
      at = end;
    } else if (options.wildcards !== 'none' && (character === '*' || character === '?')) {
      flush();
      pieces.push({ kind: character === '*' ? 'many' : 'one', withinSegment: false });
    } else {
      text += character;
    }
  }
  flush();
  return pieces;
}

function parseVariable(inside: string): Variable {
  const { key, fallback } = splitVariable(inside);
  return { kind: 'variable', key: key.toLowerCase(), fallback, source: `\${${inside}}` };
}

/**
 * Takes the inside of a variable, `key` or `key, 'default'`, apart. White space belongs to the key, which then names no
 * value: AWS does not support it there.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-default-values
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-space-in-variable
 */
function splitVariable(inside: string): { key: string; fallback: string | null } {
  const comma = inside.indexOf(',');
  const quoted = comma < 0 ? '' : inside.slice(comma + 1).trim();
  if (quoted.length < 2 || !quoted.startsWith("'") || !quoted.endsWith("'")) return { key: inside, fallback: null };
  return { key: inside.slice(0, comma), fallback: quoted.slice(1, -1) };
}

/**
 * Marks the wildcards that do not reach beyond their segment: in a Resource those inside the first five segments of
 * an ARN, unless a `*` is the segment's last character; in ArnLike all of the first five, since each component is
 * checked separately.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
function keepToSegments(pieces: readonly TemplatePiece[], always: boolean): TemplatePiece[] {
  let colons = 0;
  return pieces.map((piece, index) => {
    if (piece.kind === 'variable') return piece;
    if (piece.kind === 'text') {
      for (const character of piece.text) if (character === ':') colons += 1;
      return piece;
    }
    if (colons >= 5) return piece;
    const next = pieces[index + 1];
    const endsSegment = next === undefined || (next.kind === 'text' && next.text.startsWith(':'));
    return { kind: piece.kind, withinSegment: always || piece.kind === 'one' || !endsSegment };
  });
}
