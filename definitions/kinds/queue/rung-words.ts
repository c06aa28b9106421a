import { pick2, quoted, type Speech } from '../../expression/to-words/speech.ts';
import { parseRung } from '../../time/rungs.ts';
import { budgetWords } from '../budget.ts';
import { titled } from '../words.ts';
import { actionsWords } from './clock-words.ts';
import type { QueueDocument, QueueRung } from './queue.ts';

/** A rung of the ladder: when it is reached, and what happens then. */
export function rungWords(document: QueueDocument, rung: QueueRung, speech: Speech): string {
  const [when, does] = [rungTime(document, rung, speech), actionsWords(rung.actions, document, speech)];
  return pick2(speech, `${when}，${does}。`, `${when}, ${does}.`);
}

/** When a rung is reached: `When 80% of “Reply” is used`. */
export function rungTime(
  document: QueueDocument,
  { clock, at }: Pick<QueueRung, 'clock' | 'at'>,
  speech: Pick<Speech, 'language'>,
): string {
  const read = parseRung(at);
  const of = document.clocks.find(({ name }) => name === clock);
  const title = of === undefined ? '' : titled(speech, of);
  switch (read?.kind) {
    case 'share':
      return read.percent === 100
        ? pick2(speech, `“${title}”到期时`, `When “${title}” is due`)
        : pick2(speech, `“${title}”用去 ${read.percent}% 时`, `When ${read.percent}% of “${title}” is used`);
    case 'overdue':
      return pick2(
        speech,
        `“${title}”超过 ${budgetWords(speech, read.after)}时`,
        `When “${title}” is late by ${budgetWords(speech, read.after)}`,
      );
    case 'idle':
      return pick2(
        speech,
        `${budgetWords(speech, read.after)}无人处理时`,
        `When nobody did anything for ${budgetWords(speech, read.after)}`,
      );
    case 'reopened':
      return pick2(speech, `第 ${read.times} 次重开时`, `On re-opening number ${read.times}`);
    case undefined:
      return quoted(at);
  }
}
