import { type JsonObject, nameFor, type Text, type WorkflowDocument } from '../../../definitions/index.ts';
import { bankInstant, instantText } from '../../texts/day.ts';
import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import { caseOf, type PlayedStep } from './play.ts';
import { StepFacts } from './step-facts.tsx';
import { StandingNow } from './standing-now.tsx';
import { effectsIn, guardsIn, lengthWords, moveWords } from './step-words.ts';
import { beginnings, movesOf } from './trail.ts';
import { pathName, type Stepping } from './use-stepping.ts';

export interface StepProps {
  readonly document: Pick<WorkflowDocument, 'cases'>;
  readonly titles: Titles;
  readonly names: ReadonlyMap<string, Text>;
  readonly stepping: Stepping;
  /** Undefined where nothing is written. */
  readonly saveCase: ((one: JsonObject) => void) | undefined;
}

/** A request led through its life by the step that the server takes: what may happen now, and what became of it. */
export function StepBar(props: StepProps) {
  const { document, stepping } = props;
  const { t, language } = useReader();
  const { trail, begin } = stepping;
  if (trail !== null) return <Going {...props} trail={trail} />;
  return (
    <section className="stepping">
      <h2>{t('step.title')}</h2>
      <p className="ways">
        {beginnings(document, bankInstant(new Date())).map(({ name, given }, i) => (
          <button key={i} type="button" className={i === 0 ? '' : 'quiet'} onClick={() => begin(given)}>
            {name === null ? t('step.beginNow') : t('step.beginAs', { name: nameFor(name, language) })}
          </button>
        ))}
      </p>
    </section>
  );
}

function Going(props: StepProps & { readonly trail: NonNullable<Stepping['trail']> }) {
  const { document, titles, names, stepping, saveCase, trail } = props;
  const reader = useReader();
  const { t, say } = reader;
  const { played, move, stepTo } = stepping;
  const made = movesOf(trail);
  const moves = trail.branches[trail.branch] ?? [];
  const steps = played?.steps ?? [];
  const isKnown = steps.length === made.length + 1;
  const save = () =>
    saveCase?.(
      caseOf(
        pathName(
          made,
          names,
          (document.cases ?? []).map(({ name }) => name),
        ),
        { given: trail.given, moves: made },
        steps,
      ),
    );
  return (
    <section className="stepping">
      <h2>{t('step.title')}</h2>
      <div className="step-bar" role="toolbar" aria-label={t('step.bar')}>
        {(played?.offers ?? []).map(({ event, refused }) => (
          <button
            key={event}
            type="button"
            title={refused.map(({ message }) => message[reader.language]).join(' ')}
            className={refused.length > 0 ? 'refused' : ''}
            onClick={() => move({ event })}
          >
            {say(names.get(event) ?? event)}
            {refused.length > 0 ? <span className="fine"> {t('step.refused')}</span> : null}
          </button>
        ))}
        <Advance of={played?.workingHours ?? null} say={t('step.hours')} move={move} />
        <Advance
          of={played?.toDue ?? null}
          say={played?.toDue ? t('step.toDue', { length: lengthWords(played.toDue, reader) }) : t('step.toDue.none')}
          move={move}
        />
        <button type="button" className="quiet" disabled={trail.at === 0} onClick={() => stepTo(trail.at - 1)}>
          {t('step.back')}
        </button>
        <button
          type="button"
          className="quiet"
          disabled={trail.at === moves.length}
          onClick={() => stepTo(trail.at + 1)}
        >
          {t('step.forth')}
        </button>
        <button type="button" className="quiet" onClick={stepping.end}>
          {t('step.end')}
        </button>
        {saveCase === undefined ? null : (
          <button type="button" className="quiet" disabled={made.length === 0 || !isKnown} onClick={save}>
            {t('step.save')}
          </button>
        )}
      </div>
      <Branches {...props} />
      {(played?.problems ?? []).map(({ code, message }) => (
        <p key={code} className="error" role="alert">
          {message[reader.language]}
        </p>
      ))}
      {isKnown && played !== null ? (
        <>
          <StandingNow played={played} titles={titles} names={names} document={document} />
          <StepFacts played={played} stepping={stepping} titles={titles} />
          <Steps {...props} steps={steps} />
        </>
      ) : null}
    </section>
  );
}

function Advance({
  of,
  say,
  move,
}: {
  readonly of: string | null;
  readonly say: string;
  readonly move: (move: JsonObject) => void;
}) {
  return (
    <button type="button" disabled={of === null} onClick={() => (of === null ? undefined : move({ advance: of }))}>
      {say}
    </button>
  );
}

function Branches({ names, stepping, trail }: StepProps & { readonly trail: NonNullable<Stepping['trail']> }) {
  const reader = useReader();
  if (trail.branches.length < 2) return null;
  return (
    <p className="ways">
      {trail.branches.map((moves, i) => (
        <button
          key={i}
          type="button"
          className="quiet"
          aria-pressed={i === trail.branch}
          onClick={() => stepping.takeBranch(i)}
        >
          {reader.t('step.branch', { n: i + 1, path: moves.map((one) => moveWords(one, names, reader)).join(' → ') })}
        </button>
      ))}
    </p>
  );
}

/** Each step that was made, and a way back to it. */
function Steps({
  titles,
  names,
  stepping,
  trail,
  steps,
}: StepProps & { readonly trail: NonNullable<Stepping['trail']>; readonly steps: readonly PlayedStep[] }) {
  const reader = useReader();
  const { t, say, language } = reader;
  const made = movesOf(trail);
  return (
    <ol className="steps-made" aria-label={t('step.made')}>
      {steps.map(({ line, guards }, i) => {
        const move = made[i - 1];
        return (
          <li key={i}>
            <button
              type="button"
              className="quiet"
              aria-current={i === trail.at ? 'step' : undefined}
              onClick={() => stepping.stepTo(i)}
            >
              {move === undefined ? t('step.begun') : moveWords(move, names, reader)}
            </button>{' '}
            → <b>{line.state.map((one) => say(names.get(one) ?? one)).join(' + ')}</b>{' '}
            <span className="fine">
              {[instantText(line.at, reader), ...effectsIn(line, reader), ...guardsIn(guards, titles, reader)].join(
                ' · ',
              )}
            </span>
            {line.problems.map(({ code, message }) => (
              <p key={code} className="error">
                {message[language]}
              </p>
            ))}
          </li>
        );
      })}
    </ol>
  );
}
