import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Emit, Handlers } from '../../src-shared/contract/define.ts';
import type { ModelClock } from '../model-clock.ts';

/** Setting the model's clock. Every renderer is told. */
export function clockProcedures(
  clock: ModelClock,
  emit: Emit<GatehouseContract>,
): Pick<Handlers<GatehouseContract>, 'clock.get' | 'clock.set'> {
  return {
    'clock.get': () => clock.status(),
    'clock.set': ({ setting }) => {
      clock.set(setting);
      const status = clock.status();
      emit('clock.changed', status);
      return status;
    },
  };
}
