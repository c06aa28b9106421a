import { Link } from 'react-router';
import type { Json, Problem, Proof } from '../../definitions/index.ts';
import { useReader } from '../texts/reader.ts';
import { Mark, type Standing } from '../ui/mark.tsx';
import type { Titles } from '../texts/titles.ts';
import { questionOf } from './use-definition-status.ts';
import { Witness } from './witness.tsx';

const OF_VERDICT: Readonly<Record<Proof['verdict'], Standing>> = { proved: 'good', refuted: 'bad', undecided: 'open' };
const OF_SEVERITY: Readonly<Record<Problem['severity'], Standing>> = { error: 'bad', warning: 'open', note: 'waiting' };

/** What a reader may do from a finding. */
export interface Ways {
  readonly titleAt: (pointer: string) => string | undefined;
  readonly tryOut: (request: Json, question: string) => void;
  readonly goTo: (pointer: string) => void;
}

/** A proof: its question or what refutes it, the example, and the ways on. */
export function ProofLine({
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

/** A problem, and the way to its place. */
export function ProblemLine({
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
