import { useMemo } from 'react';
import type { Formula, WorkedTexts } from '../../../definitions/index.ts';
import { useAllDocuments } from '../../api/own-drafts.ts';
import { useReader } from '../../texts/reader.ts';
import { useWorkedTexts } from '../feel/use-worked-texts.ts';
import { vocabularyOf } from '../feel/vocabulary.ts';
import type { Change, ViewProps } from '../view.ts';
import { type Mentioned, renameInput, renameLine, writtenPlaces } from './edits.ts';
import { InputRows } from './input-rows.tsx';
import { LineEditor } from './line-editor.tsx';
import { offeredUses } from './offered-uses.ts';

/** A formula that is written: its lines as FEEL texts that are worked on what is tried, then the inputs it has of its own. */
export function FormulaEditor({
  document,
  problems,
  sentences,
  workTexts,
  change,
}: ViewProps<Formula> & { readonly change: Change<Formula> }) {
  const reader = useReader();
  const { t } = reader;
  const self = `formula/${document.name}`;
  const worked = useWorkedTexts(workTexts);
  const documents = useAllDocuments(true);
  const offered = useMemo(
    () => offeredUses(self, document.entity, documents ?? [], reader),
    [self, document.entity, documents, reader],
  );
  const own = problems.filter(({ definition }) => definition === undefined || definition === self);
  return (
    <>
      <section>
        <h2>{t('view.lines')}</h2>
        <p className="fine">{t('formula.keys')}</p>
        <ol className="lines lines-editor">
          {document.lines.map((line, at) => (
            <li key={at} data-at={`/lines/${at}`}>
              <LineEditor
                document={document}
                at={at}
                worked={worked?.texts[at]}
                vocabulary={vocabularyOf(worked, worked?.texts[at], offered)}
                sentence={sentences?.[at + 1]}
                problems={own}
                rename={(name) =>
                  change((before) =>
                    renameLine(before, at, name, mentionsOf(worked, before, `${self}#${line.name}`, line.name)),
                  )
                }
                change={change}
              />
            </li>
          ))}
        </ol>
      </section>
      {document.inputs === undefined ? null : (
        <section>
          <h2>{t('view.inputs')}</h2>
          <InputRows
            document={document}
            rename={(before, name) =>
              change((now) => renameInput(now, before, name, mentionsOf(worked, now, `#${before}`, before)))
            }
            change={change}
          />
        </section>
      )}
    </>
  );
}

/** Where the texts read something by its own name: as they are worked, or where that is still under way as they are written. */
function mentionsOf(worked: WorkedTexts | null, document: Formula, ref: string, name: string): readonly Mentioned[] {
  return document.lines.flatMap(({ text }, line) => {
    const own = worked?.texts[line];
    if (own?.text !== text) return writtenPlaces(text, name).map((place) => ({ line, ...place }));
    return own.parts
      .filter((part) => part.ref === ref && text.slice(part.from, part.to) === name)
      .map(({ from, to }) => ({ line, from, to }));
  });
}
