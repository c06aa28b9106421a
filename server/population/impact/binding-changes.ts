import type { Message } from '../../../definitions/index.ts';
import { type Binding, type BoundCase, type BoundClosure, type BoundMember, itemText } from './bound-hash.ts';
import type { Tolerance } from '../../authority/settings.ts';

/** One thing of two bindings that differs. */
export interface BindingChange {
  readonly item: 'member' | 'closure' | 'snapshot' | 'impact' | 'case' | 'go-live' | 'tolerance' | 'policy' | 'note';
  /** The definition, and of a case its name; null where it is of the release as a whole. */
  readonly ref: string | null;
  readonly name: string | null;
  readonly message: Message;
}

/** What differs between what was seen and what is, item by item; nothing exactly where the hashes are equal. */
export function bindingChanges(seen: Binding, now: Binding): readonly BindingChange[] {
  return [
    ...listChanges(seen.members, now.members, ({ ref }) => [ref, null], memberChange),
    ...listChanges(seen.closures, now.closures, ({ ref }) => [ref, null], closureChange),
    ...whole('snapshot', seen.snapshot, now.snapshot, {
      'zh-CN': '所依据的客户群快照',
      en: 'The snapshot of the population',
    }),
    ...whole('impact', seen.impact, now.impact, { 'zh-CN': '影响报告', en: 'The impact report' }),
    ...listChanges(seen.cases, now.cases, ({ ref, name }) => [ref, name], caseChange),
    ...goLiveChange(seen.goLiveAt, now.goLiveAt),
    ...toleranceChange(seen.tolerance, now.tolerance),
    ...whole('policy', seen.policy, now.policy, {
      'zh-CN': '审批规则的版本',
      en: 'The version of the approval policy',
    }),
    ...whole('note', seen.note, now.note, { 'zh-CN': '说明', en: 'The note' }),
  ];
}

type Named = readonly [ref: string, name: string | null];
type ItemChange<Item> = (seen: Item | undefined, now: Item | undefined, named: Named) => BindingChange;

/** Of two lists, what is there only once and what is there otherwise, each by its name. */
function listChanges<Item extends object>(
  seen: readonly Item[],
  now: readonly Item[],
  nameOf: (item: Item) => Named,
  changeOf: ItemChange<Item>,
): readonly BindingChange[] {
  const keyed = (items: readonly Item[]) => {
    const found = new Map<string, Item[]>();
    for (const item of items.toSorted((one, other) => (itemText(one) < itemText(other) ? -1 : 1))) {
      const key = JSON.stringify(nameOf(item));
      found.set(key, [...(found.get(key) ?? []), item]);
    }
    return found;
  };
  const [left, right] = [keyed(seen), keyed(now)];
  return [...new Set([...left.keys(), ...right.keys()])].toSorted().flatMap((key) => {
    const [old, found] = [left.get(key) ?? [], right.get(key) ?? []];
    const at = Array.from({ length: Math.max(old.length, found.length) }, (_, i) => i).find(
      (i) => itemText(old[i]) !== itemText(found[i]),
    );
    if (at === undefined) return [];
    return [changeOf(old[at], found[at], JSON.parse(key) as Named)];
  });
}

const memberChange: ItemChange<BoundMember> = (seen, now, [ref]) => {
  const of = (zh: string, en: string): BindingChange => ({
    item: 'member',
    ref,
    name: null,
    message: { 'zh-CN': `${ref}：${zh}`, en: `${ref}: ${en}` },
  });
  if (seen === undefined) return of('新加入本次发布', 'it has come into the release');
  if (now === undefined) return of('已移出本次发布', 'it has gone from the release');
  if (seen.change !== now.change) {
    const [old, found] = [CHANGES[seen.change], CHANGES[now.change]];
    return of(`由${old['zh-CN']}改为${found['zh-CN']}`, `it was to ${old.en} and is to ${found.en}`);
  }
  if (seen.text !== now.text) return of('文本已改动', 'its text has changed');
  const version = (of: BoundMember) => (of.replaces === null ? '–' : String(of.replaces.version));
  return of(
    `所替换的版本已由 ${version(seen)} 变为 ${version(now)}`,
    `what it replaces was version ${version(seen)} and is version ${version(now)}`,
  );
};

const CHANGES: Readonly<Record<BoundMember['change'], Message>> = {
  change: { 'zh-CN': '变更', en: 'be changed' },
  add: { 'zh-CN': '新增', en: 'be added' },
  retire: { 'zh-CN': '停用', en: 'be retired' },
};

const closureChange: ItemChange<BoundClosure> = (seen, now, [ref]) => {
  const message =
    seen === undefined
      ? { 'zh-CN': `${ref}：其判断现在也会受影响`, en: `${ref}: its answers may now change as well` }
      : now === undefined
        ? { 'zh-CN': `${ref}：其判断不再受影响`, en: `${ref}: its answers can no longer change` }
        : { 'zh-CN': `${ref}：它或它所依据的定义已改动`, en: `${ref}: it or what it stands on has changed` };
  return { item: 'closure', ref, name: null, message };
};

const caseChange: ItemChange<BoundCase> = (seen, now, [ref, name]) => {
  const [zh, en] =
    seen === undefined
      ? ['现在也会得出另一结果', 'now comes out otherwise as well']
      : now === undefined
        ? ['不再得出另一结果', 'no longer comes out otherwise']
        : ['预期的结果已改动', 'is expected to come out otherwise than was shown'];
  const message = { 'zh-CN': `${ref}：用例「${name}」${zh}`, en: `${ref}: case “${name}” ${en}` };
  return { item: 'case', ref, name, message };
};

function whole(
  item: BindingChange['item'],
  seen: string | null,
  now: string | null,
  label: Message,
): readonly BindingChange[] {
  if (seen === now) return [];
  const message = { 'zh-CN': `${label['zh-CN']}已改动`, en: `${label.en} has changed` };
  return [{ item, ref: null, name: null, message }];
}

function goLiveChange(seen: string | null, now: string | null): readonly BindingChange[] {
  if (seen === now) return [];
  const words = (at: string | null) => ({ 'zh-CN': at ?? '批准后立即', en: at ?? 'at once' });
  const message = {
    'zh-CN': `生效时间由 ${words(seen)['zh-CN']} 改为 ${words(now)['zh-CN']}`,
    en: `It was to go live ${words(seen).en} and is to go live ${words(now).en}`,
  };
  return [{ item: 'go-live', ref: null, name: null, message }];
}

function toleranceChange(seen: Tolerance, now: Tolerance): readonly BindingChange[] {
  if (itemText(seen) === itemText(now)) return [];
  const words = ({ percent, leastCustomers }: Tolerance) => ({
    'zh-CN': `${percent}%（至少 ${leastCustomers} 位客户）`,
    en: `${percent} % (at least ${leastCustomers} customers)`,
  });
  const message = {
    'zh-CN': `容差由 ${words(seen)['zh-CN']}改为 ${words(now)['zh-CN']}`,
    en: `The tolerance was ${words(seen).en} and is ${words(now).en}`,
  };
  return [{ item: 'tolerance', ref: null, name: null, message }];
}
