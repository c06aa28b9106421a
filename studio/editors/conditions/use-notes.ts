import { useMemo } from 'react';
import { isObject, type Json, type Problem, type RowProof } from '../../../definitions/index.ts';
import { partAt } from '../edit.ts';
import type { Notes } from './group-block.tsx';
import { itemsOf, readGroup, readNode } from './node.ts';
import { oneText, type Speech } from './row-words.ts';

/** What the check and the proofs say, at the item they say it of. */
export function useNotes(
  { node, root, self }: { readonly node: Json; readonly root: string; readonly self: string },
  problems: readonly Problem[],
  proofs: ReadonlyMap<string, RowProof>,
  speech: Speech,
): Notes {
  return useMemo(() => {
    const places = [root, ...placesIn(node, root)].toReversed();
    const notes = new Map<string, readonly string[]>();
    const add = (at: string, text: string) => notes.set(at, [...(notes.get(at) ?? []), text]);
    for (const { pointer, message, definition = self } of problems) {
      const at = places.find((place) => pointer === place || pointer.startsWith(`${place}/`));
      if (definition === self && at !== undefined) add(at, message[speech.reader.language]);
    }
    for (const at of places) {
      const proof = proofs.get(at);
      const item = partAt({ when: node }, `/when${at.slice(root.length)}`) ?? null;
      if (proof !== undefined) add(at, proofWords(proof, item, speech));
    }
    return new Map([...notes].map(([at, texts]) => [at, texts.join(' ')]));
  }, [node, root, self, problems, proofs, speech]);
}

function proofWords({ verdict, example }: RowProof, item: Json, speech: Speech): string {
  const { t } = speech.reader;
  const shown = example === null ? '' : exampleWords(example, item, speech);
  if (shown === '' || verdict === 'same') return t(`cond.${verdict}`);
  return `${t(`cond.${verdict}`)} ${t(verdict === 'always' ? 'cond.even' : 'cond.evenNot')} ${shown}`;
}

/** So many facts are read at a glance. */
const MOST_FACTS = 4;

/** An example by what its row reads, or where that is behind other definitions by the first facts it has. */
function exampleWords(request: Json, item: Json, speech: Speech): string {
  const facts = isObject(request) && isObject(request['facts']) ? request['facts'] : {};
  const row = readNode(item);
  const isOwn = row.kind === 'row' && row.mention.path === undefined && !row.mention.fact.includes('/');
  const known = isOwn ? [row.mention.fact] : Object.keys(facts).slice(0, MOST_FACTS);
  const said = (fact: string) => {
    const [field, value] = [speech.fieldOf({ fact }), facts[fact] ?? null];
    if (value === null) return speech.reader.t('view.missing');
    return field === undefined ? speech.titles.value(fact, value) : oneText(value, field, speech.reader);
  };
  const isEnglish = speech.reader.language === 'en';
  return known.map((fact) => `${speech.titles.fact(fact)} ${said(fact)}`).join(isEnglish ? ', ' : '，');
}

/** The pointers of all items, groups before what they hold. */
function placesIn(node: Json, at: string): readonly string[] {
  const group = readGroup(node);
  if (group === undefined) return [];
  return itemsOf(group, at).flatMap((item) => [
    item.at,
    ...(readNode(item.node).kind === 'group' ? placesIn(item.node, item.at) : []),
  ]);
}
