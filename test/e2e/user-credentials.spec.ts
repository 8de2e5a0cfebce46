import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { makeCertificate } from '../unit/actions/certificates.ts';
import { expect, test } from './app.ts';
import { Frame } from './pages/frame.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';

async function openCredentials(page: Page): Promise<UserPage> {
  await new Frame(page).goTo('Users');
  await new UsersPage(page).open('lucy');
  const user = new UserPage(page);
  await user.tab('Security credentials').click();
  return user;
}

function onlyRow(page: Page, table: string): Locator {
  return page.getByRole('table', { name: table }).getByRole('row').nth(1);
}

/** Deactivates the one credential of a table, activates it again, and deletes it. */
async function switchAndDelete(page: Page, table: string, emptyText: string): Promise<void> {
  const row = onlyRow(page, table);
  await expect(row).toContainText('Active');
  await row.getByRole('button', { name: /^Deactivate / }).click();
  await expect(row).toContainText('Inactive');
  await row.getByRole('button', { name: /^Activate / }).click();
  await expect(row.getByRole('button', { name: /^Deactivate / })).toBeVisible();
  await row.getByRole('button', { name: /^Delete / }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText(emptyText)).toBeVisible();
}

test('An SSH public key is uploaded, switched off and deleted', async ({ sample }) => {
  await openCredentials(sample);
  await sample.getByRole('button', { name: 'Upload SSH public key' }).click();
  const dialog = sample.getByRole('dialog', { name: 'Upload an SSH public key' });
  await dialog.getByLabel('Public key').fill('ssh-rsa nonsense');
  await dialog.getByRole('button', { name: 'Upload' }).click();
  await expect(dialog.getByRole('alert')).not.toBeEmpty();
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await dialog.getByLabel('Public key').fill(publicKey.export({ type: 'spki', format: 'pem' }).toString());
  await dialog.getByRole('button', { name: 'Upload' }).click();
  await expect(dialog).toBeHidden();
  await expect(onlyRow(sample, 'SSH public keys of lucy')).toContainText(
    /APKA[A-Z0-9]+.*([0-9a-f]{2}:){15}[0-9a-f]{2}/,
  );
  await switchAndDelete(sample, 'SSH public keys of lucy', 'No SSH public key.');
});

test('A signing certificate is uploaded, switched off and deleted', async ({ sample }) => {
  await openCredentials(sample);
  await sample.getByRole('button', { name: 'Upload signing certificate' }).click();
  const dialog = sample.getByRole('dialog', { name: 'Upload a signing certificate' });
  const { certificate } = await makeCertificate('lucy', { notAfter: '2099-01-01' });
  await dialog.getByLabel('Certificate (PEM)').fill(certificate);
  await dialog.getByRole('button', { name: 'Upload' }).click();
  await expect(dialog).toBeHidden();
  await switchAndDelete(sample, 'Signing certificates of lucy', 'No signing certificate.');
});

test('A service-specific credential is made, its password reset, and deleted', async ({ sample }) => {
  await openCredentials(sample);
  await sample.getByRole('button', { name: 'Create credential' }).click();
  const dialog = sample.getByRole('dialog', { name: 'Credential for codecommit.amazonaws.com' });
  const secretOf = async (): Promise<string> => {
    await dialog.getByRole('button', { name: 'Show' }).click();
    const secret = await dialog.getByRole('definition').getByRole('code').nth(1).innerText();
    await dialog.getByRole('button', { name: 'Done' }).click();
    return secret;
  };
  const first = await secretOf();
  await onlyRow(sample, 'Service-specific credentials of lucy')
    .getByRole('button', { name: /^Reset / })
    .click();
  const second = await secretOf();
  expect(first.length).toBeGreaterThan(20);
  expect(second).not.toBe(first);
  await switchAndDelete(sample, 'Service-specific credentials of lucy', 'No service-specific credential.');
});

test('A new access key is written as a profile into a file that the person names', async ({ app, sample }) => {
  const user = await openCredentials(sample);
  const { accessKeyId, secretAccessKey } = await user.createAccessKey();
  await sample.getByRole('button', { name: 'Save as AWS CLI profile…' }).click();
  const dialog = sample.getByRole('dialog', { name: 'Save as AWS CLI profile' });
  await expect(dialog.getByLabel('Profile')).toHaveValue('lucy');
  await expect(dialog).toContainText('aws_secret_access_key = ***');
  await expect(dialog).not.toContainText('aws_session_token');
  const path = join(app.dataFolder, 'credentials');
  await dialog.getByLabel('File', { exact: true }).fill(path);
  await dialog.getByRole('button', { name: 'Save profile' }).click();
  await expect(dialog).toBeHidden();
  expect(readFileSync(path, 'utf8')).toBe(
    `[lucy]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\nregion = us-east-1\n`,
  );
});
