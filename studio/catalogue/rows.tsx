import { memo, useEffect, useRef, useState } from 'react';
import type { Summary } from '../api/queries.ts';
import { useReader } from '../texts/reader.ts';
import { type Sayings, sentenceFound } from './arrange.ts';
import { DefinitionRow } from './definition-row.tsx';

/** So many rows are drawn together. */
const BLOCK = 40;
/** The height of a row that was not drawn yet, in pixels; a drawn block tells its own. */
const ROW = 39;

/** A list this short is drawn whole: the browser's own search then finds every row. */
export const SHORT = 200;

interface Props {
  readonly items: readonly Summary[];
  readonly query: string;
  readonly sayings: Sayings | undefined;
  /** Whether the whole list is short. */
  readonly isShort: boolean;
}

/** The rows of a subject. Of a long list only blocks near the window are in the page, so that thousands of definitions stay fast. */
export function Rows({ items, ...rest }: Props) {
  const blocks = Array.from({ length: Math.ceil(items.length / BLOCK) }, (_, i) =>
    items.slice(i * BLOCK, (i + 1) * BLOCK),
  );
  return (
    <div>
      {blocks.map((block, i) => (
        <Block key={i} items={block} {...rest} />
      ))}
    </div>
  );
}

const Block = memo(function Block({ items, query, sayings, isShort }: Props) {
  const { language } = useReader();
  const box = useRef<HTMLUListElement>(null);
  const [{ isNear, height }, setPlace] = useState({ isNear: isShort, height: 0 });
  useEffect(() => {
    const element = box.current;
    if (element === null || isShort) return undefined;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry === undefined) return;
        // The place of rows that leave the page stays as tall as they were.
        setPlace({ isNear: entry.isIntersecting, height: entry.boundingClientRect.height });
      },
      { rootMargin: '1000px' },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [isShort]);
  if (!isShort && !isNear) {
    return <ul ref={box} aria-busy style={{ minHeight: height === 0 ? items.length * ROW : height }} />;
  }
  return (
    <ul ref={box}>
      {items.map((item) => (
        <DefinitionRow key={item.id} item={item} sentence={sentenceFound(item, query, sayings, language)} />
      ))}
    </ul>
  );
});
