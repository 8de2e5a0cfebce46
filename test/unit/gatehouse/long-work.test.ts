import { describe, expect, it } from 'vitest';
import type { WorkProgress } from '../../../src-shared/contract/work.ts';
import { LongWork } from '../../../src-main/long-work.ts';

describe('Long work', () => {
  it('tells how far it is, at its beginning and at its end', async () => {
    const told: WorkProgress[] = [];
    const work = new LongWork((progress) => told.push(progress));
    await work.run('import', async ({ step }) => {
      for (let done = 0; done <= 5; done += 1) await step(done, 5);
    });
    expect(told).toEqual([
      { workId: 'import', done: 0, total: 5 },
      { workId: 'import', done: 5, total: 5 },
    ]);
  });

  it('ends at its next step when it is cancelled, and says that nothing was changed', async () => {
    const work = new LongWork(() => {});
    let steps = 0;
    const running = work.run('import', async ({ step }) => {
      for (;;) {
        await step(steps, null);
        steps += 1;
        if (steps === 3) work.cancel('import');
      }
    });
    await expect(running).rejects.toMatchObject({ code: 'WorkCancelled' });
    expect(steps).toBe(3);
  });

  it('is not disturbed by the cancelling of other work', async () => {
    const work = new LongWork(() => {});
    work.cancel('import');
    const done = await work.run('import', async ({ step }) => {
      work.cancel('export');
      await step(1, 1);
      return 'done';
    });
    expect(done).toBe('done');
  });
});
