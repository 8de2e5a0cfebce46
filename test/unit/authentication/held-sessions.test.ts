import { expect, it } from 'vitest';
import { createHeldSessions } from '../../../src-main/authentication/held-sessions.ts';

const of = (sessionId: string) => ({
  principalArn: `arn:aws:sts::123456789012:assumed-role/deployer/${sessionId}` as const,
  issuedBy: 'AssumeRole',
  issuedAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2026-01-01T01:00:00.000Z',
});
const credentials = (accessKeyId: string) => ({ accessKeyId, secretAccessKey: 'secret', sessionToken: 'token' });

it('the oldest sessions make room, and every change is told without a secret', () => {
  const told: string[] = [];
  const held = createHeldSessions((sessions) => told.push(JSON.stringify(sessions)), 2);
  for (const id of ['ASIA1', 'ASIA2', 'ASIA3']) held.hold(credentials(id), of(id));
  expect(held.list().map(({ sessionId, label }) => [sessionId, label])).toEqual([
    ['ASIA3', 'deployer/ASIA3'],
    ['ASIA2', 'deployer/ASIA2'],
  ]);
  expect(held.credentials('ASIA1')).toBeNull();
  expect(held.credentials('ASIA3')).toEqual(credentials('ASIA3'));
  held.forgetAll();
  expect(held.list()).toEqual([]);
  expect(told).toHaveLength(4);
  expect(told.join('')).not.toMatch(/secret|token/);
});
