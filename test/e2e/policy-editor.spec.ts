import { expect, test } from './app.ts';
import { Frame } from './pages/frame.ts';
import { PolicyEditor } from './pages/policy-editor.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';
import { policyText } from './policies.ts';

const ALLOW = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

/** Policies that AWS refuses: where the editor says that, what it says, and how AWS words it when it is sent anyway. */
const REFUSED = [
  {
    name: 'is not JSON',
    text: '{\n  "Version": "2012-10-17",\n  "Statement": [,]\n}',
    line: 3,
    message: 'The policy is not JSON.',
    mend: 'Check brackets, quotes and commas here',
    answer: 'Syntax errors in policy.',
  },
  {
    name: 'names a condition operator that there is none of',
    text: policyText({ ...ALLOW, Condition: { StringLooksLike: { 'aws:username': 'lucy' } } }),
    line: 9,
    message: 'There is no condition operator "StringLooksLike".',
    mend: 'Did you mean "StringNotLike"?',
    answer: 'Invalid Condition type : StringLooksLike',
  },
  {
    name: 'gives two statements the same Sid',
    text: policyText({ Sid: 'Read', ...ALLOW }, { Sid: 'Read', ...ALLOW }),
    line: 11,
    message: 'The Sid "Read" is already that of statement 1.',
    mend: 'Give each statement a Sid of its own, or none.',
    answer: /Statement IDs? \(SIDs?\) .*must be unique|Syntax errors in policy\./i,
  },
  {
    name: 'is longer than a user’s inline policies may be',
    text: policyText({
      ...ALLOW,
      Resource: Array.from({ length: 300 }, (_, index) => `arn:aws:s3:::bucket-number-${index}/*`),
    }),
    line: 1,
    message: /The policy has \d+ characters without white space; the limit is \d+\./,
    mend: 'Shorten it, or divide it into several policies.',
    answer: 'Maximum policy size of 2048 bytes exceeded for user lucy',
  },
] as const;

test.describe('A policy that', () => {
  for (const { name, text, line, message, mend, answer } of REFUSED) {
    test(`${name} is marked with line, message and mend, and is not saved`, async ({ sample }) => {
      const user = new UserPage(sample);
      await new UsersPage(sample).open('lucy');
      const dialog = await user.startInlinePolicy('broken');
      await dialog.editor.write(text);
      await dialog.editor.expectProblem({ line, message, mend });
      await dialog.saveButton.click();
      await expect(dialog.alert).toContainText(answer);
      await dialog.cancel();
      await expect(user.policy('create-buckets')).toBeVisible();
      await expect(user.policy('broken')).toHaveCount(0);
    });
  }

  test('names an action that AWS does not list is warned of, with the nearest name, and can be saved as in AWS', async ({
    sample,
  }) => {
    const user = new UserPage(sample);
    await new UsersPage(sample).open('lucy');
    const dialog = await user.startInlinePolicy('slip-of-the-pen');
    await dialog.editor.write(policyText({ ...ALLOW, Action: 's3:GetObjekt' }));
    await dialog.editor.expectProblem({
      line: 6,
      message: 's3 has no action "s3:GetObjekt".',
      mend: 'Did you mean "s3:GetObject"?',
    });
    await expect(dialog.editor.status).toHaveText('1 warning');
    await dialog.save();
    await expect(user.policy('slip-of-the-pen')).toBeVisible();
  });
});

test('A problem leads to its place in the text', async ({ sample }) => {
  await new UsersPage(sample).open('lucy');
  const { editor } = await new UserPage(sample).startInlinePolicy('broken');
  await editor.write(policyText({ ...ALLOW, Effect: 'Maybe' }));
  await editor.problems.getByRole('button').first().click();
  await expect(editor.text).toBeFocused();
  // What is marked is replaced by what is typed.
  await sample.keyboard.insertText('"Deny"');
  await expect(editor.status).toHaveText('No problems found.');
  await expect(editor.text).toContainText('"Effect": "Deny"');
});

test('What the cursor is at is explained and mended by keyboard', async ({ sample }) => {
  await new UsersPage(sample).open('lucy');
  const { editor, dialog } = await new UserPage(sample).startInlinePolicy('explained');
  await editor.write(policyText({ ...ALLOW, Action: 's3:GetObjekt' }));
  await expect(editor.status).toHaveText('1 warning');
  await editor.text.getByText('s3:GetObjekt').click();
  await sample.keyboard.press('ControlOrMeta+.');
  await expect(editor.text).toContainText('"s3:GetObject"');
  await editor.text.getByText('s3:GetObject').click();
  await sample.keyboard.press('ControlOrMeta+i');
  await expect(dialog.getByText('Grants permission to retrieve objects from Amazon S3')).toBeVisible();
  await expect(dialog.getByText('Amazon S3 · Read')).toBeVisible();
});

test('What is typed takes the place of what is selected, a bracket goes around it', async ({ sample }) => {
  await new UsersPage(sample).open('lucy');
  const { editor } = await new UserPage(sample).startInlinePolicy('typed');
  await editor.text.click();
  await sample.keyboard.press('ControlOrMeta+A');
  await sample.keyboard.type('typed');
  await expect(editor.text).toHaveText('typed');
  await sample.keyboard.press('ControlOrMeta+A');
  await sample.keyboard.type('[');
  await expect(editor.text).toHaveText('[typed]');
});

test('A managed policy that was changed and not saved is as it was left after a look elsewhere', async ({ sample }) => {
  const frame = new Frame(sample);
  const main = sample.getByRole('main');
  const editor = new PolicyEditor(sample, main);
  const row = main.getByRole('row', { name: /OperateTestInstances/ });

  await frame.goTo('Policies');
  await main.getByRole('button', { name: 'OperateTestInstances', exact: true }).click();
  await editor.write('{ "Version": "2012-10-17", "Statement": [] }');
  await frame.goTo('Policies');
  await expect(row).toContainText('unsaved changes');

  await main.getByRole('button', { name: 'OperateTestInstances', exact: true }).click();
  await expect(editor.text).toHaveText('{ "Version": "2012-10-17", "Statement": [] }');
  await main.getByRole('button', { name: 'Revert to saved' }).click();
  await expect(editor.text).toContainText('ec2:StartInstances');
  await frame.goTo('Policies');
  await expect(row).not.toContainText('unsaved changes');
});

test('A trust policy that was changed and not saved is as it was left after a look elsewhere', async ({ sample }) => {
  const frame = new Frame(sample);
  const main = sample.getByRole('main');
  const editor = new PolicyEditor(sample, main);
  const open = async () => {
    await frame.goTo('Roles');
    await main.getByRole('button', { name: 'web-server', exact: true }).click();
    await main.getByRole('tab', { name: 'Trust policy' }).click();
  };

  await open();
  await editor.write('{ "Version": "2012-10-17", "Statement": [] }');
  await frame.goTo('Users');
  await open();
  await expect(editor.text).toHaveText('{ "Version": "2012-10-17", "Statement": [] }');
  await main.getByRole('button', { name: 'Revert' }).click();
  await expect(editor.text).toContainText('ec2.amazonaws.com');
});
