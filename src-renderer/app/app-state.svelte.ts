import type {
  CredentialStore,
  GatehouseContract,
  History,
  RecentWorkspace,
  WorkspaceSummary,
} from '../../src-shared/contract/contract.ts';
import type { ClockStatus } from '../../src-shared/contract/clock.ts';
import type { Preferences } from '../../src-shared/contract/preferences.ts';
import type { EndpointStatus } from '../../src-shared/contract/endpoint.ts';
import type { Session } from '../../src-shared/contract/session.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import { errorParts } from '../ui/error-parts.ts';
import { Drafts } from '../drafts/drafts.ts';
import { RecentRoles } from '../sign-in/recent-roles.svelte.ts';
import { Announcer } from '../ui/announcer.svelte.ts';
import { routeInAnotherAccount, shownAccount, subjectOf, type Account } from './accounts.ts';
import { Documents } from './documents.svelte.ts';
import type { Model } from './model.svelte.ts';
import { Models } from './models.svelte.ts';
import type { Route } from './route.ts';
import type { Router } from './router.svelte.ts';
import { readPlaces, storedPlaces } from './stored-places.ts';
import { TabKeeper } from './tab-keeper.ts';
import { Tabs, type Tab } from './tabs.svelte.ts';

export type Theme = 'system' | 'light' | 'dark';

/** Where an opened workspace begins. */
export const HOME: Route = { screen: 'identities', list: 'users' };
const WELCOME: Route = { screen: 'welcome', section: 'start' };
const NO_HISTORY: History = { undo: null, redo: null, entries: [], undone: [] };

/** The taking of a workspace in place of another, while it is under way. */
interface Adoption {
  readonly workspaceId: string | null;
  readonly done: Promise<void>;
}

/** What every screen knows: the app, the open workspace, who is at the controls, and what was done. */
export class AppState {
  readonly client: Client<GatehouseContract>;
  readonly tabs = new Tabs(WELCOME, (route) => this.#accountOf(route));
  readonly announcer = new Announcer();
  /** Texts that were changed and not saved. */
  readonly drafts: Drafts;
  readonly #tabKeeper: TabKeeper;
  readonly #documents: Documents;
  readonly #models: Models;
  readonly recentRoles = new RecentRoles(localStorage, () => this.workspace?.id ?? null);

  version = $state('');
  shell = $state<'electron' | 'browser'>('browser');
  dataFolder = $state('');
  theme = $state<Theme>('system');
  preferences = $state.raw<Preferences | null>(null);
  /** How the model's clock is set; null until it is known. */
  clock = $state.raw<ClockStatus | null>(null);
  /** The workspace that is being taken in place of another. */
  #adoption: Adoption | null = null;
  credentialStore = $state.raw<CredentialStore | null>(null);
  endpoint = $state.raw<EndpointStatus | null>(null);
  recentWorkspaces = $state.raw<readonly RecentWorkspace[]>([]);
  workspace = $state.raw<WorkspaceSummary | null>(null);
  session = $state.raw<Session>({ kind: 'designer' });
  history = $state.raw<History>(NO_HISTORY);
  /** How the connection to main stands; screens stay, but nothing can be done while it is lost. */
  connection = $state<'connected' | 'lost' | 'refused'>('connected');

  constructor(client: Client<GatehouseContract>) {
    this.client = client;
    this.#documents = new Documents(client);
    this.#models = new Models(this.#documents);
    this.drafts = Drafts.of(client);
    this.#tabKeeper = new TabKeeper(client);
  }

  /** The way of the tab that is shown. A component that outlives a change of tabs asks anew each time. */
  get router(): Router {
    return this.tabs.active.router;
  }

  /** The account that the shown tab is in, and in which the designer acts there; null when no workspace is open. */
  get account(): Account | null {
    return this.accountIn(this.tabs.active);
  }

  /** The documents of the workspace, with the lists of the account that is shown. */
  get model(): Model {
    return this.modelIn(this.tabs.active);
  }

  /** The account whose documents a tab shows; null when no workspace is open. */
  accountIn({ router }: Tab): Account | null {
    return shownAccount(this.workspace?.accounts ?? [], [this.#accountOf(router.current), router.accountId]);
  }

  modelIn(tab: Tab): Model {
    return this.#models.of(this.accountIn(tab)?.accountId ?? null);
  }

  /** Whether a tab's page has text that was changed and not saved. */
  hasUnsavedText(tab: Tab): boolean {
    const subject = subjectOf(tab.router.current);
    return subject !== null && this.drafts.of(subject).length > 0;
  }

  /** The ID of the account that is shown; null when no workspace is open. */
  get accountId(): string | null {
    return this.account?.accountId ?? null;
  }

  /** Shows another account. Only the designer chooses: a principal who signed in is in their own. */
  showAccount(account: Account): void {
    this.router.go(routeInAnotherAccount(this.router.current), account.accountId);
    this.announcer.announce(`Account ${account.name}, ${account.accountId}`);
  }

  /** Reads the state of the app, and follows it from then on. The answer stops following. */
  async start(): Promise<() => void> {
    const { client } = this;
    const stops = [
      client.on('workspace.changed', ({ workspace }) => this.#watch(this.#adopt(workspace))),
      client.on('session.changed', ({ session }) => (this.session = session)),
      client.on('history.changed', (history) => (this.history = history)),
      client.on('credentialStore.changed', (store) => (this.credentialStore = store)),
      client.on('endpoint.changed', (endpoint) => (this.endpoint = endpoint)),
      client.on('preferences.changed', (preferences) => (this.preferences = preferences)),
      client.on('clock.changed', (clock) => (this.clock = clock)),
      client.on('model.changed', ({ keys }) => this.#watch(this.#documents.refresh(keys))),
    ];
    await this.read();
    const stopKeeping = $effect.root(() => {
      $effect(() => this.#keepTabs());
    });
    return () => {
      stopKeeping();
      for (const stop of stops) stop();
    };
  }

  /** Reads everything again, as after a lost connection. */
  async read(): Promise<void> {
    const [description, endpoint, preferences, clock] = await Promise.all([
      this.client.call('app.describe', {}),
      this.client.call('endpoint.status', {}),
      this.client.call('preferences.get', {}),
      this.client.call('clock.get', {}),
    ]);
    this.endpoint = endpoint;
    this.preferences = preferences;
    this.clock = clock;
    this.version = description.version;
    this.shell = description.shell;
    this.dataFolder = description.dataFolder;
    this.theme = description.theme;
    this.credentialStore = description.credentialStore;
    this.recentWorkspaces = description.recentWorkspaces;
    this.session = description.session;
    const known = this.workspace?.id === description.workspace?.id;
    await this.#adopt(description.workspace);
    if (known && description.workspace !== null) await this.#readWorkspace();
  }

  /** Reads the list of recent workspaces again. */
  async readRecentWorkspaces(): Promise<void> {
    const { recentWorkspaces } = await this.client.call('app.describe', {});
    this.recentWorkspaces = recentWorkspaces;
  }

  /** Enters a workspace that was opened or made. */
  async enter(workspace: WorkspaceSummary): Promise<void> {
    await this.#adopt(workspace);
    if (this.router.current.screen === 'welcome') this.router.reset(HOME, this.router.accountId);
  }

  async closeWorkspace(): Promise<void> {
    await this.keepLeftOpen();
    await this.client.call('workspace.close', {});
    await this.#adopt(null);
  }

  async setTheme(theme: Theme): Promise<void> {
    this.theme = theme;
    await this.client.call('app.setTheme', { theme });
  }

  /** Takes some of what a person may choose about the app, and leaves the rest. */
  async setPreferences(chosen: Partial<Preferences>): Promise<void> {
    this.preferences = await this.client.call('preferences.set', chosen);
  }

  /** Keeps at once the tabs and drafts that would be kept a little later, as when the window is closed. */
  async keepLeftOpen(): Promise<void> {
    await Promise.all([this.drafts.flush(), this.#tabKeeper.flush()]);
  }

  async signOut(): Promise<void> {
    const { session } = await this.client.call('signIn.signOut', {});
    this.session = session;
    this.announcer.notify('Signed out. You are the designer again.');
  }

  /** What undo would do next. The history is the designer's: a principal who signed in cannot take it back. */
  get undoLabel(): string | null {
    return this.session.kind === 'designer' ? this.history.undo : null;
  }

  /** What redo would do next. */
  get redoLabel(): string | null {
    return this.session.kind === 'designer' ? this.history.redo : null;
  }

  async undo(): Promise<void> {
    const label = this.undoLabel;
    if (label === null) return;
    this.history = await this.client.call('history.undo', {});
    this.announcer.notify(`Undone: ${label}`);
  }

  async redo(): Promise<void> {
    const label = this.redoLabel;
    if (label === null) return;
    this.history = await this.client.call('history.redo', {});
    this.announcer.notify(`Redone: ${label}`);
  }

  /** Shows the fault of something that no field or dialog is there to show it for. */
  report(error: unknown): void {
    const { message, mend } = errorParts(error);
    this.announcer.notify(mend === null ? message : `${message} ${mend}`);
  }

  /** Runs what nobody awaits; its fault is shown. */
  run(work: () => Promise<unknown>): void {
    this.#watch(work());
  }

  /** The account that a page is of, or else that of whoever is signed in; null where that leaves it open. */
  #accountOf(route: Route): string | null {
    const subject = subjectOf(route);
    const owner = subject === null ? null : this.#documents.ownerOf(subject);
    return owner ?? (this.session.kind === 'designer' ? null : this.session.accountId);
  }

  #watch(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.report(error));
  }

  #keepTabs(): void {
    const tabs = storedPlaces(this.tabs.openPlaces);
    if (this.workspace !== null && tabs !== null) this.#tabKeeper.keep(this.workspace.id, tabs);
  }

  /** Makes a workspace, or none, the open one, once: both the answer of a call and the event may tell of it. */
  #adopt(workspace: WorkspaceSummary | null): Promise<void> {
    if (workspace !== null && workspace.id === this.workspace?.id) {
      this.workspace = workspace;
      return Promise.resolve();
    }
    const workspaceId = workspace?.id ?? null;
    if (this.#adoption?.workspaceId === workspaceId) return this.#adoption.done;
    const adoption: Adoption = { workspaceId, done: this.#take(workspace, () => this.#adoption === adoption) };
    this.#adoption = adoption;
    return adoption.done.finally(() => {
      if (this.#adoption === adoption) this.#adoption = null;
    });
  }

  /** @param stillWanted whether no other workspace came meanwhile. */
  async #take(workspace: WorkspaceSummary | null, stillWanted: () => boolean): Promise<void> {
    await this.#tabKeeper.flush();
    const left =
      workspace === null
        ? null
        : await this.client.call('leftOpen.get', { workspaceId: workspace.id }).catch(() => null);
    if (!stillWanted()) return;
    this.run(() => this.drafts.open(workspace?.id ?? null, left?.drafts ?? []));
    this.workspace = workspace;
    this.history = NO_HISTORY;
    this.#models.clear();
    this.#documents.clear();
    this.tabs.reset(workspace === null ? WELCOME : HOME);
    const tabs = left?.tabs ?? null;
    if (tabs !== null) this.tabs.restore(readPlaces(tabs));
    // What was opened is a recent workspace from then on, and may be left for the welcome screen without being closed.
    const reading = workspace === null ? [] : [this.#readWorkspace()];
    await Promise.all([this.readRecentWorkspaces(), ...reading]);
  }

  async #readWorkspace(): Promise<void> {
    const [history] = await Promise.all([this.client.call('history.get', {}), this.#documents.load()]);
    this.history = history;
  }
}
