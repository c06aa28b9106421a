import { useState } from 'react';
import { useCustomers, useMayReadCustomers } from '../../../api/customers.ts';
import { CustomersTable } from '../../../insight/customers-table.tsx';
import { useReader } from '../../../texts/reader.ts';
import { Refused } from '../../../ui/refused.tsx';
import type { BarRange, BarWay } from './histogram.tsx';
import '../../../insight/customers.css';
import '../../../texts/customers.ts';

/**
 * The bars of a ruler that open the list of the customers behind them: of a segmentation whose figures stand as they are in force, for
 * those who may read customers. `bars` undefined: they open nothing.
 */
export function useBehindBar(
  id: string | null,
  decimals: number,
): { readonly bars: BarWay | undefined; readonly range: BarRange | null; readonly close: () => void } {
  const reader = useReader();
  const may = useMayReadCustomers() === true;
  const [range, open] = useState<BarRange | null>(null);
  const label = (of: BarRange, count: number) =>
    reader.t('customers.bar', { count, range: rangeText(of, decimals, reader) });
  const isOpen = may && id !== null;
  return { bars: isOpen ? { open, label } : undefined, range: isOpen ? range : null, close: () => open(null) };
}

/** The customers behind a bar, each with his score; each leads to where he is tried. */
export function BehindBar({
  id,
  range,
  decimals,
  titleOf,
  close,
}: {
  readonly id: string;
  readonly range: BarRange;
  readonly decimals: number;
  readonly titleOf: (name: string) => string;
  readonly close: () => void;
}) {
  const reader = useReader();
  const { t } = reader;
  const { from, below } = range;
  const filter = { ...(from === null ? {} : { from }), ...(below === null ? {} : { below }) };
  const found = useCustomers(id, filter);
  const count = found.data?.pages[0]?.total;
  const title = t('customers.title', { count: count ?? 0, who: rangeText(range, decimals, reader) });
  return (
    <section className="customers behind-bar" aria-label={t('customers.behindBar')}>
      <h3 aria-live="polite">{count === undefined || found.isPlaceholderData ? t('customers.behindBar') : title}</h3>
      <button type="button" className="quiet" onClick={close}>
        {t('customers.close')}
      </button>
      <Refused error={found.error} />
      {count === undefined ? null : <CustomersTable id={id} found={found} title={title} titleOf={titleOf} />}
    </section>
  );
}

/** Figures that lie on a whole number of units: what is at least a fraction of one is at least the next. */
function rangeText({ from, below }: BarRange, decimals: number, { t, number }: ReturnType<typeof useReader>): string {
  const unit = 10 ** decimals;
  const said = (end: number) => number(Math.ceil(Number((end * unit).toPrecision(12))) / unit);
  if (from === null) return t('customers.under', { to: said(below ?? 0) });
  return below === null
    ? t('customers.from', { from: said(from) })
    : t('customers.between', { from: said(from), to: said(below) });
}
