import type { PageCommand } from '../app/commands/command.ts';

/** What the timeline's commands depend on. */
export interface TimelineState {
  readonly isPaused: boolean;
  /** How many requests the filter leaves. */
  readonly matching: number;
  /** How many requests are selected. */
  readonly selected: number;
  /** Whether the requests that are meant are all pinned: those selected, else the one the keyboard is at; null for none. */
  readonly pinned: boolean | null;
}

/** What the timeline's commands do. */
export interface TimelineActs {
  readonly togglePause: () => void;
  readonly togglePinned: () => void;
  readonly compare: () => void;
  readonly reevaluate: () => void;
  readonly export: () => void;
}

/** What the timeline offers in the palette and by keys, as it is now. */
export function timelineCommands(state: TimelineState, acts: TimelineActs): readonly PageCommand[] {
  const commands: PageCommand[] = [
    {
      id: 'pauseTimeline',
      label: state.isPaused ? 'Resume the timeline' : 'Pause the timeline',
      icon: state.isPaused ? 'play' : 'pause',
      shortcut: 'Mod+.',
      run: acts.togglePause,
    },
  ];
  if (state.pinned !== null) {
    commands.push({
      id: 'pinRequests',
      label: `${state.pinned ? 'Unpin' : 'Pin'} ${state.selected > 1 ? 'the selected requests' : 'the request'}`,
      icon: 'pin',
      shortcut: 'P',
      run: acts.togglePinned,
    });
  }
  if (state.selected === 2) {
    commands.push({
      id: 'compareRequests',
      label: 'Compare the two selected requests',
      icon: 'compare',
      shortcut: 'D',
      run: acts.compare,
    });
  }
  if (state.matching === 0) return commands;
  const which = state.selected === 0 ? 'the requests' : 'the selected requests';
  return [
    ...commands,
    // Not a letter alone: a million requests are a matter of minutes.
    {
      id: 'reevaluateRequests',
      label: `Re-evaluate ${which}`,
      icon: 'replay',
      shortcut: 'Shift+R',
      run: acts.reevaluate,
    },
    { id: 'exportRequests', label: `Export ${which}…`, icon: 'import', shortcut: 'Mod+Shift+E', run: acts.export },
  ];
}
