/** An element of an XML document: its local name, its attributes by the names as written, its text, the elements in it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const MAX_DEPTH = 64;

/** Writes a text so that it can stand in an element or an attribute. Characters that XML 1.0 forbids are left out. */
export function escapeXml(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ufffd]/g, '').replace(/[&<>"'\r]/g, (character) => {
    if (character === '&') return '&amp;';
    if (character === '<') return '&lt;';
    if (character === '>') return '&gt;';
    if (character === '"') return '&quot;';
    return character === "'" ? '&#39;' : '&#13;';
  });
}

/** Writes an element with a text in it. */
export function xmlText(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}

function unescape(text: string): string | null {
  let sound = true;
  const plain = text.replace(/&([^;&]{0,16});?/g, (whole, name: string) => {
    if (!whole.endsWith(';')) {
      sound = false;
      return '';
    }
    const code = /^#(?:(\d{1,7})|x([0-9a-fA-F]{1,6}))$/.exec(name);
    const point = code === null ? NaN : parseInt(code[1] ?? code[2] ?? '', code[1] === undefined ? 16 : 10);
    if (point > 0 && point <= 0x10ffff) return String.fromCodePoint(point);
    const character = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
    if (character === undefined) sound = false;
    return character ?? '';
  });
  return sound ? plain : null;
}

const TOKEN =
  /<\?[^>]*\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+/y;

const ATTRIBUTE = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** The attributes in a start tag; null when one has a reference that is none. */
function attributesOf(text: string): Record<string, string> | null {
  const attributes: Record<string, string> = {};
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE)) {
    const value = unescape(double ?? single ?? '');
    if (value === null) return null;
    attributes[name] = value;
  }
  return attributes;
}

interface OpenElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
  readonly children: XmlElement[];
}

/**
 * Reads an XML document: elements, text, CDATA, the five entities and character references. A document type
 * declaration is refused, and with it every entity that it could define.
 * @returns the root element, or null when the text is not well-formed.
 */
export function parseXml(text: string): XmlElement | null {
  const document: OpenElement = { tag: '', attributes: {}, text: '', children: [] };
  const open: OpenElement[] = [document];
  const close = (element: OpenElement): void => {
    const name = element.tag.slice(element.tag.indexOf(':') + 1);
    open
      .at(-1)
      ?.children.push({ name, attributes: element.attributes, text: element.text, children: element.children });
  };
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length;) {
    const token = TOKEN.exec(text);
    if (token === null) return null;
    const [whole, cdata, slash, tag, inTag = '', selfClosing] = token;
    const current = open.at(-1);
    if (current === undefined) return null;
    if (tag !== undefined) {
      if (slash === '/') {
        if (current.tag !== tag || open.length === 1) return null;
        open.pop();
        close(current);
      } else if (open.length > MAX_DEPTH) {
        return null;
      } else {
        const attributes = attributesOf(inTag);
        if (attributes === null) return null;
        const element = { tag, attributes, text: '', children: [] };
        if (selfClosing === '/') close(element);
        else open.push(element);
      }
    } else if (cdata !== undefined || !whole.startsWith('<')) {
      const characters = cdata ?? unescape(whole);
      if (characters === null) return null;
      current.text += characters;
    }
  }
  const [root, ...more] = document.children;
  const sound = open.length === 1 && more.length === 0 && document.text.trim() === '';
  return sound && root !== undefined ? root : null;
}
