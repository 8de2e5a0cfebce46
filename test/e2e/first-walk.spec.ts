import { decodeBase32 } from '../../src-main/authentication/base32.ts';
import { totp } from '../../src-main/authentication/totp.ts';
import { expect, test } from './app.ts';
import { ComposerPage } from './pages/composer.ts';
import { CredentialStore } from './pages/credential-store.ts';
import { DecisionPage } from './pages/decision.ts';
import { Frame } from './pages/frame.ts';
import { SignInPage } from './pages/sign-in.ts';
import { TimelinePage } from './pages/timeline.ts';
import { UserPage } from './pages/user.ts';
import { UsersPage } from './pages/users.ts';
import { WelcomePage } from './pages/welcome.ts';
import { policyText } from './policies.ts';

const PASSPHRASE = 'six geese over the gatehouse';
const PASSWORD = 'Plum-Tart-42';
const ACCOUNT = 'gatehouse-shop';
const STEP_MS = 30_000;

test.use({ credentialStore: 'undecided' });

test('A new user makes an identity, signs in, sends requests, and sees a verdict flip', async ({ app }) => {
  test.setTimeout(120_000);
  const { page } = app;
  const frame = new Frame(page);
  const users = new UsersPage(page);
  const user = new UserPage(page);
  const signIn = new SignInPage(page);
  const composer = new ComposerPage(page);
  const timeline = new TimelinePage(page);
  const decision = new DecisionPage(page);
  let key = { accessKeyId: '', secretAccessKey: '' };
  let seed = '';
  const codeAt = (ms: number): string => totp(decodeBase32(seed) ?? new Uint8Array(), new Date(ms));

  await test.step('Without a keychain, secrets go into a passphrase file', async () => {
    const store = new CredentialStore(page);
    await store.makePassphraseFile(PASSPHRASE);
    await expect(store.banner).toBeHidden();
  });

  await test.step('The sample opens', async () => {
    await new WelcomePage(page).openSample();
    await expect(users.row('lucy')).toBeVisible();
  });

  await test.step('Create a user in a group', async () => {
    await users.create('mia', ['testers']);
    await expect(user.heading('mia')).toBeVisible();
    await user.tab('Groups').click();
    await expect(user.group('testers')).toBeVisible();
    await user.addToGroup('developers');
    await expect(user.group('developers')).toBeVisible();
  });

  await test.step('Attach a managed policy and write an inline one', async () => {
    await user.attachPolicy('AmazonS3ReadOnlyAccess');
    await expect(user.policy('AmazonS3ReadOnlyAccess')).toContainText('Attached directly');
    const dialog = await user.startInlinePolicy('who-am-i');
    await dialog.editor.write(
      policyText({ Sid: 'AskWhoIAm', Effect: 'Allow', Action: 'sts:GetCallerIdentity', Resource: '*' }),
    );
    await expect(dialog.editor.status).toHaveText('No problems found.');
    await dialog.save();
    await expect(user.policy('who-am-i')).toContainText('Inline');
  });

  await test.step('Create an access key, whose secret is shown this one time', async () => {
    key = await user.createAccessKey();
    expect(key.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(key.secretAccessKey).toMatch(/^[\w+/]{40}$/);
    await user.accessKeyDialog.getByRole('button', { name: 'Copy as aws configure commands' }).click();
    await expect(user.accessKeyDialog.getByRole('button', { name: /^Copy as aws/ })).toHaveText('Copied');
    expect((await app.shell.readClipboard()).split('\n')).toEqual([
      `aws configure set aws_access_key_id ${key.accessKeyId} --profile mia`,
      `aws configure set aws_secret_access_key ${key.secretAccessKey} --profile mia`,
      'aws configure set region us-east-1 --profile mia',
    ]);
    await user.accessKeyDialog.getByRole('button', { name: 'Done' }).click();
    await expect(user.accessKey(key.accessKeyId)).toContainText('Active');
    await expect(user.accessKeyDialog).toHaveCount(0);
    expect(await page.content()).not.toContain(key.secretAccessKey);
  });

  await test.step('Set a password and add an MFA device by two codes', async () => {
    await user.setPassword(PASSWORD);
    await expect(page.getByRole('region', { name: 'Console password' })).toContainText('Set since');
    seed = await user.startMfaDevice();
    await user.giveMfaCodes('000000', '000000');
    await expect(user.mfaDialog.getByRole('alert')).toContainText('InvalidAuthenticationCode');
    await user.giveMfaCodes(codeAt(Date.now() - STEP_MS), codeAt(Date.now()));
    await expect(user.mfaDialog).toBeHidden();
    await expect(user.mfaDevice('mia-phone')).toBeVisible();
  });

  await test.step('Sign in: what is wrong is refused in AWS’s words', async () => {
    await frame.goTo('Sign in');
    await signIn.givePassword({ account: ACCOUNT, userName: 'mia', password: 'wrong' });
    await expect(signIn.alert).toContainText('Your authentication information is incorrect. Please try again.');
    await signIn.givePassword({ account: ACCOUNT, userName: 'mia', password: PASSWORD });
    const right = codeAt(Date.now() + STEP_MS);
    await signIn.giveCode(right === '123456' ? '654321' : '123456');
    await expect(signIn.alert).toContainText('MultiFactorAuthentication failed with invalid MFA one time pass code.');
    await signIn.giveCode(codeAt(Date.now() + STEP_MS));
    await expect(frame.signOut).toBeVisible();
    await expect(page.getByRole('banner')).toContainText('mia');
  });

  await test.step('Signed in, a change is a request of hers, and can be refused', async () => {
    await users.create('eve');
    const refusal = users.createDialog.getByRole('alert');
    await expect(refusal).toContainText(
      'User: arn:aws:iam::123456789012:user/mia is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::123456789012:user/eve because no identity-based policy allows the iam:CreateUser action',
    );
    await refusal.getByRole('link', { name: 'See why' }).click();
    await expect(decision.heading('iam:CreateUser')).toBeVisible();
    await expect(decision.outcome).toContainText('Implicitly denied');
    await frame.signOut.click();
    await expect(frame.designer).toBeVisible();
  });

  await test.step('Her access key signs in the composer', async () => {
    await frame.goTo('Composer');
    await composer.signAs('mia');
    await composer.chooseAction('sts:GetCallerIdentity', 'calleridentity');
    await composer.send();
    await expect(composer.result).toContainText('Allowed');
    await expect(composer.code('Body')).toContainText('arn:aws:iam::123456789012:user/mia');
  });

  await test.step('Lucy makes a bucket: every string of the signature can be read', async () => {
    await composer.signAs('lucy');
    await composer.chooseAction('s3:CreateBucket');
    await composer.parameter('Bucket').fill('lucy-bucket');
    await composer.view('Signing').click();
    await expect(composer.code('Canonical request')).toContainText('lucy-bucket');
    const canonical = await composer.lines('Canonical request');
    expect(canonical[0]).toBe('PUT');
    const toSign = await composer.lines('String to sign');
    expect(toSign[0]).toBe('AWS4-HMAC-SHA256');
    expect(toSign[2]).toMatch(/^\d{8}\/us-east-1\/s3\/aws4_request$/);
    await expect(composer.code('Signature').getByRole('code')).toHaveText(/^[0-9a-f]{64}$/);
    await composer.view('Request').click();
    await expect(composer.result.getByRole('definition').filter({ hasText: 'AWS4-HMAC-SHA256' })).toContainText(
      /Credential=AKIA[A-Z2-7]{16}\/.*SignedHeaders=.*Signature=[0-9a-f]{64}/,
    );
    await composer.send();
    await expect(composer.result).toContainText('Allowed');
    await expect(composer.result).toContainText('HTTP 200');
  });

  await test.step('She may not delete it', async () => {
    await composer.chooseAction('s3:DeleteBucket');
    await expect(composer.parameter('Bucket')).toHaveValue('lucy-bucket');
    await composer.send();
    await expect(composer.result).toContainText('Implicitly denied');
    await expect(composer.result).toContainText('HTTP 403 AccessDenied');
  });

  await test.step('A raw request goes the same way', async () => {
    await composer.mode('Raw request').click();
    await composer.page.getByLabel('Method').selectOption('GET');
    await composer.page.getByLabel('URL').fill('https://s3.us-east-1.amazonaws.com/');
    await composer.send();
    await expect(composer.result).toContainText('Allowed');
    await expect(composer.code('Body')).toContainText('<Name>lucy-bucket</Name>');
  });

  await test.step('The timeline has the newest request on top', async () => {
    await frame.goTo('Timeline');
    await expect(timeline.row(0)).toContainText('s3:ListAllMyBuckets');
    await expect(timeline.row(1)).toContainText('s3:DeleteBucket');
    await expect(timeline.row(1)).toContainText('Implicitly denied');
    await expect(timeline.row(2)).toContainText('s3:CreateBucket');
    await timeline.filter.fill('lucy denied');
    await expect(timeline.rows).toHaveCount(1);
  });

  await test.step('A decision shows its five steps, and why no statement matched', async () => {
    await timeline.row(0).click();
    await expect(decision.heading('s3:DeleteBucket')).toBeVisible();
    await decision.expectSteps({
      Request: 'Passed',
      Authentication: 'Passed',
      Authorization: 'Closed',
      Action: 'Not reached',
      Resource: 'Not reached',
    });
    const policy = decision.policy('create-buckets');
    await expect(policy).toContainText('0 of 1 statement applies');
    await policy.getByText('Does not apply').click();
    const line = decision.comparison('“CreateAndListBuckets”', 'create-buckets', 'Action');
    await expect(line.getByRole('cell').nth(0)).toContainText('s3:CreateBucket');
    await expect(line.getByRole('cell').nth(1)).toHaveText('s3:DeleteBucket');
    await expect(line.getByRole('cell').nth(2)).toHaveText('No match');
  });

  await test.step('The policy changes, the same request is sent again, and the verdict flips', async () => {
    await frame.goTo('Users');
    await users.open('lucy');
    const dialog = await user.editInlinePolicy('create-buckets');
    await dialog.editor.write(
      policyText({
        Sid: 'MakeAndDelete',
        Effect: 'Allow',
        Action: ['s3:CreateBucket', 's3:DeleteBucket'],
        Resource: '*',
      }),
    );
    await dialog.save();
    await frame.goTo('Timeline');
    await timeline.row(0).click();
    await decision.replayButton.click();
    await expect(page.getByRole('main').getByText('Then implicitly denied, now allowed.')).toBeVisible();
    await expect(decision.outcome).toContainText('Allowed');
    await decision.expectSteps({
      Request: 'Passed',
      Authentication: 'Passed',
      Authorization: 'Passed',
      Action: 'Passed',
      Resource: 'Passed',
    });
    const line = decision.comparison('“MakeAndDelete”', 'create-buckets', 'Action');
    await expect(line.getByRole('cell').nth(2)).toHaveText('Matches');
  });

  await test.step('After a restart everything is still there', async () => {
    await app.restart();
    const store = new CredentialStore(app.page);
    const again = { frame: new Frame(app.page), users: new UsersPage(app.page), user: new UserPage(app.page) };
    await store.startUnlocking();
    await store.givePassphrase('not the passphrase');
    await expect(store.unlockDialog.getByRole('alert')).toContainText(/passphrase/i);
    await store.givePassphrase(PASSPHRASE);
    await expect(store.banner).toBeHidden();
    await new WelcomePage(app.page).recentWorkspace('Gatehouse shop').click();
    // The app opens where it was left.
    await again.frame.goTo('Users');
    await again.users.open('mia');
    await expect(again.user.policy('who-am-i')).toBeVisible();
    await again.user.tab('Security credentials').click();
    await expect(again.user.accessKey(key.accessKeyId)).toContainText('Active');
    await expect(again.user.mfaDevice('mia-phone')).toBeVisible();
    await again.frame.goTo('Timeline');
    await expect(new TimelinePage(app.page).row(0)).toContainText('s3:DeleteBucketreplay');
    await again.frame.goTo('Composer');
    const after = new ComposerPage(app.page);
    await after.signAs('mia');
    await after.chooseAction('sts:GetCallerIdentity');
    await after.send();
    await expect(after.result).toContainText('Allowed');
  });
});
