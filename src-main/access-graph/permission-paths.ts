import type { PermissionPath } from '../../src-shared/contract/access-graph.ts';
import type { Decision } from '../../src-shared/decision/explanation.ts';
import { explainPart, type Circumstances, type Scales } from '../weigh-part.ts';
import { supposedCaller } from '../what-if/suppose.ts';

/** What is asked, by whom and when. */
export interface AskedPermission {
  /** A user, a role or an account's root user. */
  readonly arn: Parameters<typeof supposedCaller>[0];
  readonly action: string;
  readonly resource: string;
  readonly at: Date;
}

/** The statements that lead to a permission or keep it away, those that apply first. */
export function permissionPaths(
  { arn, action, resource, at }: AskedPermission,
  on: Scales,
): { decision: Decision; reason: string; paths: PermissionPath[] } {
  const { principal, session } = supposedCaller(arn, at, on.model);
  const circumstances: Circumstances = {
    principal,
    session,
    federation: null,
    wire: { method: 'POST', target: '/', host: 'localhost', headers: [], body: new Uint8Array() },
    at,
    network: { kind: 'public', sourceIp: '127.0.0.1' },
    secureTransport: true,
    region: 'us-east-1',
  };
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
