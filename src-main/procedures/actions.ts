import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import { AwsError, GatehouseError } from '../../src-shared/errors.ts';
import { isOperationName } from '../../src-shared/operations/registry.ts';
import type { Principal } from '../../src-shared/principal.ts';
import { sessionPrincipal } from '../account/session-principal.ts';
import { userPrincipal } from '../account/user-principal.ts';
import { prepareOperation } from '../actions/prepare-operation.ts';
import type { GateParts } from '../remaining-steps.ts';
import type { Lab } from '../lab.ts';
import type { TimelineTeller } from '../timeline/teller.ts';

/** Operations by name: the designer's go straight to the handler, a signed-in principal's through the gate. */
export function actionProcedures(
  lab: Lab,
  on: GateParts,
  tell: TimelineTeller,
): Pick<Handlers<GatehouseContract>, 'actions.perform'> {
  return {
    'actions.perform': async ({ operation, parameters }) => {
      const { workspace, gate } = lab.require();
      if (!isOperationName(operation)) {
        throw new GatehouseError('UnknownOperation', `Gatehouse does not perform ${operation}.`, { place: operation });
      }
      const { session } = lab;
      if (session.kind === 'designer') {
        const accountId = workspace.model.list('account')[0]?.accountId ?? '';
        const scene = { accountId, region: 'us-east-1', actor: { kind: 'designer' } as const };
        const { output } = await prepareOperation(operation, parameters).perform(scene, { ...on, workspace });
        return { output, recordId: null };
      }
      const { record, result } = await gate.passConsole(
        {
          operationName: operation,
          parameters,
          principal: signedInPrincipal(lab, on.clock()),
          signedInAt: new Date(session.signedInAt),
          mfaAt: lab.mfaAt,
          temporary: lab.temporary,
        },
        { door: 'console', sourceIp: '127.0.0.1', secureTransport: true, replayOf: null },
      );
      tell(record);
      if (!result.ok) {
        // The place lets the renderer offer the way to the decision.
        const { code, httpStatus, message } = result.error;
        throw new AwsError(code, httpStatus, message, `timeline:${record.id}`);
      }
      return { output: result.output, recordId: record.id };
    },
  };
}

/**
 * The principal of the session, as the model has them now.
 * @throws GatehouseError `NotSignedIn`, or `SessionExpired` for the session of a role that has ended.
 */
export function signedInPrincipal(lab: Lab, now: Date): Principal {
  const { session, temporary } = lab;
  const { model } = lab.require().workspace;
  switch (session.kind) {
    case 'designer':
      throw notSignedIn();
    case 'user': {
      const user = model.find('user', session.arn);
      if (user === null) throw notSignedIn();
      return userPrincipal(user);
    }
    case 'root':
      return { kind: 'root', arn: session.arn, accountId: session.accountId };
    case 'roleSession':
    case 'federatedUser': {
      if (Date.parse(session.expiresAt) <= now.getTime()) {
        const whose = session.kind === 'roleSession' ? `role ${session.roleName}` : session.name;
        throw new GatehouseError('SessionExpired', `The session of ${whose} ended at ${session.expiresAt}.`, {
          mend: 'Switch back or sign in again.',
        });
      }
      const principal = temporary && sessionPrincipal(temporary.principal, temporary.issuedAt, model);
      if (principal === null) throw notSignedIn();
      return principal;
    }
  }
}

function notSignedIn(): GatehouseError {
  return new GatehouseError('NotSignedIn', 'Nobody is signed in.', { mend: 'Sign in again.' });
}
