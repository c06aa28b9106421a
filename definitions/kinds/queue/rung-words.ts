import { pick2, quoted, type Speech } from '../../expression/to-words/speech.ts';
import { parseRung } from '../../time/rungs.ts';
import { budgetWords } from '../budget.ts';
import { titled } from '../words.ts';
import { actionsWords } from './clock-words.ts';
import type { QueueDocument, QueueRung } from './queue.ts';

/** A rung of the ladder: when it is reached, and what happens then. */
export function rungWords(document: QueueDocument, { clock, at, actions }: QueueRung, speech: Speech): string {
  const read = parseRung(at);
  const of = document.clocks.find(({ name }) => name === clock);
  const title = of === undefined ? '' : titled(speech, of);
  const does = actionsWords(actions, document, speech);
  const when = (() => {
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
  })();
  return pick2(speech, `${when}，${does}。`, `${when}, ${does}.`);
}
