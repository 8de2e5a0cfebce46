import { AwsError } from '../../src-shared/errors.ts';
import type { Explanation } from '../../src-shared/decision/explanation.ts';
import { accessDeniedMessage } from '../authorization/access-denied.ts';
import type { AuthorizationRequest } from '../authorization/request.ts';
import type { AnsweredService } from './understood-request.ts';

/**
 * What a service answers a request that policy refuses: the sentence is the same everywhere (but for S3's quotes around
 * the resource), the code and the status are the protocol's.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function accessDeniedError(
  service: AnsweredService,
  { request, explanation }: { readonly request: AuthorizationRequest; readonly explanation: Explanation },
): AwsError {
  const message = accessDeniedMessage(request, explanation);
  switch (service.protocol) {
    case 'awsJson':
    case 'rpcV2Cbor':
    case 'stated':
      return new AwsError('AccessDeniedException', 400, message);
    case 'restJson':
      return new AwsError('AccessDeniedException', 403, message);
    case 'ec2Query':
      return new AwsError('UnauthorizedOperation', 403, message);
    default:
      return new AwsError('AccessDenied', 403, message);
  }
}
