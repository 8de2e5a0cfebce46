import type { PageCommand } from '../app/commands/command.ts';

/** What the composer's commands depend on. */
export interface ComposerState {
  readonly isSendable: boolean;
  /** Whether enough is stated to evaluate it. */
  readonly isStated: boolean;
  /** Whether the request is among the saved ones. */
  readonly isSaved: boolean;
  readonly listShown: boolean;
}

/** What the composer's commands do. */
export interface ComposerActs {
  readonly send: () => void;
  readonly evaluate: () => void;
  readonly save: () => void;
  readonly saveAs: () => void;
  readonly begin: () => void;
  readonly toggleList: () => void;
}

/** What the composer offers in the palette and by keys, as it is now. */
export function composerCommands(state: ComposerState, acts: ComposerActs): readonly PageCommand[] {
  const commands: PageCommand[] = [];
  if (state.isSendable) {
    commands.push({
      id: 'send',
      label: 'Send the request',
      icon: 'composer',
      shortcut: 'Mod+Enter',
      run: acts.send,
    });
  }
  if (state.isStated) {
    commands.push({
      id: 'whatIf',
      label: 'What if the request were sent',
      icon: 'compare',
      keywords: 'evaluate simulate dry run',
      shortcut: 'Mod+Shift+Enter',
      run: acts.evaluate,
    });
  }
  commands.push({ id: 'saveRequest', label: 'Save the request', icon: 'bookmark', shortcut: 'Mod+S', run: acts.save });
  if (state.isSaved) {
    commands.push({
      id: 'saveRequestAs',
      label: 'Save the request as…',
      icon: 'bookmark',
      shortcut: 'Mod+Shift+S',
      run: acts.saveAs,
    });
  }
  return [
    ...commands,
    { id: 'newRequest', label: 'New request', icon: 'plus', keywords: 'clear empty', shortcut: 'N', run: acts.begin },
    {
      id: 'savedRequests',
      label: state.listShown ? 'Hide the saved requests' : 'Show the saved requests',
      icon: 'bookmark',
      keywords: 'list collection',
      shortcut: 'S',
      run: acts.toggleList,
    },
  ];
}
