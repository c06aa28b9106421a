import type { Expression } from '../../model/expression.ts';
import { bracketed } from './brackets.ts';
import { zh } from './chinese.ts';
import { ordinalEnding } from './english.ts';
import { operand } from './operand.ts';
import { listed, pick2, quoted, type Speech } from './speech.ts';

/** Functions of lists in words. */
export function listWords(e: Expression & { kind: 'listCall' }, speech: Speech): string {
  const said = e.items.map((item) =>
    item.kind === 'constant' && typeof item.value === 'string' ? quoted(item.value) : operand(item, 'single', speech),
  );
  const [first = '', second = ''] = said;
  switch (e.function) {
    case 'concatenate':
      return pick2(
        speech,
        zh`${listed(speech, said, 'and')}合成的列表`,
        `the list of ${listed(speech, said, 'and')} together`,
      );
    case 'flatten':
      return pick2(speech, zh`${first}的各项`, `the items of each of ${first}`);
    case 'distinct':
      return pick2(speech, zh`${first}中不同的值`, `the distinct values of ${first}`);
    case 'sort':
      return pick2(speech, zh`从小到大排列的${first}`, `${first} in ascending order`);
    case 'mode':
      return pick2(speech, zh`${first}中出现最多的值`, `the most frequent values of ${first}`);
    case 'median':
      return pick2(speech, zh`${first}的中位数`, `the median of ${first}`);
    case 'stddev':
      return pick2(speech, zh`${first}的样本标准差`, `the sample standard deviation of ${first}`);
    case 'percentile':
      return percentileWords(first, second, e.items[1]?.kind === 'constant', speech);
    case 'join':
      return pick2(speech, zh`以${second}连接的${first}`, `${first} joined by ${second}`);
    case 'split':
      return pick2(speech, zh`以${second}分开的${first}`, `${first} split at ${second}`);
  }
}

/** A written rank is an ordinal; what is computed is no word to put an ending to. */
function percentileWords(of: string, rank: string, isWritten: boolean, speech: Speech): string {
  if (isWritten)
    return pick2(speech, zh`${of}的第 ${rank} 百分位数`, `the ${rank}${ordinalEnding(rank)} percentile of ${of}`);
  const said = bracketed(rank, speech);
  return pick2(speech, `${of}的第${said}百分位数`, `the ${said}-th percentile of ${of}`);
}
