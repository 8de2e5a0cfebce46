import { webcrypto } from 'node:crypto';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** A certificate in PEM, its private key, and what it takes to sign another with it. */
export interface TestCertificate {
  readonly certificate: string;
  readonly privateKey: string;
  readonly subject: string;
  readonly keys: webcrypto.CryptoKeyPair;
}

/** Makes an X.509 certificate: self-signed, or signed by another. In force in January 2026, unless said otherwise. */
export async function makeCertificate(
  name: string,
  { signer, notAfter = '2026-02-01' }: { signer?: TestCertificate; notAfter?: string } = {},
): Promise<TestCertificate> {
  // The library wants this loaded before itself.
  await import('reflect-metadata');
  const { BasicConstraintsExtension, X509CertificateGenerator } = await import('@peculiar/x509');
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const subject = `CN=${name}`;
  const made = await X509CertificateGenerator.create({
    subject,
    issuer: signer?.subject ?? subject,
    publicKey: keys.publicKey,
    signingKey: signer?.keys.privateKey ?? keys.privateKey,
    signingAlgorithm: ALGORITHM,
    notBefore: new Date('2026-01-01'),
    notAfter: new Date(notAfter),
    extensions: [new BasicConstraintsExtension(true)],
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const privateKey = `-----BEGIN PRIVATE KEY-----\n${pkcs8.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END PRIVATE KEY-----\n`;
  return { certificate: made.toString('pem'), privateKey, subject, keys };
}
