import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useReader } from '../texts/reader.ts';

/**
 * A wide part that scrolls sideways in its own box. The keyboard can reach it, and scroll it where it
 * does; a line says so for as long as there is more to the right.
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
    // What stands inside may grow while the box does not.
    const observer = new ResizeObserver(measure);
    const observeAll = () => {
      for (const one of [element, ...element.children]) observer.observe(one);
    };
    const children = new MutationObserver(observeAll);
    children.observe(element, { childList: true });
    observeAll();
    element.addEventListener('scroll', measure, { passive: true });
    measure();
    return () => {
      observer.disconnect();
      children.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);
  return (
    <div className={hasMore ? 'scroll-frame more' : 'scroll-frame'}>
      {isWide ? (
        <p className="scroll-cue" aria-hidden="true">
          {t('view.moreAside')}
        </p>
      ) : null}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard (WCAG 2.1.1) */}
      <div ref={box} className="scroll" tabIndex={0} {...(isWide ? { role: 'region', 'aria-label': label } : {})}>
        {children}
      </div>
    </div>
  );
}
