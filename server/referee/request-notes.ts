import { meaningOf, type Problem } from '../../definitions/index.ts';

/** Notes what is wrong with a request, and where. */
export type RequestNote = (code: string, pointer: string) => void;

export const isAbsent = (json: unknown) => json === undefined || json === null;

/** A problem by its code; the referee fills in no slots. */
export function problemOf(code: string, pointer: string, definition?: string): Problem {
  const { severity = 'error', ...meaning } = meaningOf(code) ?? { 'zh-CN': code, en: code };
  const clean = (text: string) => text.replace(/\{\w+\}/g, '…');
  const message = { 'zh-CN': clean(meaning['zh-CN']), en: clean(meaning.en) };
  return { code, severity, pointer, message, ...(definition === undefined ? {} : { definition }) };
}
