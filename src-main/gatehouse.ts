import { homedir } from 'node:os';
import { join } from 'node:path';
import type { GatehouseContract } from '../src-shared/contract/contract.ts';
import type { Emit, Handlers } from '../src-shared/contract/define.ts';
import { createApplicablePolicies } from './account/applicable-policies.ts';
import { openAwsManagedPolicies } from './account/shipped-managed-policies.ts';
import type { Workspace } from './account/workspace.ts';
import { createHeldSessions } from './authentication/held-sessions.ts';
import type { ScryptCost } from './authentication/password.ts';
import type { Clock } from './clock.ts';
import type { CredentialStore } from './credentials/credential-store.ts';
import { Gate } from './gate.ts';
import { Lab } from './lab.ts';
import { LeftOpenFiles } from './left-open-files.ts';
import { LongWork } from './long-work.ts';
import { createModelClock } from './model-clock.ts';
import type { Preferences } from './preferences.ts';
import { accessGraphProcedures } from './procedures/access-graph.ts';
import { actionProcedures } from './procedures/actions.ts';
import { appProcedures } from './procedures/app.ts';
import { authenticatorProcedures } from './procedures/authenticator.ts';
import { bucketProcedures } from './procedures/bucket.ts';
import { clockProcedures } from './procedures/clock.ts';
import { composerProcedures } from './procedures/composer.ts';
import { endpointSwitch } from './procedures/endpoint.ts';
import { federationSignInProcedures } from './procedures/federation-sign-in.ts';
import { historyProcedures } from './procedures/history.ts';
import { identityProcedures } from './procedures/identities.ts';
import { identityProviderProcedures } from './procedures/identity-provider.ts';
import { instanceMetadataProcedures } from './procedures/instance-metadata.ts';
import { leftOpenProcedures } from './procedures/left-open.ts';
import { organizationProcedures } from './procedures/organization.ts';
import { passkeyProcedures } from './procedures/passkey.ts';
import { policyProcedures } from './procedures/policies.ts';
import { preferenceProcedures } from './procedures/preferences.ts';
import { referenceProcedures } from './procedures/reference.ts';
import { resourceProcedures } from './procedures/resources.ts';
import { rootUserProcedures } from './procedures/root-user.ts';
import { savedRequestProcedures } from './procedures/saved-requests.ts';
import { signInProcedures } from './procedures/sign-in.ts';
import { switchRoleProcedures } from './procedures/switch-role.ts';
import { timelineListProcedures } from './procedures/timeline-list.ts';
import { timelineProcedures } from './procedures/timeline.ts';
import { whatIfProcedures } from './procedures/what-if.ts';
import { workspaceProcedures } from './procedures/workspace.ts';
import type { Random } from './random.ts';
import { openServiceReference } from './request/iam-data-reference.ts';
import { serviceFacts } from './request/service-facts.ts';
import { timelineTeller } from './timeline/teller.ts';

/** Everything that Gatehouse does not make itself: time, chance, places, and what only a shell can do. */
export interface GatehouseDependencies {
  readonly clock: Clock;
  readonly random: Random;
  readonly shell: 'electron' | 'browser';
  /** Where workspaces without a place of their own are kept. */
  readonly dataFolder: string;
  /** Where the extracted reference data is. */
  readonly referenceFolder: string;
  readonly preferences: Preferences;
  readonly credentialStore: CredentialStore;
  /** The system's file dialog; null where there is none. */
  readonly choosePath: ((purpose: 'open' | 'create') => Promise<string | null>) | null;
  /** Shows a folder in the system's file manager; left out where there is none. */
  readonly showFolder?: (path: string) => Promise<void>;
  /** What password hashes cost; left out for today's cost, which takes a tenth of a second. */
  readonly passwordCost?: ScryptCost;
  /** Takes one line for the log. Never given a secret. */
  readonly log: (line: string) => void;
}

/** The whole app behind the contract. */
export interface Gatehouse {
  readonly handlers: Handlers<GatehouseContract>;
  /** Listens to every event. @returns what stops it. */
  subscribe(listener: (name: string, payload: unknown) => void): () => void;
  /** Turns the endpoint off and closes the open workspace, whole. */
  close(): Promise<void>;
}

/** The composition root: builds the whole from its parts. Nothing is read from disk before it is asked for. */
export function createGatehouse(given: GatehouseDependencies): Gatehouse {
  const modelClock = createModelClock(given.clock);
  // From here on there is but the model's clock, so that nothing goes by another time than the rest.
  const dependencies = { ...given, clock: modelClock.now };
  const { clock, random, credentialStore, passwordCost } = dependencies;
  const listeners = new Set<(name: string, payload: unknown) => void>();
  const emit: Emit<GatehouseContract> = (name, payload) => {
    for (const listener of listeners) listener(name, payload);
  };
  const reference = openServiceReference(dependencies.referenceFolder);
  const managedPolicies = openAwsManagedPolicies(dependencies.referenceFolder);
  const lab = new Lab(emit);
  const tell = timelineTeller(emit);
  const longWork = new LongWork((progress) => emit('work.progress', progress));
  const leftOpen = new LeftOpenFiles(join(dependencies.dataFolder, 'left-open'), dependencies.log);
  const facts = serviceFacts(reference);
  const tools = { clock, random, ...(passwordCost && { passwordCost }) };
  const parts = { vault: credentialStore.vault, managedPolicies, reference, facts, ...tools };
  const guard = (workspace: Workspace): Gate =>
    new Gate({ ...parts, workspace, policies: createApplicablePolicies(workspace.model, managedPolicies) });
  const sessions = createHeldSessions((list) => emit('composer.sessionsChanged', { sessions: list }));
  listeners.add((name) => {
    if (name === 'workspace.changed') sessions.forgetAll();
  });
  const home = homedir();
  const credentialsFile = process.env['AWS_SHARED_CREDENTIALS_FILE'] ?? join(home, '.aws', 'credentials');
  const composing = { ...parts, sessions, profilePlaces: { home, credentialsFile } };
  const endpoint = endpointSwitch(lab, { ...dependencies, emit, tell });
  credentialStore.onChange((status) => emit('credentialStore.changed', status));

  return {
    handlers: {
      ...appProcedures(lab, dependencies),
      ...preferenceProcedures(emit, { ...dependencies, showFolder: dependencies.showFolder ?? null }),
      ...clockProcedures(modelClock, emit),
      ...leftOpenProcedures(leftOpen, given.clock),
      ...workspaceProcedures(lab, { ...dependencies, guard, longWork }),
      ...historyProcedures(lab),
      ...policyProcedures(lab, managedPolicies, reference),
      ...actionProcedures(lab, parts, tell),
      ...identityProcedures(lab, parts, tell, longWork),
      ...referenceProcedures(reference),
      ...signInProcedures(lab, parts, tell),
      ...switchRoleProcedures(lab, parts, tell),
      ...federationSignInProcedures(lab, composing, tell),
      ...rootUserProcedures(lab, parts),
      ...passkeyProcedures(lab, parts, tell),
      ...authenticatorProcedures(lab, { ...parts, preferences: dependencies.preferences }),
      ...composerProcedures(lab, composing, tell),
      ...identityProviderProcedures(lab, composing, tell),
      ...instanceMetadataProcedures(lab, sessions, tell),
      ...resourceProcedures(lab, { clock, reference }),
      ...bucketProcedures(lab, parts, tell),
      ...organizationProcedures(lab),
      ...accessGraphProcedures(lab, parts, longWork),
      ...timelineProcedures(lab, composing, tell),
      ...timelineListProcedures(lab, { clock, longWork }),
      ...whatIfProcedures(lab, composing, longWork),
      ...savedRequestProcedures(lab, { random, emit }),
      ...endpoint.handlers,
      'work.cancel': ({ workId }) => {
        longWork.cancel(workId);
        return {};
      },
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await endpoint.close();
      await lab.close();
    },
  };
}
