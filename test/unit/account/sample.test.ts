import { describe, expect, test } from 'vitest';
import { createModel } from '../../../src-main/account/in-memory-model.ts';
import { newAccount } from '../../../src-main/account/new-account.ts';
import { sampleAccount } from '../../../src-main/account/sample.ts';
import { createSecretDesk } from '../../../src-main/account/secret-desk.ts';
import { openAwsManagedPolicies } from '../../../src-main/account/shipped-managed-policies.ts';
import { createMemoryVault } from '../../../src-main/credentials/memory-vault.ts';
import { systemRandom } from '../../../src-main/random.ts';
import { openServiceReference } from '../../../src-main/request/iam-data-reference.ts';
import { ModelDocument } from '../../../src-shared/model/documents.ts';
import { ACCOUNT_ID } from '../../fixtures/account-documents.ts';
import { fixedClock } from '../../fixtures/fixed-tools.ts';

function keysOf(account: ModelDocument[]): string[] {
  return account.flatMap((document) =>
    document.type === 'user' ? document.accessKeys.map((key) => key.accessKeyId) : [],
  );
}

describe('the sample account', () => {
  const vault = createMemoryVault();
  const desk = createSecretDesk(vault, 'sample');
  const documents = sampleAccount({ clock: fixedClock, random: systemRandom, secrets: desk });
  const model = createModel(documents);

  test('is made of documents that the model takes', () => {
    for (const document of documents) expect(ModelDocument.parse(document)).toEqual(document);
  });

  test('has groups with overlapping members', () => {
    expect(model.userByName(ACCOUNT_ID, 'emma')?.groups).toEqual(['developers', 'testers']);
    expect(model.userByName(ACCOUNT_ID, 'noah')?.groups).toEqual(['testers', 'finance']);
    for (const { userName, groups } of model.list('user')) {
      for (const name of groups) expect(model.groupByName(ACCOUNT_ID, name), `${name} of ${userName}`).not.toBeNull();
    }
  });

  test('attaches only policies that are there', () => {
    const shipped = openAwsManagedPolicies('out/data');
    const attached = documents.flatMap((document) => ('attachedPolicies' in document ? document.attachedPolicies : []));
    expect(attached.filter((arn) => model.get(arn) === null && shipped.get(arn) === null)).toEqual([]);
  });

  test('names only actions that AWS has', () => {
    const reference = openServiceReference('out/data');
    const actions = [...JSON.stringify(documents).matchAll(/\\"((?:s3|dynamodb|ec2|iam|sts):[A-Z]\w+)\\"/g)];
    const unknown = actions.flatMap(([, action = '']) => (reference.action(action) === null ? [action] : []));
    expect(unknown).toEqual([]);
    expect(actions.length).toBeGreaterThan(20);
  });

  test('gives lucy and bruce-wayne an access key each, with its secret in the vault and nowhere else', async () => {
    await desk.flush();
    const keys = model.list('user').flatMap((found) => found.accessKeys.map((key) => key.accessKeyId));
    expect(model.list('user').flatMap((found) => (found.accessKeys.length > 0 ? [found.userName] : []))).toEqual([
      'bruce-wayne',
      'lucy',
    ]);
    for (const id of keys) {
      const secret = await vault.get(`sample/access-key/${id}`);
      expect(secret).toMatch(/^[A-Za-z0-9+/]{40}$/);
      expect(JSON.stringify(documents)).not.toContain(secret);
    }
  });

  test('makes other keys each time', () => {
    const again = sampleAccount({ clock: fixedClock, random: systemRandom, secrets: desk });
    expect(keysOf(again)).not.toEqual(keysOf(documents));
  });
});

test('a fresh account holds itself and nobody', () => {
  const fresh = newAccount(
    { name: 'Mine', accountId: null, rootEmail: null },
    { clock: fixedClock, random: systemRandom },
  );
  expect(fresh).toHaveLength(1);
  expect(ModelDocument.parse(fresh[0])).toMatchObject({ type: 'account', name: 'Mine', alias: null });
});
