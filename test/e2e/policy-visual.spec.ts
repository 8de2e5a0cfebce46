import { expect, test } from './app.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';
import { policyText } from './policies.ts';

const READ = { Sid: 'Read', Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::photos/*' };

test('The form and the JSON are the same policy: what is done in one is seen in the other, and undone in either', async ({
  sample,
}) => {
  await new UsersPage(sample).open('lucy');
  const { editor } = await new UserPage(sample).startInlinePolicy('visual');
  await editor.write(policyText(READ));
  await editor.view('Visual');
  const card = editor.statement(1);
  await card.getByRole('radio', { name: 'Deny' }).check();
  await editor.add('action', 1, 's3:ListBucket');
  await editor.add('resource', 1, 'arn:aws:s3:::photos');
  await card.getByRole('button', { name: 'Duplicate statement 1' }).click();
  await expect(editor.statement(2).getByLabel('Sid')).toHaveValue('Read2');
  await editor.statement(2).getByRole('button', { name: 'Move statement 2 up' }).click();
  await expect(editor.statement(1).getByLabel('Sid')).toHaveValue('Read2');
  const changed = {
    ...READ,
    Effect: 'Deny',
    Action: ['s3:Get*', 's3:ListBucket'],
    Resource: ['arn:aws:s3:::photos/*', 'arn:aws:s3:::photos'],
  };
  expect(await editor.json()).toEqual({
    Version: '2012-10-17',
    Statement: [{ ...changed, Sid: 'Read2' }, changed],
  });
  await editor.view('Visual');
  await editor.within.getByRole('button', { name: 'Undo edit' }).click();
  await editor.within.getByRole('button', { name: 'Undo edit' }).click();
  await expect(editor.statement(2)).toHaveCount(0);
  expect(await editor.json()).toEqual({ Version: '2012-10-17', Statement: [changed] });
});

test('A wildcard shows what it covers, and is replaced by the list', async ({ sample }) => {
  await new UsersPage(sample).open('lucy');
  const { editor } = await new UserPage(sample).startInlinePolicy('wildcard');
  await editor.write(policyText({ ...READ, Action: 's3:GetBucketP*' }));
  await editor.view('Visual');
  await editor
    .statement(1)
    .getByRole('button', { name: /^Covers \d+ actions/ })
    .click();
  const list = editor.statement(1).getByRole('list', { name: 'Actions that s3:GetBucketP* covers' });
  await expect(list).toContainText('s3:GetBucketPolicyStatus');
  await editor.statement(1).getByRole('button', { name: 'Replace by the list' }).click();
  expect(await editor.json()).toMatchObject({
    Statement: [{ Action: ['s3:GetBucketPolicy', 's3:GetBucketPolicyStatus', 's3:GetBucketPublicAccessBlock'] }],
  });
});

test('A condition begins with the operator that fits its key', async ({ sample }) => {
  await new UsersPage(sample).open('lucy');
  const { editor } = await new UserPage(sample).startInlinePolicy('condition');
  await editor.write(policyText(READ));
  await editor.view('Visual');
  await editor.statement(1).getByRole('button', { name: 'Add a condition' }).click();
  const key = editor.statement(1).getByRole('combobox', { name: /^Condition key/ });
  await key.fill('aws:SourceIp');
  await key.press('Enter');
  const value = editor.statement(1).getByRole('combobox', { name: /^value 1 of condition/ });
  await value.fill('203.0.113.0/24');
  await value.press('Enter');
  expect(await editor.json()).toMatchObject({
    Statement: [{ Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }],
  });
});

test('The permissions are checked by service and access level, by keyboard alone', async ({ sample }) => {
  await new UsersPage(sample).open('lucy');
  const { editor } = await new UserPage(sample).startInlinePolicy('permissions');
  await editor.write(policyText({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }));
  await editor.within.getByRole('radio', { name: 'JSON', exact: true }).focus();
  await sample.keyboard.press('ArrowRight');
  await sample.keyboard.press('ArrowRight');
  await editor.within.getByRole('searchbox', { name: 'Search services and actions' }).focus();
  await sample.keyboard.type('sqs:send');
  const action = editor.within.getByRole('checkbox', { name: 'Allow sqs:SendMessage', exact: true });
  await expect(action).toBeChecked();
  await action.focus();
  await sample.keyboard.press('Space');
  await expect(action).not.toBeChecked();
  const { Statement } = (await editor.json()) as { Statement: { Action: string[] }[] };
  expect(Statement[0]?.Action).toContain('sqs:ReceiveMessage');
  expect(Statement[0]?.Action).not.toContain('sqs:SendMessage');
});

test('A text that is not JSON says in the form where it is not, and leads there', async ({ sample }) => {
  await new UsersPage(sample).open('lucy');
  const { editor } = await new UserPage(sample).startInlinePolicy('broken');
  await editor.write('{\n  "Statement": [\n}');
  await editor.view('Visual');
  await expect(editor.within.getByText('Only the JSON can show this text')).toBeVisible();
  await editor.within.getByRole('button', { name: 'Show it in the JSON' }).click();
  await expect(editor.text).toBeFocused();
});

test('A mechanical mend is one click', async ({ sample }) => {
  await new UsersPage(sample).open('lucy');
  const { editor } = await new UserPage(sample).startInlinePolicy('mend');
  await editor.write(policyText({ ...READ, Action: 's3:GetObjekt' }));
  await editor.within.getByRole('button', { name: 'Replace by s3:GetObject' }).click();
  await expect(editor.status).toHaveText('No problems found.');
  expect(await editor.json()).toMatchObject({ Statement: [{ Action: 's3:GetObject' }] });
});
