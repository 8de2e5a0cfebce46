import { createHash, timingSafeEqual } from 'node:crypto';
import { Arn } from '../../src-shared/arn.ts';
import type { DecisionRecord } from '../../src-shared/decision/record.ts';
import { AwsError, GatehouseError } from '../../src-shared/errors.ts';
import { Issued } from '../authentication/held-sessions.ts';
import { deliverRole } from '../deliver-role.ts';
import { LOOPBACK } from '../listen-on-loopback.ts';
import type { Random } from '../random.ts';
import { valuesOf, type RequestHead } from './request-head.ts';
import type { ServedWorkspace } from './served-workspace.ts';

/** Where a program asks for the credentials of the role that it runs with. */
export const CONTAINER_CREDENTIALS_PATH = '/_gatehouse/credentials';

const TOKEN_BYTES = 32;

/** What the asking is answered with. */
export interface CredentialsDesk {
  readonly served: ServedWorkspace;
  /** What a program has to show before it is given anything. */
  readonly authorizationToken: string;
  /** Told of every decision about a role. */
  readonly tell: (record: DecisionRecord) => void;
}

/** An answer in JSON. */
export interface CredentialsAnswer {
  readonly status: number;
  readonly body: object;
}

/** Makes a token of 256 bits. Hexadecimal, so that it is never taken for a signature, which begins with `AWS`. */
export function newAuthorizationToken(random: Random): string {
  return Buffer.from(random(TOKEN_BYTES)).toString('hex');
}

/**
 * Where a program finds the credentials of a resource's role, for `AWS_CONTAINER_CREDENTIALS_FULL_URI`. It holds no
 * secret: the token is sent in a header.
 * @param url the endpoint's. SDKs take 127.0.0.1 without TLS.
 */
export function containerCredentialsUri(url: string, resourceArn: Arn): string {
  return `${url}${CONTAINER_CREDENTIALS_PATH}?${new URLSearchParams({ for: resourceArn }).toString()}`;
}

/**
 * Answers what the SDKs' container credential provider asks: has the service of the instance or function that `for` names
 * assume its role, and gives the credentials to whoever shows the authorization token. An instance is taken to ask by
 * version 2 of its metadata service, which has a token too.
 *
 * The instance metadata service itself is not served: several SDKs (JavaScript, Go) ask the host and port alone of
 * `AWS_EC2_METADATA_SERVICE_ENDPOINT` and drop its path, so that nothing would say which instance is asking.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export async function answerContainerCredentials(
  { headers, target }: RequestHead,
  { served, authorizationToken, tell }: CredentialsDesk,
): Promise<CredentialsAnswer> {
  if (!isAuthorized(valuesOf(headers, 'authorization'), authorizationToken)) {
    return refusal(401, 'Unauthorized', 'AWS_CONTAINER_AUTHORIZATION_TOKEN is not the token of this endpoint.');
  }
  const query = target.split('?', 2)[1] ?? '';
  const resourceArn = Arn.safeParse(new URLSearchParams(query).get('for')).data;
  if (resourceArn === undefined) {
    return refusal(400, 'InvalidResource', 'for is the ARN of an EC2 instance or of a Lambda function.');
  }
  try {
    const { roleArn, record, result } = await served.during((open) =>
      deliverRole(
        open,
        { resourceArn, metadataVersion: 2 },
        { door: 'endpoint', sourceIp: LOOPBACK, secureTransport: true, replayOf: null },
      ),
    );
    tell(record);
    if (!result.ok) throw result.error;
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Issued.parse(result.output).Credentials;
    return { status: 200, body: { AccessKeyId, SecretAccessKey, Token: SessionToken, Expiration, RoleArn: roleArn } };
  } catch (thrown) {
    if (thrown instanceof AwsError) return refusal(thrown.httpStatus, thrown.code, thrown.message);
    if (!(thrown instanceof GatehouseError)) throw thrown;
    const mend = thrown.mend === null ? '' : ` ${thrown.mend}`;
    return refusal(STATUS_BY_CODE[thrown.code] ?? 503, thrown.code, `${thrown.message}${mend}`);
  }
}

/** What the resource is at fault for; anything else, such as a locked credential store, is the endpoint's state. */
const STATUS_BY_CODE: Readonly<Record<string, number>> = { ResourceNotFound: 404, NoRole: 404 };

/** Compares digests, so that the time taken tells nothing of the token, nor of its length. */
function isAuthorized([shown, ...more]: readonly string[], token: string): boolean {
  if (shown === undefined || more.length > 0) return false;
  return timingSafeEqual(sha256(shown), sha256(token));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Some SDKs read the fault by lower-case names, as Amazon ECS gives it, others as the instance metadata service does. */
function refusal(status: number, code: string, message: string): CredentialsAnswer {
  return { status, body: { Code: code, Message: message, code, message } };
}
