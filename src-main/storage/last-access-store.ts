/** The newest attempt of one principal at one action. */
export interface Attempt {
  /** The ARN of who signed the request: of a role, that of the session. */
  readonly principal: string;
  /** With its service prefix. */
  readonly action: string;
  /** ISO 8601. */
  readonly at: string;
  readonly region: string;
}

/**
 * What was last attempted, and the reports that were made of it. An attempt is a request whose caller was
 * authenticated, whatever became of it; the newest of each principal at each action is kept for good.
 */
export interface LastAccessStore {
  /**
   * The attempts of a principal, or of all whose ARN begins alike.
   * @param arn of a principal; with a `*` at the end, what ARNs begin with.
   */
  attempts(arn: string): readonly Attempt[];
  /**
   * Keeps a report and forgets the oldest.
   * @param report as JSON, of at most some tens of kilobytes.
   */
  keepReport(id: string, report: string): void;
  /** A report as it was kept; null when there is none, or none any more. */
  report(id: string): string | null;
}

/** How many reports are kept. */
export const REPORTS_KEPT = 100;
