import type { Arn } from '../../src-shared/arn.ts';
import type { HeldSession, Signer } from '../../src-shared/contract/composer.ts';
import type { WhatIfSigner } from '../../src-shared/contract/what-if.ts';
import type { DocumentOf } from '../../src-shared/model/documents.ts';
import { formatTime } from '../ui/format-time.ts';
import { computeLabel, computeResources } from './compute-signers.ts';

/** What choosing an entry of the list of signers does. */
export type SignerChosen =
  /** They sign. */
  | { readonly kind: 'signer'; readonly signer: Signer }
  /** The role's credentials are obtained first, and sign then. */
  | { readonly kind: 'compute'; readonly resourceArn: Arn }
  /** Nobody holds their credentials: what if they asked? */
  | { readonly kind: 'caller'; readonly caller: Exclude<WhatIfSigner, Signer> };

/** One entry of the list of signers. */
export interface SignerChoice {
  /** Unlike that of every other entry. */
  readonly value: string;
  /** Who it is: `lucy`, `deployer/monday`. */
  readonly label: string;
  /** By what: the access key, the operation that gave the credentials and until when. */
  readonly detail: string;
  readonly group: string;
  readonly chosen: SignerChosen;
}

/** Whom the entries are made of. */
export interface SignerScene {
  readonly users: readonly DocumentOf<'user'>[];
  readonly roles: readonly DocumentOf<'role'>[];
  readonly resources: readonly DocumentOf<'resource'>[];
  readonly sessions: readonly HeldSession[];
  readonly now: Date;
  /** Of the account that is shown; who is of another one is named with it. */
  readonly accountId: string | null;
}

/** Services that often call others on somebody's behalf; any other can be typed. */
const SERVICES = ['cloudtrail', 'ec2', 'events', 'lambda', 'logging.s3', 's3', 'sns', 'states'];

const SERVICE_PRINCIPAL = /^[a-z0-9.-]+\.amazonaws\.com$/;

export const NOBODY: SignerChoice = {
  value: 'anonymous',
  label: 'Nobody',
  detail: 'anonymous, not signed',
  group: '',
  chosen: { kind: 'signer', signer: { kind: 'anonymous' } },
};

/**
 * Everyone who can ask, as far as they fit a query: nobody, each access key with its user, the temporary credentials that
 * were given here, the roles of instances and functions; then roles and services, whose credentials nobody holds.
 * Inactive keys and expired sessions are there as well, since trying one is a lesson of its own.
 * @param query every word of it is somewhere in the entry, in any case.
 * @param limit how many entries of each group there are at most.
 */
export function signerChoices(scene: SignerScene, query: string, limit: number): readonly SignerChoice[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ label, detail, group }: SignerChoice): boolean => {
    const text = `${label} ${detail} ${group}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const groups = [() => [NOBODY], keyChoices, sessionChoices, computeChoices, roleChoices];
  return [
    ...groups.flatMap((choicesOf) => firstOf(choicesOf(scene), fits, limit)),
    ...firstOf(serviceChoices(query.trim()), fits, limit),
  ];
}

function firstOf<Item>(items: Iterable<Item>, fits: (item: Item) => boolean, limit: number): Item[] {
  const found: Item[] = [];
  for (const item of items) {
    if (found.length === limit) break;
    if (fits(item)) found.push(item);
  }
  return found;
}

function* keyChoices({ users, accountId }: SignerScene): Generator<SignerChoice> {
  for (const user of users) {
    for (const { accessKeyId, status } of user.accessKeys) {
      yield {
        value: accessKeyId,
        label: nameFrom(accountId, user.userName, user.accountId),
        detail: `${accessKeyId}${status === 'Inactive' ? ' (inactive)' : ''}`,
        group: 'Access keys',
        chosen: { kind: 'signer', signer: { kind: 'accessKey', accessKeyId } },
      };
    }
  }
}

function* sessionChoices({ sessions, now }: SignerScene): Generator<SignerChoice> {
  for (const { sessionId, label, issuedBy, expiresAt } of sessions) {
    const until = Date.parse(expiresAt) > now.getTime() ? `until ${formatTime(expiresAt)}` : 'expired';
    yield {
      value: sessionId,
      label,
      detail: `${issuedBy}, ${until}`,
      group: 'Temporary credentials',
      chosen: { kind: 'signer', signer: { kind: 'session', sessionId } },
    };
  }
}

function* computeChoices({ resources }: SignerScene): Generator<SignerChoice> {
  for (const resource of computeResources(resources)) {
    yield {
      value: resource.arn,
      label: `The role of ${computeLabel(resource)}`,
      detail: 'obtained as the code that runs there does',
      group: 'Instances and functions',
      chosen: { kind: 'compute', resourceArn: resource.arn },
    };
  }
}

function* roleChoices({ roles, accountId }: SignerScene): Generator<SignerChoice> {
  for (const { arn, roleName, accountId: of } of roles) {
    yield {
      value: `what-if ${arn}`,
      label: nameFrom(accountId, roleName, of),
      detail: 'as a role',
      group: 'For What if: roles',
      chosen: { kind: 'caller', caller: { kind: 'principal', arn } },
    };
  }
}

function serviceChoices(query: string): SignerChoice[] {
  const typed = SERVICE_PRINCIPAL.test(query) ? [query] : [];
  const services = [...new Set([...SERVICES.map((name) => `${name}.amazonaws.com`), ...typed])];
  return services.map((service) => ({
    value: `what-if ${service}`,
    label: service,
    detail: 'as an AWS service',
    group: 'For What if: services',
    chosen: { kind: 'caller', caller: { kind: 'service', service } },
  }));
}

function nameFrom(accountId: string | null, name: string, of: string): string {
  return of === accountId ? name : `${name} of ${of}`;
}

/** Who signs, or is supposed to ask, in words: `lucy: AKIA…`. What is not there any more says so. */
export function signerWords(signer: Signer, caller: Exclude<WhatIfSigner, Signer> | null, scene: SignerScene): string {
  const value =
    caller === null ? signerValue(signer) : `what-if ${caller.kind === 'service' ? caller.service : caller.arn}`;
  const choices = caller === null ? [keyChoices, sessionChoices] : [roleChoices];
  if (value === NOBODY.value) return `${NOBODY.label}: ${NOBODY.detail}`;
  for (const choicesOf of choices) {
    for (const choice of choicesOf(scene)) if (choice.value === value) return `${choice.label}: ${choice.detail}`;
  }
  if (caller !== null) return caller.kind === 'service' ? `${caller.service}: as an AWS service` : caller.arn;
  return `${value} (deleted)`;
}

/** The ID of what signs. */
export function signerValue(signer: Signer): string {
  switch (signer.kind) {
    case 'anonymous':
      return NOBODY.value;
    case 'accessKey':
      return signer.accessKeyId;
    case 'session':
      return signer.sessionId;
  }
}
