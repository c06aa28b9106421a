import { type Language, LANGUAGES } from '../../definitions/index.ts';

/** Answers by `Accept-Language` seen lately, so that the few that clients send are read once. */
const known = new Map<string, Language>();

/** The language a request asks for: `?lang`, else the best of `Accept-Language` (RFC 9110), else Chinese. */
export function languageOf(header: string | undefined, asked: unknown): Language {
  const named = asked === undefined ? undefined : LANGUAGES.find((language) => language === asked);
  if (named !== undefined) return named;
  if (header === undefined) return 'zh-CN';
  const before = known.get(header);
  if (before !== undefined) return before;
  const language = best(header.slice(0, 200));
  if (known.size > 1000) known.clear();
  known.set(header, language);
  return language;
}

function best(header: string): Language {
  let found: Language = 'zh-CN';
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
