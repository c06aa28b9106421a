/** An element of an XML text: its name without a prefix, its attributes, its elements, and the text it stands for. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly source: string;
}

interface Open {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  readonly from: number;
}

/** What may begin with `<`: what is passed by, an end tag, a start tag with its attributes. What is declared (`<!DOCTYPE`) is not read. */
const MARKUP =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>|<\/([^\s<>/]+)\s*>|<([^\s<>/!?]+)((?:\s+[^\s=<>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const MOST_DEEP = 100;

/** The root element of an XML text; undefined for what is none, for one with a document type, and for one nested beyond all use. */
export function readXml(text: string): XmlElement | undefined {
  const open: Open[] = [];
  let root: XmlElement | undefined;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    MARKUP.lastIndex = at;
    const match = MARKUP.exec(text);
    if (match === null) return undefined;
    const [whole, ended, begun, attributes = '', isEmpty] = match;
    const from = at;
    at += whole.length;
    if (begun !== undefined) {
      if (root !== undefined || open.length >= MOST_DEEP) return undefined;
      const read = attributesOf(attributes);
      if (read === undefined) return undefined;
      open.push({ name: begun, attributes: read, children: [], from });
    }
    const last = open.at(-1);
    if (ended === undefined && isEmpty !== '/') continue;
    if (last === undefined || (ended !== undefined && ended !== last.name)) return undefined;
    open.pop();
    const { name, attributes: own, children } = last;
    const element = { name: name.replace(/^.*:/, ''), attributes: own, children, source: text.slice(last.from, at) };
    const parent = open.at(-1);
    if (parent === undefined) root = element;
    else parent.children.push(element);
  }
  return open.length === 0 ? root : undefined;
}

function attributesOf(text: string): Readonly<Record<string, string>> | undefined {
  const pairs = [...text.matchAll(ATTRIBUTE)].map(
    ([, name = '', double, single]) => [name, plain(double ?? single ?? '')] as const,
  );
  const isOnce = new Set(pairs.map(([name]) => name)).size === pairs.length;
  return isOnce ? Object.fromEntries(pairs) : undefined;
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Entities that XML itself has; others stay as they are written. */
const plain = (text: string): string =>
  text.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      if (name !== undefined) return NAMED[name] ?? whole;
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
    },
  );
