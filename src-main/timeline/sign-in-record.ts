import type { Fact } from '../../src-shared/decision/record.ts';
import type { AwsError } from '../../src-shared/errors.ts';
import type { Principal } from '../../src-shared/principal.ts';
import { REDACTED } from '../request/secret-parameters.ts';
import type { RequestedService } from '../request/understood-request.ts';
import type { Seen } from './compose-record.ts';
import type { Progress } from './steps.ts';

/**
 * Something that happened at the console's door, by the names of CloudTrail's events.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export type SignInAttempt = {
  /** Null when the names lead to nobody. */
  readonly principal: Principal | null;
  /** Null when it succeeded. */
  readonly error: AwsError | null;
} & (
  | {
      readonly event: 'ConsoleLogin';
      readonly by: SignInForm;
      /** The serial number of the MFA device that was asked; null where none was. */
      readonly mfaIdentifier: string | null;
    }
  | { readonly event: 'SwitchRole'; readonly account: string; readonly roleName: string }
  | { readonly event: 'ExitRole' }
);

/** How somebody signs in: what was typed, or whose credentials the federation endpoint was given. */
export type SignInForm =
  | { readonly kind: 'user'; readonly account: string; readonly userName: string }
  | { readonly kind: 'root'; readonly email: string }
  | { readonly kind: 'federation'; readonly accessKeyId: string; readonly sessionDuration?: number };

const SIGN_IN: RequestedService = { service: 'signin', prefix: 'signin', region: 'us-east-1', protocol: 'stated' };

/** What the timeline keeps of it. */
export function signInSeen(attempt: SignInAttempt, at: Date, started: number, requestId: string): Seen {
  const { event, principal, error } = attempt;
  const summary = error?.message ?? successSummary(attempt);
  const byPassword = attempt.event === 'ConsoleLogin' && attempt.by.kind !== 'federation';
  const parameters = shownParameters(attempt);
  return {
    arrival: { door: 'console', replayOf: null },
    at,
    started,
    requestId,
    service: SIGN_IN,
    understood: { ...SIGN_IN, operation: event, operationName: null, modelled: null, parameters: {}, parts: [] },
    passage: {
      verdict: error === null ? 'Allowed' : 'NotAuthenticated',
      progress: progress(attempt, summary),
      parts: error === null ? [] : null,
      edits: error === null ? [] : null,
      result: error === null ? { ok: true, output: {} } : { ok: false, error },
    },
    principal,
    request: {
      method: 'POST',
      url: `console://signin/${event}`,
      headers: [],
      body: JSON.stringify(byPassword ? { ...parameters, password: REDACTED } : parameters, null, 2),
      redacted: true,
    },
    authentication: {
      method: byPassword ? 'password' : 'consoleSession',
      accessKeyId: attempt.event === 'ConsoleLogin' && attempt.by.kind === 'federation' ? attempt.by.accessKeyId : null,
      facts: [{ label: 'Credentials', value: summary, ok: error === null }, ...mfaFacts(attempt)],
      signing: null,
    },
    response: { status: error?.httpStatus ?? 200, headers: [], body: error?.message ?? '' },
  };
}

function shownParameters(attempt: SignInAttempt): Record<string, string | number> {
  switch (attempt.event) {
    case 'SwitchRole':
      return { account: attempt.account, roleName: attempt.roleName };
    case 'ExitRole':
      return {};
    case 'ConsoleLogin': {
      const { kind: _, ...typed } = attempt.by;
      return typed;
    }
  }
}

/** CloudTrail's `MFAUsed` and `MFAIdentifier`. */
function mfaFacts(attempt: SignInAttempt): Fact[] {
  if (attempt.event !== 'ConsoleLogin' || attempt.by.kind === 'federation') return [];
  const { mfaIdentifier } = attempt;
  return [{ label: 'MFA', value: mfaIdentifier === null ? 'not used' : `used: ${mfaIdentifier}`, ok: null }];
}

function successSummary(attempt: SignInAttempt): string {
  if (attempt.event === 'SwitchRole') return `The console acts as role ${attempt.roleName}.`;
  if (attempt.event === 'ExitRole') return 'The console acts as the user again.';
  if (attempt.by.kind === 'federation') return 'The session token was issued here and has not expired.';
  return `The password${attempt.mfaIdentifier === null ? ' was' : ' and the MFA device were'} right.`;
}

function progress(attempt: SignInAttempt, summary: string): Progress {
  const before: Progress = [
    { step: 'request', passed: true, summary: asks(attempt) },
    { step: 'authentication', passed: attempt.error === null, summary },
  ];
  if (attempt.error !== null) return before;
  return [
    ...before,
    { step: 'authorization', passed: true, summary: 'This needs no permission.' },
    {
      step: 'action',
      passed: true,
      summary: attempt.event === 'ConsoleLogin' ? 'A console session begins.' : summary,
    },
    { step: 'resource', passed: true, summary: 'Nothing in the account changed.' },
  ];
}

function asks(attempt: SignInAttempt): string {
  if (attempt.event === 'SwitchRole') return `Asks to switch to role ${attempt.roleName} of ${attempt.account}.`;
  if (attempt.event === 'ExitRole') return 'Asks to switch back.';
  switch (attempt.by.kind) {
    case 'user':
      return `Asks to sign in to ${attempt.by.account} as ${attempt.by.userName}.`;
    case 'root':
      return `Asks to sign in as the root user ${attempt.by.email}.`;
    case 'federation':
      return `Asks the federation endpoint to sign in with the credentials ${attempt.by.accessKeyId}.`;
  }
}
