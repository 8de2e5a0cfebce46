import { describe, expect, test } from 'vitest';
import { findWord, markedPieces } from '../../../src-renderer/command-palette/match.ts';
import { modelEntries } from '../../../src-renderer/command-palette/model-entries.ts';
import { entry, type Entry, type Section } from '../../../src-renderer/command-palette/palette-entry.ts';
import { readQuery } from '../../../src-renderer/command-palette/palette-query.ts';
import { beforeTyping, rank } from '../../../src-renderer/command-palette/rank.ts';
import { recentChoices, rememberChoice } from '../../../src-renderer/command-palette/recent-choices.ts';
import { user } from '../../fixtures/account-documents.ts';

function made(title: string, section: Section = 'Identities', detail = ''): Entry {
  return entry({ key: title, section, icon: 'user', title, detail, route: null });
}

const titles = (entries: readonly Entry[], typed: string): string[] =>
  rank(entries, readQuery(typed)).flatMap((section) => section.entries.map(({ title }) => title));

const scoreOf = (text: string, word: string): number => findWord(text, text.toLowerCase(), word)?.score ?? 0;

const marked = (title: string, ...words: string[]): string =>
  markedPieces(title, words)
    .map(({ text, marked: isMarked }) => (isMarked ? `[${text}]` : text))
    .join('');

describe('a word is found in a text', () => {
  test('best as the whole of it, then at its start, at the start of a word, within one, and with its letters apart', () => {
    const scores = [
      scoreOf('lucy', 'lucy'),
      scoreOf('lucy-admin', 'lucy'),
      scoreOf('admin-lucy', 'lucy'),
      scoreOf('notlucy', 'lucy'),
      scoreOf('LambdaUserCycle', 'lucy'),
    ];
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(new Set(scores).size).toBe(5);
  });

  test.each([
    ['AdministratorAccess', 'access', 'Administrator[Access]'],
    ['AmazonS3ReadOnlyAccess', 'read', 'AmazonS3[Read]OnlyAccess'],
    ['s3:GetBucketPolicy', 'gbp', 's3:[G]et[B]ucket[P]olicy'],
    ['s3:GetBucketPolicy', 'getpol', 's3:[Get]Bucket[Pol]icy'],
    ['backup-a-bucket', 'bucket', 'backup-a-[bucket]'],
  ])('in %s, %s is marked as %s', (title, word, pieces) => {
    expect(marked(title, word)).toBe(pieces);
  });

  test.each([
    ['ReadOnlyAccess', 'xyz'],
    ['ReadOnlyAccess', 'ao'],
    // In order, but scattered over the text by chance.
    ['deployment-pipeline-runner', 'ole'],
    ['lucy', 'lucy-admin'],
  ])('in %s, %s is not found', (title, word) => {
    expect(findWord(title, title.toLowerCase(), word)).toBeNull();
  });

  test('marks each of several words', () => {
    expect(marked('AmazonS3ReadOnlyAccess', 's3', 'read')).toBe('Amazon[S3Read]OnlyAccess');
    expect(marked('lucy')).toBe('lucy');
  });
});

describe('what is typed', () => {
  test.each([
    ['lucy', null, ['lucy']],
    ['> Go to', 'Commands', ['go', 'to']],
    ['@lucy', 'Identities', ['lucy']],
    ['#read only', 'Policies', ['read', 'only']],
    ['/orders', 'Resources', ['orders']],
    [':s3:Get', 'Actions', ['s3:get']],
    ['~', 'Accounts', []],
  ])('%s is searched in %s', (typed, section, words) => {
    const query = readQuery(typed);
    expect(query.scope?.section ?? null).toBe(section);
    expect(query.words).toEqual(words);
  });
});

describe('entries', () => {
  test('are ranked by how well they answer, and where they answer as well by how short they are', () => {
    const entries = ['notlucy', 'lucy-administrator', 'lucy', 'lucy-dev', 'emma'].map((title) => made(title));
    expect(titles(entries, 'lucy')).toEqual(['lucy', 'lucy-dev', 'lucy-administrator', 'notlucy']);
  });

  test('answer only when every word is in them, in the title or beside it', () => {
    const entries = [made('orders', 'Resources', 'dynamodb:table'), made('orders', 'Identities')];
    expect(rank(entries, readQuery('orders dynamodb')).map(({ heading }) => heading)).toEqual(['Resources']);
  });

  test('stand in sections, the one with the best answer first', () => {
    const entries = [made('Go to lucy', 'Commands'), made('lucy'), made('lucy-policy', 'Policies')];
    const sections = rank(entries, readQuery('lucy'));
    expect(sections.map(({ heading }) => heading)).toEqual(['Identities', 'Policies', 'Commands']);
  });

  test('of one kind alone are listed after its sign, also without a word', () => {
    const entries = [made('Go to users', 'Commands'), made('lucy')];
    expect(titles(entries, '>')).toEqual(['Go to users']);
    expect(titles(entries, '@lu')).toEqual(['lucy']);
  });

  test('are six of a section, which says that there are more', () => {
    const entries = Array.from({ length: 8 }, (_, n) => made(`lucy-${n}`));
    const [section] = rank(entries, readQuery('lucy'));
    expect(section).toMatchObject({ more: true, entries: { length: 6 } });
    expect(titles(entries, '@lucy')).toHaveLength(8);
  });
});

describe('before anything is typed', () => {
  const entries = [made('Create user', 'Commands'), made('lucy'), made('emma')];

  test('what was chosen lately comes first, the last choice on top', () => {
    const sections = beforeTyping(entries, ['emma', 'lucy']);
    expect(sections.map(({ heading }) => heading)).toEqual(['Recent', 'Commands']);
    expect(sections[0]?.entries.map(({ title }) => title)).toEqual(['emma', 'lucy']);
  });

  test('what was chosen and is there no longer is left out', () => {
    expect(beforeTyping(entries, ['gone']).map(({ heading }) => heading)).toEqual(['Commands']);
  });
});

const store = () => {
  const texts = new Map<string, string>();
  return {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, value: string) => void texts.set(key, value),
  };
};

describe('choices', () => {
  test('are remembered by workspace, the newest first and each once', () => {
    const texts = store();
    for (const key of ['a', 'b', 'a']) rememberChoice(texts, 'shop', key);
    rememberChoice(texts, 'other', 'c');
    expect(recentChoices(texts, 'shop')).toEqual(['a', 'b']);
    expect(recentChoices(texts, 'other')).toEqual(['c']);
  });

  test('are the newest six', () => {
    const texts = store();
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) rememberChoice(texts, 'shop', key);
    expect(recentChoices(texts, 'shop')).toEqual(['g', 'f', 'e', 'd', 'c', 'b']);
  });

  test('that cannot be read are none', () => {
    const texts = store();
    texts.setItem('gatehouse.recentChoices', '{');
    expect(recentChoices(texts, 'shop')).toEqual([]);
  });
});

test('a user is found by name, path, ARN and tags', () => {
  const lucy = user('lucy', { path: '/shop/', tags: [{ Key: 'team', Value: 'blue' }] });
  const none = { groups: [], roles: [], policies: [], resources: [], openIdConnectProviders: [], samlProviders: [] };
  const entries = modelEntries({ users: [lucy, user('emma')], ...none });
  for (const typed of ['lucy', '/shop/'.slice(1), lucy.arn, 'team=blue'])
    expect(titles(entries, typed)).toEqual(['lucy']);
});
