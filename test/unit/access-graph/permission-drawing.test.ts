import { describe, expect, it } from 'vitest';
import type { PermissionPath } from '../../../src-shared/contract/access-graph.ts';
import {
  effectWords,
  permissionDrawing,
  placesOf,
  throughOf,
  type PermissionQuestion,
} from '../../../src-renderer/access-graph/permission-drawing.ts';

const QUESTION: PermissionQuestion = {
  arn: 'arn:aws:iam::123456789012:user/lucy',
  action: 's3:DeleteBucket',
  resource: 'arn:aws:s3:::invoices',
};

function path(
  of: Partial<PermissionPath>,
  policyName: string,
  policySource: string,
  statementIndex = 0,
): PermissionPath {
  return {
    layer: 'identity',
    effect: 'Allow',
    applies: true,
    ...of,
    statement: {
      layer: of.layer ?? 'identity',
      policyName,
      policyArn: null,
      policySource,
      statementIndex,
      sid: null,
      line: null,
      column: null,
    },
  };
}

const GROUP = path({}, 'storage', 'inline in group developers');
const NOT_NOW = path({ effect: 'Deny', applies: false }, 'storage', 'inline in group developers', 1);
const OWN = path({}, 'own', 'inline in user lucy');
const BUCKET = path({ layer: 'resource', effect: 'Deny' }, 'policy of bucket invoices', 'bucket invoices');

function chain(paths: readonly PermissionPath[]): string[] {
  const { nodes, edges } = permissionDrawing(QUESTION, { decision: 'ExplicitlyDenied', reason: '', paths });
  const titles = new Map(nodes.map(({ id, title }) => [id, title]));
  return edges.map(({ from, to, line }) => `${titles.get(from)} ${line === 'solid' ? '→' : '⇢'} ${titles.get(to)}`);
}

describe('What a policy comes through', () => {
  it.each([
    { of: GROUP, through: 'group developers' },
    { of: OWN, through: null },
    { of: BUCKET, through: 'bucket invoices' },
    { of: path({ layer: 'scp' }, 'guard', "attached to the organization's root"), through: "the organization's root" },
    { of: path({ layer: 'scp' }, 'guard', 'attached to OU Sandbox'), through: 'OU Sandbox' },
    { of: path({ layer: 'boundary' }, 'fence', 'permissions boundary of user lucy'), through: null },
  ])('is $through for $of.statement.policySource', ({ of, through }) => {
    expect(throughOf(of)).toBe(through);
  });
});

describe('The way to a permission', () => {
  it('leads from the principal over the group, the policy and the statement', () => {
    expect(chain([GROUP])).toEqual([
      'lucy → developers',
      'developers → storage',
      'storage → Statement 1',
      'Statement 1 → s3:DeleteBucket',
    ]);
  });

  it('leads from the principal to their own policy at once', () => {
    expect(chain([OWN])[0]).toBe('lucy → own');
  });

  it('has a policy once, whatever number of its statements take part', () => {
    expect(chain([GROUP, NOT_NOW]).filter((way) => way.endsWith('storage'))).toEqual(['developers → storage']);
  });

  it('is dashed where conditions do not hold', () => {
    expect(chain([NOT_NOW])).toContain('Statement 2 ⇢ s3:DeleteBucket');
  });

  it('is a dashed line where no statement names the permission', () => {
    expect(chain([])).toEqual(['lucy ⇢ s3:DeleteBucket']);
  });

  it.each([
    { of: GROUP, words: 'Allows' },
    { of: NOT_NOW, words: 'Would deny' },
    { of: BUCKET, words: 'Denies' },
    { of: { effect: 'Allow', applies: false } as const, words: 'Would allow' },
  ])('says $words in words', ({ of, words }) => {
    expect(effectWords(of)).toBe(words);
  });
});

describe('A node of the way', () => {
  it('of the principal leads to their page', () => {
    const nobody = { users: [], groups: [], roles: [], policies: [], resources: [] };
    expect(placesOf('principal', QUESTION, [GROUP], nobody)).toEqual([
      { label: 'Open lucy', route: { screen: 'user', arn: QUESTION.arn } },
    ]);
  });
});
