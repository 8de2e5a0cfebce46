/** Something that can be put into a field. */
export interface Suggestion {
  readonly value: string;
  /** Beside the value: what it is. */
  readonly detail?: string;
  /** Under the value, in a line. */
  readonly description?: string;
  /** The list stays open: the value is only the beginning of one. */
  readonly unfinished?: boolean;
}
