import { parseArn } from '../../src-shared/arn.ts';
import { covered, hasWildcard, servicePrefix } from './action-patterns.ts';
import { describeOperator, typeInWords } from './condition-operators.ts';
import type { PlaceInPolicy } from './place-in-policy.ts';
import { withinStatement } from './place-in-policy.ts';
import { keyInfo, type NamedInAccount } from './policy-suggestions.ts';
import { namesOf, type ServiceLookup } from './service-lookup.ts';

/** What is said about a part of a policy when somebody points at it. */
export interface PartExplanation {
  readonly title: string;
  /** Under the title, in few words: the access level, the type. */
  readonly kind: string;
  readonly description: string;
  /** Facts by name, such as `Resource types`. */
  readonly facts: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** What a wildcard covers, to be put in its place; null where there is none. */
  readonly list: readonly string[] | null;
}

/** Explains what stands at a place. Null where there is nothing to say. */
export async function explanationAt(
  { path, inName, text, actions }: PlaceInPolicy,
  lookup: ServiceLookup,
  account: NamedInAccount,
): Promise<PartExplanation | null> {
  const within = withinStatement(path);
  if (within === null) return null;
  const [element, , third] = within;
  switch (element) {
    case 'Action':
    case 'NotAction':
      return inName ? null : explainAction(text, lookup);
    case 'Resource':
    case 'NotResource':
      return inName ? null : explainArn(text, actions, lookup, account);
    case 'Principal':
    case 'NotPrincipal':
      return inName ? null : explainArn(text, [], lookup, account);
    case 'Condition': {
      if (inName && within.length === 2) {
        const description = describeOperator(text);
        return description === null ? null : plain(text, 'Condition operator', description);
      }
      return inName ? explainKey(text, actions, lookup) : explainArn(text, [], lookup, account, String(third));
    }
    default:
      return null;
  }
}

function plain(title: string, kind: string, description: string): PartExplanation {
  return { title, kind, description, facts: [], list: null };
}

async function explainAction(text: string, lookup: ServiceLookup): Promise<PartExplanation | null> {
  const prefix = servicePrefix(text);
  if (text === '*' || text === '*:*') return plain(text, 'Wildcard', 'Every action of every service.');
  const service = prefix === null ? null : await lookup.service(prefix);
  if (service === null) return null;
  if (hasWildcard(text)) {
    const list = covered(text, namesOf(service));
    const description = `Covers ${list.length} of the ${service.actions.length} actions of ${service.name}.`;
    return { title: text, kind: 'Wildcard', description, facts: [], list };
  }
  const action = service.actions.find((candidate) => candidate.action.toLowerCase() === text.toLowerCase());
  if (action === undefined) return null;
  const facts = [
    {
      name: 'Resource types',
      values: action.resourceTypes.map(({ name, required }) => (required ? `${name} *` : name)),
    },
    { name: 'Condition keys', values: action.conditionKeys },
    { name: 'Also needs', values: action.dependentActions },
  ];
  return {
    title: action.action,
    kind: `${service.name} · ${action.accessLevel}`,
    description: action.description,
    facts: facts.filter(({ values }) => values.length > 0),
    list: null,
  };
}

async function explainKey(
  text: string,
  actions: readonly string[],
  lookup: ServiceLookup,
): Promise<PartExplanation | null> {
  const info = await keyInfo(lookup, actions, text);
  if (info === null) return null;
  return plain(text, `Condition key · ${typeInWords(info.type)}`, info.description);
}

async function explainArn(
  text: string,
  actions: readonly string[],
  lookup: ServiceLookup,
  account: NamedInAccount,
  conditionKey?: string,
): Promise<PartExplanation | null> {
  if (text === '*') return conditionKey === undefined ? plain('*', 'Wildcard', 'Everything, or everybody.') : null;
  const known = account.arns().find(({ arn }) => arn === text);
  const parts = parseArn(text);
  if (parts === null) return null;
  const service = hasWildcard(parts.service) ? null : await lookup.service(parts.service);
  const types = service === null ? [] : service.resourceTypes.filter((type) => fitsType(type.arnPattern, text));
  const acted = (await lookup.actions(actions)).flatMap(({ resourceTypes }) => resourceTypes.map(({ name }) => name));
  const wanted = types.filter(({ name }) => acted.includes(name));
  const named = (wanted.length > 0 ? wanted : types).map(({ name }) => name);
  const facts = [
    { name: 'Service', values: service === null ? [parts.service] : [service.name] },
    { name: 'Type', values: named },
    { name: 'Account', values: [parts.accountId === '' ? 'none in the ARN' : parts.accountId] },
  ];
  return {
    title: text,
    kind: 'ARN',
    description: known === undefined ? '' : `A ${known.kind} of this account.`,
    facts: facts.filter(({ values }) => values.length > 0),
    list: null,
  };
}

/** Whether an ARN, wildcards and all, has the form of a type. */
function fitsType(arnPattern: string, arn: string): boolean {
  return arnPattern.split(', ').some((pattern) => {
    const source = pattern
      .replace(/[.+^()|[\]\\]/g, '\\$&')
      .replaceAll('${BucketName}', '[^/]*')
      .replace(/\$\{[^}]*\}/g, '.*');
    return new RegExp(`^${source}$`).test(arn);
  });
}
