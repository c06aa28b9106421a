import { unzipSync, zipSync } from 'fflate';

const SHEET = /^xl\/worksheets\/[^/]+\.xml$/;
/** A cell that is an error, and one whose formula was never computed. */
const ERROR = /(<c\b[^>]*?\st=)(?:"e"|'e')/g;
const UNCOMPUTED = /<c\b([^>]*)>\s*(<f\b[^>]*(?:\/>|>([^<]*)<\/f>))\s*<\/c>/g;

/**
 * A spreadsheet whose errors (`#N/A`, `#DIV/0!`) and formulas without a result (`=A1*2`) are texts: its parser takes both for empty cells,
 * which would be missing without a word; as texts they are refused, or are what a feed says that they are.
 */
export function withErrorsAsTexts(bytes: Uint8Array): Uint8Array {
  const sheets = unzipSync(bytes, { filter: ({ name }) => SHEET.test(name) });
  const mended = Object.entries(sheets).flatMap(([name, content]): [string, Uint8Array][] => {
    // One byte a character: what is looked for is ASCII, and everything else stays as it is.
    const text = Buffer.from(content).toString('latin1');
    const made = text
      .replace(ERROR, '$1"str"')
      .replace(UNCOMPUTED, (_, attributes: string, formula: string, written = '') => {
        const own = attributes.replace(/\st=("[^"]*"|'[^']*')/, '');
        return `<c${own} t="str">${formula}<v>=${written}</v></c>`;
      });
    return made === text ? [] : [[name, Buffer.from(made, 'latin1')]];
  });
  return mended.length === 0 ? bytes : zipSync({ ...unzipSync(bytes), ...Object.fromEntries(mended) }, { level: 0 });
}
