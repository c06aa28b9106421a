/** What a letter in HTML says, for readers that show no HTML: a line for each block, addresses of links behind their texts. */
export function plainText(html: string): string {
  const said: string[] = [];
  let unshown = '';
  let link: { readonly to: string; readonly from: number } | undefined;
  const endLink = (): void => {
    if (link === undefined) return;
    const text = said.splice(link.from).join('').trim();
    said.push(text === '' || text === link.to ? link.to : `${text} (${link.to})`);
    link = undefined;
  };
  // Texts and tags by turns; a sign before a figure begins no tag, and a tag ends at the next sign that could, so that no text takes longer than its length.
  for (const [n, part] of withoutComments(html)
    .replace(/\s+/g, ' ')
    .split(/(<[a-z/!?][^<>]*>)/i)
    .entries()) {
    const [, slash = '', written = ''] = n % 2 === 0 ? [] : (/^<(\/?)([a-z][a-z\d]*)/i.exec(part) ?? []);
    const name = written.toLowerCase();
    if (unshown !== '') {
      if (slash !== '' && name === unshown) unshown = '';
    } else if (n % 2 === 0) said.push(part);
    else if (slash === '' && UNSHOWN.has(name)) unshown = name;
    else if (BLOCKS.has(name)) said.push('\n');
    else if (name === 'a') {
      endLink();
      const to = slash === '' ? addressIn(part) : undefined;
      if (to !== undefined) link = { to, from: said.length };
    }
  }
  endLink();
  const lines = decoded(said.join('')).split('\n');
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

const BLOCKS = new Set('br p div li ul ol tr table h1 h2 h3 h4 h5 h6 blockquote'.split(' '));
/** What no reader shows. */
const UNSHOWN = new Set(['style', 'title', 'script']);

function withoutComments(html: string): string {
  const [before = '', ...comments] = html.split('<!--');
  const after = comments.map((one) => (one.includes('-->') ? one.slice(one.indexOf('-->') + 3) : ''));
  return [before, ...after].join('');
}

/** Where a link leads, as it is written. */
function addressIn(tag: string): string | undefined {
  for (const [, name, twice, once, bare] of tag.matchAll(ATTRIBUTE))
    if (name?.toLowerCase() === 'href') return (twice ?? once ?? bare ?? '').trim() || undefined;
  return undefined;
}
const ATTRIBUTE = /([^\s"'=/<>]+)(?: ?= ?(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const decoded = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,5}));/gi,
    (whole, dec?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = dec === undefined ? Number.parseInt(hex ?? '', 16) : Number(dec);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
