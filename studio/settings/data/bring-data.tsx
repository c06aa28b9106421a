import { useEffect, useRef, useState } from 'react';
import { useDeed } from '../../api/deed.ts';
import { type Choice, dropFile, importing, type Reading, useImportChoices, type SentFile } from '../../api/imports.ts';
import { useReader } from '../../texts/reader.ts';
import { Failed, Loading } from '../../ui/notice.tsx';
import { Refused } from '../../ui/refused.tsx';
import { FilePart } from './file-part.tsx';

/** Files are chosen, looked into and brought in as a population: for whoever imports. */
export function BringData({ today }: { readonly today: string }) {
  const { data, error, refetch } = useImportChoices();
  if (data === undefined) return error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />;
  return <Bringing choices={data.entities} today={today} />;
}

interface Part {
  readonly reading: Reading;
  readonly file: SentFile | null;
}

function Bringing({ choices, today }: { readonly choices: readonly Choice[]; readonly today: string }) {
  const { t, say } = useReader();
  const populations = choices.filter(({ isPopulation }) => isPopulation);
  const [entity, setEntity] = useState(() => populations[0]?.id ?? '');
  const [asOf, setDay] = useState('');
  const [parts, setParts] = useState<ReadonlyMap<string, Part>>(new Map());
  // Another form after each import: its files are the server's then.
  const [turn, setTurn] = useState(0);
  const begin = useDeed(importing.begin);
  const latest = useRef(parts);
  latest.current = parts;
  // What nobody imports is taken away.
  const drop = () => {
    for (const { file } of latest.current.values()) if (file !== null) void dropFile(file.id);
  };
  useEffect(() => drop, []);
  const population = populations.find(({ id }) => id === entity);
  const related = choices.filter(({ id }) => population?.related.includes(id) === true);
  const asked = [...(population === undefined ? [] : [population]), ...related.filter(({ id }) => parts.has(id))];
  const partOf = (id: string): Part => parts.get(id) ?? { reading: { entity: id }, file: null };
  const set = (id: string, change: Partial<Part>) =>
    setParts((before) =>
      new Map(before).set(id, { ...(before.get(id) ?? { reading: { entity: id }, file: null }), ...change }),
    );
  const own = partOf(entity);
  const waiting = asked.find(({ id }) => partOf(id).file === null);
  const send = () => {
    if (own.file === null || waiting !== undefined) return;
    const others = asked.slice(1).map(({ id }) => [id, partOf(id).file?.id ?? ''] as const);
    const feeds = asked.flatMap(({ id }) => partOf(id).reading.feed ?? []);
    const { encoding, sheet } = own.reading;
    begin.mutate(
      {
        entity,
        file: own.file.id,
        ...(others.length > 0 && { related: Object.fromEntries(others) }),
        ...(feeds.length > 0 && { feeds }),
        ...(encoding !== undefined && { encoding }),
        ...(sheet !== undefined && { sheet }),
        ...(asOf !== '' && { asOf }),
      },
      {
        onSuccess: () => {
          setParts(new Map());
          setTurn((before) => before + 1);
        },
      },
    );
  };
  return (
    <form
      className="bring"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="fields">
        <label className="form-field">
          {t('bring.population')}
          <select
            value={entity}
            onChange={({ target }) => {
              setEntity(target.value);
              drop();
              setParts(new Map());
            }}
          >
            {populations.map(({ id, title }) => (
              <option key={id} value={id}>
                {say(title)}
              </option>
            ))}
          </select>
        </label>
        <label className="form-field">
          {t('bring.day')}
          <input type="date" max={today} value={asOf} onChange={({ target }) => setDay(target.value)} />
        </label>
      </div>
      {asked.map((choice) => (
        <FilePart
          key={`${choice.id} ${String(turn)}`}
          choice={choice}
          isFirst={choice.id === entity}
          reading={partOf(choice.id).reading}
          read={(reading) => set(choice.id, { reading })}
          sent={(file) => set(choice.id, { file })}
        />
      ))}
      <Others related={related.filter(({ id }) => !parts.has(id))} add={(id) => set(id, {})} />
      <button type="submit" className="main-action" disabled={waiting !== undefined || begin.isPending}>
        {t('bring.send')}
      </button>
      <p className="fine" role="status">
        {waiting === undefined || begin.isSuccess
          ? begin.isSuccess
            ? t('bring.begun')
            : ''
          : t('bring.waits', { entity: say(waiting.title) })}
      </p>
      <Refused error={begin.error} />
    </form>
  );
}

function Others({ related, add }: { readonly related: readonly Choice[]; readonly add: (id: string) => void }) {
  const { t, say } = useReader();
  if (related.length === 0) return null;
  return (
    <div className="ways" role="group" aria-label={t('bring.also')}>
      {related.map(({ id, title }) => (
        <button key={id} type="button" className="side-action" onClick={() => add(id)}>
          {t('bring.add', { entity: say(title) })}
        </button>
      ))}
    </div>
  );
}
