import type { Locator } from '@playwright/test';

/** What an edit of a policy would change, beside the editor. */
export class PolicyImpactPanel {
  readonly region: Locator;
  readonly flips: Locator;

  /** @param within what the policy is edited in, such as a dialog. */
  constructor(within: Locator) {
    this.region = within.getByRole('region', { name: 'What would change' });
    this.flips = this.region.getByRole('list', { name: 'Requests whose verdict would change' }).getByRole('listitem');
  }
}
