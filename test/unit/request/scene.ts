import { createModel } from '../../../src-main/account/in-memory-model.ts';
import type { ModelView } from '../../../src-main/account/model.ts';
import type { NeededPart } from '../../../src-main/actions/handler.ts';
import { openServiceReference } from '../../../src-main/request/iam-data-reference.ts';
import { readS3Request } from '../../../src-main/request/s3-request.ts';
import { understandRequest } from '../../../src-main/request/understand.ts';
import type { UnderstoodRequest } from '../../../src-main/request/understood-request.ts';
import type { WireRequest } from '../../../src-main/request/wire-request.ts';
import type { Arn } from '../../../src-shared/arn.ts';
import type { ResourceDocument } from '../../../src-shared/model/documents.ts';
import type { Tag } from '../../../src-shared/principal.ts';
import {
  ACCOUNT_ID as ACCOUNT,
  iamArn,
  resource as accountResource,
  role,
  user,
} from '../../fixtures/account-documents.ts';

export { ACCOUNT };

/** The reference as the app reads it. */
export const reference = openServiceReference('out/data');

/** A resource of the account, in Ireland, with what the tests look at. */
export function resource(
  arn: Arn,
  resourceType: string,
  name: string,
  more: { tags?: Tag[]; policy?: string; accountId?: string } = {},
): ResourceDocument {
  return accountResource(resourceType, name, { arn, region: 'eu-west-1', ...more });
}

/** A small account: a user with a path, a role, and resources of several services. */
export const model: ModelView = createModel([
  user('lucy', {
    arn: iamArn('user/shop/lucy'),
    path: '/shop/',
    userId: 'AIDAEXAMPLELUCY00000A',
    tags: [{ Key: 'team', Value: 'shop' }],
  }),
  role('deployer', { roleId: 'AROAEXAMPLEDEPLOY0000' }),
  resource('arn:aws:s3:::lucy-bucket', 's3:bucket', 'lucy-bucket', { policy: '{"Statement":[]}' }),
  resource('arn:aws:s3:::their-bucket', 's3:bucket', 'their-bucket', { accountId: '210987654321' }),
  resource(`arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`, 'dynamodb:table', 'orders', {
    tags: [{ Key: 'stage', Value: 'prod' }],
  }),
  resource(`arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:shop/database-AbCdEf`, 'secretsmanager:Secret', 'db'),
  resource(`arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/shop/web`, 'logs:log-group', '/shop/web'),
]);

/** A request as a client sends it; headers of no account are left out. */
export function wire(given: {
  method?: string;
  target?: string;
  host?: string;
  headers?: [string, string][];
  body?: string;
}): WireRequest {
  return {
    method: given.method ?? 'GET',
    target: given.target ?? '/',
    host: given.host ?? 'localhost',
    headers: given.headers ?? [],
    body: new TextEncoder().encode(given.body ?? ''),
  };
}

/** An Authorization header for a scope; nobody here looks at its signature. */
export function signedFor(service: string, region = 'eu-west-1', signedHeaders = 'host'): [string, string] {
  const credential = `AKIAIOSFODNN7EXAMPLE/20260401/${region}/${service}/aws4_request`;
  return ['Authorization', `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders}, Signature=00`];
}

/** Understands a request as one of the account's principals sends it. */
export function understand(request: WireRequest): UnderstoodRequest {
  return understandRequest(request, { reference, model, callerAccountId: ACCOUNT });
}

/** What a request needs: of S3 by its table of operations, whether Gatehouse performs them or not. */
export function neededBy(request: WireRequest): readonly NeededPart[] {
  const { prefix, parts } = understand(request);
  const ofS3 = prefix === 's3' ? reference.model('s3') : null;
  return ofS3 === null ? parts : readS3Request(request, ofS3).parts;
}

/** The parts of a request as `action resource`, which is how a person reads them. */
export function partsOf(request: WireRequest): string[] {
  return neededBy(request).map(({ action, resource: arn }) => `${action} ${arn}`);
}

/** The AWS error that a request meets, as `status code message`. */
export function refusal(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    const { httpStatus, code, message } = error as { httpStatus: number; code: string; message: string };
    return `${httpStatus} ${code} ${message}`;
  }
  return 'not refused';
}
