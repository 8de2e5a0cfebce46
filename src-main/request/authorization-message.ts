import type { ElementExplanation, Explanation, StatementExplanation } from '../../src-shared/decision/explanation.ts';
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
 * What sts:DecodeAuthorizationMessage tells of a denied request: whether a statement denied it and which, who asked, for
 * what, and the values of the condition keys. The layout is that of the example of AWS's command line, where nothing
 * stands in `failures`; here nothing ever does.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
 * @see https://docs.aws.amazon.com/cli/latest/reference/sts/decode-authorization-message.html#examples
 */
export function authorizationMessage({ request, explanation, context }: DeniedPart): AuthorizationMessage {
  const { principal, action, resource } = request;
  const [id = ''] = context.find(({ key }) => key.toLowerCase() === 'aws:userid')?.values ?? [];
  return {
    allowed: false,
    explicitDeny: explanation.decision === 'ExplicitlyDenied',
    matchedStatements: { items: denyingStatements(explanation).map((statement) => matchedStatement(statement, id)) },
    failures: { items: [] },
    context: {
      principal: {
        id,
        ...(principal.kind === 'user' ? { name: principal.userName } : {}),
        arn: 'arn' in principal ? principal.arn : '',
      },
      action,
      resource,
      conditions: { items: context.map(({ key, values }) => ({ key, values: items(values) })) },
    },
  };
}

/** The statements that deny, but for those of the organization, whose policies are not the account's to read. */
function denyingStatements({ layers }: Explanation): StatementExplanation[] {
  return layers
    .filter(({ layer, exemption }) => exemption === null && layer !== 'scp' && layer !== 'rcp')
    .flatMap(({ policies }) => policies.flatMap(({ statements }) => statements))
    .filter(({ matched, effect }) => matched && effect === 'Deny');
}

/** Operators are not told, and of NotAction and NotResource no example is known. */
function matchedStatement({ sid, elements, conditions }: StatementExplanation, principalId: string) {
  const wanted = (name: ElementExplanation['element']): readonly string[] =>
    elements.find(({ element }) => element === name)?.wanted ?? [];
  return {
    statementId: sid ?? '',
    effect: 'DENY' as const,
    principals: items([principalId]),
    principalGroups: items([]),
    actions: items(wanted('Action')),
    resources: items(wanted('Resource')),
    conditions: { items: conditions.map((condition) => ({ key: condition.key, values: items(condition.wanted) })) },
  };
}

function items(values: readonly string[]): { items: { value: string }[] } {
  return { items: values.map((value) => ({ value })) };
}
