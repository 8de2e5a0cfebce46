import { REDACTED } from '../request/secret-parameters.ts';

/** Members of AWS's answers that hold a secret, by their API names. */
const SECRET_MEMBERS: ReadonlySet<string> = new Set([
  'SecretAccessKey',
  'SessionToken',
  'WebIdentityToken',
  'Base32StringSeed',
  'QRCodePNG',
  'ServicePassword',
  'ServiceCredentialSecret',
]);

/**
 * A copy of an operation's output without its secrets, for the timeline.
 * @returns `output` itself when it holds none, so that the caller can tell by identity.
 */
export function redactOutput(output: unknown): unknown {
  if (Array.isArray(output)) {
    const copy = output.map(redactOutput);
    return copy.some((value, index) => value !== output[index]) ? copy : output;
  }
  if (typeof output !== 'object' || output === null || output instanceof Uint8Array) return output;
  let changed = false;
  const entries = Object.entries(output).map(([name, value]) => {
    const clean: unknown = SECRET_MEMBERS.has(name) ? REDACTED : redactOutput(value);
    changed ||= clean !== value;
    return [name, clean];
  });
  return changed ? Object.fromEntries(entries) : output;
}
