import type { Draft } from '../../../src-shared/contract/composer.ts';
import type { DecisionRecord } from '../../../src-shared/decision/record.ts';
import type { ModelDocument } from '../../../src-shared/model/documents.ts';
import { openAwsManagedPolicies } from '../../../src-main/account/shipped-managed-policies.ts';
import { signRequest, type SigningCredentials } from '../../../src-main/authentication/signature-v4/sign.ts';
import { composeRequest } from '../../../src-main/request/compose.ts';
import { openServiceReference } from '../../../src-main/request/iam-data-reference.ts';
import type { Following } from '../../../src-main/long-work.ts';
import { WhatIf } from '../../../src-main/what-if/what-if.ts';
import { guardWorkspace, SECRET, type GuardedWorkspace } from '../../fixtures/guarded-workspace.ts';
import { fixedClock } from '../../fixtures/fixed-tools.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';

const reference = openServiceReference('out/data');
const managedPolicies = openAwsManagedPolicies('out/data');

/** Work that nobody follows. */
export const UNFOLLOWED: Following = { step: () => Promise.resolve() };

/** A guarded workspace, whose clock stands still, with what can be supposed of it. */
export interface Laboratory extends GuardedWorkspace {
  readonly whatIf: WhatIf;
  /** Composes, signs and sends. */
  send(
    credentials: SigningCredentials | null,
    asked: Omit<Extract<Draft, { kind: 'action' }>, 'kind' | 'region'>,
  ): Promise<{
    readonly record: DecisionRecord;
    readonly result: unknown;
  }>;
  /** Saves a document as the designer does. */
  save(document: ModelDocument): Promise<void>;
}

/** What signs with an access key of the workspace's users. */
export function keyOf(accessKeyId: string): SigningCredentials {
  return { accessKeyId, secretAccessKey: SECRET };
}

/** Opens a workspace that holds these documents. */
export async function openLaboratory(documents: readonly ModelDocument[]): Promise<Laboratory> {
  const guarded = await guardWorkspace(documents, { clock: fixedClock });
  const { gate, workspace } = guarded;
  return {
    ...guarded,
    whatIf: new WhatIf(workspace, { managedPolicies, reference, facts: SERVICE_FACTS }),
    async send(credentials, asked) {
      const { request, scope } = composeRequest({ kind: 'action', region: 'us-east-1', ...asked }, { reference });
      const wire = credentials === null ? request : signRequest(request, credentials, scope, fixedClock()).request;
      const { record, result } = await gate.passWire(wire, {
        door: 'composer',
        sourceIp: '203.0.113.7',
        secureTransport: true,
        replayOf: null,
      });
      return { record, result };
    },
    save: (document) => workspace.perform('Save', 'designer', (draft) => draft.put(document)),
  };
}

/** A policy of these statements, as text. */
export function policyText(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
