import type { ContainerCredentials } from '../../src-shared/contract/endpoint.ts';

/**
 * The lines that let a program in one shell run with the role of an instance or a function. SDKs ask elsewhere for
 * credentials first: what the environment and a person's own files hold is put out of the way.
 * @param at.url the endpoint's, such as `http://127.0.0.1:4747`.
 * @param at.region the resource's.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export function roleVariables(
  { fullUri, authorizationToken }: ContainerCredentials,
  { url, region }: { readonly url: string; readonly region: string },
): string {
  return [
    'unset AWS_PROFILE AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN',
    'unset AWS_CONTAINER_CREDENTIALS_RELATIVE_URI AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
    'export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null',
    `export AWS_ENDPOINT_URL=${url}`,
    `export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
    // A question mark is a pattern to some shells.
    `export AWS_CONTAINER_CREDENTIALS_FULL_URI='${fullUri}'`,
    `export AWS_CONTAINER_AUTHORIZATION_TOKEN=${authorizationToken}`,
  ].join('\n');
}
