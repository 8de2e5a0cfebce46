import { describe, expect, test } from 'vitest';
import { signerChoices, signerValue, signerWords, type SignerScene } from '../../../src-renderer/composer/signers.ts';
import { ACCOUNT_ID, resource, role, user } from '../../fixtures/account-documents.ts';

const NOW = new Date('2026-01-01T12:00:00Z');
const instance = resource('ec2:instance', 'i-0a1b2c3d', { tags: [{ Key: 'Name', Value: 'web' }] });

function key(accessKeyId: string, status: 'Active' | 'Inactive') {
  return { accessKeyId, status, createDate: '2026-01-01T00:00:00.000Z', lastUsed: null };
}

function scene(more: Partial<SignerScene> = {}): SignerScene {
  return { users: [], roles: [], resources: [], sessions: [], now: NOW, accountId: ACCOUNT_ID, ...more };
}

function shown(of: SignerScene, query = ''): string[] {
  return signerChoices(of, query, 50)
    .filter(({ group }) => group !== 'For What if: services')
    .map(({ label, detail }) => `${label}: ${detail}`);
}

function session(label: string, expiresAt: string): SignerScene['sessions'][number] {
  return {
    sessionId: `ASIA${label}`,
    label,
    principalArn: 'arn:aws:sts::123456789012:assumed-role/deployer/monday',
    issuedBy: 'AssumeRole',
    issuedAt: '2026-01-01T11:00:00.000Z',
    expiresAt,
  };
}

describe('the signers', () => {
  test('are nobody and every access key with its user, inactive ones by that word', () => {
    const users = [user('lucy', { accessKeys: [key('AKIA1', 'Active'), key('AKIA2', 'Inactive')] }), user('bruce')];
    expect(shown(scene({ users }))).toEqual(['Nobody: anonymous, not signed', 'lucy: AKIA1', 'lucy: AKIA2 (inactive)']);
  });

  test('of another account than the one that is shown are named with theirs', () => {
    const users = [user('lucy', { accountId: '222222222222', accessKeys: [key('AKIA1', 'Active')] })];
    expect(shown(scene({ users }))[1]).toBe('lucy of 222222222222: AKIA1');
  });

  test('that are temporary credentials say what gave them, and that they have expired', () => {
    const sessions = [session('monday', '2026-01-01T11:59:59.000Z'), session('tuesday', '2026-01-01T13:00:00.000Z')];
    expect(shown(scene({ sessions })).slice(1)).toEqual([
      'monday: AssumeRole, expired',
      expect.stringMatching(/^tuesday: AssumeRole, until /),
    ]);
  });

  test('are found by all words of a query, wherever they stand', () => {
    const users = [
      user('lucy', { accessKeys: [key('AKIA1', 'Active')] }),
      user('lucien', { accessKeys: [key('AKIA2', 'Inactive')] }),
    ];
    expect(shown(scene({ users }), 'LUC inactive')).toEqual(['lucien: AKIA2 (inactive)']);
  });

  test('are at most so many of each group, however many users there are', () => {
    const users = Array.from({ length: 200 }, (_, at) => user(`u${at}`, { accessKeys: [key(`AKIA${at}`, 'Active')] }));
    expect(signerChoices(scene({ users }), 'u', 20).filter(({ group }) => group === 'Access keys')).toHaveLength(20);
  });

  test('let instances, roles and services ask as well', () => {
    const choices = signerChoices(scene({ resources: [instance], roles: [role('deployer')] }), '', 50);
    const chosen = Object.fromEntries(choices.map((choice) => [choice.label, choice.chosen]));
    expect(chosen).toMatchObject({
      'The role of instance i-0a1b2c3d (web)': { kind: 'compute', resourceArn: instance.arn },
      deployer: { kind: 'caller', caller: { kind: 'principal', arn: role('deployer').arn } },
      'lambda.amazonaws.com': { kind: 'caller', caller: { kind: 'service', service: 'lambda.amazonaws.com' } },
    });
  });

  test('may be any service whose principal is typed in full', () => {
    expect(signerChoices(scene(), 'codebuild.amazonaws.com', 50).map(({ label }) => label)).toEqual([
      'codebuild.amazonaws.com',
    ]);
  });
});

describe('who signs, in words,', () => {
  const users = [user('lucy', { accessKeys: [key('AKIA1', 'Active')] })];

  test.each([
    [{ kind: 'anonymous' }, 'Nobody: anonymous, not signed'],
    [{ kind: 'accessKey', accessKeyId: 'AKIA1' }, 'lucy: AKIA1'],
    [{ kind: 'accessKey', accessKeyId: 'AKIA9' }, 'AKIA9 (deleted)'],
  ] as const)('is for %j %s', (signer, words) => {
    expect(signerWords(signer, null, scene({ users }))).toBe(words);
    expect(words).toContain(signer.kind === 'anonymous' ? 'Nobody' : signerValue(signer));
  });

  test('is who is supposed to ask, where somebody is', () => {
    const caller = { kind: 'service', service: 'lambda.amazonaws.com' } as const;
    expect(signerWords({ kind: 'anonymous' }, caller, scene())).toBe('lambda.amazonaws.com: as an AWS service');
  });
});
