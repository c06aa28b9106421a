import { zh } from '../../../../expression/to-words/chinese.ts';
import { pick2, quoted, type Speech } from '../../../../expression/to-words/speech.ts';
import { entityScope } from '../../../../expression/computed/record-scope.ts';
import { readFact } from '../../../read-fact.ts';
import { titled } from '../../../words.ts';
import type { ShareSegmentation } from '../../segmentation.ts';

/** Classes by population share: `按贡献额从高到低排序：最高的 5% 为金牌客户；其后至 20% 为…`. */
export function shareWords(document: ShareSegmentation, speech: Speech): string {
  const classes = document.classes.map((one) => {
    const [from = '0', to = '100'] = one.share.replace(/[[\]()\s]/g, '').split(',');
    const title = titled(speech, one);
    const name = /\d/.test(title) ? quoted(title) : title;
    if (Number(from) === 0) return pick2(speech, zh`最高的 ${to}% 为${name}`, `the highest ${to}%: ${name}`);
    return Number(to) === 100
      ? pick2(speech, zh`其余为${name}`, `the rest: ${name}`)
      : pick2(speech, zh`其后至 ${to}% 为${name}`, `then up to ${to}%: ${name}`);
  });
  const definition = `segmentation/${document.name}`;
  const scope = entityScope(speech.environment, document.entity, definition);
  const fact = readFact(document.of, scope, { definition, pointer: '/of' }).expression;
  const name = fact === null ? document.of : speech.noun(fact);
  return pick2(
    speech,
    zh`按${name}从高到低排序：${classes.join('；')}。`,
    `Sorted by ${name} from high to low: ${classes.join('; ')}.`,
  );
}
