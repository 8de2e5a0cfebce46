import { webcrypto } from 'node:crypto';
import type { Random } from '../random.ts';
import { escapeXml } from '../request/xml.ts';

/** AWS's console takes assertions here. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html */
export const AWS_SIGN_IN_URL = 'https://signin.aws.amazon.com/saml';

const CERTIFICATE_YEARS = 10;
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };

/** A new local SAML provider: its signing key, and the metadata that IAM is given. */
export interface LocalSamlProvider {
  /** The SHA-256 fingerprint of the certificate in hexadecimal; the name that the vault knows the key by. */
  readonly keyId: string;
  /** PKCS #8 in PEM. For the vault alone. */
  readonly privateKey: string;
  readonly metadata: string;
}

/**
 * Makes a local SAML provider: an RSA key of 2,048 bits (whose randomness is the platform's own), a certificate that the
 * key itself signs, and metadata that names it.
 * @param entityId the issuer of its assertions.
 */
export async function newLocalSamlProvider(
  entityId: string,
  { now, random }: { readonly now: Date; readonly random: Random },
): Promise<LocalSamlProvider> {
  // Only needed here, and slow to load; the first is what the second's own parts insist on.
  await import('reflect-metadata');
  const { X509CertificateGenerator } = await import('@peculiar/x509');
  const keys = await webcrypto.subtle.generateKey(RSA, true, ['sign', 'verify']);
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + CERTIFICATE_YEARS);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    // A serial number is positive: the first bit stays clear.
    serialNumber: `01${Buffer.from(random(15)).toString('hex')}`,
    name: [{ CN: ['Gatehouse local identity provider'] }],
    notBefore: now,
    notAfter,
    signingAlgorithm: RSA,
    keys,
  });
  const fingerprint = await webcrypto.subtle.digest('SHA-256', certificate.rawData);
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return {
    keyId: Buffer.from(fingerprint).toString('hex'),
    privateKey: `-----BEGIN PRIVATE KEY-----\n${pkcs8.replaceAll(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`,
    metadata: metadataOf(entityId, Buffer.from(certificate.rawData).toString('base64')),
  };
}

/** @see https://docs.oasis-open.org/security/saml/v2.0/saml-metadata-2.0-os.pdf */
function metadataOf(entityId: string, certificate: string): string {
  const issuer = escapeXml(entityId);
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${issuer}">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
        <ds:X509Data>
          <ds:X509Certificate>${certificate}</ds:X509Certificate>
        </ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:transient</md:NameIDFormat>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${issuer}/sso"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>
`;
}
