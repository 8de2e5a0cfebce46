import type { ClockSetting } from '../../src-shared/contract/clock.ts';
import { modelTime } from '../settings/model-clock.ts';

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

/**
 * How long ago something was, such as `2 min ago`; null where it is yet to come, as a clock that was set back leaves it.
 * @param now milliseconds since 1970, by the clock that `iso` was told by.
 */
export function relativeTime(iso: string, now: number): string | null {
  const passed = now - Date.parse(iso);
  if (passed < -MINUTE) return null;
  if (passed < 10_000) return 'just now';
  if (passed < MINUTE) return `${Math.floor(passed / 10_000) * 10} s ago`;
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min ago`;
  if (passed < DAY) return `${Math.floor(passed / HOUR)} h ago`;
  return `${Math.floor(passed / DAY)} d ago`;
}

/** What time it is in the model when it is `real` on the machine, both in milliseconds since 1970. */
export function modelMilliseconds(setting: ClockSetting, real: number): number {
  return modelTime(setting, new Date(real)).getTime();
}
