import { z } from 'zod';

const Values = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const Statement = z.object({
  Effect: z.literal('Allow'),
  Principal: z.union([z.literal('*').transform(() => ({ AWS: ['*'] })), z.record(z.string(), Values)]),
});
const TrustPolicy = z.object({ Statement: z.union([z.array(z.unknown()), z.unknown().transform((one) => [one])]) });

/**
 * Whom a trust policy names in its Allow statements, as written, each once; for a summary, not for a decision.
 * @returns an empty list for a text that is no policy.
 */
export function trustedPrincipals(text: string): string[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return [];
  }
  const policy = TrustPolicy.safeParse(json);
  if (!policy.success) return [];
  const named = policy.data.Statement.flatMap((statement) => {
    const parsed = Statement.safeParse(statement);
    return parsed.success ? Object.values(parsed.data.Principal).flat() : [];
  });
  return [...new Set(named)];
}
