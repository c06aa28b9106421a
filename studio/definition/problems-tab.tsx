import type { JsonObject, Proof } from '../../definitions/index.ts';
import { useReader } from '../texts/reader.ts';
import { Loading } from '../ui/notice.tsx';
import { ProblemLine, ProofLine, type Ways } from './finding-lines.tsx';
import { placeTitle } from './place-title.ts';
import type { Titles } from '../texts/titles.ts';
import { isBroken, type DefinitionStatus } from './use-definition-status.ts';

/** What is wrong with a definition, and what was proved of it; a refuted proof opens its example in *try*. */
export function ProblemsTab({
  id,
  document,
  status,
  titles,
  tryOut,
  goTo,
}: Omit<Ways, 'titleAt'> & {
  readonly id: string;
  readonly document: JsonObject;
  readonly status: DefinitionStatus;
  readonly titles: Titles;
}) {
  const reader = useReader();
  const { t } = reader;
  const titleAt = (pointer: string) => placeTitle(document, pointer, titles, reader);
  const { problems, proofs } = status;
  if (problems === undefined) return <Loading />;
  return (
    <div className="problems">
      <h2>{t('problems.found')}</h2>
      {problems.length === 0 ? (
        <p className="fine">{t('problems.none')}</p>
      ) : (
        <ul className="findings">
          {problems.map((problem, i) => (
            <ProblemLine key={i} problem={problem} id={id} titles={titles} goTo={goTo} titleAt={titleAt} />
          ))}
        </ul>
      )}
      <h2>{t('problems.proofs')}</h2>
      {proofs === undefined ? <p className="fine">{t('status.proving')}</p> : null}
      {proofs?.length === 0 ? (
        <p className="fine">{t(isBroken(status) ? 'problems.proofsWait' : 'problems.noProofs')}</p>
      ) : null}
      <ul className="findings">
        {inOrder(proofs ?? []).map((proof, i) => (
          <ProofLine key={i} proof={proof} titles={titles} tryOut={tryOut} goTo={goTo} titleAt={titleAt} />
        ))}
      </ul>
    </div>
  );
}

/** What wants a look stands first. */
function inOrder(proofs: readonly Proof[]): readonly Proof[] {
  const weight = { refuted: 0, undecided: 1, proved: 2 };
  return proofs.toSorted((a, b) => weight[a.verdict] - weight[b.verdict]);
}
