/** One thing that a form or a button does: whether it is under way, and how it last failed. */
export class Submission {
  busy = $state(false);
  /** What was thrown; null when nothing was. */
  error = $state.raw<unknown>(null);

  /**
   * Does the work unless it is under way already. A fault is kept for showing.
   * @returns true when it was done.
   */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.error = null;
    try {
      await work();
      return true;
    } catch (error) {
      this.error = error;
      return false;
    } finally {
      this.busy = false;
    }
  }

  clear(): void {
    this.error = null;
  }
}
