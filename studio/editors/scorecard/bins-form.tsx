import { type FormEvent, useState } from 'react';
import { useReader } from '../../texts/reader.ts';
import { type BroughtFile, type OutcomeChoice, readBroughtFile } from './brought-file.ts';

const WAYS = ['either', 'rising', 'falling', 'free'] as const;

/** What bins are asked for; figures as they are typed. */
export interface BinsAsked {
  /** `field`, or `field=value`. */
  readonly outcome: string;
  /** Whether it is what is to be avoided. */
  readonly isBad: boolean;
  readonly direction: (typeof WAYS)[number];
  /** The least share of a bin, in percent. */
  readonly least: string;
  readonly most: string;
}

/** Asks what happened, and which bins may be proposed. */
export function BinsForm({
  label,
  asked,
  outcomes,
  isOfBands,
  isPending,
  set,
  file,
  bring,
  begin,
}: {
  readonly label: string;
  readonly asked: BinsAsked;
  readonly outcomes: readonly OutcomeChoice[];
  /** Bands stay as many as they are. */
  readonly isOfBands: boolean;
  readonly isPending: boolean;
  readonly set: (changed: Partial<BinsAsked>) => void;
  /** The file that was brought in place of the population. */
  readonly file: string | null;
  readonly bring: (file: BroughtFile | null) => void;
  readonly begin: () => void;
}) {
  const { t } = useReader();
  const begun = (event: FormEvent) => {
    event.preventDefault();
    begin();
  };
  return (
    <form className="bins-asked" aria-label={label} onSubmit={begun}>
      <Source file={file} bring={bring} />
      <label>
        {t('bins.outcome')}
        <select value={asked.outcome} onChange={({ target }) => set({ outcome: target.value })}>
          {outcomes.map(({ key, title }) => (
            <option key={key} value={key}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('bins.meaning')}
        <select value={String(asked.isBad)} onChange={({ target }) => set({ isBad: target.value === 'true' })}>
          <option value="true">{t('bins.bad')}</option>
          <option value="false">{t('bins.good')}</option>
        </select>
      </label>
      <label>
        {t('bins.direction')}
        <select
          value={asked.direction}
          onChange={({ target }) => set({ direction: WAYS.find((way) => way === target.value) ?? 'either' })}
        >
          {WAYS.map((way) => (
            <option key={way} value={way}>
              {t(`bins.${way}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('bins.least')}
        <input
          type="number"
          min={0}
          max={50}
          step="any"
          required
          value={asked.least}
          onChange={({ target }) => set({ least: target.value })}
        />
      </label>
      {isOfBands ? null : (
        <label>
          {t('bins.most')}
          <input
            type="number"
            min={2}
            max={20}
            required
            value={asked.most}
            onChange={({ target }) => set({ most: target.value })}
          />
        </label>
      )}
      <button type="submit" disabled={isPending || asked.outcome === ''}>
        {t('bins.propose')}
      </button>
    </form>
  );
}

/** Whose outcomes are counted: the population's, or those of a file that is brought. */
function Source({ file, bring }: { readonly file: string | null; readonly bring: (file: BroughtFile | null) => void }) {
  const { t } = useReader();
  const [isUnread, setUnread] = useState(false);
  const read = async (chosen: File | undefined) => {
    if (chosen === undefined) return;
    const titleOf = (title: string, value: string) => t('bins.value', { title, value });
    const found = readBroughtFile(chosen.name, new Uint8Array(await chosen.arrayBuffer()), titleOf);
    setUnread(found === undefined);
    if (found !== undefined) bring(found);
  };
  return (
    <span className="bins-source">
      <label>
        {t('bins.file')}
        <input type="file" accept=".csv,text/csv" onChange={({ target }) => void read(target.files?.[0])} />
      </label>
      {isUnread ? (
        <span role="alert" className="error">
          {t('bins.unread')}
        </span>
      ) : null}
      {file === null ? null : (
        <button type="button" className="quiet" onClick={() => bring(null)}>
          {t('bins.population')}
        </button>
      )}
    </span>
  );
}
