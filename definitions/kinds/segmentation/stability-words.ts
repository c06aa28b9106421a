import { pick2, type Speech } from '../../expression/to-words/speech.ts';
import type { Move, Stability } from './segmentation.ts';

/** How moves wait, as a sentence; empty where there is no damping. */
export function stabilityWords({ up, down }: Stability, speech: Speech): string {
  const parts = [
    up === undefined
      ? ''
      : move(up, pick2(speech, '升级', 'A move up'), pick2(speech, '高于标准', 'above the bound'), speech),
    down === undefined
      ? ''
      : move(
          down,
          pick2(speech, '降级', 'A move down'),
          pick2(speech, `低于标准${buffer(down.buffer, speech)}`, `below the bound${buffer(down.buffer, speech)}`),
          speech,
        ),
  ];
  return parts.filter((part) => part !== '').join(pick2(speech, '', ' '));
}

function buffer(points: number | string | undefined, speech: Speech): string {
  return points === undefined || Number(points) === 0
    ? ''
    : pick2(speech, ` ${points} 分以上`, ` by more than ${points}`);
}

function move({ after, atMost, at }: Move, what: string, condition: string, speech: Speech): string {
  const wait =
    after <= 1
      ? pick2(speech, '即时生效', ' takes effect at once')
      : pick2(speech, `须连续 ${after} 次${condition}`, ` needs ${after} runs in a row ${condition}`);
  const step =
    atMost === undefined
      ? ''
      : pick2(
          speech,
          `，每次至多 ${atMost} 级`,
          `, at most ${atMost === 1 ? 'one class' : `${atMost} classes`} at a time`,
        );
  const day =
    at === undefined
      ? ''
      : at === 'quarter-end'
        ? pick2(speech, '，于季末执行', ', at quarter end')
        : pick2(speech, '，于月末执行', ', at month end');
  return `${what}${wait}${step}${day}${pick2(speech, '。', '.')}`;
}
