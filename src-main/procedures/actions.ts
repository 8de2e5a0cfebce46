import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import { sessionName } from '../../src-shared/contract/session.ts';
import { AwsError, GatehouseError } from '../../src-shared/errors.ts';
import type { Principal } from '../../src-shared/principal.ts';
import { sessionPrincipal } from '../account/session-principal.ts';
import { userPrincipal } from '../account/user-principal.ts';
import { accountAsked } from '../account/workspace-accounts.ts';
import type { Proof } from '../actions/handler.ts';
import { isOperationName, type OperationName } from '../actions/operations.ts';
import { prepareOperation } from '../actions/prepare-operation.ts';
import type { GateParts } from '../remaining-steps.ts';
import type { Lab } from '../lab.ts';
import type { StructureShape } from '../request/service-model.ts';
import type { ServiceReference } from '../request/service-reference.ts';
import type { TimelineTeller } from '../timeline/teller.ts';

/** Operations by name: the designer's go straight to the handler, a signed-in principal's through the gate. */
export function actionProcedures(
  lab: Lab,
  on: GateParts,
  tell: TimelineTeller,
): Pick<Handlers<GatehouseContract>, 'actions.perform'> {
  return {
    'actions.perform': ({ operation, parameters, accountId }) => {
      lab.require();
      if (!isOperationName(operation)) {
        throw new GatehouseError('UnknownOperation', `Gatehouse does not perform ${operation}.`, { place: operation });
      }
      return performOperation(lab, on, tell, {
        operation,
        parameters,
        ...(accountId !== undefined && { accountId }),
      });
    },
  };
}

/** An operation that whoever is at the controls asks for. */
export interface AskedOperation {
  readonly operation: OperationName;
  readonly parameters: unknown;
  /** Where the designer performs it; left out for the one the workspace began with. A principal asks in their own. */
  readonly accountId?: string;
  /** What was proved beside the session. */
  readonly proof?: Proof;
}

/**
 * Performs an operation for whoever is at the controls: the designer, or through the gate the principal who signed in.
 * @returns its output, and the record that the timeline keeps; null for the designer.
 * @throws GatehouseError `NoSuchAccount`. AwsError as the service answers, with `timeline:RECORD` for its place where
 *   there is a record.
 */
export async function performOperation(
  lab: Lab,
  on: GateParts,
  tell: TimelineTeller,
  { operation, parameters, accountId, proof }: AskedOperation,
): Promise<{ output: unknown; recordId: string | null }> {
  const { workspace, gate } = lab.require();
  const { session } = lab;
  const proved = proof === undefined ? {} : { proof };
  if (session.kind === 'designer') {
    const scene = {
      accountId: accountAsked(workspace.model, accountId),
      region: 'us-east-1',
      actor: { kind: 'designer' } as const,
      ...proved,
    };
    const { output } = await prepareOperation(operation, parameters, modelledInput(on.reference, operation)).perform(
      scene,
      { ...on, workspace },
    );
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
      ...proved,
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
}

/**
 * The principal of the session, as the model has them now.
 * @throws GatehouseError `NotSignedIn`, or `SessionExpired` for a session that has ended.
 */
export function signedInPrincipal(lab: Lab, now: Date): Principal {
  const { session, temporary } = lab;
  const { model } = lab.require().workspace;
  if (session.kind === 'designer') throw notSignedIn();
  if (Date.parse(session.expiresAt) <= now.getTime()) {
    const canSwitchBack = session.kind === 'roleSession' && session.behind !== null;
    const message = `The session of ${sessionName(session)} ended at ${session.expiresAt}.`;
    const mend = canSwitchBack ? 'Switch back or sign in again.' : 'Sign in again.';
    throw new GatehouseError('SessionExpired', message, { mend });
  }
  switch (session.kind) {
    case 'user': {
      const user = model.find('user', session.arn);
      if (user === null) throw notSignedIn();
      return userPrincipal(user);
    }
    case 'root':
      return { kind: 'root', arn: session.arn, accountId: session.accountId };
    case 'roleSession':
    case 'federatedUser': {
      const principal = temporary && sessionPrincipal(temporary.principal, temporary.issuedAt, model);
      if (principal === null) throw notSignedIn();
      return principal;
    }
  }
}

function notSignedIn(): GatehouseError {
  return new GatehouseError('NotSignedIn', 'Nobody is signed in.', { mend: 'Sign in again.' });
}

/** The input of an operation in AWS's API model; null where Gatehouse has none. */
export function modelledInput(reference: ServiceReference, name: OperationName): StructureShape | null {
  const [prefix = '', operation = ''] = name.split(':');
  return reference.model(prefix)?.operation(operation)?.input ?? null;
}
