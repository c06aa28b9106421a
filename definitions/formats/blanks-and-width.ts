const BLANKS = '\\s\\u200b\\u2060\\u180e';
const AROUND = new RegExp(`^[${BLANKS}]+|[${BLANKS}]+$`, 'g');
const WIDE = /[\uff01-\uff5e\u3000]/g;

/** A text without the blanks around it: of any width, and those that are not seen. */
export const trimmed = (text: string): string => text.replace(AROUND, '');

/** Full-width forms as their ASCII forms; nothing else changes. */
export function narrow(text: string): string {
  return text.replace(WIDE, (sign) => (sign === '\u3000' ? ' ' : String.fromCharCode(sign.charCodeAt(0) - 0xfee0)));
}
