import { useState } from 'react';
import type { Formula, Problem, WorkedText } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { FeelField } from '../feel/feel-field.tsx';
import { stepText, typeText } from '../feel/measure-text.ts';
import { StepsTable } from '../feel/steps-table.tsx';
import type { Vocabulary } from '../feel/vocabulary.ts';
import { meaningIn } from '../parts/reckoned.tsx';
import type { Change } from '../view.ts';
import { addLine, moveLine, removeLine, removeUse, setText } from './edits.ts';
import { LineParts } from './line-parts.tsx';

/** One line of a formula: its parts, its text, what the part at the caret is and came to, its problems, and its worked steps. */
export function LineEditor({
  document,
  at,
  worked,
  vocabulary,
  sentence,
  problems,
  rename,
  change,
}: {
  readonly document: Formula;
  readonly at: number;
  readonly worked: WorkedText | undefined;
  readonly vocabulary: Vocabulary;
  readonly sentence: string | undefined;
  readonly problems: readonly Problem[];
  readonly rename: (name: string) => void;
  readonly change: Change<Formula>;
}) {
  const reader = useReader();
  const { t, say, language } = reader;
  const [caret, point] = useState<number | null>(null);
  const [isOpen, setOpen] = useState(false);
  const line = document.lines[at];
  if (line === undefined) return null;
  const title = say(line.title ?? line.name);
  const current = worked?.text === line.text ? worked : undefined;
  const own = problems.filter(({ pointer }) => pointer === `/lines/${at}` || pointer.startsWith(`/lines/${at}/`));
  const uses = Object.entries(line.uses ?? {});
  return (
    <>
      <LineParts document={document} line={line} at={at} title={title} rename={rename} change={change} />
      <FeelField
        text={line.text}
        label={t('formula.text', { title })}
        pointer={`/lines/${at}/text`}
        worked={worked}
        vocabulary={vocabulary}
        point={point}
        write={(text, use, gesture) => change((before) => setText(before, at, text, use), gesture)}
      />
      <p className="fine line-told" aria-live="polite">
        <PartAt worked={current} caret={caret} />
      </p>
      {own.map(({ code, message, pointer, severity }) => (
        <p
          key={`${code} ${pointer} ${message.en}`}
          className={severity === 'error' ? 'error line-told' : 'fine line-told'}
        >
          {message[language]}
        </p>
      ))}
      {sentence === undefined ? null : <p className="reckoned">{meaningIn(sentence)}</p>}
      {uses.length === 0 ? null : (
        <p className="fine">
          {t('formula.uses')}{' '}
          {uses.map(([name, target]) => (
            <span key={name} className="tag">
              <code>
                {name} = {target}
              </code>{' '}
              <button
                type="button"
                className="quiet"
                aria-label={t('formula.removeUse', { name })}
                onClick={() => change((before) => removeUse(before, at, name))}
              >
                ×
              </button>
            </span>
          ))}
        </p>
      )}
      <details className="written" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{t('feel.steps')}</summary>
        {isOpen && current !== undefined ? (
          <StepsTable worked={current} label={t('feel.stepsOf', { title })} at={caret} />
        ) : null}
      </details>
      <LineActions at={at} count={document.lines.length} title={title} change={change} />
    </>
  );
}

/** The innermost part at the caret, else the whole: what it is, and what it came to. */
function PartAt({ worked, caret }: { readonly worked: WorkedText | undefined; readonly caret: number | null }) {
  const reader = useReader();
  const whole = worked?.parts.at(-1);
  if (worked === undefined || whole === undefined) return null;
  const near = caret === null ? [] : worked.parts.filter(({ from, to }) => caret >= from && caret <= to);
  const part = near.toSorted((a, b) => a.to - a.from - (b.to - b.from))[0] ?? whole;
  const told = [part.said, typeText(part.type, part.isPercent ? '%' : part.unit, reader)];
  return <>{[...told, ...(part.value === undefined ? [] : [`= ${stepText(part, reader)}`])].join(' · ')}</>;
}

function LineActions({
  at,
  count,
  title,
  change,
}: {
  readonly at: number;
  readonly count: number;
  readonly title: string;
  readonly change: Change<Formula>;
}) {
  const { t } = useReader();
  return (
    <p className="line-actions">
      <button
        type="button"
        className="quiet"
        disabled={at === 0}
        aria-label={t('formula.upOf', { title })}
        onClick={() => change((before) => moveLine(before, at, -1))}
      >
        ↑
      </button>
      <button
        type="button"
        className="quiet"
        disabled={at === count - 1}
        aria-label={t('formula.downOf', { title })}
        onClick={() => change((before) => moveLine(before, at, 1))}
      >
        ↓
      </button>
      <button type="button" className="quiet" onClick={() => change((before) => addLine(before, at))}>
        {t('formula.add')}
      </button>
      <button
        type="button"
        className="quiet"
        disabled={count < 2}
        aria-label={t('formula.removeOf', { title })}
        onClick={() => change((before) => removeLine(before, at))}
      >
        {t('formula.remove')}
      </button>
    </p>
  );
}
