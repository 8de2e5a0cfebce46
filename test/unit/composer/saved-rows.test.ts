import { describe, expect, test } from 'vitest';
import type { SavedEntry } from '../../../src-shared/contract/saved-requests.ts';
import { folderPaths, savedRows, stepOf } from '../../../src-renderer/composer/saved-rows.ts';

function folder(id: string, parentId: string | null, position: number): SavedEntry {
  return { kind: 'folder', id, parentId, position, name: id };
}
function request(id: string, parentId: string | null, position: number, action = 's3:ListBucket'): SavedEntry {
  return {
    kind: 'request',
    id,
    parentId,
    position,
    name: id,
    draft: { kind: 'action', action, region: 'us-east-1', parameters: {} },
    signer: null,
    signature: { place: 'header' },
    overrides: {
      at: null,
      sourceIp: null,
      region: null,
      vpcEndpoint: null,
      principalTags: null,
      mfa: null,
      secureTransport: null,
      context: [],
    },
    leftBlank: [],
  };
}
const ENTRIES = [
  request('who', null, 1, 'sts:GetCallerIdentity'),
  folder('Buckets', null, 0),
  request('list', 'Buckets', 1),
  folder('Reports', 'Buckets', 0),
  request('read', 'Reports', 0, 's3:GetObject'),
];

function shown(collapsed: readonly string[], query = ''): string[] {
  return savedRows(ENTRIES, collapsed, query).map(({ entry, level }) => `${level} ${entry.name}`);
}

describe('the rows of saved requests', () => {
  test('stand in their order, below their folders', () => {
    expect(shown([])).toEqual(['1 Buckets', '2 Reports', '3 read', '2 list', '1 who']);
  });

  test('leave out what is in a folder that is shut', () => {
    expect(shown(['Buckets'])).toEqual(['1 Buckets', '1 who']);
  });

  test.each([
    ['GETOBJECT', ['1 Buckets', '2 Reports', '3 read']],
    ['who', ['1 who']],
    ['nothing', []],
  ])('that a search for %s finds are shown with their folders, also shut ones', (query, rows) => {
    expect(shown(['Buckets'], query)).toEqual(rows);
  });
});

describe('one step of an entry', () => {
  test.each([
    ['list', 'up', { parentId: 'Buckets', beforeId: 'Reports' }],
    ['Buckets', 'down', { parentId: null, beforeId: null }],
    ['list', 'in', { parentId: 'Reports', beforeId: null }],
    ['list', 'out', { parentId: null, beforeId: 'who' }],
    ['Buckets', 'up', null],
    ['who', 'down', null],
    ['Buckets', 'in', null],
    ['who', 'out', null],
  ] as const)('of %s %s goes to %j', (id, to, step) => {
    expect(stepOf(ENTRIES, id, to)).toEqual(step);
  });
});

test('folders are named with those that they are in', () => {
  expect(folderPaths(ENTRIES)).toEqual([
    { id: 'Buckets', path: 'Buckets' },
    { id: 'Reports', path: 'Buckets / Reports' },
  ]);
});
