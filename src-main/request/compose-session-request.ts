import type { SessionRequest } from '../../src-shared/contract/composer.ts';
import type { UnsignedRequest } from './compose.ts';
import { writeQueryMembers, type QueryValue } from './query-members.ts';
import { writeForm } from './query-string.ts';
import { endpointHost, serviceOfPrefix, signingRegion } from './services.ts';

/**
 * Builds the request with which AWS STS is asked for temporary credentials. Nothing is checked: what is wrong with it
 * is for STS to say.
 * @param region of the endpoint, such as us-east-1.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
 */
export function sessionRequest(ask: SessionRequest, region: string): UnsignedRequest {
  const service = serviceOfPrefix('sts');
  const pairs: [string, string][] = [
    ['Action', ask.operation],
    ['Version', service.apiVersion],
    ...members(ask).flatMap(([name, value]) =>
      value === null || value.length === 0 ? [] : writeQueryMembers(name, value, 'member'),
    ),
  ];
  return {
    request: {
      method: 'POST',
      target: '/',
      host: endpointHost(service, region),
      headers: [['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8']],
      body: new TextEncoder().encode(writeForm(pairs)),
    },
    scope: { service: service.signingName, region: signingRegion(service, region) },
  };
}

type Member = readonly [name: string, value: string | readonly QueryValue[] | null];

function members(ask: SessionRequest): readonly Member[] {
  const duration: Member = ['DurationSeconds', ask.durationSeconds === null ? null : String(ask.durationSeconds)];
  switch (ask.operation) {
    case 'AssumeRole':
      return [
        ['RoleArn', ask.roleArn],
        ['RoleSessionName', ask.roleSessionName],
        duration,
        ['ExternalId', ask.externalId],
        ...mfaMembers(ask.mfa),
        ...policyMembers(ask),
        ['TransitiveTagKeys', ask.transitiveTagKeys],
        ['SourceIdentity', ask.sourceIdentity],
      ];
    case 'GetSessionToken':
      return [duration, ...mfaMembers(ask.mfa)];
    case 'GetFederationToken':
      return [['Name', ask.name], duration, ...policyMembers(ask)];
  }
}

function mfaMembers(mfa: Extract<SessionRequest, { operation: 'AssumeRole' }>['mfa']): readonly Member[] {
  return [
    ['SerialNumber', mfa?.serialNumber ?? null],
    ['TokenCode', mfa?.tokenCode ?? null],
  ];
}

function policyMembers(ask: Exclude<SessionRequest, { operation: 'GetSessionToken' }>): readonly Member[] {
  return [
    ['Policy', ask.policy],
    ['PolicyArns', ask.policyArns.map((arn) => ({ arn }))],
    ['Tags', ask.tags.map(({ Key, Value }) => ({ Key, Value }))],
  ];
}
