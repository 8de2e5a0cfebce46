import { getContext, setContext } from 'svelte';
import { useApp, useTab } from '../context.ts';
import type { CommandRegistry, PageCommands } from './command-registry.svelte.ts';
import type { FrameState } from './frame-state.svelte.ts';

const REGISTRY_KEY = Symbol('commands');
const FRAME_KEY = Symbol('frame');

/** Gives the commands, and the state of the frame that they act on, to every component below. */
export function provideCommands(registry: CommandRegistry, frame: FrameState): void {
  setContext(REGISTRY_KEY, registry);
  setContext(FRAME_KEY, frame);
}

/** All commands. */
export function useCommandRegistry(): CommandRegistry {
  return getContext<CommandRegistry>(REGISTRY_KEY);
}

/** What of the frame is open. */
export function useFrame(): FrameState {
  return getContext<FrameState>(FRAME_KEY);
}

/**
 * Offers commands in the palette, and by their shortcuts, while the component is there and its tab is shown:
 *
 *     useCommands(() => (changed ? [{ id: 'save', label: 'Save as new version', shortcut: 'Mod+S', run: save }] : []));
 *
 * @param commands asked each time that commands are listed or a key is pressed; leave out what cannot be done now.
 */
export function useCommands(commands: PageCommands): void {
  const registry = useCommandRegistry();
  const tab = useTab();
  const { tabs } = useApp();
  $effect(() => registry.contribute(() => (tab === null || tab === tabs.active ? commands() : [])));
}
