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

  /** The drawing of the way through AWS's policy evaluation. */
  get path(): Locator {
    return this.page.getByRole('region', { name: 'Path through the policy evaluation' });
  }

  /** A question of that drawing, with how it came out. */
  question(name: string): Locator {
    return this.path.getByRole('listitem').filter({ hasText: name });
  }

  /** The policies of one kind. */
  layer(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  get whyNowButton(): Locator {
    return this.page.getByRole('button', { name: 'See why now' });
  }

  get outline(): Locator {
    return this.page.getByRole('navigation', { name: 'On this page' });
  }

  get context(): Locator {
    return this.page.getByRole('region', { name: 'Request context' });
  }

  /** The text of a statement, with what matched marked in it. */
  sourceText(statement: string, policyName: string): Locator {
    return this.page.getByRole('figure', { name: `Text of ${statement} of ${policyName}` });
  }

  /** Chooses something of the menu for sharing. */
  async share(item: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Share', exact: true }).click();
    await this.page.getByRole('menuitem', { name: item, exact: true }).click();
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
