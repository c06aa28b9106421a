import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useReader } from '../texts/reader.ts';

/**
 * A wide part that scrolls sideways in its own box. Where it does, the keyboard can reach and scroll it, and a line says so for as long
 * as there is more to the right.
 */
export function Scroll({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const { t } = useReader();
  const [isWide, setWide] = useState(false);
  const [hasMore, setMore] = useState(false);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = () => {
      const left = element.scrollWidth - element.clientWidth;
      setWide(left > 0);
      // Fractions of a pixel are no column.
      setMore(left - element.scrollLeft > 1);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // What it holds may grow in a box that stays as it is.
    for (const child of element.children) observer.observe(child);
    element.addEventListener('scroll', measure, { passive: true });
    measure();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);
  return (
    <div className={hasMore ? 'scroll-frame goes-on' : 'scroll-frame'}>
      {isWide ? (
        <p className="scroll-cue" aria-hidden="true">
          {t('view.moreAside')}
        </p>
      ) : null}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard (WCAG 2.1.1) */}
      <div ref={box} className="scroll" {...(isWide ? { role: 'region', 'aria-label': label, tabIndex: 0 } : {})}>
        {children}
      </div>
    </div>
  );
}
