import { memo } from 'react';
import { Link } from 'react-router';
import type { Summary } from '../api/queries.ts';
import { useReader } from '../texts/reader.ts';
import { Mark } from '../ui/mark.tsx';
import { useKindTitle } from './kind-title.ts';
import { standingOf } from './standing.ts';

/** One definition in the list; where it was found by what it says, the sentence in the place of its description. */
export const DefinitionRow = memo(function DefinitionRow({
  item,
  sentence,
}: {
  readonly item: Summary;
  readonly sentence: string | undefined;
}) {
  const reader = useReader();
  const kindTitle = useKindTitle();
  const { standing, text } = standingOf(item, reader);
  return (
    <li className="row">
      <Link to={`/definitions/${item.id}`}>{reader.say(item.title)}</Link>
      <span className={sentence === undefined ? 'about' : 'about found'}>
        {sentence ?? (item.description === null ? item.name : reader.say(item.description))}
      </span>
      <span className="kind">{kindTitle(item.kind)}</span>
      <span className="version">
        {item.version === null ? reader.t('catalogue.draft') : reader.t('catalogue.version', { n: item.version })}
      </span>
      <span className="standing">
        <Mark standing={standing} />
        {text}
      </span>
    </li>
  );
});
