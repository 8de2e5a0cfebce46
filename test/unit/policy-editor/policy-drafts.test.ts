import { describe, expect, test } from 'vitest';
import type { GatehouseContract } from '../../../src-shared/contract/contract.ts';
import type { Client } from '../../../src-shared/contract/define.ts';
import { PolicyDrafts } from '../../../src-renderer/policy-editor/policy-drafts.ts';

const ARN = 'arn:aws:iam::123456789012:policy/ReadLucysBucket';

/** A client that is only listened to, and a way to have it say that another workspace was opened. */
function listenedTo(): { client: Client<GatehouseContract>; openWorkspace: () => void } {
  const listeners = new Set<(payload: { workspace: null }) => void>();
  const client: Pick<Client<GatehouseContract>, 'on'> = {
    on: (event, listener) => {
      if (event === 'workspace.changed') listeners.add(listener as (payload: { workspace: null }) => void);
      return () => undefined;
    },
  };
  return {
    client: client as Client<GatehouseContract>,
    openWorkspace: () => listeners.forEach((listener) => listener({ workspace: null })),
  };
}

describe('The draft of a policy', () => {
  test('is there after it was written, whoever asks next', () => {
    const { client } = listenedTo();
    PolicyDrafts.of(client).write(ARN, 'new', 'old');
    expect(PolicyDrafts.of(client).text(ARN)).toBe('new');
    expect(PolicyDrafts.of(client).has(ARN)).toBe(true);
  });

  test('is none when the text is again what is saved', () => {
    const drafts = PolicyDrafts.of(listenedTo().client);
    drafts.write(ARN, 'new', 'old');
    drafts.write(ARN, 'old', 'old');
    expect(drafts.text(ARN)).toBeNull();
  });

  test('ends when it is saved, and does not come back when the saving is undone', () => {
    const drafts = PolicyDrafts.of(listenedTo().client);
    drafts.write(ARN, 'new', 'old');
    drafts.settle(ARN, 'old');
    expect(drafts.text(ARN)).toBe('new');
    drafts.settle(ARN, 'new');
    drafts.settle(ARN, 'old');
    expect(drafts.text(ARN)).toBeNull();
  });

  test('belongs to one policy', () => {
    const drafts = PolicyDrafts.of(listenedTo().client);
    drafts.write(ARN, 'new', 'old');
    drafts.write(`${ARN}2`, 'another', 'old');
    drafts.discard(ARN);
    expect([drafts.text(ARN), drafts.text(`${ARN}2`)]).toEqual([null, 'another']);
  });

  test('ends with its workspace', () => {
    const { client, openWorkspace } = listenedTo();
    PolicyDrafts.of(client).write(ARN, 'new', 'old');
    openWorkspace();
    expect(PolicyDrafts.of(client).has(ARN)).toBe(false);
  });
});
