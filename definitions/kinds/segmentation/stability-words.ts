import { countZh, zh } from '../../expression/to-words/chinese.ts';
import { countEn, sentenceCase, withArticle } from '../../expression/to-words/english.ts';
import { pick2, type Speech } from '../../expression/to-words/speech.ts';
import { stated } from '../words.ts';
import type { Move, Stability } from './segmentation.ts';

/** How moves wait, as a sentence about one `subject` (`客户`, `customer`); empty where there is no damping. */
export function stabilityWords({ up, down }: Stability, subject: string, speech: Speech): string {
  const parts = [
    up === undefined ? '' : move(up, 'up', '', subject, speech),
    down === undefined ? '' : move(down, 'down', buffer(down.buffer, speech), subject, speech),
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : sentenceCase(parts.join(pick2(speech, '；', '; '))) + pick2(speech, '。', '.');
}

const CHINESE = { up: ['升级', '高于本级上限', '升'], down: ['降级', '低于本级下限', '降'] } as const;

function move(
  { after, atMost, at }: Move,
  direction: 'up' | 'down',
  buffer: string,
  subject: string,
  speech: Speech,
): string {
  const [chinese, side, verb] = CHINESE[direction];
  const bound = direction === 'up' ? 'above' : 'below';
  const wait =
    after <= 1
      ? pick2(
          speech,
          buffer === '' ? `${chinese}即时生效` : zh`${side}${buffer}即${chinese}`,
          buffer === ''
            ? `moves ${direction} take effect at once`
            : `${withArticle(subject)} moves ${direction} at once${buffer} ${bound} the bound`,
        )
      : pick2(
          speech,
          zh`连续${countZh(after)}次评估均${side}${buffer}的，方可${chinese}`,
          `${withArticle(subject)} moves ${direction} only after ${countEn(after)} runs${buffer} ${bound} the bound`,
        );
  const step =
    atMost === undefined
      ? ''
      : pick2(
          speech,
          `，每次至多${verb}${atMost === 2 ? '两' : countZh(atMost)}级`,
          `, ${atMost === 1 ? 'one class' : `at most ${countEn(atMost)} classes`} at a time`,
        );
  const day =
    at === undefined
      ? ''
      : at === 'quarter-end'
        ? pick2(speech, '，于季末执行', ', at quarter end')
        : pick2(speech, '，于月末执行', ', at month end');
  return wait + step + day;
}

function buffer(points: number | string | undefined, speech: Speech): string {
  return points === undefined || Number(points) === 0
    ? ''
    : pick2(speech, zh`超过 ${stated(points)} 分`, ` more than ${stated(points)}`);
}
