import type { Principal, Tag } from '../../src-shared/principal.ts';
import type { ContextKeys } from './request.ts';

/** A context key with its value and where the value comes from, in words. */
export type PrincipalKey = readonly [key: string, value: string | readonly string[], source: string];

/**
 * The context keys that follow from who the principal is. What is not known of it (an empty unique ID) is left out.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
export function principalKeys(principal: Principal): readonly PrincipalKey[] {
  return keysOf(principal).filter(([key, value]) => value !== '' || key !== 'aws:userid');
}

/** The same as the evaluator takes them: by name in lower case. */
export function contextOfPrincipal(principal: Principal): ContextKeys {
  return new Map(principalKeys(principal).map(([key, value]) => [key.toLowerCase(), value]));
}

function keysOf(principal: Principal): readonly PrincipalKey[] {
  switch (principal.kind) {
    case 'root':
      return [
        ...accountKeys(principal.arn, principal.accountId, 'Account', 'the root user'),
        ['aws:userid', principal.accountId, 'the root user, whose ID is that of the account'],
      ];
    case 'user': {
      const who = `user ${principal.userName}`;
      return [
        ...accountKeys(principal.arn, principal.accountId, 'User', who),
        ['aws:userid', principal.userId, `the unique ID of ${who}`],
        ['aws:username', principal.userName, who],
        ...tagKeys(principal.tags, `a tag of ${who}`),
      ];
    }
    case 'roleSession': {
      const userId = principal.roleId === '' ? '' : `${principal.roleId}:${principal.sessionName}`;
      return [
        // The role's ARN, not the session's, so that conditions need not know the session's name.
        ...accountKeys(principal.roleArn, principal.accountId, 'AssumedRole', 'the role of the session'),
        ['aws:userid', userId, "the role's unique ID and the session's name"],
        ...tagKeys(principal.tags, 'a tag of the role or its session'),
      ];
    }
    case 'federatedUser':
      return [
        ...accountKeys(principal.arn, principal.accountId, 'FederatedUser', 'the federated user'),
        ['aws:userid', `${principal.accountId}:${principal.name}`, 'the account and the name of the federated user'],
        ...tagKeys(principal.tags, 'a tag of the session'),
      ];
    case 'federated':
      return [];
    case 'service':
      return [
        ['aws:PrincipalIsAWSService', 'true', 'the kind of principal'],
        ['aws:PrincipalServiceName', principal.service, 'the service that asks'],
        // AWS lists the service's regional names as well, which it does not publish.
        ['aws:PrincipalServiceNamesList', [principal.service], 'the service that asks'],
      ];
    case 'anonymous':
      return [
        ['aws:PrincipalAccount', 'anonymous', 'nobody signed the request'],
        ['aws:PrincipalType', 'Anonymous', 'nobody signed the request'],
        ['aws:userid', 'anonymous', 'nobody signed the request'],
      ];
  }
}

function accountKeys(arn: string, accountId: string, type: string, who: string): readonly PrincipalKey[] {
  return [
    ['aws:PrincipalArn', arn, who],
    ['aws:PrincipalAccount', accountId, `the account of ${who}`],
    ['aws:PrincipalType', type, 'the kind of principal'],
    ['aws:PrincipalIsAWSService', 'false', 'the kind of principal'],
  ];
}

function tagKeys(tags: readonly Tag[], source: string): readonly PrincipalKey[] {
  return tags.map(({ Key, Value }) => [`aws:PrincipalTag/${Key}`, Value, source]);
}
