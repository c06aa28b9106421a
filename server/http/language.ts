import { type Language, LANGUAGES } from '../../definitions/index.ts';

/** Answers by `Accept-Language` seen lately, so that the few that clients send are read once; null where none of ours is named. */
const known = new Map<string, Language | null>();

/** The language a request asks for: `?lang`, else the best of `Accept-Language` (RFC 9110), else the one the server was started in. */
export function languageOf(header: string | undefined, asked: unknown, otherwise: Language): Language {
  const named = asked === undefined ? undefined : LANGUAGES.find((language) => language === asked);
  if (named !== undefined) return named;
  if (header === undefined) return otherwise;
  const before = known.get(header);
  if (before !== undefined) return before ?? otherwise;
  const language = best(header.slice(0, 200));
  if (known.size > 1000) known.clear();
  known.set(header, language);
  return language ?? otherwise;
}

function best(header: string): Language | null {
  let found: Language | null = null;
  let most = 0;
  for (const part of header.split(',')) {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
    const quality = parameters
      .map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1])
      .find((q) => q !== undefined);
    const weight = quality === undefined ? 1 : Number(quality);
    const language = /^zh(-|$)/.test(range) ? 'zh-CN' : /^en(-|$)/.test(range) ? 'en' : undefined;
    if (language !== undefined && weight > most) [found, most] = [language, weight];
  }
  return found;
}
