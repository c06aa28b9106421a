import { type KeyboardEvent, useId, useState } from 'react';
import type { JsonObject } from '../../../definitions/index.ts';
import { useBuilder } from './builder-context.ts';
import { itemWords } from './row-words.ts';
import { meantBy } from './typed-row.ts';

interface Offer {
  readonly key: string;
  readonly words: string;
  readonly item: JsonObject;
}

/**
 * Where a row is typed: a field, `age 18`, the name of a criteria. What is offered reads as the row it makes; nothing is made before
 * one is chosen. `only`: fields alone, to take the place of another.
 */
export function FieldSearch({
  label,
  placeholder,
  only = 'everything',
  choose,
  leave,
  isFocused = false,
}: {
  readonly label: string;
  readonly placeholder: string;
  readonly only?: 'everything' | 'fields';
  readonly choose: (item: JsonObject) => void;
  readonly leave?: () => void;
  readonly isFocused?: boolean;
}) {
  const { speech, wantAll } = useBuilder();
  const { t } = speech.reader;
  const [text, type] = useState('');
  const [isOpen, open] = useState(false);
  const [at, go] = useState(0);
  const id = useId();
  const offers = useOffers(text, only);
  const shown = isOpen && text.trim() !== '';
  const current = Math.min(at, offers.length - 1);
  const take = (offer: Offer | undefined) => {
    if (offer === undefined) return;
    type('');
    open(false);
    choose(offer.item);
  };
  const keyed = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape') {
      open(false);
      leave?.();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      take(shown ? offers[current] : undefined);
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && offers.length > 0) {
      event.preventDefault();
      open(true);
      go((current + (event.key === 'ArrowDown' ? 1 : offers.length - 1)) % offers.length);
    }
  };
  return (
    <span className="cond-search">
      <input
        role="combobox"
        aria-label={label}
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown && offers.length > 0 ? `${id}-${String(current)}` : undefined}
        placeholder={placeholder}
        value={text}
        // Asked for by the press that put it there.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={isFocused}
        onFocus={wantAll}
        onChange={({ target }) => {
          type(target.value);
          open(true);
          go(0);
        }}
        onBlur={() => {
          open(false);
          leave?.();
        }}
        onKeyDown={keyed}
      />
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        className="cond-offers"
        hidden={!shown || offers.length === 0}
      >
        {shown
          ? offers.map((offer, i) => (
              <li
                key={offer.key}
                id={`${id}-${String(i)}`}
                role="option"
                aria-selected={i === current}
                // The field keeps the focus while one is pressed.
                onMouseDown={(event) => {
                  event.preventDefault();
                  take(offer);
                }}
              >
                {offer.words}
              </li>
            ))
          : null}
      </ul>
      {shown && offers.length === 0 ? (
        <span role="status" className="cond-nothing">
          {t('cond.none')}
        </span>
      ) : null}
    </span>
  );
}

function useOffers(text: string, only: 'everything' | 'fields'): readonly Offer[] {
  const { speech, fields, criteria } = useBuilder();
  const offered = (item: JsonObject): Offer => ({ key: JSON.stringify(item), words: itemWords(item, speech), item });
  const meant = meantBy(text, fields.values());
  if (only === 'fields') {
    const once = meant.filter(({ field }, i) => meant.findIndex((one) => one.field === field) === i);
    return once.map(({ field, row }) => ({ key: field.title, words: field.title, item: row }));
  }
  const asked = text.normalize('NFKC').trim().toLowerCase();
  const named =
    asked === '' ? [] : criteria.filter(({ names }) => names.some((name) => name.includes(asked))).slice(0, 5);
  return [...meant.map(({ row }) => offered(row)), ...named.map(({ id }) => offered({ condition: id }))];
}
