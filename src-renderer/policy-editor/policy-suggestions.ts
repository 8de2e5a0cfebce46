import type { ConditionKeyInfo } from '../../src-shared/contract/reference.ts';
import type { Suggestion } from '../ui/suggestion.ts';
import { covered, hasWildcard, servicePrefix } from './action-patterns.ts';
import { OPERATORS, typeInWords } from './condition-operators.ts';
import { namesOf, type ServiceLookup } from './service-lookup.ts';

/** What can be named in a policy of the account. */
export interface NamedInAccount {
  readonly accountId: string;
  /** Everything that has an ARN; asked when it is needed. */
  arns(): readonly { readonly arn: string; readonly kind: string }[];
}

/** More than this nobody reads through; a letter more narrows them. */
const MOST = 60;

/** Services while there is no colon, then the service's actions and what their names begin with. */
export async function suggestActions(lookup: ServiceLookup, typed: string): Promise<readonly Suggestion[]> {
  const colon = typed.indexOf(':');
  if (colon < 0) return suggestServices(lookup, typed);
  const service = await lookup.service(typed.slice(0, colon));
  if (service === null) return [];
  const names = namesOf(service);
  const lower = typed.toLowerCase();
  const stem = lower.replace(/\*+$/, '');
  const matching = hasWildcard(stem)
    ? service.actions.filter(({ action }) => covered(stem, [action]).length > 0)
    : service.actions.filter(({ action }) => action.toLowerCase().startsWith(stem));
  const inside = service.actions.filter(
    ({ action }) => !action.toLowerCase().startsWith(stem) && action.toLowerCase().includes(stem.slice(colon + 1)),
  );
  const wildcards = wildcardsOver(names, typed)
    .filter(({ count }) => count > 1)
    .map(({ pattern, count }) => ({ value: pattern, detail: `${count} actions` }));
  const single = [...matching, ...(stem.length > colon + 2 ? inside : [])].map((action) => ({
    value: action.action,
    detail: action.accessLevel,
    description: action.description,
  }));
  return [...wildcards, ...single].slice(0, MOST);
}

async function suggestServices(lookup: ServiceLookup, typed: string): Promise<readonly Suggestion[]> {
  const lower = typed.trim().toLowerCase();
  const services = (await lookup.names()).filter(
    ({ prefix, name }) => prefix.startsWith(lower) || (lower.length > 1 && name.toLowerCase().includes(lower)),
  );
  const prefixed = services
    .toSorted((a, b) => Number(b.prefix.startsWith(lower)) - Number(a.prefix.startsWith(lower)))
    .slice(0, lower === '' ? MOST : 8)
    .map(({ prefix, name, actionCount }) => ({
      value: `${prefix}:`,
      detail: `${actionCount} actions`,
      description: name,
      unfinished: true,
    }));
  if (lower.length < 2) return prefixed;
  const actions = (await lookup.searchActions(typed, 40)).map(({ action, accessLevel, description }) => ({
    value: action,
    detail: accessLevel,
    description,
  }));
  return [...prefixed, ...actions];
}

/** The wildcards that what was typed may become: the whole service, each first word of its names, and what was typed. */
function wildcardsOver(names: readonly string[], typed: string): readonly { pattern: string; count: number }[] {
  const prefix = typed.slice(0, typed.indexOf(':') + 1);
  const stem = typed.replace(/\*+$/, '');
  const patterns = new Set<string>([`${stem}*`]);
  if (stem === prefix) {
    for (const name of names) {
      const word = /^[A-Z][a-z]+/.exec(name.slice(prefix.length))?.[0];
      if (word !== undefined) patterns.add(`${prefix}${word}*`);
    }
  }
  return [...patterns].map((pattern) => ({ pattern, count: covered(pattern, names).length })).slice(0, 12);
}

/** ARNs of the account, and the ARN patterns of what the statement's actions act on. */
export async function suggestResources(
  lookup: ServiceLookup,
  account: NamedInAccount,
  actions: readonly string[],
  typed: string,
): Promise<readonly Suggestion[]> {
  const lower = typed.trim().toLowerCase();
  const acted = await lookup.actions(actions);
  const patterns = new Map<string, string>();
  for (const { resourceTypes } of acted) {
    for (const { name, arnPattern } of resourceTypes) {
      for (const pattern of arnPattern.split(', ')) patterns.set(filledIn(pattern, account.accountId), name);
    }
  }
  const services = new Set(actions.map(servicePrefix));
  const own = account
    .arns()
    .filter(({ arn }) => arn.toLowerCase().includes(lower))
    .toSorted((a, b) => Number(services.has(serviceOf(b.arn))) - Number(services.has(serviceOf(a.arn))))
    .slice(0, 30)
    .map(({ arn, kind }) => ({ value: arn, detail: kind }));
  const typical = [...patterns]
    .filter(([pattern]) => lower === '' || pattern.toLowerCase().includes(lower))
    .map(([pattern, name]) => ({ value: pattern, detail: `any ${name}` }));
  const everything = lower === '' || lower === '*' ? [{ value: '*', detail: 'every resource' }] : [];
  return unique([...everything, ...typical, ...own]).slice(0, MOST);
}

function serviceOf(arn: string): string | null {
  return arn.split(':', 3)[2] ?? null;
}

/** An ARN pattern of the reference with the account put in and wildcards for what is left. */
export function filledIn(pattern: string, accountId: string): string {
  return pattern
    .replaceAll('${Partition}', 'aws')
    .replaceAll('${Account}', accountId)
    .replace(/\$\{[^}]*\}/g, '*');
}

/** Condition keys that fit the actions. */
export async function suggestKeys(
  lookup: ServiceLookup,
  actions: readonly string[],
  typed: string,
): Promise<readonly Suggestion[]> {
  const lower = typed.trim().toLowerCase();
  return (await lookup.conditionKeys(actions))
    .map((info) => ({
      value: info.key.replace(/\$\{[^}]*\}|<[^>]*>/g, ''),
      detail: typeInWords(info.type),
      unfinished: /\/(?:\$\{|<)/.test(info.key),
      ...(info.description !== '' && { description: info.description }),
    }))
    .filter(({ value }) => value.toLowerCase().includes(lower))
    .slice(0, MOST);
}

/** What a key is; null where it is not known to go with the actions. */
export async function keyInfo(
  lookup: ServiceLookup,
  actions: readonly string[],
  key: string,
): Promise<ConditionKeyInfo | null> {
  const stem = key.toLowerCase().replace(/\/.*$/, '/');
  const prefix = servicePrefix(key);
  const patterns = prefix === null || prefix === 'aws' ? actions : [...actions, `${prefix}:*`];
  const known = await lookup.conditionKeys(patterns);
  return (
    known.find((info) => info.key.toLowerCase() === key.toLowerCase()) ??
    known.find((info) => info.key.includes('/') && info.key.toLowerCase().replace(/\/.*$/, '/') === stem) ??
    null
  );
}

/** Operators, with their descriptions. */
export function suggestOperators(typed: string): readonly Suggestion[] {
  const [, set = '', name = ''] = /^((?:ForAllValues|ForAnyValue):)?(.*)$/.exec(typed) ?? [];
  return OPERATORS.filter((operator) => operator.name.toLowerCase().includes(name.toLowerCase())).map(
    ({ name: own, description }) => ({ value: `${set}${own}`, description }),
  );
}

/** Global keys that may stand in a policy as a variable. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
export const POLICY_VARIABLES = [
  '${aws:username}',
  '${aws:userid}',
  '${aws:PrincipalAccount}',
  '${aws:PrincipalOrgID}',
  '${aws:PrincipalTag/}',
  '${aws:RequestTag/}',
  '${aws:ResourceTag/}',
  '${aws:SourceIp}',
  '${aws:CurrentTime}',
  '${aws:RequestedRegion}',
] as const;

/** Values of a condition, where its key tells what they may be. */
export function suggestConditionValues(
  key: ConditionKeyInfo | null,
  account: NamedInAccount,
  typed: string,
): readonly Suggestion[] {
  const type = key?.type.replace(/^ArrayOf/, '') ?? '';
  const lower = typed.toLowerCase();
  const offered: readonly Suggestion[] =
    type === 'Bool'
      ? [{ value: 'true' }, { value: 'false' }]
      : type === 'ARN'
        ? account.arns().map(({ arn, kind }) => ({ value: arn, detail: kind }))
        : /account$/i.test(key?.key ?? '')
          ? [{ value: account.accountId, detail: 'this account' }]
          : type === 'String'
            ? POLICY_VARIABLES.map((value) => ({ value, detail: 'policy variable' }))
            : [];
  return offered.filter(({ value }) => value.toLowerCase().includes(lower)).slice(0, MOST);
}

/**
 * Services that are named as principals most often.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
 */
const SERVICE_PRINCIPALS = [
  'apigateway.amazonaws.com',
  'backup.amazonaws.com',
  'batch.amazonaws.com',
  'cloudformation.amazonaws.com',
  'cloudfront.amazonaws.com',
  'cloudtrail.amazonaws.com',
  'codebuild.amazonaws.com',
  'codepipeline.amazonaws.com',
  'config.amazonaws.com',
  'delivery.logs.amazonaws.com',
  'ec2.amazonaws.com',
  'ecs-tasks.amazonaws.com',
  'ecs.amazonaws.com',
  'eks.amazonaws.com',
  'elasticmapreduce.amazonaws.com',
  'events.amazonaws.com',
  'firehose.amazonaws.com',
  'glue.amazonaws.com',
  'lambda.amazonaws.com',
  'logs.amazonaws.com',
  'monitoring.rds.amazonaws.com',
  'pipes.amazonaws.com',
  's3.amazonaws.com',
  'sagemaker.amazonaws.com',
  'scheduler.amazonaws.com',
  'ses.amazonaws.com',
  'sns.amazonaws.com',
  'ssm.amazonaws.com',
  'states.amazonaws.com',
] as const;

/** Principals of a type: `AWS`, `Service`, `Federated` or `CanonicalUser`. */
export function suggestPrincipals(account: NamedInAccount, type: string, typed: string): readonly Suggestion[] {
  const lower = typed.toLowerCase();
  const offered: readonly Suggestion[] =
    type === 'Service'
      ? SERVICE_PRINCIPALS.map((value) => ({ value }))
      : type === 'Federated'
        ? [
            ...account
              .arns()
              .filter(({ arn }) => /:(?:saml|oidc)-provider\//.test(arn))
              .map(({ arn, kind }) => ({ value: arn, detail: kind })),
            ...['accounts.google.com', 'cognito-identity.amazonaws.com', 'www.amazon.com'].map((value) => ({ value })),
          ]
        : type === 'AWS'
          ? [
              { value: `arn:aws:iam::${account.accountId}:root`, detail: 'this account' },
              { value: '*', detail: 'everybody' },
              ...account
                .arns()
                .filter(({ arn }) => /:(?:user|role)\//.test(arn))
                .map(({ arn, kind }) => ({ value: arn, detail: kind })),
            ]
          : [];
  return offered.filter(({ value }) => value.toLowerCase().includes(lower)).slice(0, MOST);
}

function unique(suggestions: readonly Suggestion[]): Suggestion[] {
  return [...new Map(suggestions.map((suggestion) => [suggestion.value, suggestion])).values()];
}
