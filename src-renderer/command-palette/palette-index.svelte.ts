import type { AppState } from '../app/app-state.svelte.ts';
import type { CommandRegistry } from '../app/commands/command-registry.svelte.ts';
import { Composition } from '../composer/composition.svelte.ts';
import { formatDateTime } from '../ui/format-time.ts';
import type { IconName } from '../ui/Icon.svelte';
import { VERDICT_WORDS } from '../ui/verdict-words.ts';
import { accountEntries, modelEntries } from './model-entries.ts';
import { entry, type Entry as AnyEntry } from './palette-entry.ts';

/** An entry that the palette can draw. */
export type Entry = AnyEntry<IconName>;

/** More AWS managed policies than there are. */
const ALL_POLICIES = 2000;
const DECISIONS = 50;
const ACTIONS = 60;
const ACTION_KEY = 'action ';
const NAMED_BY_GROUP: ReadonlySet<string> = new Set(['Go to', 'Create', 'Tabs']);

/** Everything that can be chosen: commands, what is in the account, AWS's actions, the newest decisions. */
export class PaletteIndex {
  readonly #app: AppState;
  readonly #registry: CommandRegistry;
  readonly #model = $derived.by(() => modelEntries(this.#app.model));
  #awsPolicies = $state.raw<readonly Entry[]>([]);
  #decisions = $state.raw<readonly Entry[]>([]);
  #actions = $state.raw<readonly Entry[]>([]);
  /** Counts what was asked, so that a late answer does not take the place of a newer one. */
  #asked = 0;

  constructor(app: AppState, registry: CommandRegistry) {
    this.#app = app;
    this.#registry = registry;
  }

  /** What there is, as far as it is known; what main has to be asked for comes when it has answered. */
  get entries(): readonly Entry[] {
    if (this.#app.workspace === null) return this.#commands();
    return [
      ...this.#commands(),
      ...this.#model,
      ...this.#awsPolicies,
      ...this.#actions,
      ...(this.#app.session.kind === 'designer' ? this.#accounts() : []),
      ...this.#decisions,
    ];
  }

  /** Asks main for what changes, as whenever the palette is opened. */
  async refresh(): Promise<void> {
    if (this.#app.workspace === null) return;
    this.#actions = [];
    await Promise.all([this.#readDecisions(), this.#awsPolicies.length === 0 ? this.#readAwsPolicies() : null]);
  }

  /** Asks for the actions that answer a text; nothing is found for an empty one. */
  async searchActions(text: string): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const found =
      text === '' ? [] : await this.#app.client.call('reference.searchActions', { query: text, limit: ACTIONS });
    if (asked !== this.#asked) return;
    this.#actions = found.map(({ action, accessLevel, description }) =>
      this.#action(action, `${accessLevel} · ${description}`),
    );
  }

  /** What was chosen before and can be made anew from its key: an action. Null for everything else. */
  fromKey(key: string): Entry | null {
    return key.startsWith(ACTION_KEY) ? this.#action(key.slice(ACTION_KEY.length), 'Compose a request') : null;
  }

  #commands(): readonly Entry[] {
    return this.#registry.available
      .filter(({ id }) => id !== 'showSearch' && id !== 'showCommands')
      .map(({ id, label, group, icon, keywords, shortcuts, run }) =>
        entry({
          key: `command ${id}`,
          section: 'Commands',
          icon,
          title: label,
          // The label of these says as much.
          detail: NAMED_BY_GROUP.has(group) ? '' : group,
          otherwise: `${group} ${keywords}`,
          shortcut: shortcuts[0],
          route: null,
          run,
        }),
      );
  }

  #accounts(): readonly Entry[] {
    const { accounts = [] } = this.#app.workspace ?? {};
    return accounts.length < 2 ? [] : accountEntries(accounts, (account) => this.#app.showAccount(account));
  }

  #action(action: string, detail: string): Entry {
    return entry({
      key: `${ACTION_KEY}${action}`,
      section: 'Actions',
      icon: 'composer',
      title: action,
      detail,
      route: { screen: 'composer' },
      run: () => this.#app.run(() => Composition.of(this.#app.client, this.#app.tabs.active).chooseAction(action)),
    });
  }

  async #readAwsPolicies(): Promise<void> {
    const { accountId } = this.#app;
    const found = await this.#app.client.call('policies.search', {
      query: '',
      limit: ALL_POLICIES,
      ...(accountId !== null && { accountId }),
    });
    this.#awsPolicies = found
      .filter(({ awsManaged }) => awsManaged)
      .map(({ arn, name }) =>
        entry({
          key: arn,
          section: 'Policies',
          icon: 'policy',
          title: name,
          detail: 'AWS managed',
          otherwise: arn,
          route: { screen: 'policy', arn },
        }),
      );
  }

  async #readDecisions(): Promise<void> {
    const { records } = await this.#app.client.call('timeline.list', { before: null, limit: DECISIONS });
    this.#decisions = records.map(({ id, action, principal, verdict, at, resource }) =>
      entry({
        key: `decision ${id}`,
        section: 'Recent decisions',
        icon: 'timeline',
        verdict,
        title: action,
        detail: `${VERDICT_WORDS[verdict]} · ${principal.label} · ${formatDateTime(at)}`,
        otherwise: resource,
        route: { screen: 'decision', id },
      }),
    );
  }
}
