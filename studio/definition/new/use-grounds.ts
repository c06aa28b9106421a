import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { JsonObject } from '../../../definitions/index.ts';
import { useDocument } from '../../api/own-drafts.ts';
import { type Summary, useMe } from '../../api/queries.ts';
import { NOBODY } from '../draft/local-copy.ts';
import { begin, type Beginning, type copyOf, isName } from './begin.ts';
import { type Named, nameOf } from './new-fields.tsx';

/** Begins the draft and goes to its page; says why where it does not. */
export function useBeginning(kind: string, named: Named, definitions: readonly Summary[]) {
  const navigate = useNavigate();
  const { data: me } = useMe();
  const [begun, tell] = useState<Beginning | null>(null);
  const name = nameOf(named);
  const id = `${kind}/${name}`;
  const isTaken = definitions.some((one) => one.id === id);
  const start = (make: (head: Parameters<typeof copyOf>[1]) => JsonObject | null) => {
    const [zh, en] = [named.titleZh.trim(), named.titleEn.trim()];
    if (isTaken || !isName(name) || zh + en === '') return;
    const document = make({ name, title: { 'zh-CN': zh || en, en: en || zh } });
    if (document === null) return;
    const done = begin(me?.kind === 'person' ? (me.id ?? NOBODY) : NOBODY, document);
    tell(done);
    if (done === 'begun') void navigate(`/definitions/${id}`);
  };
  return { begun, id, isTaken, start };
}

export const NOTHING: readonly string[] = [];

/** What is chosen of the kinds that a new definition stands on, as far as it is there. No kind asks for more than two. */
export function useStanding(kinds: readonly string[], chosen: Readonly<Record<string, string>>) {
  const [first = '', second = ''] = kinds.map((one) => chosen[one] ?? '');
  const documents = [useDocument(first), useDocument(second)];
  const known = [first, second].flatMap((id, i) => {
    const document = documents[i];
    return document === undefined ? [] : [{ id, document }];
  });
  return { kinds, known };
}
