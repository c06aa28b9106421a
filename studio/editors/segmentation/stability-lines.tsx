import type { Segmentation } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';

type Stability = NonNullable<Segmentation['stability']>;

/** How moves up and down wait. */
export function StabilityLines({ stability }: { readonly stability: Stability }) {
  const { t, number, language } = useReader();
  const said = (move: NonNullable<Stability['down']>) =>
    [
      move.after === 1 ? t('view.atOnce') : t('view.after', { n: number(move.after) }),
      ...(move.buffer === undefined || Number(move.buffer) === 0 ? [] : [t('view.buffer', { n: number(move.buffer) })]),
      ...(move.atMost === undefined ? [] : [t('view.atMost', { n: number(move.atMost) })]),
      ...(move.at === undefined ? [] : [t(`view.at.${move.at}`)]),
    ].join(language === 'en' ? ', ' : '，');
  return (
    <section>
      <h2>{t('view.stability')}</h2>
      <dl className="pairs">
        {(['up', 'down'] as const).map((direction) => {
          const move = stability[direction];
          return move === undefined ? null : (
            <div key={direction}>
              <dt>{t(direction === 'up' ? 'view.up' : 'view.down')}</dt>
              <dd>{said(move)}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
