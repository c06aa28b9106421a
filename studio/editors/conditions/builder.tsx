import { useMemo, useRef, useState } from 'react';
import type { JsonObject, Problem } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { type Titles, titlesOf } from '../../texts/titles.ts';
import { partAt, setAt } from '../edit.ts';
import { CountsLine } from '../parts/counts-line.tsx';
import type { Change, ProveRows } from '../view.ts';
import { type BuilderContext, BuilderProvider } from './builder-context.ts';
import { fieldsOf, type Seats } from './fields.ts';
import { GroupBlock } from './group-block.tsx';
import { JsonDoor } from './json-door.tsx';
import { keyOf } from './node.ts';
import type { Speech } from './row-words.ts';
import { useConditionCounts } from './use-condition-counts.ts';
import { useDeeds } from './use-deeds.ts';
import { useKnownDocuments } from './use-known-documents.ts';
import { useNotes } from './use-notes.ts';
import { useRowProofs } from './use-row-proofs.ts';
import '../../texts/conditions.ts';

/** The condition that stands at a pointer of a document, as groups and rows that are written in place. `isOneOfMany`: its keys are told elsewhere. */
export function ConditionBuilder<D extends object>({
  document,
  root,
  titles,
  problems,
  proveRows,
  change,
  isOneOfMany = false,
}: {
  readonly document: D;
  readonly root: string;
  readonly titles: Titles;
  readonly problems: readonly Problem[];
  readonly proveRows: ProveRows | undefined;
  readonly change: Change<D>;
  readonly isOneOfMany?: boolean;
}) {
  const reader = useReader();
  const json = document as unknown as JsonObject;
  const { kind, name, entity, customer, product } = json;
  const self = `${String(kind)}/${String(name)}`;
  const seats = useMemo(
    (): Seats =>
      typeof customer === 'string' && typeof product === 'string' ? { customer, product } : { '': String(entity) },
    [entity, customer, product],
  );
  const { shelf, criteria, isAwaited, wantAll } = useKnownDocuments(self, seats);
  // What is searched may be told of more definitions than the page has titles of.
  const wider = useMemo(
    () => (shelf.size === 0 ? titles : titlesOf(shelf, seats, reader)),
    [shelf, seats, reader, titles],
  );
  const fields = useMemo(() => fieldsOf(seats, self, shelf, wider), [seats, self, shelf, wider]);
  const speech = useMemo(
    (): Speech => ({ reader, titles: wider, fieldOf: (mention) => fields.get(keyOf(mention)) }),
    [reader, wider, fields],
  );
  const [said, say] = useState('');
  const place = useRef<HTMLDivElement>(null);
  const act = useDeeds({ document, root, change, speech, say, place });
  const node = partAt(json, root) ?? { all: [] };
  const context = useMemo(
    (): BuilderContext => ({ speech, fields, criteria, wantAll, act }),
    [speech, fields, criteria, wantAll, act],
  );
  const proofs = useRowProofs(node, root, String(entity), proveRows);
  const { counted, texts: counts } = useConditionCounts(node, root, entity, reader);
  const notes = useNotes({ node, root, self }, problems, proofs, speech);
  if (isAwaited) return <p className="fine">{reader.t('state.loading')}</p>;
  return (
    <BuilderProvider value={context}>
      <div className="cond-builder" ref={place}>
        <GroupBlock node={node} at={root} notes={notes} counts={counts} isWhole />
        {isOneOfMany ? null : <p className="fine">{reader.t('cond.keys')}</p>}
        {isOneOfMany || typeof entity !== 'string' ? null : <CountsLine counted={counted} />}
        <p role="status" className="cond-announced">
          {said}
        </p>
        <JsonDoor when={node} take={(when) => change((before) => setAt(before, root, when))} />
      </div>
    </BuilderProvider>
  );
}
