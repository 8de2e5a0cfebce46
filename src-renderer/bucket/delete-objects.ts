import type { AppState } from '../app/app-state.svelte.ts';
import { withRecord } from '../app/perform.ts';
import type { BucketRow } from './bucket-objects.svelte.ts';

/**
 * Deletes rows of a bucket's list, lists the folder again, and offers to take it back where that can be done.
 * @param place how the bucket is named to main.
 * @param list shows the folder as it is then.
 */
export async function deleteChosen(
  app: AppState,
  place: { readonly bucket: string; readonly accountId?: string },
  rows: readonly BucketRow[],
  list: () => Promise<void>,
): Promise<void> {
  const objects = rows.flatMap((row) =>
    row.kind === 'object' ? [{ key: row.object.key, versionId: row.object.versionId }] : [],
  );
  const folders = rows.flatMap((row) => (row.kind === 'folder' ? [row.prefix] : []));
  const { deleted, refused, restoreId } = await withRecord(app.client, () =>
    app.client.call('bucket.deleteObjects', { ...place, objects, folders }),
  );
  await list();
  const [first] = refused;
  const told = [
    `Deleted ${deleted} ${deleted === 1 ? 'object' : 'objects'}.`,
    ...(first === undefined ? [] : [`${refused.length} stayed: ${first.key}, ${first.message}`]),
    ...(restoreId === null && app.session.kind === 'designer' && deleted > 0
      ? ['They are too large to be held, so this cannot be taken back.']
      : []),
  ].join(' ');
  if (restoreId === null || deleted === 0) return app.announcer.notify(told);
  app.announcer.notify(told, {
    label: 'Undo',
    run: () =>
      app.run(async () => {
        await app.client.call('bucket.restoreObjects', { restoreId });
        await list();
        app.announcer.notify('Brought the objects back');
      }),
  });
}
