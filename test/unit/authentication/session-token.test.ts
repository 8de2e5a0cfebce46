import { describe, expect, it } from 'vitest';
import {
  createSessionTokens,
  sessionTokenKey,
  type SessionCredentials,
} from '../../../src-main/authentication/session-token.ts';
import { createMemoryVault } from '../../../src-main/credentials/memory-vault.ts';
import { systemRandom } from '../../../src-main/random.ts';

const CREDENTIALS: SessionCredentials = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  principal: {
    kind: 'roleSession',
    arn: 'arn:aws:sts::123456789012:assumed-role/deployer/monday',
    accountId: '123456789012',
    roleArn: 'arn:aws:iam::123456789012:role/deployer',
    roleId: 'AROACKCEVSQ6C2EXAMPLE',
    sessionName: 'monday',
    tags: [{ Key: 'team', Value: 'shop' }],
    serviceLinked: false,
  },
  issuedBy: 'AssumeRole',
  issuedAt: '2026-04-01T12:00:00.000Z',
  expiresAt: '2026-04-01T13:00:00.000Z',
  mfaAt: null,
  sourceIdentity: 'lucy',
  transitiveTagKeys: ['team'],
  chained: false,
  requestedBy: 'arn:aws:iam::123456789012:user/lucy',
  policy: null,
  policyArns: [],
  federation: { protocol: 'oidc', provider: 'accounts.google.com', claims: { sub: '1', amr: ['pwd'] } },
};

describe('a session token', () => {
  const key = systemRandom(32);
  const tokens = createSessionTokens(key, systemRandom);

  it('opens to what was sealed', () => {
    expect(tokens.open(tokens.seal(CREDENTIALS))).toEqual(CREDENTIALS);
  });

  it('is another each time, and shows nothing of what it holds', () => {
    const token = tokens.seal(CREDENTIALS);
    expect(tokens.seal(CREDENTIALS)).not.toBe(token);
    expect(Buffer.from(token, 'base64').toString('latin1')).not.toContain('ASIA');
  });

  it('does not open under another key', () => {
    const token = tokens.seal(CREDENTIALS);
    expect(createSessionTokens(systemRandom(32), systemRandom).open(token)).toBeNull();
  });

  it('does not open when any one of its bytes was changed', () => {
    const bytes = Buffer.from(tokens.seal(CREDENTIALS), 'base64');
    const opened = Array.from(bytes, (byte, at) => {
      const changed = Buffer.from(bytes);
      changed[at] = byte ^ 1;
      return tokens.open(changed.toString('base64'));
    });
    expect(opened.filter((entry) => entry !== null)).toEqual([]);
  });

  it.each(['', 'AQ==', 'no base64 at all', '****', 'A'.repeat(4_000)])('does not open when it is %j', (token) => {
    expect(tokens.open(token)).toBeNull();
  });

  it('does not open when it is written otherwise', () => {
    const token = tokens.seal(CREDENTIALS);
    expect(
      [`${token}\n`, ` ${token}`, token.replaceAll('=', ''), `${token}=`].map(
        (text) => text === token || tokens.open(text) === null,
      ),
    ).toEqual([true, true, true, true]);
  });
});

describe('the key of session tokens', () => {
  it('is made once and kept in the vault', async () => {
    const vault = createMemoryVault();
    const first = await sessionTokenKey(vault, 'w', systemRandom);
    expect(first).toHaveLength(32);
    expect(Buffer.from(await sessionTokenKey(vault, 'w', systemRandom))).toEqual(Buffer.from(first));
    expect(await vault.list('w/')).toEqual(['w/session-key/current']);
  });
});
