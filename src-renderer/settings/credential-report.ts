import { perform, type Controls } from '../app/perform.ts';

/** A credential report as AWS gives it. */
export interface CredentialReport {
  readonly csv: string;
  /** ISO 8601. */
  readonly generatedTime: string;
}

/** How often the report is asked for until it is complete, and how long to wait in between. */
const MOST_TRIES = 10;
const PAUSE_MS = 1000;

/**
 * Has the account's report made and reads it, as programs do: GenerateCredentialReport until it says COMPLETE, then
 * GetCredentialReport. A report of less than four hours ago is taken as it is.
 * @throws RefusedError or CallError as `perform`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
export async function readCredentialReport(controls: Controls): Promise<CredentialReport> {
  for (let tries = 1; tries < MOST_TRIES; tries += 1) {
    const { State } = await perform(controls, 'iam:GenerateCredentialReport', {});
    if (State === 'COMPLETE') break;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  const { Content, GeneratedTime } = await perform(controls, 'iam:GetCredentialReport', {});
  const bytes = Uint8Array.from(atob(Content), (character) => character.codePointAt(0) ?? 0);
  return { csv: new TextDecoder().decode(bytes), generatedTime: GeneratedTime };
}
