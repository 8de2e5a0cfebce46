import { z } from 'zod';
import { Draft, SignaturePlace, Signer } from './composer.ts';
import { Nothing, procedure } from './define.ts';
import { WhatIfOverrides } from './what-if.ts';

const Name = z.string().trim().min(1, 'Give it a name.').max(200, 'A name has at most 200 characters.');

/** What of a composition is kept. Nothing of it is secret. */
export const SavedComposition = z.object({
  draft: Draft,
  /** Null where temporary credentials signed: they are gone by the time that the request is sent again. */
  signer: Signer.nullable(),
  signature: SignaturePlace,
  overrides: WhatIfOverrides,
  /** What was left blank since it is secret, by the names of parameters and headers, such as `Password`. */
  leftBlank: z.array(z.string()),
});
export type SavedComposition = z.infer<typeof SavedComposition>;

const Placed = { id: z.string(), parentId: z.string().nullable(), position: z.number().int(), name: Name };

/** A collection of requests, or a folder in one. */
const SavedFolder = z.object({ kind: z.literal('folder'), ...Placed });
const SavedRequest = z.object({ kind: z.literal('request'), ...Placed, ...SavedComposition.shape });

/** One entry of the list of saved requests. `position` orders those of the same parent; `parentId` null is the top. */
export const SavedEntry = z.discriminatedUnion('kind', [SavedFolder, SavedRequest]);
export type SavedEntry = z.infer<typeof SavedEntry>;
export type SavedRequest = z.infer<typeof SavedRequest>;
export type SavedFolder = z.infer<typeof SavedFolder>;

const Entries = z.array(SavedEntry);

/** Requests that are kept in the workspace file, to be sent again. Every answer is the whole list as it then is. */
export const savedRequestProcedures = {
  'savedRequests.list': procedure(Nothing, Entries),
  /**
   * Keeps a composition: as a new request, or in place of what a saved one held. What is secret is left blank.
   * @throws GatehouseError `SavedRequestNotFound`.
   */
  'savedRequests.save': procedure(
    z.object({
      /** Null makes a new one. */
      id: z.string().nullable(),
      parentId: z.string().nullable(),
      name: Name,
      composition: SavedComposition.omit({ leftBlank: true }),
    }),
    z.object({ entries: Entries, id: z.string(), leftBlank: z.array(z.string()) }),
  ),
  'savedRequests.createFolder': procedure(
    z.object({ parentId: z.string().nullable(), name: Name }),
    z.object({ entries: Entries, id: z.string() }),
  ),
  'savedRequests.rename': procedure(z.object({ id: z.string(), name: Name }), Entries),
  /**
   * Moves an entry, with all that is in it.
   * @throws GatehouseError `SavedRequestNotFound`; `MovedIntoItself`.
   */
  'savedRequests.move': procedure(
    z.object({
      id: z.string(),
      parentId: z.string().nullable(),
      /** The entry of that parent that it comes to stand before; null is the end. */
      beforeId: z.string().nullable(),
    }),
    Entries,
  ),
  /** Makes a copy beside it, with all that is in it. */
  'savedRequests.duplicate': procedure(z.object({ id: z.string() }), z.object({ entries: Entries, id: z.string() })),
  /** Deletes an entry with all that is in it. `deleted` is what `restore` takes back. */
  'savedRequests.delete': procedure(z.object({ id: z.string() }), z.object({ entries: Entries, deleted: Entries })),
  'savedRequests.restore': procedure(z.object({ deleted: Entries.max(10_000) }), Entries),
  /** A collection, or all of them where `id` is null, as JSON. */
  'savedRequests.export': procedure(
    z.object({ id: z.string().nullable() }),
    z.object({ fileName: z.string(), text: z.string() }),
  ),
  /**
   * Takes an exported file in, below a folder or at the top.
   * @throws GatehouseError `NotACollection`, which says where the file is not one.
   */
  'savedRequests.import': procedure(
    z.object({ parentId: z.string().nullable(), text: z.string().max(20_000_000, 'The file is larger than 20 MB.') }),
    z.object({ entries: Entries, imported: z.number().int() }),
  ),
} as const;

/** The entries changed. */
export const SavedRequestsChanged = z.object({ entries: Entries });
