import type { Arn } from '../../src-shared/arn.ts';
import type { PermissionPath } from '../../src-shared/contract/access-graph.ts';
import type { Decision } from '../../src-shared/decision/explanation.ts';
import { explainPart, type Scales } from '../weigh-part.ts';
import { supposedCircumstances } from './supposed-circumstances.ts';

/** What is asked, by whom and when. */
export interface AskedPermission {
  /** A user, a role or an account's root user. */
  readonly arn: Arn;
  readonly action: string;
  readonly resource: string;
  readonly at: Date;
}

/** The statements that lead to a permission or keep it away, those that apply first. */
export function permissionPaths(
  { arn, action, resource, at }: AskedPermission,
  on: Scales,
): { decision: Decision; reason: string; paths: PermissionPath[] } {
  const circumstances = supposedCircumstances(arn, at, on.model);
  const { explanation } = explainPart({ action, resource }, circumstances, on);
  const paths = explanation.layers.flatMap(({ layer, policies }) =>
    policies.flatMap(({ name, arn: policyArn, source, statements }) =>
      statements
        .filter(({ elements }) => elements.every(({ matched }) => matched))
        .map(({ index, sid, effect, matched, line, column }): PermissionPath => ({
          layer,
          effect,
          applies: matched,
          statement: {
            layer,
            policyName: name,
            policyArn,
            policySource: source,
            statementIndex: index,
            sid,
            line,
            column,
          },
        })),
    ),
  );
  return {
    decision: explanation.decision,
    reason: explanation.reason,
    paths: paths.toSorted((a, b) => Number(b.applies) - Number(a.applies)),
  };
}
