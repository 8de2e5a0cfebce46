import { expect, test } from './app.ts';
import { Frame } from './pages/frame.ts';
import { PolicyEditor } from './pages/policy-editor.ts';
import { policyText } from './policies.ts';

test('A managed policy’s versions are compared side by side and in one, and an old one is rolled back to', async ({
  sample,
}) => {
  const main = sample.getByRole('main');
  await new Frame(sample).goTo('Policies');
  await main.getByRole('button', { name: 'OperateTestInstances', exact: true }).click();
  const editor = new PolicyEditor(sample, main);
  await expect(editor.text).toContainText('ec2:RebootInstances');
  await editor.write(policyText({ Effect: 'Allow', Action: 'ec2:StartInstances', Resource: '*' }));
  await main.getByRole('button', { name: 'Save as new version' }).click();
  const versions = main.getByRole('table', { name: 'Versions of policy OperateTestInstances' });
  await expect(versions.getByRole('row', { name: /^v2/ })).toContainText('Default');

  await versions.getByRole('button', { name: 'Compare v1 with the default' }).click();
  const comparison = main.getByRole('region', { name: 'What v2 changed of v1' });
  await expect(comparison.getByRole('textbox', { name: 'Text of version v1' })).toContainText('ec2:RebootInstances');
  await expect(comparison.getByRole('textbox', { name: 'Text of version v2' })).toContainText('ec2:StartInstances');
  await comparison.getByRole('radio', { name: 'Unified' }).check();
  await expect(comparison.getByRole('textbox', { name: 'From version v1 to version v2' })).toContainText(
    'ec2:RebootInstances',
  );

  await versions.getByRole('button', { name: 'Roll back to v1' }).click();
  await expect(versions.getByRole('row', { name: /^v3/ })).toContainText('Default');
  await expect(editor.text).toContainText('ec2:RebootInstances');
});

test('Who is affected by a policy is told, through groups as well', async ({ sample }) => {
  const main = sample.getByRole('main');
  await new Frame(sample).goTo('Policies');
  await main.getByRole('button', { name: 'OperateTestInstances', exact: true }).click();
  await expect(main.getByRole('list', { name: 'Users whom the policy reaches through a group' })).toContainText(
    'by testers',
  );
});
