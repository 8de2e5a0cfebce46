import { SignedXml } from 'xml-crypto';
import type { Arn } from '../../src-shared/arn.ts';
import type { AssertionForm } from '../../src-shared/contract/identity-provider.ts';
import type { Random } from '../random.ts';
import { escapeXml } from '../request/xml.ts';
import { AWS_SIGN_IN_URL } from './saml-provider.ts';

const ATTRIBUTES = 'https://aws.amazon.com/SAML/Attributes/';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';

const NAME_ID_FORMATS: Readonly<Record<AssertionForm['subjectFormat'], string>> = {
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  emailAddress: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
};

/** An assertion as its maker shows it. */
export interface MintedAssertion {
  /** The response that carries it, in base64, as AssumeRoleWithSAML takes it. */
  readonly assertion: string;
  readonly xml: string;
  readonly expiresAt: Date;
}

/**
 * Signs a SAML assertion for AWS, and puts it into a response.
 * @param provider its entity ID, its ARN in the account (half of each Role attribute), and the key to sign with in PEM.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
 */
export function mintAssertion(
  form: AssertionForm,
  provider: { readonly arn: Arn; readonly entityId: string; readonly privateKey: string },
  { now, random }: { readonly now: Date; readonly random: Random },
): MintedAssertion {
  const expiresAt = new Date(now.getTime() + form.lifetimeSeconds * 1000);
  const xml = signed(responseXml(form, provider, { now, expiresAt, random }), provider.privateKey);
  return { assertion: Buffer.from(xml).toString('base64'), xml, expiresAt };
}

function responseXml(
  form: AssertionForm,
  { arn, entityId }: { readonly arn: Arn; readonly entityId: string },
  { now, expiresAt, random }: { readonly now: Date; readonly expiresAt: Date; readonly random: Random },
): string {
  const issuer = `<saml:Issuer>${escapeXml(entityId)}</saml:Issuer>`;
  const [issued, expires] = [now.toISOString(), expiresAt.toISOString()];
  // An ID must not begin with a digit.
  const newId = (): string => `_${Buffer.from(random(16)).toString('hex')}`;
  return [
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${newId()}" Version="2.0" IssueInstant="${issued}" Destination="${AWS_SIGN_IN_URL}">`,
    issuer,
    '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>',
    `<saml:Assertion ID="${newId()}" Version="2.0" IssueInstant="${issued}">`,
    issuer,
    '<saml:Subject>',
    `<saml:NameID Format="${NAME_ID_FORMATS[form.subjectFormat]}">${escapeXml(form.subject)}</saml:NameID>`,
    '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">',
    `<saml:SubjectConfirmationData NotOnOrAfter="${expires}" Recipient="${AWS_SIGN_IN_URL}"/>`,
    '</saml:SubjectConfirmation></saml:Subject>',
    `<saml:Conditions NotBefore="${issued}" NotOnOrAfter="${expires}">`,
    '<saml:AudienceRestriction><saml:Audience>urn:amazon:webservices</saml:Audience></saml:AudienceRestriction>',
    '</saml:Conditions>',
    `<saml:AuthnStatement AuthnInstant="${issued}"><saml:AuthnContext>`,
    '<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef>',
    '</saml:AuthnContext></saml:AuthnStatement>',
    '<saml:AttributeStatement>',
    ...attributesOf(form, arn).map(([name, values]) => attributeXml(name, values)),
    '</saml:AttributeStatement>',
    '</saml:Assertion>',
    '</samlp:Response>',
  ].join('');
}

function attributesOf(form: AssertionForm, providerArn: Arn): [string, readonly string[]][] {
  const { sessionDuration, sourceIdentity, transitiveTagKeys } = form;
  return [
    [`${ATTRIBUTES}Role`, form.roleArns.map((roleArn) => `${roleArn},${providerArn}`)],
    [`${ATTRIBUTES}RoleSessionName`, [form.sessionName]],
    ...(sessionDuration === null ? [] : [pair(`${ATTRIBUTES}SessionDuration`, [String(sessionDuration)])]),
    ...(sourceIdentity === null ? [] : [pair(`${ATTRIBUTES}SourceIdentity`, [sourceIdentity])]),
    ...form.tags.map(({ Key, Value }) => pair(`${ATTRIBUTES}PrincipalTag:${Key}`, [Value])),
    ...(transitiveTagKeys.length === 0 ? [] : [pair(`${ATTRIBUTES}TransitiveTagKeys`, transitiveTagKeys)]),
    ...Object.entries(form.attributes),
  ];
}

function pair(name: string, values: readonly string[]): [string, readonly string[]] {
  return [name, values];
}

function attributeXml(name: string, values: readonly string[]): string {
  const texts = values.map((value) => `<saml:AttributeValue>${escapeXml(value)}</saml:AttributeValue>`);
  return `<saml:Attribute Name="${escapeXml(name)}">${texts.join('')}</saml:Attribute>`;
}

/** Signs the assertion within the response; the signature stands behind its issuer, where the schema wants it. */
function signed(xml: string, privateKey: string): string {
  const signer = new SignedXml({
    privateKey,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: EXCLUSIVE,
  });
  signer.addReference({
    xpath: "//*[local-name(.)='Assertion']",
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', EXCLUSIVE],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  signer.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: "//*[local-name(.)='Assertion']/*[local-name(.)='Issuer']", action: 'after' },
  });
  return signer.getSignedXml();
}
