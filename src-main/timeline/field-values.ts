import type { ListedField } from '../../src-shared/contract/timeline.ts';
import type { DecisionColumns } from './decision-columns.ts';
import { FirstOfMany } from './first-of-many.ts';
import type { Turns } from './turns.ts';

const ROWS_AT_ONCE = 65_536;
const TEXTS_AT_ONCE = 4096;
const STATUSES = 65_536;

type Column = 'principalLabel' | 'principalArn' | 'action' | 'resource' | 'error' | 'status';

/** How many rows have each number of a column. */
interface Tally {
  counts: Uint32Array;
  /** So many of the columns' rows were counted. */
  seen: number;
}

/** A value of a field, and how many rows have it. */
export interface FieldValue {
  readonly value: string;
  readonly count: number;
}

/**
 * Which values the fields of the timeline have. Rows are counted once, and those that came since when something is asked,
 * so that what is typed letter by letter is looked up among values, not among rows.
 */
export class FieldValues {
  readonly #columns: DecisionColumns;
  readonly #tallies = new Map<Column, Tally>();

  constructor(columns: DecisionColumns) {
    this.#columns = columns;
  }

  /** The values that hold what is typed, the most frequent first, and by their text where they are as frequent. */
  async most(
    { field, typed, limit }: { readonly field: ListedField; readonly typed: string; readonly limit: number },
    turns: Turns,
  ): Promise<readonly FieldValue[]> {
    const wanted = typed.toLowerCase().replaceAll(/[*?]+/g, '');
    const first = new FirstOfMany<FieldValue>(limit, mostFrequentFirst);
    const isWanted = (value: string): boolean => value !== '' && value.toLowerCase().includes(wanted);
    switch (field) {
      case 'principal':
      case 'action':
      case 'resource':
      case 'error':
      case 'status': {
        const column = field === 'principal' ? 'principalLabel' : field;
        await this.#each(column, turns, (read, count) => {
          // Most values are rarer than what was found already; their texts need not be looked at.
          if (count < (first.last?.count ?? 0)) return;
          const value = read();
          if (isWanted(value)) first.add({ value, count });
        });
        return first.list;
      }
      case 'service':
      case 'account': {
        const counts = new Map<string, number>();
        const add = (value: string, count: number): void => {
          if (isWanted(value)) counts.set(value, (counts.get(value) ?? 0) + count);
        };
        if (field === 'service') await this.#each('action', turns, (read, count) => add(serviceOf(read()), count));
        else {
          for (const column of ['principalArn', 'resource'] as const) {
            await this.#each(column, turns, (read, count) => add(accountOf(read()), count));
          }
        }
        for (const [value, count] of counts) first.add({ value, count });
        return first.list;
      }
    }
  }

  /** Tells the texts of a column that rows have, and how many do. */
  async #each(column: Column, turns: Turns, tell: (read: () => string, count: number) => void): Promise<void> {
    const { counts } = await this.#count(column, turns);
    const { terms } = this.#columns;
    await turns.through(counts.length, TEXTS_AT_ONCE, (from, end) => {
      for (let code = from; code < end; code += 1) {
        const count = counts[code] ?? 0;
        if (count > 0) tell(() => (column === 'status' ? String(code) : terms.text(code)), count);
      }
    });
  }

  async #count(column: Column, turns: Turns): Promise<Tally> {
    const tally = this.#tallies.get(column) ?? { counts: new Uint32Array(), seen: 0 };
    this.#tallies.set(column, tally);
    const columns = this.#columns;
    while (tally.seen < columns.length) {
      const end = Math.min(columns.length, tally.seen + ROWS_AT_ONCE);
      const { counts } = withRoom(tally, column === 'status' ? STATUSES : columns.terms.length);
      // Read anew in each turn: the columns may have grown.
      const codes = columns.codes(column);
      for (let row = tally.seen; row < end; row += 1) {
        const code = codes[row] ?? 0;
        counts[code] = (counts[code] ?? 0) + 1;
      }
      tally.seen = end;
      await turns.rest(end, columns.length);
    }
    return tally;
  }
}

function withRoom(tally: Tally, length: number): Tally {
  if (tally.counts.length >= length) return tally;
  const larger = new Uint32Array(Math.max(length, tally.counts.length * 2));
  larger.set(tally.counts);
  tally.counts = larger;
  return tally;
}

function mostFrequentFirst(one: FieldValue, other: FieldValue): number {
  if (one.count !== other.count) return other.count - one.count;
  return one.value < other.value ? -1 : Number(one.value > other.value);
}

function serviceOf(action: string): string {
  return action.includes(':') ? (action.split(':', 1)[0] ?? '') : '';
}

function accountOf(text: string): string {
  return text.startsWith('arn:') ? (text.split(':', 5)[4] ?? '') : '';
}
