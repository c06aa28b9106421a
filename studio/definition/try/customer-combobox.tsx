import { useDeferredValue, useEffect, useId, useState } from 'react';
import { type CustomersFilter, useCustomers } from '../../api/customers.ts';
import { useCatalogue, useDistribution, usePopulation } from '../../api/queries.ts';
import { firstSegmentation } from '../../insight/primary-distribution.tsx';
import '../../insight/customers.css';
import { useReader } from '../../texts/reader.ts';
import { Refused } from '../../ui/refused.tsx';

/** So many are offered at once. */
const OFFERED = 20;

/** Customers by number, name, class or how little they lack of one, chosen by keys or pointer: tells the number of the one who is taken. */
export function CustomerCombobox({
  id,
  entity,
  choose,
}: {
  readonly id: string;
  readonly entity: string;
  readonly choose: (key: string) => void;
}) {
  const { t, number, say } = useReader();
  const own = useId();
  const [text, setText] = useState('');
  const [filter, setFilter] = useState<CustomersFilter>({});
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const definitions = useCatalogue().data?.definitions ?? [];
  const run = usePopulation().data?.segmentations ?? [];
  const isListed = id.startsWith('segmentation/') && definitions.some((one) => one.id === id);
  const by = isListed ? id : firstSegmentation(run, definitions);
  const begins = useDeferredValue(text.trim());
  const found = useCustomers(
    isOpen ? by : undefined,
    { ...filter, ...(begins === '' ? {} : { search: begins }) },
    OFFERED,
  );
  const page = found.data?.pages.find((one) => one.entity === entity);
  const classes = useDistribution(by).data?.classes ?? [];
  const titleOf = (name: string) => say(classes.find((one) => one.name === name)?.title ?? name);
  // What is still shown of what was asked before is not what is taken now.
  const isSettled = begins === text.trim() && !found.isPlaceholderData;
  const offered = page?.items ?? [];
  const active = useInSight(isOpen && offered[at] !== undefined ? `${own}-${at}` : undefined);
  const take = (key: string) => {
    setOpen(false);
    setText(key);
    choose(key);
  };
  return (
    <div className="customers-asked">
      <div className="form-field customer-choice">
        <label htmlFor={`${own}-text`}>{t('customers.choose')}</label>
        <input
          id={`${own}-text`}
          role="combobox"
          aria-expanded={isOpen}
          aria-controls={`${own}-list`}
          aria-autocomplete="list"
          aria-activedescendant={active}
          autoComplete="off"
          placeholder={t('customers.choose.hint')}
          value={text}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onChange={({ target }) => {
            setText(target.value);
            setOpen(true);
            setAt(0);
          }}
          onKeyDown={(event) => {
            // Enter while composing Chinese ends the composition alone.
            if (event.nativeEvent.isComposing) return;
            const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
            if (step !== undefined) {
              event.preventDefault();
              setOpen(true);
              setAt((before) => Math.min(Math.max(before + (isOpen ? step : 0), 0), Math.max(offered.length - 1, 0)));
            } else if (event.key === 'Enter' && isOpen && isSettled && offered[at] !== undefined) {
              event.preventDefault();
              take(offered[at].key);
            } else if (event.key === 'Escape' && isOpen) {
              event.stopPropagation();
              setOpen(false);
            }
          }}
        />
        <ul
          id={`${own}-list`}
          role="listbox"
          aria-label={t('customers.offered')}
          hidden={!isOpen || offered.length === 0}
        >
          {offered.map((one, i) => (
            <li
              key={one.key}
              id={`${own}-${i}`}
              role="option"
              aria-selected={i === at}
              // The field keeps the focus: what is pressed is taken before it is left.
              onMouseDown={(event) => {
                event.preventDefault();
                if (isSettled) take(one.key);
              }}
            >
              <span>
                {one.key} {one.name}
              </span>
              <span>
                {one.classes.map(titleOf).join(' · ')} {one.figure === null ? '' : number(one.figure)}
              </span>
            </li>
          ))}
        </ul>
        <span className="fine" role="status">
          {isOpen && isSettled && page !== undefined ? t('customers.found', { count: page.total }) : ''}
        </span>
      </div>
      <FilterChoice
        filter={filter}
        classes={classes.map(({ name }) => name)}
        reachable={(page?.lows ?? []).flatMap((one) => (one.hasBelow ? [one.class] : []))}
        titleOf={titleOf}
        choose={(next) => {
          setFilter(next);
          setAt(0);
        }}
      />
      <Refused error={found.error} />
    </div>
  );
}

/** Scrolls what has this id into sight, and gives the id. */
function useInSight(id: string | undefined): string | undefined {
  useEffect(() => {
    if (id !== undefined) document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
  }, [id]);
  return id;
}

/** Of which class, or how near to one. */
function FilterChoice({
  filter,
  classes,
  reachable,
  titleOf,
  choose,
}: {
  readonly filter: CustomersFilter;
  readonly classes: readonly string[];
  readonly reachable: readonly string[];
  readonly titleOf: (name: string) => string;
  readonly choose: (filter: CustomersFilter) => void;
}) {
  const { t } = useReader();
  const near = filter.near === undefined ? '' : `near:${filter.near}`;
  return (
    <label className="form-field">
      {t('customers.class')}
      <select
        value={filter.class === undefined ? near : `class:${filter.class}`}
        onChange={({ target: { value } }) => {
          const [, kind, name = ''] = /^(class|near):(.*)$/s.exec(value) ?? [];
          choose(kind === 'class' ? { class: name } : kind === 'near' ? { near: name, within: 1 } : {});
        }}
      >
        <option value="">{t('customers.everybody')}</option>
        {classes.map((name) => (
          <option key={name} value={`class:${name}`}>
            {titleOf(name)}
          </option>
        ))}
        {reachable.map((name) => (
          <option key={name} value={`near:${name}`}>
            {t('customers.near', { count: 1, class: titleOf(name) })}
          </option>
        ))}
      </select>
    </label>
  );
}
