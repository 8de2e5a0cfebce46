import type { Locator, Page } from '@playwright/test';
import { ResourcesPage } from './pages/resources.ts';
import { expect, test } from './app.ts';
import { freePort } from './free-port.ts';
import { ComposerPage } from './pages/composer.ts';
import { DecisionPage } from './pages/decision.ts';
import { EndpointPage } from './pages/endpoint.ts';
import { Frame } from './pages/frame.ts';

const INSTANCE = 'i-0a1b2c3d4e5f60718';
const ROLE = 'arn:aws:iam::123456789012:role/order-desk';

async function signAsRoleOf(composer: ComposerPage, what: string): Promise<void> {
  await composer.chooseSigner(`The role of ${what}`);
}

async function openResource(page: Page, name: string): Promise<Locator> {
  await page.getByRole('main').getByRole('button', { name, exact: true }).click();
  return page.getByRole('dialog', { name });
}

test('An instance and a function sign with their roles', async ({ sample }) => {
  await new Frame(sample).goTo('Composer');
  const composer = new ComposerPage(sample);
  await signAsRoleOf(composer, 'function make-thumbnails');
  await expect(composer.signer).toHaveValue(/catalogue-thumbnails\/make-thumbnails/);
  await signAsRoleOf(composer, `instance ${INSTANCE}`);
  await expect(composer.signer).toHaveValue(new RegExp(`web-server/${INSTANCE}: instance metadata`));
  await composer.chooseAction('sts:GetCallerIdentity');
  await composer.send();
  await expect(composer.result).toContainText(`assumed-role/web-server/${INSTANCE}`);
});

test('A function whose role does not trust Lambda gets no credentials, and the timeline says why', async ({
  sample,
}) => {
  await new Frame(sample).goTo('Resources');
  await new ResourcesPage(sample).startCreating('Create function');
  const creating = sample.getByRole('dialog', { name: 'Create Lambda function' });
  await creating.getByLabel('Function name').fill('resize');
  await creating.getByLabel('Execution role').selectOption({ label: 'web-server' });
  await creating.getByLabel('Tags').fill('Environment=test');
  await creating.getByRole('button', { name: 'Create function' }).click();
  await expect(creating).toBeHidden();

  const resource = await openResource(sample, 'resize');
  await expect(resource.getByRole('table', { name: 'Tags' })).toContainText('Environment');
  await resource.getByRole('button', { name: 'Sign with its role' }).click();
  await expect(resource.getByText(/^AccessDenied: .*lambda\.amazonaws\.com is not authorized/)).toBeVisible();
  await resource.getByRole('button', { name: 'See why' }).click();
  const decision = new DecisionPage(sample);
  await expect(decision.heading('sts:AssumeRole')).toBeVisible();
  await expect(decision.step('Authentication')).toContainText('an AWS service asks for itself');
});

test('An instance without an instance profile has no role to sign with', async ({ sample }) => {
  await new Frame(sample).goTo('Resources');
  const resource = await openResource(sample, INSTANCE);
  await resource.getByRole('button', { name: 'Change' }).click();
  const changing = sample.getByRole('dialog', { name: `Change ${INSTANCE}` });
  await changing.getByLabel('Instance profile').selectOption({ label: 'None' });
  await changing.getByRole('button', { name: 'Save changes' }).click();
  await expect(changing).toBeHidden();
  await resource.getByRole('button', { name: 'Sign with its role' }).click();
  await expect(resource.getByRole('alert').filter({ hasText: 'has no instance profile' })).toBeVisible();
});

test('A program gets the credentials of an instance by what its page shows while the endpoint is on', async ({
  sample,
}) => {
  const frame = new Frame(sample);
  await frame.goTo('Resources');
  let resource = await openResource(sample, INSTANCE);
  await expect(resource.getByText('Turn on the endpoint')).toBeVisible();
  await resource.getByRole('link', { name: 'Account settings' }).click();
  const endpoint = new EndpointPage(sample);
  await endpoint.turnOnAt(await freePort());
  await expect(endpoint.turnOff).toBeVisible();

  await frame.goTo('Resources');
  resource = await openResource(sample, INSTANCE);
  await resource.getByRole('button', { name: 'Show the environment variables' }).click();
  const shown = await resource.getByRole('region', { name: /^Environment variables/ }).innerText();
  const fullUri = /FULL_URI='([^']+)'/.exec(shown)?.[1] ?? '';
  const token = /AUTHORIZATION_TOKEN=([0-9a-f]{64})/.exec(shown)?.[1] ?? '';
  const response = await fetch(fullUri, { headers: { Authorization: token } });
  expect(await response.json()).toMatchObject({ RoleArn: 'arn:aws:iam::123456789012:role/web-server' });
});

test('Lucy assumes a role, with tags only where the role lets her, and enters the console with it', async ({
  sample,
}) => {
  const frame = new Frame(sample);
  await frame.goTo('Composer');
  const composer = new ComposerPage(sample);
  await composer.signAs('lucy');
  const dialog = await composer.askForCredentials('AssumeRole');
  await dialog.getByLabel('Role ARN').fill(ROLE);
  await dialog.getByLabel('Session name').fill('monday');
  await dialog.getByText('Policy ARNs, tags, source identity').click();
  await dialog.getByLabel('Session tags').fill('desk=orders');
  await dialog.getByLabel('Transitive tag keys').fill('desk');
  await dialog.getByRole('button', { name: 'Get credentials' }).click();
  await expect(dialog.getByText(/^AccessDenied: .*sts:TagSession/)).toBeVisible();

  await dialog.getByLabel('Session tags').fill('');
  await dialog.getByLabel('Transitive tag keys').fill('');
  await dialog.getByRole('button', { name: 'Get credentials' }).click();
  await expect(dialog).toBeHidden();
  await expect(composer.signer).toHaveValue(/order-desk\/monday: AssumeRole/);

  await frame.goTo('Sign in');
  await sample.getByRole('tab', { name: 'Federation' }).click();
  await sample.getByLabel('Session duration').fill('60');
  await sample.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(sample.getByRole('main').getByRole('alert')).toContainText('900 to 43200');
  await sample.getByLabel('Session duration').fill('900');
  await sample.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(frame.principal).toHaveAccessibleName(/order-desk\/monday/);
});
