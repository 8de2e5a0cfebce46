import { describe, expect, it } from 'vitest';
import { previewImport, previewImportInSteps } from '../../../src-main/exchange/import-authorization-details.ts';
import { LongWork } from '../../../src-main/long-work.ts';
import type { WorkProgress } from '../../../src-shared/contract/work.ts';

const USERS = 300;
const text = JSON.stringify({
  UserDetailList: Array.from({ length: USERS }, (_, index) => ({
    Path: '/',
    UserName: `user-${index}`,
    UserId: `AIDA${index}`,
    Arn: `arn:aws:iam::123456789012:user/user-${index}`,
    CreateDate: '2026-01-01T00:00:00Z',
  })),
});

describe('An import that is followed', () => {
  it('finds what one that is not followed finds', async () => {
    const work = new LongWork(() => {});
    const read = await work.run('import', (following) => previewImportInSteps('account.json', text, following));
    expect(read).toEqual(previewImport('account.json', text));
    expect(read.preview.found.users).toBe(USERS);
  });

  it('tells how many of the entries are read', async () => {
    const told: WorkProgress[] = [];
    const work = new LongWork((progress) => told.push(progress));
    await work.run('import', (following) => previewImportInSteps('account.json', text, following));
    expect(told[0]).toEqual({ workId: 'import', done: 0, total: USERS });
    expect(told.at(-1)).toEqual({ workId: 'import', done: USERS, total: USERS });
  });

  it('ends without an answer when it is cancelled', async () => {
    const work = new LongWork(() => {});
    const reading = work.run('import', (following) => previewImportInSteps('account.json', text, following));
    work.cancel('import');
    await expect(reading).rejects.toMatchObject({ code: 'WorkCancelled' });
  });
});
