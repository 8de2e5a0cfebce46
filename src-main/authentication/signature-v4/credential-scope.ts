import type { ScopeMismatch } from './fault.ts';
import { TERMINATOR, type CredentialScope } from './signature.ts';

/** What the endpoint that was called takes. */
export interface ExpectedScope {
  /** The signing name of the service, such as `iam` or `s3`. */
  readonly service: string;
  /** The endpoint's region; left out where any will do. */
  readonly region?: string;
}

/** A scope as it was claimed, with what stands in its last place. */
export type ClaimedScope = CredentialScope & { readonly terminator: string };

/**
 * Takes the credential `keyid/date/region/service/term` apart.
 * @returns null when it does not have five elements.
 */
export function parseCredential(credential: string): { accessKeyId: string; scope: ClaimedScope } | null {
  const [accessKeyId, date, region, service, terminator, ...more] = credential.split('/');
  if (accessKeyId === undefined || date === undefined || region === undefined) return null;
  if (service === undefined || terminator === undefined || more.length > 0) return null;
  return { accessKeyId, scope: { date, region, service, terminator } };
}

/** The elements of a scope that are not what the endpoint takes, in the order in which AWS names them. */
export function compareScope(scope: ClaimedScope, expected: ExpectedScope, amzDate: string): ScopeMismatch[] {
  const mismatches: ScopeMismatch[] = [];
  const day = amzDate.slice(0, 8);
  const region = expected.region ?? scope.region;
  if (scope.region !== region || scope.region === '')
    mismatches.push({ element: 'region', given: scope.region, expected: region });
  if (scope.service !== expected.service)
    mismatches.push({ element: 'service', given: scope.service, expected: expected.service });
  if (scope.terminator !== TERMINATOR)
    mismatches.push({ element: 'terminator', given: scope.terminator, expected: TERMINATOR });
  if (scope.date !== day) mismatches.push({ element: 'date', given: scope.date, expected: day, amzDate });
  return mismatches;
}
