/** What stands wherever a secret stood: in records, messages and signing strings. */
export const REDACTED = '***';

/**
 * Members of AWS inputs whose values are secret, in lower case: passwords, MFA codes, secret values, tokens and keys.
 * Source: the members that the API references mark as sensitive, for the services whose requests Gatehouse reads.
 */
const SECRET_PARAMETERS: ReadonlySet<string> = new Set([
  'authenticationcode1',
  'authenticationcode2',
  'code',
  'copysourcessecustomerkey',
  'newpassword',
  'oldpassword',
  'password',
  'masteruserpassword',
  'plaintext',
  'privatekey',
  'samlassertion',
  'secretaccesskey',
  'secretbinary',
  'secretstring',
  'ssecustomerkey',
  'tokencode',
  'webidentitytoken',
]);

/** Whether the value of a parameter must not be shown or kept. Takes `Password` and `User.Password` alike. */
export function isSecretParameter(name: string): boolean {
  return SECRET_PARAMETERS.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
}
