import { useMemo } from 'react';
import type { Matching } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { FeelField } from '../feel/feel-field.tsx';
import { typeText } from '../feel/measure-text.ts';
import { useWorkedTexts } from '../feel/use-worked-texts.ts';
import { vocabularyOf } from '../feel/vocabulary.ts';
import { offeredUses } from '../formula/offered-uses.ts';
import { meaningIn } from '../parts/reckoned.tsx';
import type { Change, ViewProps } from '../view.ts';
import { setRankPart, setRankText } from './edits.ts';

const DECIMALS = Array.from({ length: 10 }, (_, i) => i);

/** What orders the offers: a formula of the customer and the product. */
export function RankEditor({
  document,
  rank,
  documents,
  sentences,
  workTexts,
  change,
}: ViewProps<Matching> & {
  readonly rank: NonNullable<Matching['rank']>;
  readonly documents: readonly unknown[];
  readonly change: Change<Matching>;
}) {
  const reader = useReader();
  const { t } = reader;
  const worked = useWorkedTexts(workTexts);
  const text = worked?.texts[0];
  const offered = useMemo(
    () => offeredUses(`matching/${document.name}`, undefined, documents, reader),
    [document.name, documents, reader],
  );
  const whole = text?.text === rank.text ? text.parts.at(-1) : undefined;
  const sentence = sentences?.at(-1);
  return (
    <>
      <FeelField
        text={rank.text}
        label={t('matching.rankText')}
        pointer="/rank/text"
        worked={text}
        vocabulary={vocabularyOf(worked, text, offered)}
        point={() => {}}
        write={(next, use, gesture) => change((before) => setRankText(before, next, use), gesture)}
      />
      {whole === undefined ? null : (
        <p className="fine line-told">
          {whole.said} · {typeText(whole.type, whole.isPercent ? '%' : whole.unit, reader)}
        </p>
      )}
      {sentence === undefined ? null : <p className="reckoned">{meaningIn(sentence)}</p>}
      <p className="line-parts">
        <select
          aria-label={t('matching.rankDecimals')}
          data-at="/rank/decimals"
          value={rank.decimals ?? 0}
          onChange={({ target }) => change((before) => setRankPart(before, 'decimals', Number(target.value)))}
        >
          {DECIMALS.map((n) => (
            <option key={n} value={n}>
              {t('view.decimals', { count: n })}
            </option>
          ))}
        </select>
      </p>
    </>
  );
}
