/** The types of electron-readiness.mjs, which is plain JavaScript so that any Node can run it. */

export function knownObstacle(machine: {
  platform: string;
  env: Record<string, string | undefined>;
  uid: number | undefined;
}): string | null;

export function electronBinary(electronFolder: string, env: Record<string, string | undefined>): string | null;

export function failureReason(end: { code: number | null; signal: string | null; stderr: string }): string;

export function runWithLimits(
  command: string,
  args: string[],
  limits: {
    overallMs: number;
    stillMs: number;
    progress: () => number;
    pollMs?: number;
    env?: NodeJS.ProcessEnv;
  },
): Promise<{ ok: true } | { ok: false; reason: 'overall' | 'still' | 'failed'; stderr: string }>;

export function fetchElectron(
  node: string,
  electronFolder: string,
  limits: { overallMs: number; stillMs: number; tell: (bytes: number) => void },
): Promise<string | null>;
