import type { Difference, Release } from '../api/releases.ts';
import { useReader } from '../texts/reader.ts';
import { Mark, type Standing } from '../ui/mark.tsx';
import '../texts/definition.ts';

const STANDING: Readonly<Record<string, Standing>> = { proved: 'good', refuted: 'bad', undecided: 'open' };

/** Cases that come out otherwise or say something else themselves, and what is proved otherwise than before. */
export function Findings({ difference, release }: { readonly difference: Difference; readonly release?: Release }) {
  const { t, say, language } = useReader();
  const { cases, proofs, errors } = difference;
  const isAccepted = (release?.caseChanges?.length ?? 0) > 0;
  return (
    <>
      {errors.length === 0 ? null : (
        <section aria-labelledby="errors">
          <h2 id="errors">{t('review.errors')}</h2>
          <ul className="findings">
            {errors.map(({ message }, i) => (
              <li key={i}>
                <Mark standing="bad" />
                <p>{message[language]}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="cases">
        <h2 id="cases">{t('review.cases')}</h2>
        {cases.changed.length + cases.failing.length + cases.texts.length === 0 ? (
          <p className="fine">{t('review.cases.none')}</p>
        ) : (
          <>
            <CaseList
              told={t(isAccepted ? 'review.cases.changed' : 'review.cases.toAccept')}
              items={cases.changed}
              mark="open"
            />
            <CaseList told={t('review.cases.texts')} items={cases.texts} mark="open" />
            <CaseList told={t('review.cases.failing')} items={cases.failing} mark="bad" />
          </>
        )}
      </section>
      <section aria-labelledby="proofs">
        <h2 id="proofs">{t('review.proofs')}</h2>
        {proofs.length === 0 ? (
          <p className="fine">{t('review.proofs.none')}</p>
        ) : (
          <ul className="findings">
            {proofs.map(({ ref, title, question, pointer, before, after, told }) => (
              <li key={`${ref}${pointer}${question.en}`}>
                <Mark standing={after === null ? 'waiting' : (STANDING[after] ?? 'waiting')} />
                <p>
                  <b>{say(title)}</b> {question[language]}: {verdictText(before, t)} → {verdictText(after, t)}
                  {told === null ? null : <span className="fine"> {told[language]}</span>}
                </p>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

type Told = Difference['cases']['changed'];

function CaseList({ told, items, mark }: { readonly told: string; readonly items: Told; readonly mark: Standing }) {
  const { language } = useReader();
  if (items.length === 0) return null;
  return (
    <>
      <p className="fine">{told}</p>
      <ul className="findings">
        {items.map(({ words }, i) => (
          <li key={i}>
            <Mark standing={mark} />
            <p>{words[language]}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

const verdictText = (verdict: Difference['proofs'][number]['before'], t: ReturnType<typeof useReader>['t']): string =>
  verdict === null ? t('review.proofs.not') : t(`verdict.${verdict}`);
