import { createHash } from 'node:crypto';
import { nameInArn, parseArn } from '../../src-shared/arn.ts';
import { compileWildcards, matchesPattern } from '../authorization/wildcard.ts';
import type { ContextKey } from './context-key.ts';
import type { ServiceReference } from './service-reference.ts';

/** What an identity provider says of somebody: a text, or a list of them, by name. */
export type Assertions = Readonly<Record<string, string | readonly string[]>>;

/** The identity provider that vouches for a caller, and what it says of them. */
export type Federation =
  | {
      readonly protocol: 'oidc';
      /** The provider's ARN, or the name of one of those built in, such as `accounts.google.com`. */
      readonly provider: string;
      /** The claims of the token by their names there, `azp` included. */
      readonly claims: Assertions;
    }
  | {
      readonly protocol: 'saml';
      /** The provider's ARN. */
      readonly provider: string;
      /** What the assertion says, by the names that condition keys have behind `saml:`, such as `iss` and `sub`. */
      readonly attributes: Assertions;
    };

/**
 * Claims that are a key of every provider. Those of GitHub, GitLab and others are in the service authorization reference.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const CLAIMS: ReadonlySet<string> = new Set(['amr', 'aud', 'email', 'oaud', 'sub']);

/** Keys that the session of the role still has; the others are there while the role is assumed, and no longer. */
const SESSION_CLAIMS: ReadonlySet<string> = new Set(['amr', 'app_id', 'aud', 'id', 'sub', 'user_id']);

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml_permission-policy */
const SESSION_ATTRIBUTES: ReadonlySet<string> = new Set(['namequalifier', 'sub', 'sub_type']);

/**
 * What of it the session of the role keeps: all that the keys of the session are made of, and no other claim or
 * attribute, however much a provider says of somebody.
 */
export function federationOfSession(federation: Federation): Federation {
  const { provider } = federation;
  if (federation.protocol === 'oidc') {
    const claims = pick(federation.claims, (name) => SESSION_CLAIMS.has(name) || name === 'azp');
    return { protocol: 'oidc', provider, claims };
  }
  const attributes = pick(federation.attributes, (name) => SESSION_ATTRIBUTES.has(name) || name === 'iss');
  return { protocol: 'saml', provider, attributes };
}

function pick(assertions: Assertions, wanted: (name: string) => boolean): Assertions {
  return Object.fromEntries(Object.entries(assertions).filter(([name]) => wanted(name)));
}

/**
 * The keys that follow from who vouches for the caller.
 * @param assumed false for the call that assumes the role, true for those that its session makes.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-federatedprovider
 */
export function federationContext(federation: Federation, assumed: boolean, reference: ServiceReference): ContextKey[] {
  return federation.protocol === 'oidc'
    ? oidcContext(federation.provider, federation.claims, assumed, reference)
    : samlContext(federation.provider, federation.attributes, assumed, reference);
}

function oidcContext(provider: string, claims: Assertions, assumed: boolean, reference: ServiceReference) {
  const issuer = provider.replace(/^arn:.*?:oidc-provider\//, '');
  const listed = supportedKeys(reference, 'sts:AssumeRoleWithWebIdentity');
  const keys = Object.entries(withAudience(claims))
    .map(([name, value]) => ({ name, key: `${issuer}:${name}`, value }))
    .filter(({ name, key }) => (assumed ? SESSION_CLAIMS.has(name) : CLAIMS.has(name) || listed(key)))
    .map(({ name, key, value }): ContextKey => [key, value, `${name} in the token of ${issuer}`]);
  return [['aws:FederatedProvider', provider, 'the identity provider of the session'] satisfies ContextKey, ...keys];
}

/** Where a token has `azp`, that is its audience, and what it calls so is the original one. */
function withAudience(claims: Assertions): Assertions {
  const { azp, ...rest } = claims;
  const { aud } = rest;
  return {
    ...rest,
    ...(aud === undefined ? {} : { oaud: aud }),
    ...(azp === undefined ? {} : { aud: azp }),
  };
}

function samlContext(provider: string, attributes: Assertions, assumed: boolean, reference: ServiceReference) {
  const name = nameInArn(provider);
  const accountId = parseArn(provider)?.accountId ?? '';
  const issuer = attributes['iss'];
  const all: Assertions = {
    ...attributes,
    doc: `${accountId}/${name}`,
    ...(typeof issuer === 'string' ? { namequalifier: nameQualifier(issuer, accountId, name) } : {}),
  };
  const listed = supportedKeys(reference, 'sts:AssumeRoleWithSAML');
  return Object.entries(all)
    .map(([attribute, value]) => ({ attribute, key: `saml:${attribute}`, value }))
    .filter(({ attribute, key }) => (assumed ? SESSION_ATTRIBUTES.has(attribute) : listed(key)))
    .map(({ attribute, key, value }): ContextKey => [key, value, `${attribute} in the assertion of ${name}`]);
}

/**
 * Tells apart the subjects of several providers.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html (NameQualifier)
 */
export function nameQualifier(issuer: string, accountId: string, providerName: string): string {
  return createHash('sha1').update(`${issuer}${accountId}/${providerName}`).digest('base64');
}

/** Tells whether an action may be judged by a key, as the service authorization reference has it. */
function supportedKeys(reference: ServiceReference, action: string): (key: string) => boolean {
  const listed = reference.action(action)?.conditionKeys ?? [];
  const patterns = listed.map((key) => compileWildcards(key.toLowerCase().replaceAll(/\$\{[^}]*\}/g, '*')));
  return (key) => patterns.some((pattern) => matchesPattern(pattern, key.toLowerCase()));
}
