import type { Field } from '../model/expression.ts';
import { valueWords } from '../expression/to-words/figures.ts';
import { labelOf } from '../model/labels.ts';
import type { Json } from '../model/json.ts';
import type { Change, Nearest } from './answer.ts';
import { type Language, say } from '../model/text.ts';
import { valueOf } from './choices.ts';
import type { Reachable } from './choice.ts';

interface Known {
  readonly choice: Reachable;
  readonly fields: ReadonlyMap<string, Field>;
}

/** An answer as one sentence: `Regular → Gold: AUM + CNY 38,000 (CNY 12,000 → CNY 50,000)`. */
export function changeWords(found: Nearest, known: Known, language: Language): string {
  const isChinese = language === 'zh-CN';
  const name = (code: string | null) => (code === null ? '–' : say(known.choice.titleOf(code), language) || code);
  const head = `${name(found.from)} → ${name(found.to)}${isChinese ? '：' : ': '}`;
  const { changes, alone } = found;
  if (changes === null) return head + whyNot(found, isChinese, language);
  if (changes.length === 0) return head + (isChinese ? '已经达到' : 'there already');
  const said = (list: readonly Change[], join: string) =>
    list.map((change) => oneChange(change, known.fields.get(change.field), language)).join(join);
  const doubt = found.isProved ? '' : isChinese ? '（已找到的最小改变）' : ' (the smallest found)';
  const others = alone.filter((one) => changes.length !== 1 || one.field !== changes[0]?.field);
  const or =
    others.length === 0
      ? ''
      : `${isChinese ? '；或单独改变：' : '; or alone: '}${said(others, isChinese ? '；' : '; ')}`;
  return head + said(changes, isChinese ? '，并且' : ' and ') + doubt + or;
}

function whyNot({ problems, isProved, fixed }: Nearest, isChinese: boolean, language: Language): string {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const said = errors.map(({ message }) => message[language]);
  // Problems of no definition are of the record.
  if (errors.some(({ definition }) => definition === undefined))
    return `${isChinese ? '记录被拒绝：' : 'the record is refused: '}${said.join(isChinese ? '；' : '; ')}`;
  const why = said.length === 0 ? '' : isChinese ? `（${said.join('；')}）` : ` (${said.join('; ')})`;
  const rows =
    fixed.length === 0 ? '' : isChinese ? `（${fixed.join('、')} 不变）` : ` (${fixed.join(', ')} as they are)`;
  if (isProved) return (isChinese ? '改变这些事实达不到' : 'no change of these facts reaches it') + rows + why;
  return (isChinese ? '没有找到能达到的改变' : 'no change was found that reaches it') + rows + why;
}

function oneChange(
  { field: name, from, to, delta, isAnyOther, through }: Change,
  field: Field | undefined,
  language: Language,
): string {
  const isChinese = language === 'zh-CN';
  const title = (field === undefined ? '' : say(field.title, language)) || name;
  const value = (json: Json) => valueText(json, field, language);
  const target = isAnyOther === true ? (isChinese ? '其他任意值' : 'any other') : value(to);
  const rows =
    through === undefined ? '' : isChinese ? `，由 ${through.join('、')} 算出` : `, from ${through.join(', ')}`;
  const [open, close] = isChinese ? ['（', '）'] : [' (', ')'];
  if (delta === undefined || delta === null) {
    const source = rows === '' ? '' : `${open}${rows.replace(/^[，,]\s*/, '')}${close}`;
    return `${title}${isChinese ? '：' : ': '}${value(from)} → ${target}${source}`;
  }
  const isLess = String(delta).startsWith('-');
  const figure = value(typeof delta === 'number' ? Math.abs(delta) : String(delta).replace('-', ''));
  return `${title} ${isLess ? '−' : '+'} ${figure}${open}${value(from)} → ${target}${rows}${close}`;
}

function valueText(json: Json, field: Field | undefined, language: Language): string {
  if (json === null) return language === 'zh-CN' ? '未知' : 'unknown';
  const label = typeof json === 'string' ? labelOf(field?.labels, json, language) : undefined;
  if (label !== undefined) return label;
  const value = field === undefined ? undefined : valueOf(json, field.type);
  if (field === undefined || value === undefined || value === null) return JSON.stringify(json);
  return valueWords({ language }, value, field.type, field.unit);
}
