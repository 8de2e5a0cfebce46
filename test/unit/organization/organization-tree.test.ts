import { describe, expect, test } from 'vitest';
import {
  accountsUnder,
  organizationTree,
  parentByKey,
  parents,
  pathInWords,
  treeRows,
} from '../../../src-renderer/organization/organization-tree.ts';
import { rowByName, treeStep } from '../../../src-renderer/organization/tree-keys.ts';
import { organizationAccount, organizationalUnit, organizationRoot } from '../../fixtures/organization-documents.ts';

const workloads = organizationalUnit('Workloads');
const production = organizationalUnit('Production', { parentId: workloads.id });
const sandboxes = organizationalUnit('Sandboxes');
const management = organizationAccount('999999999999', { name: 'Management' });
const shop = organizationAccount('111111111111', { name: 'Shop', parentId: production.id });
const lab = organizationAccount('222222222222', { name: 'Lab', parentId: sandboxes.id });
const tree = organizationTree(organizationRoot(), [workloads, production, sandboxes], [management, shop, lab]);

const NONE: ReadonlySet<string> = new Set();
const names = (collapsed: ReadonlySet<string> = NONE, query = ''): string[] =>
  treeRows(tree, collapsed, query).map(({ node, level }) => `${level} ${node.name}`);

describe('The lines of the tree', () => {
  test('are the root, then units before accounts, each by name', () => {
    expect(names()).toEqual([
      '1 Root',
      '2 Sandboxes',
      '3 Lab',
      '2 Workloads',
      '3 Production',
      '4 Shop',
      '2 Management',
    ]);
  });

  test('leave out what is in a unit that is shut', () => {
    expect(names(new Set([workloads.id]))).toEqual(['1 Root', '2 Sandboxes', '3 Lab', '2 Workloads', '2 Management']);
  });

  test.each([
    ['by name', 'sho'],
    ['by ID', '1111'],
  ])('are those that a search finds %s, under what they are in, even where it is shut', (_, query) => {
    expect(names(new Set([workloads.id]), query)).toEqual(['1 Root', '2 Workloads', '3 Production', '4 Shop']);
  });

  test('say which of how many each is, and what can be opened', () => {
    expect(treeRows(tree, NONE).find(({ node }) => node === workloads)).toMatchObject({
      position: 2,
      size: 3,
      expanded: true,
    });
    expect(treeRows(tree, NONE).find(({ node }) => node === lab)?.expanded).toBeNull();
  });
});

test('Accounts are counted with those in the units below', () => {
  expect(tree.accountCounts.get(workloads.id)).toBe(1);
  expect(tree.accountCounts.get(tree.root.id)).toBe(3);
  expect(accountsUnder(tree, workloads.id)).toEqual([shop]);
});

test('A place is told by the names from the root down', () => {
  expect(pathInWords(tree, shop.id)).toBe('Root / Workloads / Production / Shop');
  expect(parents(tree).map(({ name }) => name)).toEqual(['Root', 'Sandboxes', 'Workloads', 'Production']);
});

test.each([
  ['up, to the unit before', shop, 'ArrowUp', 'Workloads'],
  ['down, to the unit behind', lab, 'ArrowDown', 'Workloads'],
  ['out, to what its unit is in', shop, 'ArrowLeft', 'Workloads'],
  ['in, to the last unit beside it', management, 'ArrowRight', 'Workloads'],
  ['nowhere out of the root', management, 'ArrowLeft', null],
  ['nowhere in where there is no unit beside it', lab, 'ArrowRight', null],
])('An account is moved %s', (_, account, key, to) => {
  expect(parentByKey(tree, account, key)?.name ?? null).toBe(to);
});

describe('Keys in the tree', () => {
  const rows = treeRows(tree, new Set([workloads.id]));

  test.each([
    ['ArrowDown', tree.root.id, { kind: 'goTo', id: sandboxes.id }],
    ['ArrowUp', sandboxes.id, { kind: 'goTo', id: tree.root.id }],
    ['ArrowUp', tree.root.id, null],
    ['End', tree.root.id, { kind: 'goTo', id: management.id }],
    ['Home', management.id, { kind: 'goTo', id: tree.root.id }],
    ['ArrowRight', workloads.id, { kind: 'expand', id: workloads.id, to: true }],
    ['ArrowRight', sandboxes.id, { kind: 'goTo', id: lab.id }],
    ['ArrowRight', lab.id, null],
    ['ArrowLeft', sandboxes.id, { kind: 'expand', id: sandboxes.id, to: false }],
    ['ArrowLeft', lab.id, { kind: 'goTo', id: sandboxes.id }],
    ['x', lab.id, null],
  ])('%s on %s does %o', (key, id, step) => {
    expect(treeStep(rows, id, key)).toEqual(step);
  });

  test.each([
    ['a letter leads on to the next that begins with it, and around', management.id, 's', sandboxes.id],
    ['more letters stay where they fit', workloads.id, 'wo', workloads.id],
    ['what nothing begins with leads nowhere', workloads.id, 'q', null],
  ])('%s', (_, from, typed, to) => {
    expect(rowByName(rows, from, typed)).toBe(to);
  });
});
