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
  if (typeof text === 'string') return text;
  return text[language] ?? text['zh-CN'] ?? text.en ?? '';
}

/** A text made into a message: a plain string serves both readers. */
export function message(text: Text): Message {
  return { 'zh-CN': say(text, 'zh-CN'), en: say(text, 'en') };
}
