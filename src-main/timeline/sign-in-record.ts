import type { AwsError } from '../../src-shared/errors.ts';
import type { Principal } from '../../src-shared/principal.ts';
import { REDACTED } from '../request/secret-parameters.ts';
import type { RequestedService } from '../request/understood-request.ts';
import type { Seen } from './compose-record.ts';
import type { Progress } from './steps.ts';

/** An attempt to sign in at the console's door. */
export interface SignInAttempt {
  /** The account ID or alias, as typed. */
  readonly account: string;
  readonly userName: string;
  /** Null when the names lead to nobody. */
  readonly principal: Principal | null;
  /** Null when it succeeded. */
  readonly error: AwsError | null;
  readonly mfaUsed: boolean;
}

const SIGN_IN: RequestedService = { service: 'signin', prefix: 'signin', region: 'us-east-1', protocol: 'stated' };

/**
 * What the timeline keeps of an attempt to sign in. CloudTrail calls it ConsoleLogin.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export function signInSeen(attempt: SignInAttempt, at: Date, started: number, requestId: string): Seen {
  const { account, userName, principal, error, mfaUsed } = attempt;
  const summary = error?.message ?? `The password${mfaUsed ? ' and the MFA code were' : ' was'} right.`;
  return {
    arrival: { door: 'console', replayOf: null },
    at,
    started,
    requestId,
    service: SIGN_IN,
    understood: { ...SIGN_IN, operation: 'ConsoleLogin', operationName: null, parameters: {}, parts: [] },
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
      url: 'console://signin/ConsoleLogin',
      headers: [],
      body: JSON.stringify({ account, userName, password: REDACTED }, null, 2),
      redacted: true,
    },
    authentication: {
      method: 'password',
      accessKeyId: null,
      facts: [{ label: 'Credentials', value: summary, ok: error === null }],
      signing: null,
    },
    response: { status: error?.httpStatus ?? 200, headers: [], body: error?.message ?? '' },
  };
}

function progress({ account, userName, error }: SignInAttempt, summary: string): Progress {
  const before: Progress = [
    { step: 'request', passed: true, summary: `Asks to sign in to ${account} as ${userName}.` },
    { step: 'authentication', passed: error === null, summary },
  ];
  if (error !== null) return before;
  return [
    ...before,
    { step: 'authorization', passed: true, summary: 'Signing in needs no permission.' },
    { step: 'action', passed: true, summary: 'A console session begins.' },
    { step: 'resource', passed: true, summary: 'Nothing in the account changed.' },
  ];
}
