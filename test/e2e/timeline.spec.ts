import { readFile } from 'node:fs/promises';
import { expect, test } from './app.ts';
import { AppTabs } from './pages/app-tabs.ts';
import { ComposerPage } from './pages/composer.ts';
import { DecisionPage } from './pages/decision.ts';
import { Frame } from './pages/frame.ts';
import { TimelinePage } from './pages/timeline.ts';
import { sendSomeRequests } from './some-requests.ts';

test.describe('the timeline', () => {
  test.beforeEach(async ({ sample }) => {
    await sendSomeRequests(sample);
    await new Frame(sample).goTo('Timeline');
    await expect(new TimelinePage(sample).rows).toHaveCount(7);
  });

  test('is filtered by a query, whose mistakes are named with their mend', async ({ sample }) => {
    const timeline = new TimelinePage(sample);
    await timeline.ask('verdict:allowed action:sts:*');
    await expect(timeline.rows).toHaveCount(1);
    await expect(timeline.row(0)).toContainText('sts:GetCallerIdentity');
    await timeline.ask('-principal:lucy');
    await expect(timeline.rows).toHaveCount(1);
    await expect(timeline.row(0)).toContainText('bruce-wayne');
    await timeline.ask('verdict:maybe');
    await expect(timeline.problem).toContainText('“maybe” is no verdict.');
    await expect(timeline.problem).toContainText('Write allowed, denied');
    await timeline.button('Clear the filter').click();
    await expect(timeline.rows).toHaveCount(7);
  });

  test('completes fields and values by keyboard', async ({ sample }) => {
    const timeline = new TimelinePage(sample);
    await timeline.filter.focus();
    await sample.keyboard.type('princ');
    await expect(timeline.completions).toHaveText([/^principal:/]);
    await sample.keyboard.press('ArrowDown');
    await sample.keyboard.press('Enter');
    await expect(timeline.filter).toHaveValue('principal:');
    await sample.keyboard.type('bru');
    await expect(timeline.completions).toHaveText([/^bruce-wayne\s*1 request\s*$/]);
    await sample.keyboard.press('ArrowDown');
    await sample.keyboard.press('Enter');
    await expect(timeline.filter).toHaveValue('principal:bruce-wayne ');
    await expect(timeline.rows).toHaveCount(1);
    await sample.keyboard.press('Escape');
    await sample.keyboard.press('Escape');
    await expect(timeline.rows).toHaveCount(7);
  });

  test('keeps filters by name, and gives a deleted one back', async ({ sample }) => {
    const timeline = new TimelinePage(sample);
    await timeline.ask('verdict:allowed');
    await timeline.openFilters();
    await timeline.filters.getByLabel('Save this filter as').fill('Let in');
    await timeline.filters.getByRole('button', { name: 'Save' }).click();
    await expect(timeline.filters.getByRole('list', { name: 'Saved' }).getByRole('listitem')).toHaveCount(1);
    await timeline.filters.getByRole('button', { name: 'Delete the filter Let in' }).click();
    await expect(timeline.filters.getByRole('list', { name: 'Saved' })).toBeHidden();
    await sample.keyboard.press('Escape');
    await sample.getByRole('button', { name: 'Undo', exact: true }).last().click();
    await timeline.button('Clear the filter').click();
    await timeline.openFilters();
    await timeline.filters.getByRole('button', { name: 'Let in' }).first().click();
    await expect(timeline.filter).toHaveValue('verdict:allowed');
  });

  test('is paused, counts what comes meanwhile, and shows it afterwards', async ({ app, sample }) => {
    const timeline = new TimelinePage(sample);
    await timeline.button('Pause').click();
    const other = await app.shell.openTab?.();
    if (other === undefined) throw new Error('This shell has no tabs.');
    const composer = new ComposerPage(other);
    await new Frame(other).goTo('Composer');
    await composer.signAs('lucy');
    await composer.chooseAction('sts:GetCallerIdentity');
    await composer.send();
    await expect(timeline.counted).toContainText('1 new while paused');
    await expect(timeline.rows).toHaveCount(7);
    await timeline.button('Resume').click();
    await expect(timeline.rows).toHaveCount(8);
  });

  test('pins, selects and compares by keyboard alone', async ({ sample }) => {
    const timeline = new TimelinePage(sample);
    await timeline.list.focus();
    await sample.keyboard.press('p');
    await expect(timeline.button(/^Pinned 1$/)).toBeVisible();
    await sample.keyboard.press('Space');
    await sample.keyboard.press('End');
    await sample.keyboard.press('Space');
    await expect(timeline.row(6)).toHaveAttribute('aria-selected', 'true');
    await timeline.button(/^Pinned/).press('Enter');
    await expect(timeline.rows).toHaveCount(1);
    await timeline.button('Compare').press('Enter');
    await expect(sample.getByRole('heading', { level: 1, name: /compar/i })).toBeVisible();
  });

  test('is put into groups that open', async ({ sample }) => {
    const timeline = new TimelinePage(sample);
    await timeline.groupBy('principal');
    await expect(timeline.groups).toHaveCount(2);
    await expect(timeline.groups.first()).toContainText('lucy');
    await timeline.list.focus();
    await sample.keyboard.press('Enter');
    await expect(timeline.rows).toHaveCount(6);
    await sample.keyboard.press('ArrowLeft');
    await expect(timeline.rows).toHaveCount(0);
  });

  test('shows the range that is chosen in the histogram, by keyboard', async ({ sample }) => {
    const timeline = new TimelinePage(sample);
    await timeline.histogram.focus();
    await sample.keyboard.press('Home');
    await sample.keyboard.press('Shift+End');
    await sample.keyboard.press('Enter');
    await expect(timeline.filter).toHaveValue(/^since:\S+Z until:\S+Z$/);
    await expect(timeline.rows).toHaveCount(7);
  });

  test('is exported as CloudTrail events, as it is filtered', async ({ sample }) => {
    const timeline = new TimelinePage(sample);
    await timeline.ask('principal:bruce-wayne');
    await expect(timeline.rows).toHaveCount(1);
    await timeline.button('Export…').click();
    const dialog = sample.getByRole('dialog', { name: 'Export 1 request' });
    await dialog.getByLabel('Format').selectOption('cloudTrail');
    const saved = sample.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Save file' }).click();
    const file = JSON.parse(await readFile(await (await saved).path(), 'utf8')) as { Records: object[] };
    expect(file.Records).toMatchObject([
      { eventName: 'DeleteBucket', userIdentity: { type: 'IAMUser', userName: 'bruce-wayne' } },
    ]);
  });

  test('is evaluated again, and says what would end otherwise now', async ({ sample }) => {
    const timeline = new TimelinePage(sample);
    await timeline.button('Re-evaluate').click();
    await expect(sample.getByRole('region', { name: 'Now against then' })).toContainText(
      /same verdict|another verdict/,
    );
  });

  test('sends its requests again by keyboard, and shows the replays', async ({ sample }) => {
    const timeline = new TimelinePage(sample);
    await timeline.ask('action:sts:*');
    await expect(timeline.rows).toHaveCount(1);
    await timeline.more.press('Enter');
    await sample.getByRole('menuitem', { name: 'Replay all…' }).press('Enter');
    const dialog = sample.getByRole('dialog', { name: 'Replay 1 request' });
    await dialog.getByRole('button', { name: 'Replay' }).press('Enter');
    await expect(timeline.replayed).toContainText('Replayed 1 request: the verdict is the same as then.');
    await timeline.replayed.getByRole('button', { name: 'Show the replays' }).press('Enter');
    await expect(timeline.filter).toHaveValue(/^replay:yes since:/);
    await expect(timeline.rows).toHaveCount(1);
    await expect(timeline.row(0)).toContainText('replay');
  });

  test('tells how long ago a request was, and its exact time on asking', async ({ sample }) => {
    const timeline = new TimelinePage(sample);
    await timeline.more.click();
    await sample.getByRole('menuitem', { name: 'Show how long ago' }).click();
    await expect(timeline.row(0).locator('time')).toHaveText(/^just now$|ago$/);
    await expect(timeline.row(0).getByTitle(/\(\d{4}-\d\d-\d\dT[\d:.]+Z\)/)).toBeVisible();
    await timeline.more.click();
    await sample.getByRole('menuitem', { name: 'Show the time of day' }).click();
    await expect(timeline.row(0).locator('time')).toHaveText(/^\d\d:\d\d:\d\d$/);
  });

  test('has a question of its own in each tab, and catches up where it was not on show', async ({ sample }) => {
    const timeline = new TimelinePage(sample);
    await timeline.ask('action:sts:*');
    await expect(timeline.rows).toHaveCount(1);
    const [frame, tabs] = [new Frame(sample), new AppTabs(sample)];
    await frame.section('Timeline').click({ modifiers: ['ControlOrMeta'] });
    await tabs.all.nth(1).click();
    const other = new TimelinePage(sample);
    await expect(other.filter).toHaveValue('');
    await expect(other.rows).toHaveCount(7);
    await frame.goTo('Composer');
    const composer = new ComposerPage(sample);
    await composer.signAs('lucy');
    await composer.chooseAction('sts:GetCallerIdentity');
    await composer.send();
    await tabs.all.first().click();
    await expect(timeline.filter).toHaveValue('action:sts:*');
    await expect(timeline.rows).toHaveCount(2);
  });

  test('leads to a decision and back to its place', async ({ sample }) => {
    const timeline = new TimelinePage(sample);
    await timeline.row(3).click();
    await new DecisionPage(sample).outcome.waitFor();
    await new Frame(sample).back.click();
    await expect(timeline.activeRow).toContainText('s3:CreateBucket');
  });
});
