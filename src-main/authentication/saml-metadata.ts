import { X509Certificate } from 'node:crypto';
import type { Element } from '@xmldom/xmldom';
import {
  attributeOf,
  childrenNamed,
  elementsWithin,
  isNamed,
  onlyChild,
  parseInstant,
  parseXml,
  SAML_NAMESPACES as NS,
  textOf,
} from './saml-xml.ts';

/** What AWS takes from the metadata of a SAML identity provider. */
export interface SamlMetadata {
  /** The issuer of the provider's assertions. */
  readonly entityId: string;
  /** The certificates that its signatures are checked against, in PEM. */
  readonly signingCertificates: readonly string[];
  /** When the metadata ends; null where it does not say. */
  readonly validUntil: Date | null;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html#troubleshoot_saml_issuer-metadata */
const LEAST_KEY_BITS = 1024;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (Keys per SAML provider) */
const MOST_KEYS = 10;

/**
 * Reads a SAML metadata document: one EntityDescriptor with an IDPSSODescriptor and at least one certificate to check
 * signatures with, of 1,024 bits or more. A byte order mark in front is refused, as AWS does.
 * @returns null when AWS could not parse it.
 * @see https://docs.oasis-open.org/security/saml/v2.0/saml-metadata-2.0-os.pdf
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html
 */
export function readSamlMetadata(text: string): SamlMetadata | null {
  if (text.startsWith('\uFEFF')) return null;
  const root = parseXml(text)?.documentElement ?? null;
  const entity = root === null ? null : onlyEntity(root);
  if (entity === null) return null;
  const entityId = attributeOf(entity, 'entityID');
  const descriptor = onlyChild(entity, NS.metadata, 'IDPSSODescriptor');
  if (entityId === null || entityId === '' || descriptor === null) return null;
  const signingCertificates = certificatesIn(descriptor);
  if (signingCertificates === null) return null;
  return {
    entityId,
    signingCertificates,
    validUntil: earliest(
      parseInstant(attributeOf(entity, 'validUntil')),
      parseInstant(attributeOf(descriptor, 'validUntil')),
    ),
  };
}

function onlyEntity(root: Element): Element | null {
  if (isNamed(root, NS.metadata, 'EntityDescriptor')) return root;
  return isNamed(root, NS.metadata, 'EntitiesDescriptor') ? onlyChild(root, NS.metadata, 'EntityDescriptor') : null;
}

/** The signing certificates; null when one cannot be read or there is none. */
function certificatesIn(descriptor: Element): string[] | null {
  const keys = childrenNamed(descriptor, NS.metadata, 'KeyDescriptor').filter(
    (key) => attributeOf(key, 'use') !== 'encryption',
  );
  const certificates: string[] = [];
  for (const element of keys.flatMap(elementsWithin)) {
    if (!isNamed(element, NS.signature, 'X509Certificate')) continue;
    const certificate = parseCertificate(textOf(element));
    if (certificate === null) return null;
    certificates.push(certificate);
  }
  return certificates.length === 0 || certificates.length > MOST_KEYS ? null : certificates;
}

function parseCertificate(base64: string): string | null {
  try {
    const certificate = new X509Certificate(Buffer.from(base64, 'base64'));
    const bits = certificate.publicKey.asymmetricKeyDetails?.modulusLength;
    if (certificate.publicKey.asymmetricKeyType !== 'rsa' || bits === undefined || bits < LEAST_KEY_BITS) return null;
    return certificate.toString();
  } catch {
    return null;
  }
}

function earliest(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
