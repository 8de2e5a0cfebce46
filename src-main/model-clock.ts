import type { ClockSetting, ClockStatus } from '../src-shared/contract/clock.ts';
import type { Clock } from './clock.ts';

/** The clock of the model, which a person sets: what AWS's clock would say. */
export interface ModelClock {
  readonly now: Clock;
  status(): ClockStatus;
  set(setting: ClockSetting): void;
}

/** A clock that says what another one says, until it is shifted or stopped. */
export function createModelClock(real: Clock): ModelClock {
  let setting: ClockSetting = { kind: 'real' };
  const now: Clock = () => {
    if (setting.kind === 'frozen') return new Date(setting.at);
    const time = real();
    return setting.kind === 'shifted' ? new Date(time.getTime() + setting.byMs) : time;
  };
  return {
    now,
    status: () => ({ setting, now: now().toISOString() }),
    set: (next) => {
      setting = next.kind === 'shifted' && next.byMs === 0 ? { kind: 'real' } : next;
    },
  };
}
