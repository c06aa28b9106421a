import { createFootnotes } from '../expression/to-words/footnotes.ts';
import { innerClause } from '../expression/to-words/clauses.ts';
import { countZh, zh } from '../expression/to-words/chinese.ts';
import { countEn, plural } from '../expression/to-words/english.ts';
import { noun } from '../expression/to-words/nouns.ts';
import type { Speech } from '../expression/to-words/speech.ts';
import { lowerFirst, pick2, spoken } from '../expression/to-words/speech.ts';
import type { Labels } from '../model/expression.ts';
import type { Language, Message, Text } from '../model/text.ts';
import type { Document } from '../model/document.ts';
import type { Environment } from '../model/environment.ts';

/** A speech to a reader about records of an entity; `labels` are those of the value that is told. */
export function speechOf(environment: Environment, language: Language, entity?: string, labels?: Labels): Speech {
  const title = entityTitle({ environment, language }, entity);
  const speech: Speech = {
    environment,
    language,
    ...(title === undefined ? {} : { one: title }),
    ...(labels === undefined ? {} : { labels }),
    noun: (e) => noun(e, speech),
    clause: (e) => innerClause(e, speech),
  };
  return speech;
}

/** A sentence and what it tells behind itself: `…；其中 A = …`, so that no bracket stands within a bracket. */
export function withFootnotes(speech: Speech, tell: (speech: Speech) => string): string {
  const footnotes = createFootnotes();
  const inner: Speech = {
    ...speech,
    footnotes,
    noun: (e) => noun(e, inner),
    clause: (e) => innerClause(e, inner),
  };
  const said = tell(inner);
  const behind = footnotes.toldBehind(said).map(([letter, text]) => `${letter} = ${text}`);
  if (behind.length === 0) return said;
  return pick2(speech, `${said}；其中 ${behind.join('，')}`, `${said}; where ${behind.join(', ')}`);
}

/** The title of a part: its text, else its name. */
export function titled(
  speech: Pick<Speech, 'language'>,
  part: { readonly title?: Text; readonly name: string },
): string {
  return part.title === undefined ? part.name : spoken(speech, part.title);
}

/** What a definition is about, as people call several of them: `客户`, `customers`. */
export function subjectOf(speech: Speech, entity: string | undefined): string {
  const title = entityTitle(speech, entity);
  return title === undefined ? pick2(speech, '记录', 'records') : pick2(speech, title, plural(title));
}

/** One of them: `客户`, `customer`. */
export function oneOf(speech: Speech, entity: string | undefined): string {
  return entityTitle(speech, entity) ?? pick2(speech, '记录', 'record');
}

function entityTitle(speech: Pick<Speech, 'environment' | 'language'>, entity: string | undefined): string | undefined {
  const document: Document | undefined = entity === undefined ? undefined : speech.environment.document(entity);
  return document?.title === undefined ? undefined : lowerFirst(speech, spoken(speech, document.title));
}

/** What is said in both languages, as the slot of a sentence. */
export const inBoth = (tell: (speech: Pick<Speech, 'language'>) => string): Message => ({
  'zh-CN': tell({ language: 'zh-CN' }),
  en: tell({ language: 'en' }),
});

/** A share as a percentage without idle zeros: 0.35 → `35%`. */
export function percent(speech: Speech, share: number): string {
  const text = String(Math.round(share * 1e8) / 1e6);
  return pick2(speech, `${text}%`, `${text}%`);
}

/** How a figure is rounded: `保留两位小数`, `two decimals`. */
export function decimalsWords(speech: Speech, decimals: number): string {
  if (decimals === 0) return pick2(speech, '取整数', 'a whole number');
  return pick2(speech, zh`保留${countZh(decimals)}位小数`, `${countEn(decimals)} decimal${decimals === 1 ? '' : 's'}`);
}

/** A stated figure as it is shown, with a typographic minus sign. */
export function stated(figure: number | string): string {
  return String(figure).replace('-', '−');
}
