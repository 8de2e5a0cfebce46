import { expect, test } from './app.ts';
import { ComposerPage } from './pages/composer.ts';
import { Frame } from './pages/frame.ts';
import { TimelinePage } from './pages/timeline.ts';

test('The timeline is live: a request sent in one tab appears on top in another', async ({ app, sample }) => {
  const other = await app.shell.openTab?.();
  if (other === undefined) throw new Error('This shell has no tabs.');
  const timeline = new TimelinePage(other);
  await new Frame(other).goTo('Timeline');
  await expect(other.getByText('No request yet')).toBeVisible();

  await new Frame(sample).goTo('Composer');
  const composer = new ComposerPage(sample);
  await composer.signAs('bruce-wayne');
  for (const action of ['s3:ListAllMyBuckets', 'sts:GetCallerIdentity']) {
    await composer.chooseAction(action);
    await composer.send();
    await expect(timeline.row(0)).toContainText(action);
  }
  await expect(timeline.rows).toHaveCount(2);
});
