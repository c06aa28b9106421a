import type { Segmentation } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { NEW_CLASS } from '../../texts/segmentation.ts';
import { FigureField } from '../intervals/figure-field.tsx';
import { TitleField } from '../parts/title-field.tsx';
import type { Change } from '../view.ts';
import { setClassTitle } from './class-edits.ts';
import { divideShare, moveShare, percentFigure, removeShare, setShare, type Share } from './share-edits.ts';
import type { FrozenCut } from './use-frozen-cuts.ts';

type ByShare = Extract<Segmentation, { method: 'share' }>;

interface Props {
  readonly document: ByShare;
  readonly shares: readonly Share[];
  readonly rank: number;
  readonly colour: string;
  /** Undefined where no cut of this class is frozen. */
  readonly frozen: FrozenCut | undefined;
  readonly hasTreatment: boolean;
  readonly change: Change<Segmentation> | undefined;
}

/** One class by share: its title, how many percent it takes, between which shares it lies, and the cut that is frozen for it. */
export function ShareRow({ document, shares, rank, colour, frozen, hasTreatment, change }: Props) {
  const { t, say, number, language } = useReader();
  const share = shares[rank];
  const one = document.classes[share?.index ?? -1];
  if (share === undefined || one === undefined) return null;
  const title = say(one.title ?? one.name);
  const other = shares[rank + 1] ?? shares[rank - 1];
  const most = share.high - share.low + (other === undefined ? 0 : other.high - other.low);
  return (
    <tr>
      <th scope="row">
        <i className="swatch" style={{ background: colour }} />
        {change === undefined ? (
          title
        ) : (
          <TitleField
            value={title}
            label={t('class.title', { title })}
            pointer={`/classes/${share.index}/title`}
            change={(said, gesture) => change((before) => setClassTitle(before, one.name, language, said), gesture)}
          />
        )}
      </th>
      <td className="figure">
        {change === undefined || shares.length < 2 ? (
          `${number(percentFigure(share.high - share.low))}%`
        ) : (
          <>
            <FigureField
              value={percentFigure(share.high - share.low)}
              label={t('share.of', { title })}
              pointer={`/classes/${share.index}/size`}
              unit="%"
              low="0"
              high={percentFigure(most)}
              change={(to, gesture) => change((before) => setShare(before, rank, to), gesture)}
            />
            %
          </>
        )}
      </td>
      <td className="figure">
        {number(percentFigure(share.low))}–{number(percentFigure(share.high))}%
      </td>
      <td className="figure">
        <FrozenText frozen={frozen} high={share.high} />
      </td>
      {hasTreatment ? <td>{say(one.treatment)}</td> : null}
      {change === undefined ? null : (
        <td>
          <ShareActions title={title} rank={rank} count={shares.length} change={change} />
        </td>
      )}
    </tr>
  );
}

/** The least figure of a class as it was frozen; where the share is another now, for which share. */
function FrozenText({ frozen, high }: { readonly frozen: FrozenCut | undefined; readonly high: number }) {
  const { t, number } = useReader();
  if (frozen === undefined) return '–';
  return (
    <>
      {t('share.from', { cut: number(frozen.cut) })}
      {frozen.high === high ? null : (
        <span className="fine"> {t('share.frozenFor', { n: number(percentFigure(frozen.high)) })}</span>
      )}
    </>
  );
}

function ShareActions({
  title,
  rank,
  count,
  change,
}: {
  readonly title: string;
  readonly rank: number;
  readonly count: number;
  readonly change: Change<Segmentation>;
}) {
  const { t } = useReader();
  const deeds = [
    { said: '↑', label: t('share.up', { title }), isOff: rank === 0, edit: moveBy(rank, -1) },
    { said: '↓', label: t('share.down', { title }), isOff: rank === count - 1, edit: moveBy(rank, 1) },
    {
      said: t('share.split'),
      label: t('share.divide', { title }),
      isOff: false,
      edit: (before: Segmentation) => divideShare(before, rank, NEW_CLASS),
    },
    {
      said: t('edit.remove'),
      label: t('edit.removeOne', { title }),
      isOff: count < 2,
      edit: (before: Segmentation) => removeShare(before, rank),
    },
  ];
  return (
    <span className="ways tight">
      {deeds.map(({ said, label, isOff, edit }) => (
        <button
          key={label}
          type="button"
          className="quiet"
          aria-label={label}
          disabled={isOff}
          onClick={() => change(edit)}
        >
          {said}
        </button>
      ))}
    </span>
  );
}

const moveBy =
  (rank: number, by: -1 | 1) =>
  (before: Segmentation): Segmentation =>
    moveShare(before, rank, by);
