import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApplicablePolicies } from '../../src-main/account/applicable-policies.ts';
import { sampleAccount } from '../../src-main/account/sample.ts';
import { createSecretDesk } from '../../src-main/account/secret-desk.ts';
import { openAwsManagedPolicies } from '../../src-main/account/shipped-managed-policies.ts';
import { loadWorkspace } from '../../src-main/account/workspace.ts';
import { signRequest } from '../../src-main/authentication/signature-v4/sign.ts';
import { systemClock } from '../../src-main/clock.ts';
import { createMemoryVault } from '../../src-main/credentials/memory-vault.ts';
import { Gate } from '../../src-main/gate.ts';
import { systemRandom } from '../../src-main/random.ts';
import { composeRequest } from '../../src-main/request/compose.ts';
import { openServiceReference } from '../../src-main/request/iam-data-reference.ts';
import { serviceFacts } from '../../src-main/request/service-facts.ts';
import { createWorkspace } from '../../src-main/storage/sqlite-workspace.ts';
import type { BenchRow } from './run.ts';

const ROUNDS = 5;
const REQUESTS = 400;

/**
 * Requests a second through all five steps, one after the other: signature, evaluation with its explanation, the
 * operation, the answer, and the record in a real workspace file.
 */
export async function pipelineBench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  const tools = { clock: systemClock, random: systemRandom };
  const store = createWorkspace(join(folder, 'bench.gatehouse'), { name: 'Bench', ...tools });
  const vault = createMemoryVault();
  const secrets = createSecretDesk(vault, store.identity.id);
  const documents = sampleAccount({ ...tools, secrets });
  await secrets.flush();
  const edits = documents.map((document) => ({ key: document.arn, before: null, after: document }));
  store.commit({ id: 'sample', at: systemClock().toISOString(), label: 'Sample', origin: 'request', edits });
  const workspace = loadWorkspace(store, tools);
  const reference = openServiceReference('out/data');
  const managedPolicies = openAwsManagedPolicies('out/data');
  const policies = createApplicablePolicies(workspace.model, managedPolicies);
  const gate = new Gate({
    workspace,
    vault,
    policies,
    managedPolicies,
    reference,
    facts: serviceFacts(reference),
    ...tools,
  });

  const accessKeyId = workspace.model.userByName('123456789012', 'lucy')?.accessKeys[0]?.accessKeyId ?? '';
  const secretAccessKey = (await vault.get(`${store.identity.id}/access-key/${accessKeyId}`)) ?? '';
  const send = async (action: string, parameters: Record<string, string>): Promise<string> => {
    const { request, scope } = composeRequest(
      { kind: 'action', action, region: 'us-east-1', parameters },
      { reference },
    );
    const signed = signRequest(request, { accessKeyId, secretAccessKey }, scope, systemClock());
    const arrival = { door: 'endpoint', sourceIp: '127.0.0.1', secureTransport: false, replayOf: null } as const;
    return (await gate.passWire(signed.request, arrival)).record.verdict;
  };

  const cases = [
    ['pipeline/GetCallerIdentity', 'Allowed', () => send('sts:GetCallerIdentity', {})],
    ['pipeline/DeleteBucket denied', 'ImplicitlyDenied', () => send('s3:DeleteBucket', { Bucket: 'shop-photos' })],
  ] as const;
  const rows: BenchRow[] = [];
  for (const [name, expected, run] of cases) {
    const rates: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const started = performance.now();
      for (let count = 0; count < REQUESTS; count += 1) {
        const verdict = await run();
        if (verdict !== expected) throw new Error(`${name} was ${verdict}.`);
      }
      // The first round warms up.
      if (round > 0) rates.push((REQUESTS * 1000) / (performance.now() - started));
    }
    rows.push({ name, perSecond: rates.toSorted((left, right) => left - right)[Math.floor(rates.length / 2)] ?? 0 });
  }
  await workspace.close();
  rmSync(folder, { recursive: true, force: true });
  return rows;
}
