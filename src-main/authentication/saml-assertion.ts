import type { Element } from '@xmldom/xmldom';
import { AwsError } from '../../src-shared/errors.ts';
import type { SamlProviderDocument } from '../../src-shared/model/documents.ts';
import type { Tag } from '../../src-shared/principal.ts';
import {
  checkSourceIdentity,
  expiredToken,
  type FederatedIdentity,
  idpRejectedClaim,
  invalidIdentityToken,
  SESSION_NAME,
} from './federated-identity.ts';
import { samlContextAttributes } from './saml-attributes.ts';
import { readSamlMetadata } from './saml-metadata.ts';
import { findSignedAssertion, type SamlSignatureFault } from './saml-signature.ts';
import { attributeOf, childrenNamed, onlyChild, parseInstant, SAML_NAMESPACES as NS, textOf } from './saml-xml.ts';

/** Who a SAML assertion is for, once it was checked. */
export interface SamlIdentity extends FederatedIdentity {
  /** The NameID. */
  readonly subject: string;
  /** The NameID's format, `persistent` for `urn:oasis:names:tc:SAML:2.0:nameid-format:persistent`. */
  readonly subjectType: string;
  /** The entity ID of the provider. */
  readonly issuer: string;
  /** The recipient that the assertion was made for. */
  readonly audience: string;
}

/** The attributes that AWS defines. */
const ATTRIBUTES = 'https://aws.amazon.com/SAML/Attributes/';
const NAME_ID_FORMAT = /^urn:oasis:names:tc:SAML:[12]\.[01]:nameid-format:/;
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';

/**
 * Where assertions for AWS are sent: the sign-in endpoint, global or of a region, with the provider's own identifier
 * behind it or without.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html#saml_subject-name-id
 */
const RECIPIENT = /^https:\/\/([a-z]{2}(-[a-z]+)+-\d\.)?signin\.aws\.amazon\.com\/saml(\/acs\/[A-Z0-9]+)?$/;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html#saml_audience-restriction */
const AUDIENCE = /^(urn:amazon:webservices|https:\/\/signin\.aws\.amazon\.com\/saml)$/;

/** AWS takes an assertion for five minutes: `Token must be redeemed within 5 minutes of issuance`. */
const REDEEM_WITHIN_MS = 5 * 60_000;

/** How AWS answers when the caller may not have the role, for whatever reason. */
const NOT_AUTHORIZED = 'Not authorized to perform sts:AssumeRoleWithSAML';

/**
 * Checks a SAML response as AWS STS does: signed by a key of the provider's metadata (the response, the assertion, or
 * both), issued by it, successful, for AWS, at this time, and offering the role that is asked for.
 *
 * An assertion may be used again within its five minutes; AWS keeps no list of those that were. AWS asks for no
 * assertion, so there is no request that InResponseTo could be compared with; response and confirmation must only not
 * contradict each other. Encrypted assertions are refused: the model holds no keys to open them.
 * @param encoded in base64, as AssumeRoleWithSAML takes it.
 * @throws AwsError `InvalidIdentityToken`, `ExpiredTokenException`, `IDPRejectedClaim`, `AccessDenied`.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
 */
export function checkSamlAssertion(
  encoded: string,
  asked: { readonly provider: SamlProviderDocument; readonly roleArn: string },
  now: Date,
): SamlIdentity {
  const { provider } = asked;
  const metadata = readSamlMetadata(provider.samlMetadataDocument);
  if (metadata === null || Date.parse(provider.validUntil) <= now.getTime()) {
    throw invalidIdentityToken('The metadata of the specified provider has expired or cannot be read');
  }
  const found = findSignedAssertion(decode(encoded), metadata.signingCertificates);
  if (typeof found === 'string') throw signatureError(found);
  const { assertion, response } = found;

  const issuer = only(assertion, 'Issuer', 'Issuer not present in specified provider');
  if (textOf(issuer) !== metadata.entityId) throw invalidIdentityToken('Issuer not present in specified provider');
  checkStatus(response);
  checkTimes(assertion, now);
  checkAudience(assertion);
  const confirmation = checkConfirmation(assertion, response, now);
  const nameId = nameIdOf(assertion);
  const attributes = attributesOf(assertion);
  checkRole(attributes, asked);

  const subject = textOf(nameId);
  const subjectType = (attributeOf(nameId, 'Format') ?? '').replace(NAME_ID_FORMAT, '');
  const audience = attributeOf(confirmation, 'Recipient') ?? '';
  return {
    principal: { kind: 'federated', provider: provider.arn, providerAccountId: provider.accountId, subject },
    federation: {
      protocol: 'saml',
      provider: provider.arn,
      attributes: {
        ...samlContextAttributes(attributes),
        aud: audience,
        iss: metadata.entityId,
        sub: subject,
        ...(subjectType === '' ? {} : { sub_type: subjectType }),
      },
    },
    asserted: {
      sessionName: sessionNameOf(attributes),
      tags: tagsOf(attributes),
      transitiveTagKeys: attributes.get(`${ATTRIBUTES}TransitiveTagKeys`) ?? [],
      sourceIdentity: sourceIdentityOf(attributes),
      notOnOrAfter: sessionEnd(assertion),
    },
    subject,
    subjectType,
    issuer: metadata.entityId,
    audience,
  };
}

/** Base64 as forms carry it: line breaks are no part of it. @throws AwsError `InvalidIdentityToken`. */
function decode(encoded: string): string {
  const base64 = encoded.replaceAll(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw notSaml();
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(base64, 'base64'));
  } catch {
    throw notSaml();
  }
}

function signatureError(fault: SamlSignatureFault): AwsError {
  switch (fault) {
    case 'notSaml':
      return notSaml();
    case 'notSigned':
    case 'invalidSignature':
      // AWS's words: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html#troubleshoot_saml_invalid-metadata
      return invalidIdentityToken('Response signature invalid');
    case 'encrypted':
      return invalidIdentityToken('The assertion is encrypted, and the provider has no private key to open it');
  }
}

function notSaml(): AwsError {
  return invalidIdentityToken('Invalid base64 SAMLResponse');
}

/** The one child of a name. @throws AwsError `InvalidIdentityToken` with the message. */
function only(parent: Element, name: string, message: string): Element {
  const found = onlyChild(parent, NS.assertion, name);
  if (found === null) throw invalidIdentityToken(message);
  return found;
}

function checkStatus(response: Element): void {
  const status = onlyChild(response, NS.protocol, 'Status');
  const code = status === null ? null : onlyChild(status, NS.protocol, 'StatusCode');
  if (code === null || attributeOf(code, 'Value') !== SUCCESS) {
    throw idpRejectedClaim('The identity provider reported that authentication failed');
  }
}

/** @throws AwsError `ExpiredTokenException`, `InvalidIdentityToken`. */
function checkTimes(assertion: Element, now: Date): void {
  const issued = parseInstant(attributeOf(assertion, 'IssueInstant'));
  if (issued === null || attributeOf(assertion, 'Version') !== '2.0') throw notSaml();
  const conditions = childrenNamed(assertion, NS.assertion, 'Conditions');
  if (conditions.length > 1) throw notSaml();
  for (const element of conditions) checkWindow(element, now);
  if (issued > now) throw notYetValid();
  if (now.getTime() - issued.getTime() > REDEEM_WITHIN_MS) {
    throw expiredToken('Token must be redeemed within 5 minutes of issuance');
  }
}

/** Holds `NotBefore` and `NotOnOrAfter` to the clock, where they are there. */
function checkWindow(element: Element, now: Date): void {
  const [from, to] = [attributeOf(element, 'NotBefore'), attributeOf(element, 'NotOnOrAfter')];
  const [notBefore, notOnOrAfter] = [parseInstant(from), parseInstant(to)];
  if ((from !== null && notBefore === null) || (to !== null && notOnOrAfter === null)) throw notSaml();
  if (notBefore !== null && notBefore > now) throw notYetValid();
  if (notOnOrAfter !== null && notOnOrAfter <= now) throw expiredToken('The SAML assertion has expired');
}

function notYetValid(): AwsError {
  return invalidIdentityToken('The SAML assertion is not valid yet');
}

/** Every restriction must name AWS. */
function checkAudience(assertion: Element): void {
  const restrictions = childrenNamed(assertion, NS.assertion, 'Conditions').flatMap((conditions) =>
    childrenNamed(conditions, NS.assertion, 'AudienceRestriction'),
  );
  if (restrictions.length === 0 || !restrictions.every(namesAws)) {
    throw invalidIdentityToken('Response does not contain the required audience.');
  }
}

function namesAws(restriction: Element): boolean {
  return childrenNamed(restriction, NS.assertion, 'Audience').some((audience) => AUDIENCE.test(textOf(audience)));
}

/** The data of the one subject confirmation. @throws AwsError `InvalidIdentityToken`, `ExpiredTokenException`. */
function checkConfirmation(assertion: Element, response: Element, now: Date): Element {
  const subject = only(assertion, 'Subject', NO_CONFIRMATION);
  const confirmation = only(subject, 'SubjectConfirmation', NO_CONFIRMATION);
  const data = only(confirmation, 'SubjectConfirmationData', NO_CONFIRMATION);
  const recipient = attributeOf(data, 'Recipient');
  if (attributeOf(confirmation, 'Method') !== BEARER || recipient === null || !data.hasAttribute('NotOnOrAfter')) {
    throw invalidIdentityToken(NO_CONFIRMATION);
  }
  if (!RECIPIENT.test(recipient)) throw invalidIdentityToken('The recipient of the SAML assertion is not AWS');
  checkWindow(data, now);
  const [ofResponse, ofData] = [attributeOf(response, 'InResponseTo'), attributeOf(data, 'InResponseTo')];
  if (ofResponse !== null && ofData !== null && ofResponse !== ofData) {
    throw invalidIdentityToken('The SAML response and its assertion answer different requests');
  }
  return data;
}

const NO_CONFIRMATION =
  'SAML Assertion must contain exactly one bearer SubjectConfirmation with a Recipient and NotOnOrAfter';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html#troubleshoot_saml_missing-role */
function nameIdOf(assertion: Element): Element {
  const subject = onlyChild(assertion, NS.assertion, 'Subject');
  const nameId = subject === null ? null : onlyChild(subject, NS.assertion, 'NameID');
  if (nameId === null || textOf(nameId) === '') throw notAuthorized();
  return nameId;
}

function notAuthorized(): AwsError {
  return new AwsError('AccessDenied', 403, NOT_AUTHORIZED);
}

/** The values of each attribute, by its Name. */
function attributesOf(assertion: Element): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const statement of childrenNamed(assertion, NS.assertion, 'AttributeStatement')) {
    for (const attribute of childrenNamed(statement, NS.assertion, 'Attribute')) {
      const name = attributeOf(attribute, 'Name') ?? '';
      const values = childrenNamed(attribute, NS.assertion, 'AttributeValue').map(textOf);
      found.set(name, [...(found.get(name) ?? []), ...values]);
    }
  }
  return found;
}

/** The assertion must offer this role by this provider; the two ARNs of a pair come in either order. */
function checkRole(
  attributes: ReadonlyMap<string, readonly string[]>,
  { provider, roleArn }: { readonly provider: SamlProviderDocument; readonly roleArn: string },
): void {
  const offered = attributes.get(`${ATTRIBUTES}Role`) ?? [];
  const isThis = (pair: string): boolean => {
    const arns = pair.split(',').map((arn) => arn.trim());
    return arns.length === 2 && arns.includes(roleArn) && arns.includes(provider.arn);
  };
  if (!offered.some(isThis)) throw notAuthorized();
}

/** @throws AwsError `InvalidIdentityToken`, in AWS's words: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html */
function sessionNameOf(attributes: ReadonlyMap<string, readonly string[]>): string {
  const [name, ...more] = attributes.get(`${ATTRIBUTES}RoleSessionName`) ?? [];
  if (name === undefined || name === '') throw invalidIdentityToken('RoleSessionName is required in AuthnResponse');
  if (!SESSION_NAME.test(name) || more.length > 0) {
    throw invalidIdentityToken('RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}');
  }
  return name;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-saml */
function tagsOf(attributes: ReadonlyMap<string, readonly string[]>): Tag[] {
  const prefix = `${ATTRIBUTES}PrincipalTag:`;
  return [...attributes].flatMap(([name, values]) => {
    if (!name.startsWith(prefix)) return [];
    const [value, ...more] = values;
    if (value === undefined || more.length > 0) throw invalidIdentityToken('A session tag has exactly one value');
    return [{ Key: name.slice(prefix.length), Value: value }];
  });
}

function sourceIdentityOf(attributes: ReadonlyMap<string, readonly string[]>): string | null {
  const values = attributes.get(`${ATTRIBUTES}SourceIdentity`);
  return values === undefined ? null : checkSourceIdentity(values.length === 1 ? (values[0] ?? '') : '');
}

/** Where the provider sets an end to the session, no credentials outlive it. */
function sessionEnd(assertion: Element): Date | null {
  const ends = childrenNamed(assertion, NS.assertion, 'AuthnStatement')
    .map((statement) => parseInstant(attributeOf(statement, 'SessionNotOnOrAfter')))
    .filter((end) => end !== null);
  return ends.length === 0 ? null : new Date(Math.min(...ends.map((end) => end.getTime())));
}
