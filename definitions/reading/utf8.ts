/** The text of UTF-8 bytes, or the offset of the first byte that is not well-formed (RFC 3629: no surrogates, no overlong forms). */
export function decodeUtf8(bytes: Uint8Array): { readonly text: string } | { readonly badByte: number } {
  const parts: string[] = [];
  let units: number[] = [];
  let i = 0;
  while (i < bytes.length) {
    const first = bytes[i] ?? 0;
    const length = sequenceLength(first);
    if (length === 0 || i + length > bytes.length) return { badByte: i };
    let point = length === 1 ? first : first & (0x7f >> length);
    for (let j = 1; j < length; j += 1) {
      const next = bytes[i + j] ?? 0;
      if ((next & 0xc0) !== 0x80) return { badByte: i };
      point = (point << 6) | (next & 0x3f);
    }
    if (point < (LEAST[length] ?? 0) || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return { badByte: i };
    if (point > 0xffff) units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff));
    else units.push(point);
    i += length;
    if (units.length >= 8192) {
      parts.push(String.fromCharCode(...units));
      units = [];
    }
  }
  parts.push(String.fromCharCode(...units));
  return { text: parts.join('') };
}

/** The least code point that needs as many bytes. */
const LEAST = [0, 0, 0x80, 0x800, 0x10000];

function sequenceLength(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf5 ? 4 : 0;
}

/** How many bytes a text has in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) bytes += unit >= 0x800 && !(unit >= 0xd800 && unit <= 0xdfff) ? 2 : 1;
  }
  return bytes;
}
