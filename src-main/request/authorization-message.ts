import type { Explanation } from '../../src-shared/decision/explanation.ts';
import type { ContextEntry } from '../../src-shared/decision/record.ts';
import type { AuthorizationMessage } from '../authentication/session-message.ts';
import type { AuthorizationRequest } from '../authorization/request.ts';

/** A part of a request that was denied. */
export interface DeniedPart {
  readonly request: AuthorizationRequest;
  readonly explanation: Explanation;
  readonly context: readonly ContextEntry[];
}

/**
 * What sts:DecodeAuthorizationMessage tells of a denied request: whether a statement denied it, who asked, for what, and
 * the values of the condition keys. AWS does not document what stands in `matchedStatements` and `failures` but that they
 * hold items; here they stay empty.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
 */
export function authorizationMessage({ request, explanation, context }: DeniedPart): AuthorizationMessage {
  const { principal, action, resource } = request;
  const [id = ''] = context.find(({ key }) => key.toLowerCase() === 'aws:userid')?.values ?? [];
  return {
    allowed: false,
    explicitDeny: explanation.decision === 'ExplicitlyDenied',
    matchedStatements: { items: [] },
    failures: { items: [] },
    context: {
      principal: { id, arn: 'arn' in principal ? principal.arn : '' },
      action,
      resource,
      conditions: {
        items: context.map(({ key, values }) => ({ key, values: { items: values.map((value) => ({ value })) } })),
      },
    },
  };
}
