import { Link } from 'react-router';
import type { Json, JsonObject, Problem, Proof } from '../../definitions/index.ts';
import { useReader } from '../texts/reader.ts';
import { Mark, type Standing } from '../ui/mark.tsx';
import { Loading } from '../ui/notice.tsx';
import { placeTitle } from './place-title.ts';
import type { Titles } from './titles.ts';
import { questionOf, type Sound } from './use-sound.ts';
import { Witness } from './witness.tsx';

const OF_VERDICT: Readonly<Record<Proof['verdict'], Standing>> = { proved: 'good', refuted: 'bad', undecided: 'open' };
const OF_SEVERITY: Readonly<Record<Problem['severity'], Standing>> = { error: 'bad', warning: 'open', note: 'waiting' };

interface Ways {
  readonly titleAt: (pointer: string) => string | undefined;
  readonly tryOut: (request: Json, question: string) => void;
  readonly goTo: (pointer: string) => void;
}

/** What is wrong with a definition, and what was proved of it; a refuted proof opens its example in *try*. */
export function ProblemsTab({
  id,
  document,
  sound,
  titles,
  tryOut,
  goTo,
}: Omit<Ways, 'titleAt'> & {
  readonly id: string;
  readonly document: JsonObject;
  readonly sound: Sound;
  readonly titles: Titles;
}) {
  const reader = useReader();
  const { t } = reader;
  const titleAt = (pointer: string) => placeTitle(document, pointer, titles, reader);
  const { problems, proofs } = sound;
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
      {proofs?.length === 0 ? <p className="fine">{t('problems.noProofs')}</p> : null}
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

function ProofLine({
  proof,
  titles,
  tryOut,
  goTo,
  titleAt,
}: Ways & { readonly proof: Proof; readonly titles: Titles }) {
  const { t, language } = useReader();
  const { verdict, problem, pointer } = proof;
  const title = titleAt(pointer);
  const asked = questionOf(proof, language);
  const question = title === undefined ? asked : t('problems.inPart', { title, question: asked });
  const witness = problem?.witness;
  return (
    <li>
      <Mark standing={OF_VERDICT[verdict]} />
      <div>
        <p>
          <b className={`verdict-${verdict}`}>{t(`verdict.${verdict}`)}</b>{' '}
          {problem === undefined ? question : problem.message[language]}
        </p>
        {witness === undefined ? null : <Witness request={witness} titles={titles} />}
        {verdict === 'proved' ? null : (
          <p className="ways">
            {witness === undefined ? null : (
              <button
                type="button"
                className="quiet"
                onClick={() => {
                  tryOut(witness, question);
                }}
              >
                {t('problems.open')}
              </button>
            )}
            <GoTo pointer={pointer} goTo={goTo} titleAt={titleAt} />
          </p>
        )}
      </div>
    </li>
  );
}

function ProblemLine({
  problem,
  id,
  titles,
  goTo,
  titleAt,
}: Pick<Ways, 'goTo' | 'titleAt'> & { readonly problem: Problem; readonly id: string; readonly titles: Titles }) {
  const { t, language } = useReader();
  const { severity, message, definition, pointer } = problem;
  const isElsewhere = definition !== undefined && definition !== id;
  return (
    <li>
      <Mark standing={OF_SEVERITY[severity]} />
      <div>
        <p>
          <b className={`severity-${severity}`}>{t(`severity.${severity}`)}</b> {message[language]}
        </p>
        <p className="ways">
          {isElsewhere ? (
            <Link to={`/definitions/${definition}?tab=problems`}>
              {t('problems.elsewhere', { title: titles.definition(definition) })}
            </Link>
          ) : (
            <GoTo pointer={pointer} goTo={goTo} titleAt={titleAt} />
          )}
        </p>
      </div>
    </li>
  );
}

function GoTo({ pointer, goTo, titleAt }: Pick<Ways, 'goTo' | 'titleAt'> & { readonly pointer: string }) {
  const { t } = useReader();
  const title = titleAt(pointer);
  return (
    <button
      type="button"
      className="quiet"
      title={pointer}
      onClick={() => {
        goTo(pointer);
      }}
    >
      {title === undefined ? t('problems.goTo') : t('problems.goToPart', { title })}
    </button>
  );
}
