import { join } from 'node:path';
import { createApplicablePolicies } from '../../src-main/account/applicable-policies.ts';
import { createSecretDesk } from '../../src-main/account/secret-desk.ts';
import { openAwsManagedPolicies } from '../../src-main/account/shipped-managed-policies.ts';
import { loadWorkspace } from '../../src-main/account/workspace.ts';
import { systemClock } from '../../src-main/clock.ts';
import { createMemoryVault } from '../../src-main/credentials/memory-vault.ts';
import { startEndpoint } from '../../src-main/endpoint/server.ts';
import { Gate } from '../../src-main/gate.ts';
import { systemRandom } from '../../src-main/random.ts';
import { openServiceReference } from '../../src-main/request/iam-data-reference.ts';
import { serviceFacts } from '../../src-main/request/service-facts.ts';
import { createWorkspace } from '../../src-main/storage/sqlite-workspace.ts';
import { ADMIN } from '../fixtures/ephemeral-endpoint.ts';
import { iamArn, user } from '../fixtures/account-documents.ts';
import { accountDocument } from '../../src-main/account/new-account.ts';

/**
 * A process with nothing but an endpoint, in front of a workspace file: its one user may do anything by a managed
 * policy. Prints its port, and ends with its parent.
 * Usage: node endpoint-server.ts FOLDER
 */
const [folder = ''] = process.argv.slice(2);
const tools = { clock: systemClock, random: systemRandom };
const vault = createMemoryVault();
const store = createWorkspace(join(folder, 'bench.gatehouse'), { name: 'Bench', ...tools });
const documents = [
  accountDocument({ accountId: ADMIN.accountId, name: 'Bench', rootEmail: null }, systemClock),
  user('admin', {
    arn: iamArn('user/admin'),
    attachedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    accessKeys: [
      { accessKeyId: ADMIN.accessKeyId, status: 'Active', createDate: systemClock().toISOString(), lastUsed: null },
    ],
  }),
];
const edits = documents.map((document) => ({ key: document.arn, before: null, after: document }));
store.commit({ id: 'bench', at: systemClock().toISOString(), label: 'Bench', origin: 'request', edits });
const secrets = createSecretDesk(vault, store.identity.id);
secrets.set('access-key', ADMIN.accessKeyId, ADMIN.secretAccessKey);
await secrets.flush();

const workspace = loadWorkspace(store, tools);
const reference = openServiceReference('out/data');
const managedPolicies = openAwsManagedPolicies('out/data');
const policies = createApplicablePolicies(workspace.model, managedPolicies);
const facts = serviceFacts(reference);
const gate = new Gate({ workspace, vault, policies, managedPolicies, reference, facts, ...tools });
const endpoint = await startEndpoint({
  served: { during: (work) => work({ workspace, gate }), reset: null },
  port: 0,
  anotherPort: '',
  random: systemRandom,
  tell: () => undefined,
  report: (error) => console.error(error),
});
console.log(endpoint.port);
process.on('disconnect', () => process.exit(0));
