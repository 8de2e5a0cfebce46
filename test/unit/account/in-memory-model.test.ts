import { describe, expect, test } from 'vitest';
import { createModel } from '../../../src-main/account/in-memory-model.ts';
import type { ModelView } from '../../../src-main/account/model.ts';
import { accountDocument } from '../../../src-main/account/new-account.ts';
import type { ModelDocument } from '../../../src-shared/model/documents.ts';
import { fc } from '../../fixtures/properties.ts';
import {
  ACCOUNT_ID,
  activeKey,
  group,
  managedPolicy,
  policyArn,
  role,
  user,
} from '../../fixtures/account-documents.ts';
import { fixedClock } from '../../fixtures/fixed-tools.ts';

const account = {
  ...accountDocument({ accountId: ACCOUNT_ID, name: 'Shop', rootEmail: null }, fixedClock),
  alias: 'shop',
};
const lucy = user('lucy', { groups: ['developers'], accessKeys: [activeKey('AKIALUCY')] });
const emma = user('Emma', { groups: ['developers'], attachedPolicies: [policyArn('read')] });

describe('a model', () => {
  test('finds users, groups and roles by name, whatever its case', () => {
    const model = createModel([lucy, group('developers'), role('deploy')]);
    expect(model.userByName(ACCOUNT_ID, 'LUCY')?.arn).toBe(lucy.arn);
    expect(model.groupByName(ACCOUNT_ID, 'Developers')?.groupName).toBe('developers');
    expect(model.roleByName(ACCOUNT_ID, 'deploy')?.roleName).toBe('deploy');
    expect(model.userByName('210987654321', 'lucy')).toBeNull();
  });

  test('lists documents in order of their names', () => {
    const model = createModel([user('zoe'), lucy, emma]);
    expect(model.list('user').map((found) => found.userName)).toEqual(['Emma', 'lucy', 'zoe']);
  });

  test('lists one account or all of them', () => {
    const model = createModel([lucy, user('mallory', { accountId: '210987654321' })]);
    expect(model.list('user')).toHaveLength(2);
    expect(model.list('user', ACCOUNT_ID).map((found) => found.userName)).toEqual(['lucy']);
  });

  test('knows the members of a group and who a policy is attached to, by name', () => {
    const readers = group('readers', { attachedPolicies: [policyArn('read')] });
    const model = createModel([lucy, emma, readers]);
    expect(model.usersInGroup(ACCOUNT_ID, 'developers').map((found) => found.userName)).toEqual(['Emma', 'lucy']);
    expect(model.attachedTo(policyArn('read')).map((found) => found.arn)).toEqual([emma.arn, readers.arn]);
  });

  test('knows whose access key an ID is', () => {
    const found = createModel([lucy]).accessKey('AKIALUCY');
    expect(found?.user.userName).toBe('lucy');
    expect(found?.key.status).toBe('Active');
    expect(createModel([lucy]).accessKey('AKIANOBODY')).toBeNull();
  });

  test.each([ACCOUNT_ID, 'shop'])('finds an account by ID or alias: %s', (text) => {
    expect(createModel([account]).accountByIdOrAlias(text)?.name).toBe('Shop');
  });

  test('gives a document only under its own type', () => {
    const model = createModel([lucy]);
    expect(model.find('user', lucy.arn)?.userName).toBe('lucy');
    expect(model.find('role', lucy.arn)).toBeNull();
  });

  test('gives documents that nobody can change', () => {
    const found = createModel([user('lucy', { groups: ['developers'] })]).userByName(ACCOUNT_ID, 'lucy');
    expect(() => found?.groups.push('finance')).toThrow(TypeError);
  });
});

describe('a draft', () => {
  test('sees what was written to it, while the model does not', () => {
    const model = createModel([lucy]);
    const draft = model.draft();
    draft.put({ ...lucy, groups: [], accessKeys: [] });
    draft.put(user('noah', { groups: ['developers'] }));
    expect(draft.usersInGroup(ACCOUNT_ID, 'developers').map((found) => found.userName)).toEqual(['noah']);
    expect(draft.accessKey('AKIALUCY')).toBeNull();
    expect(model.usersInGroup(ACCOUNT_ID, 'developers').map((found) => found.userName)).toEqual(['lucy']);
    expect(model.accessKey('AKIALUCY')).not.toBeNull();
  });

  test('tells what changed, before and after', () => {
    const draft = createModel([lucy, emma]).draft();
    draft.delete(emma.arn);
    draft.put(user('noah'));
    draft.put({ ...lucy, path: '/shop/' });
    expect(draft.edits()).toEqual([
      { key: emma.arn, before: emma, after: null },
      { key: user('noah').arn, before: null, after: user('noah') },
      { key: lucy.arn, before: lucy, after: { ...lucy, path: '/shop/' } },
    ]);
  });

  test('leaves out what came back to what it was', () => {
    const draft = createModel([lucy]).draft();
    draft.delete(lucy.arn);
    draft.put({ ...lucy });
    draft.put(user('noah'));
    draft.delete(user('noah').arn);
    expect(draft.edits()).toEqual([]);
  });

  test('answers every question as the model does once its edits are applied', () => {
    const names = ['a', 'b', 'C', 'd'];
    const document: fc.Arbitrary<ModelDocument> = fc.oneof(
      fc
        .record({
          name: fc.constantFrom(...names),
          groups: fc.uniqueArray(fc.constantFrom(...names)),
          keys: fc.uniqueArray(fc.constantFrom('AKIA1', 'AKIA2'), { maxLength: 1 }),
          policies: fc.uniqueArray(fc.constantFrom(...names.map(policyArn))),
        })
        .map(({ name, groups, keys, policies }) =>
          user(name, { groups, attachedPolicies: policies, accessKeys: keys.map((key) => activeKey(`${key}${name}`)) }),
        ),
      fc.constantFrom(...names).map((name) => group(name, { attachedPolicies: [policyArn(name)] })),
      fc.constantFrom(...names).map((name) => role(name)),
      fc.constantFrom(...names).map((name) => managedPolicy(name, '{}')),
      fc.constantFrom('one', 'two', null).map((alias) => ({ ...account, alias })),
    );
    const writing = fc.record({ document, remove: fc.boolean() });
    const answers = (view: ModelView): unknown => ({
      lists: (['account', 'user', 'group', 'role', 'policy'] as const).map((type) => view.list(type, ACCOUNT_ID)),
      named: names.map((name) => [view.userByName(ACCOUNT_ID, name), view.groupByName(ACCOUNT_ID, name)]),
      members: names.map((name) => view.usersInGroup(ACCOUNT_ID, name)),
      attached: names.map((name) => view.attachedTo(policyArn(name))),
      keys: names.flatMap((name) => [view.accessKey(`AKIA1${name}`), view.accessKey(`AKIA2${name}`)]),
      accounts: ['one', 'two', ACCOUNT_ID].map((text) => view.accountByIdOrAlias(text)),
    });

    fc.assert(
      fc.property(fc.array(document), fc.array(writing), (documents, writings) => {
        const model = createModel(documents);
        // Lists that were asked for are kept up to date from then on; the others are made when they are.
        answers(model);
        const draft = model.draft();
        for (const { document: written, remove } of writings) {
          if (remove) draft.delete(written.arn);
          else draft.put(written);
        }
        const fromDraft = answers(draft);
        model.apply(draft.edits());
        expect(answers(model)).toEqual(fromDraft);
        const everything = (['account', 'user', 'group', 'role', 'policy'] as const).flatMap((type) =>
          model.list(type),
        );
        expect(answers(createModel(everything))).toEqual(fromDraft);
      }),
    );
  });
});
