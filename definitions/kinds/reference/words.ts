import type { Decision } from '../../decision.ts';
import { listed, pick2 } from '../../expression/to-words/speech.ts';
import type { Language } from '../../text.ts';
import type { Surroundings } from '../kind.ts';
import { speechOf } from '../words.ts';
import type { ReferenceDocument } from './reference.ts';

/** The most rows that are told one by one. */
const MOST_TOLD = 50;

/** A reference as sentences: what it is looked up by, then one line a row. */
export function referenceWords(
  document: ReferenceDocument,
  _decision: Decision | null,
  around: Surroundings,
  language: Language,
): readonly string[] {
  const speech = speechOf(around, language);
  const keys = listed(speech, document.key, 'and');
  const validity =
    document.validFrom === undefined
      ? ''
      : pick2(speech, '，按评估日取有效的一行', ', the row that is valid on the day of evaluation');
  const head = pick2(
    speech,
    `按${keys}查找，共 ${document.rows.length} 行${validity}。`,
    `Looked up by ${keys}, ${document.rows.length} rows${validity}.`,
  );
  const rows = document.rows.slice(0, MOST_TOLD).map((row) => {
    const parts = Object.entries(row).map(([name, value]) => `${name} ${String(value)}`);
    return parts.join(pick2(speech, '，', ', ')) + pick2(speech, '。', '.');
  });
  const more = document.rows.length - rows.length;
  return [head, ...rows, ...(more > 0 ? [pick2(speech, `……另有 ${more} 行。`, `… and ${more} more rows.`)] : [])];
}
