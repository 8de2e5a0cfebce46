import { describe, expect, test } from 'vitest';
import { rebaseEdit } from '../../../src-main/account/rebase-edit.ts';
import { resource } from '../../fixtures/account-documents.ts';

const PLAIN = resource('bucket', 'photos');
const BLOCKED = { ...PLAIN, settings: { publicAccessBlock: { BlockPublicPolicy: true } } };
const POLICY = '{"Version":"2012-10-17","Statement":[]}';

describe('An edit that is taken back', () => {
  test('takes a field away that was not there before it', () => {
    const edit = { key: PLAIN.arn, before: BLOCKED, after: PLAIN };
    expect(rebaseEdit(edit, BLOCKED)?.after).toStrictEqual(PLAIN);
  });

  test('puts a field back that it took away', () => {
    const edit = { key: PLAIN.arn, before: PLAIN, after: BLOCKED };
    expect(rebaseEdit(edit, PLAIN)?.after).toStrictEqual(BLOCKED);
  });

  test('keeps what other edits changed meanwhile', () => {
    const edit = { key: PLAIN.arn, before: BLOCKED, after: PLAIN };
    expect(rebaseEdit(edit, { ...BLOCKED, policy: POLICY })?.after).toStrictEqual({ ...PLAIN, policy: POLICY });
  });

  test('cannot be when a field that it would take away was changed since', () => {
    const edit = { key: PLAIN.arn, before: BLOCKED, after: PLAIN };
    const since = { ...PLAIN, settings: { publicAccessBlock: { BlockPublicPolicy: false } } };
    expect(rebaseEdit(edit, since)).toBeNull();
  });
});
