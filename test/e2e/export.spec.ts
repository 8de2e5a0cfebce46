import { readFileSync } from 'node:fs';
import { expect, test } from './app.ts';
import { Frame } from './pages/frame.ts';

test('The account is exported as JSON, in the form of the AWS command line', async ({ sample }) => {
  await new Frame(sample).chooseFromWorkspaceMenu('Export as JSON…');
  const dialog = sample.getByRole('dialog', { name: 'Export account Gatehouse shop' });
  await expect(dialog).toContainText('123456789012.json');
  const [download] = await Promise.all([
    sample.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save file' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('123456789012.json');
  const exported = JSON.parse(readFileSync(await download.path(), 'utf8')) as {
    UserDetailList: { UserName: string; UserPolicyList?: { PolicyName: string }[] }[];
  };
  const lucy = exported.UserDetailList.find(({ UserName }) => UserName === 'lucy');
  expect(lucy?.UserPolicyList?.map(({ PolicyName }) => PolicyName)).toEqual(['create-buckets']);
  await expect(dialog).toBeHidden();
});
