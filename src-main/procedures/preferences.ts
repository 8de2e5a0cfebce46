import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Emit, Handlers } from '../../src-shared/contract/define.ts';
import { Preferences as Chosen } from '../../src-shared/contract/preferences.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { Preferences } from '../preferences.ts';

const { density, motion, times } = Chosen.shape;

/** As what is kept may have been written by hand, or by an earlier version, each falls back by itself. */
const Kept = {
  density: density.catch('comfortable'),
  motion: motion.catch('system'),
  times: times.catch({ format: 'locale', locale: null, zone: 'local' }),
};

/** What a person chose about the app, kept over restarts. Every renderer is told of a choice. */
export function preferenceProcedures(
  emit: Emit<GatehouseContract>,
  on: {
    readonly preferences: Preferences;
    readonly dataFolder: string;
    /** Shows a folder in the system's file manager; null where there is none. */
    readonly showFolder: ((path: string) => Promise<void>) | null;
  },
): Pick<Handlers<GatehouseContract>, 'preferences.get' | 'preferences.set' | 'app.showDataFolder'> {
  const read = (): Chosen => ({
    density: Kept.density.parse(on.preferences.get('density')),
    motion: Kept.motion.parse(on.preferences.get('motion')),
    times: Kept.times.parse(on.preferences.get('times')),
  });
  return {
    'preferences.get': read,
    'preferences.set': (chosen) => {
      for (const [key, value] of Object.entries(chosen)) if (value !== undefined) on.preferences.set(key, value);
      const all = read();
      emit('preferences.changed', all);
      return all;
    },
    'app.showDataFolder': async () => {
      if (on.showFolder === null) {
        throw new GatehouseError('NotSupported', 'A browser cannot open a folder of this machine.', {
          mend: 'Copy the path and open it in your file manager.',
        });
      }
      await on.showFolder(on.dataFolder);
      return {};
    },
  };
}
