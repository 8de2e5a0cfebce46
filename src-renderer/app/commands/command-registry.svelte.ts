import { untrack } from 'svelte';
import { commandOf, shortcutsOf, type CommandId } from '../../../src-shared/commands.ts';
import { ariaKeyShortcut, shortcutText, type Platform } from '../../../src-shared/shortcut.ts';
import { appCommands, type CommandDesk } from './app-commands.ts';
import type { Command, PageCommand } from './command.ts';

/** What a screen offers, asked anew each time, so that it is always as the screen is now. */
export type PageCommands = () => readonly PageCommand[];

/** Everything that can be done now: by the app anywhere, and by the screen that is shown. */
export class CommandRegistry {
  readonly #desk: CommandDesk;
  readonly #platform: () => Platform;
  #contributions = $state.raw<readonly PageCommands[]>([]);

  /** @param platform asked each time: the shell is known only once main has answered. */
  constructor(desk: CommandDesk, platform: () => Platform) {
    this.#desk = desk;
    this.#platform = platform;
  }

  get platform(): Platform {
    return this.#platform();
  }

  /** What has something to do now; what the screen offers comes first. */
  get available(): readonly Command[] {
    // Two parts of a screen may offer the same, as two editors do; the one that came last is the one in use.
    const offered = this.#contributions.flatMap((commands) => commands());
    const inUse = offered.filter((one, at) => !offered.slice(at + 1).some(({ id }) => id === one.id));
    const ofPage = inUse.map(({ id, label, icon, keywords, shortcut, run }): Command => ({
      id: `page.${id}`,
      label,
      group: 'This page',
      icon: icon ?? 'forward',
      keywords: keywords ?? '',
      shortcuts: shortcut === undefined ? [] : [shortcut],
      run,
    }));
    return [...ofPage, ...appCommands(this.#desk, this.platform)];
  }

  /** Adds what a screen offers. @returns what takes it away again. */
  contribute(commands: PageCommands): () => void {
    // Whoever adds does not follow what others add.
    this.#contributions = [...untrack(() => this.#contributions), commands];
    return () => {
      this.#contributions = untrack(() => this.#contributions).filter((other) => other !== commands);
    };
  }

  /** Runs a command of the app; where it has nothing to do now, as one chosen in a native menu may not, it says so. */
  run(id: CommandId): void {
    const command = this.available.find((other) => other.id === id);
    if (command === undefined) this.#desk.app.announcer.notify(`“${commandOf(id).label}” has nothing to do now.`);
    else command.run();
  }

  /** A text with the keys of a command, such as `Back (Alt+←)`, for a tooltip. */
  hint(text: string, id: CommandId): string {
    const [first] = shortcutsOf(commandOf(id), this.platform);
    return first === undefined ? text : `${text} (${shortcutText(first, this.platform)})`;
  }

  /** The keys of a command for the attribute `aria-keyshortcuts`. */
  ariaKeys(id: CommandId): string | undefined {
    const all = shortcutsOf(commandOf(id), this.platform).map((one) => ariaKeyShortcut(one, this.platform));
    const said = all.filter((one) => one !== null);
    return said.length === 0 ? undefined : said.join(' ');
  }
}
