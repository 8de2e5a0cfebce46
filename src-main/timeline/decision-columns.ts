import { DOOR_VALUES, STEP_VALUES, YES_NO } from '../../src-shared/timeline-query/query-values.ts';
import { stepText, verdictText, type TextColumn } from '../../src-shared/timeline-query/row-texts.ts';
import { Verdict } from '../../src-shared/decision/record.ts';
import type { ColumnRow } from '../storage/timeline-store.ts';
import type { TermList } from './term-list.ts';

/** The verdicts by their number in the column. */
export const VERDICTS: readonly Verdict[] = Verdict.options;

/** Columns whose few values have numbers of their own. */
const FEW: Readonly<Record<'verdict' | 'door' | 'step' | 'replay', readonly string[]>> = {
  verdict: VERDICTS.map(verdictText),
  door: DOOR_VALUES,
  step: STEP_VALUES,
  replay: YES_NO,
};
const FEW_COLUMNS = ['verdict', 'door', 'step', 'replay'] as const;
/** Columns that hold the numbers of terms. */
const TERM_COLUMNS = ['principalLabel', 'principalArn', 'action', 'resource', 'error'] as const;

/** A row takes so many bytes: two floats, five terms, the status, and four small numbers. */
export const BYTES_PER_ROW = 2 * 8 + TERM_COLUMNS.length * 4 + 2 + FEW_COLUMNS.length;

interface Arrays {
  readonly sequence: Float64Array;
  readonly at: Float64Array;
  readonly codes: Readonly<Record<TextColumn, Uint32Array | Uint16Array | Uint8Array>>;
}

/**
 * The rows of the timeline in columns of numbers, oldest first: forty-two bytes a row, so that a million can be held and any
 * question be answered by going through them. Texts are numbers of a {@link TermList}.
 */
export class DecisionColumns {
  readonly terms: TermList;
  #arrays: Arrays = allocate(4096);
  #length = 0;

  constructor(terms: TermList) {
    this.terms = terms;
  }

  get length(): number {
    return this.#length;
  }

  /** The sequence numbers, of which the first `length` are set. Replaced when the columns grow. */
  get sequence(): Float64Array {
    return this.#arrays.sequence;
  }

  /** Milliseconds since 1970. */
  get at(): Float64Array {
    return this.#arrays.at;
  }

  /** The numbers in a column; what they stand for is told by {@link textOf}. */
  codes(column: TextColumn): Uint32Array | Uint16Array | Uint8Array {
    return this.#arrays.codes[column];
  }

  /** The text, in small letters, that a number in a column stands for. */
  textOf(column: TextColumn, code: number): string {
    switch (column) {
      case 'status':
        return String(code);
      case 'verdict':
      case 'door':
      case 'step':
      case 'replay':
        return FEW[column][code] ?? '';
      default:
        return this.terms.text(code).toLowerCase();
    }
  }

  /** Puts a row at the end. */
  push(row: ColumnRow): void {
    this.#reserve(this.#length + 1);
    const { sequence, at, codes } = this.#arrays;
    const index = this.#length;
    sequence[index] = row.sequence;
    at[index] = Date.parse(row.at);
    codes.status[index] = row.status;
    codes.verdict[index] = VERDICTS.indexOf(row.verdict);
    codes.door[index] = FEW.door.indexOf(row.door);
    codes.step[index] = FEW.step.indexOf(stepText(row.steps));
    codes.replay[index] = FEW.replay.indexOf(row.replayOf === null ? 'no' : 'yes');
    codes.principalLabel[index] = this.terms.numberOf(row.principal.label);
    codes.principalArn[index] = this.terms.numberOf(row.principal.arn ?? '');
    codes.action[index] = this.terms.numberOf(row.action);
    codes.resource[index] = this.terms.numberOf(row.resource);
    codes.error[index] = this.terms.numberOf(row.errorCode ?? '');
    this.#length += 1;
  }

  /**
   * Some rows as bytes, column by column, as {@link appendPacked} takes them. Little-endian, as every machine is that
   * Electron runs on.
   */
  pack(from: number, to: number): Uint8Array {
    const bytes = new Uint8Array((to - from) * BYTES_PER_ROW);
    let offset = 0;
    for (const array of inOrder(this.#arrays)) {
      const part = array.subarray(from, to);
      bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offset);
      offset += part.byteLength;
    }
    return bytes;
  }

  /** @returns false, having changed nothing, when the bytes are no rows, or name terms that there are not. */
  appendPacked(bytes: Uint8Array): boolean {
    const rows = bytes.length / BYTES_PER_ROW;
    if (!Number.isInteger(rows) || rows === 0) return false;
    this.#reserve(this.#length + rows);
    let offset = 0;
    for (const array of inOrder(this.#arrays)) {
      const length = rows * array.BYTES_PER_ELEMENT;
      const target = array.subarray(this.#length, this.#length + rows);
      new Uint8Array(target.buffer, target.byteOffset, target.byteLength).set(bytes.subarray(offset, offset + length));
      offset += length;
    }
    for (const column of TERM_COLUMNS) {
      const codes = this.#arrays.codes[column].subarray(this.#length, this.#length + rows);
      if (codes.some((code) => code >= this.terms.length)) return false;
    }
    this.#length += rows;
    return true;
  }

  #reserve(rows: number): void {
    const capacity = this.#arrays.sequence.length;
    if (rows <= capacity) return;
    const larger = allocate(Math.max(rows, capacity * 2));
    const targets = inOrder(larger);
    for (const [index, source] of inOrder(this.#arrays).entries()) targets[index]?.set(source);
    this.#arrays = larger;
  }
}

function allocate(rows: number): Arrays {
  const term = (): Uint32Array => new Uint32Array(rows);
  const few = (): Uint8Array => new Uint8Array(rows);
  return {
    sequence: new Float64Array(rows),
    at: new Float64Array(rows),
    codes: {
      principalLabel: term(),
      principalArn: term(),
      action: term(),
      resource: term(),
      error: term(),
      status: new Uint16Array(rows),
      verdict: few(),
      door: few(),
      step: few(),
      replay: few(),
    },
  };
}

/** The arrays in the order in which they are packed: the widest first, so that each begins where its elements may. */
function inOrder({ sequence, at, codes }: Arrays): (Float64Array | Uint32Array | Uint16Array | Uint8Array)[] {
  return [
    sequence,
    at,
    ...TERM_COLUMNS.map((column) => codes[column]),
    codes.status,
    ...FEW_COLUMNS.map((column) => codes[column]),
  ];
}
