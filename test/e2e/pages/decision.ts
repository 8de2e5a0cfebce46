import { expect, type Locator, type Page } from '@playwright/test';

export type StepName = 'Request' | 'Authentication' | 'Authorization' | 'Action' | 'Resource';

/** One request, with all that was found on its way. */
export class DecisionPage {
  readonly page: Page;
  readonly outcome: Locator;
  /** The list of what would have to change for the request to be allowed. */
  readonly missing: Locator;
  readonly replayButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.outcome = page.getByRole('region', { name: 'Outcome' });
    this.missing = page.getByRole('region', { name: /^What is missing/ });
    this.replayButton = page.getByRole('button', { name: 'Replay' });
  }

  heading(action: string): Locator {
    return this.page.getByRole('heading', { level: 1, name: action, exact: true });
  }

  /** What is missing of one kind. */
  missingOf(kind: 'Allow needed' | 'Deny in the way' | 'Wrong resource type'): Locator {
    return this.missing.getByRole('listitem').filter({ hasText: kind });
  }

  /** Follows the button of something that is missing, by where it leads to. */
  async goTo(place: string): Promise<void> {
    await this.missing.getByRole('button', { name: `Go to ${place}`, exact: true }).click();
  }

  step(name: StepName): Locator {
    return this.page.getByRole('region', { name: new RegExp(`^${name} (Passed|Closed|Not reached)`) });
  }

  /** How each of the five steps ended, in their order. */
  async expectSteps(ends: Readonly<Record<StepName, 'Passed' | 'Closed' | 'Not reached'>>): Promise<void> {
    for (const [name, end] of Object.entries(ends)) {
      await expect(this.page.getByRole('heading', { level: 2, name: `${name} ${end}`, exact: true })).toBeVisible();
    }
  }

  /** One of the actions that the request asks for. */
  part(action: string): Locator {
    return this.page.getByRole('article', { name: new RegExp(`^Part \\d+ of \\d+: ${action}$`) });
  }

  policy(name: string): Locator {
    return this.page.getByRole('region', { name: `Policy ${name}`, exact: true });
  }

  /** A line of a statement's comparison: what the policy wants, what the request has, and how that came out. */
  comparison(statement: string, policyName: string, element: string): Locator {
    return this.page
      .getByRole('table', { name: `${statement} of ${policyName}` })
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name: element }) });
  }
}
