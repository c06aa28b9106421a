import {
  below,
  type TemplateChannel,
  templateChannelTitle,
  type TemplateDocument,
  templateTexts,
} from '../../../definitions/index.ts';
import { type Reader, useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { setAt } from '../edit.ts';
import { TypedText } from '../parts/typed-text.tsx';
import type { ViewProps } from '../view.ts';
import '../../texts/template.ts';

/** A template: each text as it is written, and beside it as it reads, by the renderer that sends it. */
export function TemplateView({ document, computed, change }: ViewProps<TemplateDocument>) {
  const reader = useReader();
  const { t } = reader;
  return (
    <section>
      <h2>{t('template.text')}</h2>
      <Scroll label={t('template.text')}>
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{t('template.language')}</th>
              <th scope="col">{t('template.text')}</th>
              <th scope="col">{t('template.sample')}</th>
            </tr>
          </thead>
          <tbody>
            {templateTexts(document).map(({ path, text, escape }) => {
              const pointer = below('/channels', ...path);
              const label = nameOf(path, reader);
              return (
                <tr key={pointer} data-at={pointer}>
                  <th scope="row">{label}</th>
                  <td>
                    {change === undefined ? (
                      <pre className="fine" lang={path.at(-1)}>
                        {text}
                      </pre>
                    ) : (
                      <TypedText
                        isLong
                        label={label}
                        value={text}
                        pointer={pointer}
                        write={(next, gesture) => change((before) => setAt(before, pointer, next), gesture)}
                      />
                    )}
                  </td>
                  <td>
                    <Sample
                      text={computed?.[pointer]}
                      isHtml={escape === 'html'}
                      label={label}
                      language={path.at(-1)}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

/** A text as it reads; HTML in a frame of its own that runs nothing and fetches nothing. */
function Sample({
  text,
  isHtml,
  label,
  language,
}: {
  readonly text: string | undefined;
  readonly isHtml: boolean;
  readonly label: string;
  /** What it is written in, whatever the page speaks. */
  readonly language: string | undefined;
}) {
  const { t } = useReader();
  if (text === undefined) return <p className="fine">{t('template.unread')}</p>;
  return isHtml ? (
    <iframe className="letter" sandbox="" title={label} srcDoc={text} />
  ) : (
    <p className="sample" lang={language}>
      {text}
    </p>
  );
}

function nameOf([channel = '', ...rest]: readonly string[], reader: Reader): string {
  const { t } = reader;
  const title = templateChannelTitle(channel as TemplateChannel, reader);
  const of =
    rest[0] === 'subject' ? ` · ${t('template.subject')}` : rest[0] === 'body' ? ` · ${t('template.body')}` : '';
  return t('template.write', {
    channel: title + of,
    language: t(rest.at(-1) === 'en' ? 'template.en' : 'template.zh-CN'),
  });
}
