import { LANGUAGES, type Segmentation } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { ConditionBuilder } from '../conditions/builder.tsx';
import { Chosen, SettledText, TypedText } from '../parts/typed-text.tsx';
import { Whether } from '../parts/whether.tsx';
import type { Change, ViewProps } from '../view.ts';
import * as edits from './exception-edits.ts';

type Props = Omit<ViewProps<Segmentation>, 'change'> & { readonly change: Change<Segmentation> };

/** Exceptions with their conditions to be written, in the order they are tried. */
export function WrittenExceptions(props: Props) {
  const { document, change } = props;
  const { t } = useReader();
  const { exceptions = [] } = document;
  const [first = ''] = edits.classNames(document);
  return (
    <section>
      <h2>{t('view.exceptions')}</h2>
      <p className="fine">{t('exception.order')}</p>
      {exceptions.length === 0 ? null : <p className="fine">{t('cond.keys')}</p>}
      {exceptions.map((_, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- an exception is known by its place; its code may be written
        <OneException key={at} {...props} at={at} count={exceptions.length} />
      ))}
      <p className="ways">
        <button
          type="button"
          className="quiet"
          disabled={first === ''}
          onClick={() => change((before) => edits.addException(before, first))}
        >
          {t('exception.add')}
        </button>
      </p>
    </section>
  );
}

function OneException({
  document,
  titles,
  problems,
  proveRows,
  change,
  at,
  count,
}: Props & { readonly at: number; readonly count: number }) {
  const { t, say } = useReader();
  const exception = document.exceptions?.[at];
  if (exception === undefined) return null;
  const pointer = `/exceptions/${at}`;
  const title = say(exception.title ?? exception.reason);
  const classTitle = (name: string) => say(document.classes?.find((one) => one.name === name)?.title ?? name);
  return (
    <article className="cond-class" data-at={pointer} aria-label={t('exception.one', { title })}>
      <ConditionBuilder {...{ document, titles, problems, proveRows, change }} root={`${pointer}/when`} isOneOfMany />
      <div className="fields">
        <Chosen
          label={t('exception.class')}
          value={exception.class}
          pointer={`${pointer}/class`}
          choices={edits.classNames(document).map((name) => [name, classTitle(name)] as const)}
          write={(name) => change((before) => edits.setException(before, at, 'class', name))}
        />
        {LANGUAGES.map((language) => (
          <TypedText
            key={language}
            label={t(`exception.title.${language}`)}
            value={typeof exception.title === 'object' ? (exception.title[language] ?? '') : (exception.title ?? '')}
            pointer={`${pointer}/title`}
            write={(said, gesture) =>
              change((before) => edits.setExceptionTitle(before, at, language, said), `${gesture} ${language}`)
            }
          />
        ))}
        <SettledText
          label={t('exception.reason')}
          value={exception.reason}
          pointer={`${pointer}/reason`}
          write={(reason) => change((before) => edits.setException(before, at, 'reason', reason.trim()))}
        />
      </div>
      <p className="ways">
        {([-1, 1] as const).map((by) => (
          <button
            key={by}
            type="button"
            className="quiet"
            disabled={at + by < 0 || at + by >= count}
            aria-label={t(by < 0 ? 'cond.class.up' : 'cond.class.down', { title })}
            onClick={() => change((before) => edits.moveException(before, at, by))}
          >
            {by < 0 ? '↑' : '↓'}
          </button>
        ))}
        <button
          type="button"
          className="quiet"
          aria-label={t('edit.removeOne', { title })}
          onClick={() => change((before) => edits.removeException(before, at))}
        >
          {t('edit.remove')}
        </button>
      </p>
    </article>
  );
}

/** To whom a segmentation applies, to be written. */
export function WrittenLimit({ document, titles, problems, proveRows, change }: Props) {
  const { t } = useReader();
  return (
    <section>
      <h2>{t('view.appliesTo')}</h2>
      <Whether
        isSo={document.appliesTo !== undefined}
        label={t('exception.limited')}
        write={(isSo) => change((before) => edits.setLimited(before, isSo))}
      />
      {document.appliesTo === undefined ? null : (
        <ConditionBuilder {...{ document, titles, problems, proveRows, change }} root="/appliesTo" />
      )}
    </section>
  );
}
