import { DOMParser, type Document, type Element } from '@xmldom/xmldom';

/** The namespaces of SAML 2.0 and XML signatures. @see https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf */
export const SAML_NAMESPACES = {
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
} as const;

const ELEMENT_NODE = 1;

/** Deeper than any SAML message; nothing that walks the tree can then run out of stack. */
const MAX_DEPTH = 100;

/**
 * Parses a document as strictly as can be: well formed, without a document type declaration (so that there are no
 * entities to expand and no attributes that only the declaration knows of) and without processing instructions.
 * @returns null when it is not such a document.
 */
export function parseXml(text: string): Document | null {
  if (/<!(DOCTYPE|ENTITY|ATTLIST|ELEMENT)/i.test(text)) return null;
  if (/<\?(?!xml\s)/i.test(text)) return null;
  // What one parser takes for the text's end another may read past.
  if (text.includes('\u0000')) return null;
  let document: Document;
  try {
    document = new DOMParser({ onError: stopAtAnyFault, locator: false }).parseFromString(text, 'text/xml');
  } catch {
    return null;
  }
  const root = document.documentElement;
  return root === null || isDeeperThan(root, MAX_DEPTH) ? null : document;
}

function stopAtAnyFault(_level: string, message: string): never {
  throw new Error(message);
}

function isDeeperThan(element: Element, levels: number): boolean {
  return levels === 0 || childElements(element).some((child) => isDeeperThan(child, levels - 1));
}

/** The elements directly below an element. */
export function childElements(parent: Element): Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
    if (isElement(node)) found.push(node);
  }
  return found;
}

function isElement(node: { readonly nodeType: number }): node is Element {
  return node.nodeType === ELEMENT_NODE;
}

/** The elements of a name directly below an element. */
export function childrenNamed(parent: Element, namespace: string, name: string): Element[] {
  return childElements(parent).filter((child) => isNamed(child, namespace, name));
}

/** The one element of a name directly below another; null when there is none or are several. */
export function onlyChild(parent: Element, namespace: string, name: string): Element | null {
  const found = childrenNamed(parent, namespace, name);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The element and all below it. */
export function elementsWithin(element: Element): Element[] {
  return [element, ...childElements(element).flatMap(elementsWithin)];
}

export function isNamed(element: Element, namespace: string, name: string): boolean {
  return element.namespaceURI === namespace && element.localName === name;
}

/** The whole text of an element, white space at its ends left out. */
export function textOf(element: Element): string {
  return (element.textContent ?? '').trim();
}

/** The value of an attribute that has no namespace; null when it is not there. */
export function attributeOf(element: Element, name: string): string | null {
  return element.hasAttribute(name) ? element.getAttribute(name) : null;
}

/**
 * An `xs:dateTime` as SAML writes it: in UTC.
 * @returns null when it is not one.
 * @see https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf (1.3.3)
 */
export function parseInstant(text: string | null): Date | null {
  if (text === null || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text)) return null;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date;
}
