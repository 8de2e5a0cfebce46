import type { NeededPart } from '../actions/handler.ts';
import type { OperationName } from '../actions/operations.ts';
import type { ModelledOperation } from './service-model.ts';
import { signingRegion, type Protocol, type Service } from './services.ts';

/** Which service a request is for, where, and in which form it travels; known before authentication. */
export interface RequestedService {
  /** The name in the credential scope, such as `s3` or `monitoring`. */
  readonly service: string;
  /** The prefix of the service's actions in policies. */
  readonly prefix: string;
  readonly region: string;
  readonly protocol: Protocol;
}

/** What a request asks for. */
export interface UnderstoodRequest extends RequestedService {
  /** The API operation, such as `CreateBucket`. */
  readonly operation: string;
  /** The operation's name in the registry when Gatehouse performs it, else null. */
  readonly operationName: OperationName | null;
  /** The operation as AWS's API model of the service has it; null where Gatehouse has no model of it. */
  readonly modelled: ModelledOperation | null;
  /** The operation's input, with the member names of the AWS API. Not yet checked against its schema. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What the operation needs to be allowed. Empty when Gatehouse performs it: then its handler knows. */
  readonly parts: readonly NeededPart[];
}

/** The service as answers and errors need it. */
export type AnsweredService = Pick<RequestedService, 'service' | 'prefix' | 'protocol'>;

/**
 * The service of a request in the form in which it travels.
 * @param region that the request is signed for; a service with one endpoint for all is where that endpoint is.
 */
export function requestedService(of: Service, region: string): RequestedService {
  return { service: of.signingName, prefix: of.prefix, region: signingRegion(of, region), protocol: of.protocol };
}
