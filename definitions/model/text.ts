/** The languages every text of Guiju exists in. */
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text of a definition: one string for every reader, or one per language. */
export type Text = string | { readonly [L in Language]?: string };

/** A text that Guiju itself writes: always in every language. */
export type Message = { readonly [L in Language]: string };

/** The text for a reader of `language`; a text that lacks the language is shown in the one it has. */
export function say(text: Text | undefined, language: Language): string {
  if (text === undefined) return '';
  return visible(typeof text === 'string' ? text : (text[language] ?? text['zh-CN'] ?? text.en ?? ''));
}

/**
 * What a screen obeys instead of showing: control characters (an escape sequence clears a terminal) but for tabs and line ends, marks
 * that turn the direction of the text around them, lone halves of a character.
 */
const OBEYED =
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** A text that shows all it holds: what a screen would obey stands as its escape, `\u001B`, as in JSON. */
export function visible(text: string): string {
  return text.replace(OBEYED, (sign) => `\\u${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);
}

/** A text made into a message: a plain string serves both readers. */
export function message(text: Text): Message {
  return { 'zh-CN': say(text, 'zh-CN'), en: say(text, 'en') };
}

/** A name for the reader where it is written in both languages (`中文 / English`); else as it stands. */
export function nameFor(name: string, language: Language): string {
  const [zh, en, ...more] = name.split(' / ');
  if (zh === undefined || en === undefined || more.length > 0) return name;
  return language === 'en' ? en : zh;
}

/** How several are called, by their ids; those that are called the same are told apart by these. */
export function namesFor(
  names: readonly { readonly id: string; readonly name: string }[],
  language: Language,
): ReadonlyMap<string, string> {
  const called = new Map(names.map(({ id, name }) => [id, nameFor(name, language)]));
  const times = new Map<string, number>();
  for (const name of called.values()) times.set(name, (times.get(name) ?? 0) + 1);
  const told = (id: string) => (language === 'en' ? ` (${id})` : `（${id}）`);
  return new Map([...called].map(([id, name]) => [id, (times.get(name) ?? 0) > 1 ? `${name}${told(id)}` : name]));
}
