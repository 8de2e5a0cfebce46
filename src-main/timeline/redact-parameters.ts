import { isSecretParameter, REDACTED } from '../request/secret-parameters.ts';

/** The parameters of an operation as they may be kept, and whether anything was taken out of them. */
export function redactParameters(parameters: Readonly<Record<string, unknown>>): {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly redacted: boolean;
} {
  const secret = Object.keys(parameters).filter(isSecretParameter);
  const hidden = Object.fromEntries(secret.map((name) => [name, REDACTED]));
  return { parameters: { ...parameters, ...hidden }, redacted: secret.length > 0 };
}
