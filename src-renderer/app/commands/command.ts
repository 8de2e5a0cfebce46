import type { CommandGroup } from '../../../src-shared/commands.ts';
import type { Shortcut } from '../../../src-shared/shortcut.ts';
import type { IconName } from '../../ui/icon-paths.ts';

/** Something that can be done now, as the palette lists it and the keyboard runs it. */
export interface Command {
  readonly id: string;
  readonly label: string;
  /** One of the app's groups, or `This page` for what a screen offers while it is shown. */
  readonly group: CommandGroup | 'This page';
  readonly icon: IconName;
  readonly keywords: string;
  /** The first is the one that is shown; empty for a command without keys. */
  readonly shortcuts: readonly Shortcut[];
  readonly run: () => void;
}

/** What a screen offers while it is shown. */
export interface PageCommand {
  /** Of its own among the commands of the screen, such as `saveVersion`. */
  readonly id: string;
  /** What it does, such as `Save as new version`. */
  readonly label: string;
  readonly icon?: IconName;
  /** Other words that people look for it by. */
  readonly keywords?: string;
  /** Such as `Mod+S`. Goes before a command of the app with the same keys. */
  readonly shortcut?: Shortcut;
  readonly run: () => void;
}
