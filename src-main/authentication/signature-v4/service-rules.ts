/** How the canonical request of a service differs from that of the others. */
export interface ServiceRules {
  /**
   * `twice`: the path as sent is encoded once more. `once`: it is decoded and encoded, so that each byte is encoded
   * one time, however the client wrote it.
   */
  readonly pathEncoding: 'once' | 'twice';
  /** Whether `.`, `..` and empty segments are taken out of the path (RFC 3986, section 5.2.4). */
  readonly normalizePath: boolean;
  /** Whether the `x-amz-content-sha256` header gives the payload's hash and is required. */
  readonly contentSha256Header: boolean;
  /** Whether the session token of a presigned URL is part of what is signed, or added afterwards. */
  readonly signSessionToken: boolean;
}

const S3_RULES: ServiceRules = {
  pathEncoding: 'once',
  normalizePath: false,
  contentSha256Header: true,
  signSessionToken: true,
};
const OTHER_RULES: ServiceRules = {
  pathEncoding: 'twice',
  normalizePath: true,
  contentSha256Header: false,
  signSessionToken: true,
};
const IOT_RULES: ServiceRules = { ...OTHER_RULES, signSessionToken: false };

const S3_SIGNING_NAMES: ReadonlySet<string> = new Set(['s3', 's3express', 's3-object-lambda', 's3-outposts']);

/** The message broker of AWS IoT: over WebSocket and over HTTP. */
const IOT_SIGNING_NAMES: ReadonlySet<string> = new Set(['iotdevicegateway', 'iotdata']);

/** Whether a service, by its signing name, follows Amazon S3's rules and answers with its errors. */
export function isS3(service: string): boolean {
  return S3_SIGNING_NAMES.has(service);
}

/**
 * The rules of a service by its signing name: Amazon S3 neither normalises the path nor encodes it twice, and hashes
 * the payload in a header; all others do the opposite. AWS IoT wants the session token added after signing.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/iam-users-groups-roles.html
 */
export function serviceRules(service: string): ServiceRules {
  if (isS3(service)) return S3_RULES;
  return IOT_SIGNING_NAMES.has(service) ? IOT_RULES : OTHER_RULES;
}
