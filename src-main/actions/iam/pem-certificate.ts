import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { AwsError } from '../../../src-shared/errors.ts';

const CERTIFICATE_BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** Reads one X.509 certificate in PEM. @returns null when it is none. */
export function readCertificate(pem: string): X509Certificate | null {
  const blocks = pem.match(CERTIFICATE_BLOCK) ?? [];
  return blocks.length === 1 && blocks[0] !== undefined ? parsed(blocks[0]) : null;
}

/** Reads the certificates of a chain, in their order. @returns null when a part of it is no certificate. */
export function readCertificateChain(pem: string): X509Certificate[] | null {
  if (pem.replace(CERTIFICATE_BLOCK, '').trim() !== '') return null;
  const certificates = (pem.match(CERTIFICATE_BLOCK) ?? []).map(parsed);
  const whole = certificates.filter((certificate) => certificate !== null);
  return whole.length > 0 && whole.length === certificates.length ? whole : null;
}

/** Reads a private key in PEM that is not encrypted. @returns null when it is none. */
export function readPrivateKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey({ key: pem, format: 'pem' });
  } catch {
    return null;
  }
}

/** Whether the certificate holds at that time. */
export function isInForce(certificate: X509Certificate, at: Date): boolean {
  return certificate.validFromDate <= at && at < certificate.validToDate;
}

/**
 * The place in the chain of the first certificate that did not sign the one before it; null when the chain holds. The first
 * must have signed `certificate`.
 */
export function brokenLink(certificate: X509Certificate, chain: readonly X509Certificate[]): number | null {
  let signed = certificate;
  for (const [index, signer] of chain.entries()) {
    if (!signed.checkIssued(signer) || !signed.verify(signer.publicKey)) return index;
    signed = signer;
  }
  return null;
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadServerCertificate.html (Errors) */
export function malformedCertificate(
  message = 'Unable to parse certificate. Please ensure the certificate is in PEM format.',
): AwsError {
  return new AwsError('MalformedCertificate', 400, message);
}

function parsed(block: string): X509Certificate | null {
  try {
    return new X509Certificate(block);
  } catch {
    return null;
  }
}
