import { XMLSerializer, type Document, type Element } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import {
  attributeOf,
  childElements,
  childrenNamed,
  elementsWithin,
  isNamed,
  onlyChild,
  parseXml,
  SAML_NAMESPACES as NS,
} from './saml-xml.ts';

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/**
 * How a SAML message may be signed. SHA-1, HMAC and everything else is refused; whether AWS still takes SHA-1 it does not
 * say, and nobody should sign by it.
 * @see https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf (5.4)
 */
const SIGNATURE_METHODS: ReadonlySet<string> = new Set([
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
]);
const DIGEST_METHODS: ReadonlySet<string> = new Set([
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
]);

/** What is wrong with a SAML response, as far as its signatures go. */
export type SamlSignatureFault = 'notSaml' | 'notSigned' | 'encrypted' | 'invalidSignature';

/**
 * Finds the assertion that a provider signed, by itself or as part of the response it stands in.
 *
 * A signature says something of the bytes it covers and nothing of the document around them, and attacks live in the
 * difference (signature wrapping). So: the document has exactly one Response with exactly one Assertion in it, wherever
 * one looks; no ID twice; signatures stand nowhere but directly in these two and refer to the very element they stand in;
 * and what is handed on is read from the bytes that the signature covers, never from the document as it came.
 * Comments are not part of what is signed, and are gone from what is handed on.
 * @param certificates the provider's, in PEM. A key that comes with the message itself is never used.
 * @returns the assertion, in a document of its own, and the response as it came (which may not be signed).
 * @see https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf (5.4)
 */
export function findSignedAssertion(
  text: string,
  certificates: readonly string[],
): { readonly assertion: Element; readonly response: Element } | SamlSignatureFault {
  const response = parseXml(text)?.documentElement ?? null;
  if (response === null || !isNamed(response, NS.protocol, 'Response')) return 'notSaml';
  const all = elementsWithin(response);
  if (all.some((element) => isNamed(element, NS.assertion, 'EncryptedAssertion'))) return 'encrypted';
  if (all.filter((element) => element.localName === 'Assertion').length !== 1) return 'notSaml';
  if (all.filter((element) => element.localName === 'Response').length !== 1) return 'notSaml';
  const assertion = onlyChild(response, NS.assertion, 'Assertion');
  if (assertion === null || !hasUniqueIds(all)) return 'notSaml';

  const signatures = all.filter((element) => element.localName === 'Signature');
  if (signatures.length === 0) return 'notSigned';
  const ofAssertion = childrenNamed(assertion, NS.signature, 'Signature');
  const ofResponse = childrenNamed(response, NS.signature, 'Signature');
  const inPlace = ofAssertion.length <= 1 && ofResponse.length <= 1;
  if (!inPlace || ofAssertion.length + ofResponse.length !== signatures.length) return 'invalidSignature';

  // Every signature that is there must be good; the narrowest says what is read.
  let signed: Element | null = null;
  for (const [parent, signature] of [
    [response, ofResponse[0]],
    [assertion, ofAssertion[0]],
  ] as const) {
    if (signature === undefined) continue;
    const covered = verify(text, parent, signature, certificates);
    if (covered === null) return 'invalidSignature';
    signed = isNamed(covered, NS.protocol, 'Response') ? onlyChild(covered, NS.assertion, 'Assertion') : covered;
    if (signed === null) return 'invalidSignature';
  }
  return signed === null || !isNamed(signed, NS.assertion, 'Assertion')
    ? 'invalidSignature'
    : { assertion: signed, response };
}

/** Whether no two elements answer to one ID, however the attribute is written. */
function hasUniqueIds(elements: readonly Element[]): boolean {
  const ids = elements.flatMap((element) =>
    Array.from(element.attributes)
      .filter(({ localName, name }) => (localName ?? name).toLowerCase() === 'id')
      .map(({ value }) => value),
  );
  return new Set(ids).size === ids.length;
}

/** The element that the signature covers, read from the covered bytes; null when the signature is not good. */
function verify(text: string, parent: Element, signature: Element, certificates: readonly string[]): Element | null {
  if (!isWellFormedSignature(parent, signature)) return null;
  const signatureXml = new XMLSerializer().serializeToString(signature);
  for (const publicCert of certificates) {
    const covered = coveredBytes(text, signatureXml, publicCert);
    if (covered === null) continue;
    const root = documentOf(covered)?.documentElement ?? null;
    return root !== null && root.localName === parent.localName && attributeOf(root, 'ID') === attributeOf(parent, 'ID')
      ? root
      : null;
  }
  return null;
}

function coveredBytes(text: string, signatureXml: string, publicCert: string): string | null {
  const verifier = new SignedXml({ publicCert, getCertFromKeyInfo: () => null });
  verifier.SignatureAlgorithms = only(verifier.SignatureAlgorithms, SIGNATURE_METHODS);
  verifier.HashAlgorithms = only(verifier.HashAlgorithms, DIGEST_METHODS);
  verifier.CanonicalizationAlgorithms = only(verifier.CanonicalizationAlgorithms, new Set([EXCLUSIVE, ENVELOPED]));
  try {
    verifier.loadSignature(signatureXml);
    if (!verifier.checkSignature(text)) return null;
  } catch {
    return null;
  }
  const [covered, ...more] = verifier.getSignedReferences();
  return covered === undefined || more.length > 0 ? null : covered;
}

function only<T>(algorithms: Readonly<Record<string, T>>, allowed: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(algorithms).filter(([name]) => allowed.has(name)));
}

function documentOf(covered: string): Document | null {
  return parseXml(covered);
}

/** One reference, to the element that the signature stands in, by the transforms and methods that SAML allows. */
function isWellFormedSignature(parent: Element, signature: Element): boolean {
  const id = attributeOf(parent, 'ID');
  const signedInfo = onlyChild(signature, NS.signature, 'SignedInfo');
  const reference = signedInfo === null ? null : onlyChild(signedInfo, NS.signature, 'Reference');
  if (id === null || id === '' || signedInfo === null || reference === null) return false;
  if (attributeOf(reference, 'URI') !== `#${id}`) return false;
  // xmldsig allows an Object beside SignedInfo, in which anything can be hidden; SAML does not.
  const parts = childElements(signature).map(({ localName }) => localName);
  if (parts.some((part) => part !== 'SignedInfo' && part !== 'SignatureValue' && part !== 'KeyInfo')) return false;
  const transforms = childrenNamed(reference, NS.signature, 'Transforms').flatMap((list) =>
    childrenNamed(list, NS.signature, 'Transform').map((transform) => attributeOf(transform, 'Algorithm')),
  );
  return (
    algorithmOf(signedInfo, 'CanonicalizationMethod') === EXCLUSIVE &&
    SIGNATURE_METHODS.has(algorithmOf(signedInfo, 'SignatureMethod')) &&
    DIGEST_METHODS.has(algorithmOf(reference, 'DigestMethod')) &&
    transforms.length <= 2 &&
    transforms.every((algorithm) => algorithm === EXCLUSIVE || algorithm === ENVELOPED) &&
    transforms.includes(ENVELOPED)
  );
}

function algorithmOf(parent: Element, name: string): string {
  const element = onlyChild(parent, NS.signature, name);
  return element === null ? '' : (attributeOf(element, 'Algorithm') ?? '');
}
