/**
 * How the signing key is derived, by name: every input but the secret is public, and the keys between are as secret as
 * the secret is, since each of them signs.
 * @param credentialScope `date/region/service/aws4_request`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#calculate-signature
 */
export function signingKeySteps(credentialScope: string): string {
  const [date = '', region = '', service = '', terminator = ''] = credentialScope.split('/');
  return [
    `kDate    = HMAC-SHA256("AWS4" + secret access key, "${date}")`,
    `kRegion  = HMAC-SHA256(kDate, "${region}")`,
    `kService = HMAC-SHA256(kRegion, "${service}")`,
    `kSigning = HMAC-SHA256(kService, "${terminator}")`,
  ].join('\n');
}
