import type { Message } from '../../../definitions/index.ts';
import type { Deviation } from './gross-moves.ts';

/** Why it is held, in a sentence. */
export function deviationWords(deviation: Deviation): Message {
  const what = subjectWords(deviation);
  if (deviation.kind === 'unknown') return what;
  const { ref, approved, now } = deviation;
  return {
    'zh-CN': `${ref}：${what['zh-CN']}批准时为 ${figure(approved)} 位，现为 ${figure(now)} 位。`,
    en: `${ref}: ${what.en} were ${figure(approved)} when it was approved and are ${figure(now)} now.`,
  };
}

function subjectWords(deviation: Deviation): Message {
  switch (deviation.kind) {
    case 'cell': {
      const [from, to] = [deviation.from, deviation.to];
      return {
        'zh-CN': `由${quoted(from, 'zh-CN')}变为${quoted(to, 'zh-CN')}的客户`,
        en: `customers who move from ${quoted(from, 'en')} to ${quoted(to, 'en')}`,
      };
    }
    case 'class': {
      const { name, side } = deviation;
      return side === 'before'
        ? {
            'zh-CN': `改动前属于${quoted(name, 'zh-CN')}的客户`,
            en: `customers in ${quoted(name, 'en')} before the change`,
          }
        : {
            'zh-CN': `改动后属于${quoted(name, 'zh-CN')}的客户`,
            en: `customers in ${quoted(name, 'en')} after the change`,
          };
    }
    case 'refused':
      return deviation.side === 'before'
        ? { 'zh-CN': '只有改动前无法判断的客户', en: 'customers whom only the version before cannot decide' }
        : { 'zh-CN': '只有改动后无法判断的客户', en: 'customers whom only the version after cannot decide' };
    case 'figure': {
      const [zh, en] = MOVED[deviation.move];
      return { 'zh-CN': `${deviation.name} ${zh}的客户`, en: `customers whose ${deviation.name} ${en}` };
    }
    case 'range': {
      const { name, from, to, side } = deviation;
      const [zh, en] = side === 'before' ? ['改动前', 'before'] : ['改动后', 'after'];
      const within = { 'zh-CN': rangeWords(from, to, 'zh-CN'), en: rangeWords(from, to, 'en') };
      return {
        'zh-CN': `${zh} ${name} ${within['zh-CN']}的客户`,
        en: `customers whose ${name} is ${within.en} ${en} the change`,
      };
    }
    case 'unknown': {
      const { ref, name, approved } = deviation;
      if (name !== null)
        return {
          'zh-CN': `${ref}：${name} 的分布无法与批准时的相比。`,
          en: `${ref}: how ${name} is spread cannot be held against what was approved.`,
        };
      return approved === 1
        ? {
            'zh-CN': `${ref}：批准的影响中有它，现在没有。`,
            en: `${ref}: it was part of the impact that was approved, and is none now.`,
          }
        : {
            'zh-CN': `${ref}：批准的影响中没有它，现在有。`,
            en: `${ref}: it was no part of the impact that was approved, and is one now.`,
          };
    }
  }
}

const MOVED = {
  up: ['升高', 'rises'],
  down: ['降低', 'falls'],
  lost: ['不再有值', 'is lost'],
  gained: ['新有值', 'is new'],
} as const;

/** A class by its name; who is in none has an empty one. */
function quoted(name: string, language: 'zh-CN' | 'en'): string {
  if (language === 'en') return name === '' ? 'no class' : `“${name}”`;
  return name === '' ? '无类别' : `「${name}」`;
}

function rangeWords(from: string | null, to: string | null, language: 'zh-CN' | 'en'): string {
  const isEnglish = language === 'en';
  if (from === null && to === null) return isEnglish ? 'known' : '有值';
  if (from === null) return isEnglish ? `below ${to}` : `低于 ${to} `;
  if (to === null) return isEnglish ? `${from} or more` : `在 ${from} 及以上`;
  return isEnglish ? `from ${from} to below ${to}` : `自 ${from} 至不满 ${to} `;
}

const figure = (value: number): string => value.toLocaleString('en-US');
