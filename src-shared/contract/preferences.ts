import { z } from 'zod';
import { Nothing, procedure } from './define.ts';

/** How times are written. */
export const TimeStyle = z.object({
  /** `locale` as people of the locale write it, `iso` as ISO 8601. */
  format: z.enum(['locale', 'iso']),
  /** A BCP 47 language tag such as `en-GB`; null for the system's own. */
  locale: z.string().max(35).nullable(),
  zone: z.enum(['local', 'utc']),
});
export type TimeStyle = z.infer<typeof TimeStyle>;

/** What a person chose about the app, in all workspaces. The theme is `app.setTheme`, which the window follows too. */
export const Preferences = z.object({
  density: z.enum(['comfortable', 'compact']),
  /** Whether things move: as the system says, or in spite of it. */
  motion: z.enum(['system', 'reduced', 'full']),
  times: TimeStyle,
});
export type Preferences = z.infer<typeof Preferences>;

export const preferenceProcedures = {
  'preferences.get': procedure(Nothing, Preferences),
  /** Takes what is given, leaves the rest, and answers with all of it. */
  'preferences.set': procedure(Preferences.partial(), Preferences),
  /** Shows the data folder in the system's file manager. Fails with `NotSupported` in browser mode. */
  'app.showDataFolder': procedure(Nothing, Nothing),
} as const;
