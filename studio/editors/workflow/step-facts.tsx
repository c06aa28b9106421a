import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import type { Played } from './play.ts';
import { typedFact } from './trail.ts';
import type { Stepping } from './use-stepping.ts';

/** The facts by which guards decide, to be changed for what comes next. */
export function StepFacts({
  played,
  stepping: { facts, setFacts },
  titles,
}: {
  readonly played: Played;
  readonly stepping: Stepping;
  readonly titles: Titles;
}) {
  const { t } = useReader();
  if (played.reads.length === 0) return null;
  return (
    <fieldset className="fields">
      <legend>{t('step.facts')}</legend>
      {played.reads.map((name) => {
        const value = facts[name] ?? null;
        return (
          <label key={name} className="form-field">
            {titles.fact(name)}
            <input
              value={value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)}
              onChange={({ target }) => setFacts({ ...facts, [name]: typedFact(target.value) })}
            />
          </label>
        );
      })}
    </fieldset>
  );
}
