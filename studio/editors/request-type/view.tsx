import { channelTitle, type RequestTypeDocument } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { DefinitionLink } from '../parts/definition-link.tsx';
import type { ViewProps } from '../view.ts';
import '../../texts/request-type.ts';

/** A request type: its number and routing, then the form section by section. */
export function RequestTypeView({ document, titles }: ViewProps<RequestTypeDocument>) {
  const reader = useReader();
  const { t, say } = reader;
  const { number, routing, channels = [], form } = document;
  const sections = form?.sections ?? [];
  return (
    <section>
      <p className="fine" data-at="/number">
        {t('requestType.number')}: {number}
      </p>
      <p className="fine" data-at="/routing">
        {t('requestType.routing')}: <DefinitionLink id={routing} titles={titles} />
      </p>
      {channels.length === 0 ? null : (
        <p className="fine" data-at="/channels">
          {t('requestType.channels')}: {channels.map((channel) => channelTitle(channel, reader)).join(' · ')}
        </p>
      )}
      <h2>{t('requestType.form')}</h2>
      {sections.length === 0 ? (
        <p className="fine">{t('requestType.none')}</p>
      ) : (
        <Scroll label={t('requestType.form')}>
          <table className="ledger">
            <thead>
              <tr>
                <th scope="col">{t('requestType.section')}</th>
                <th scope="col">{t('requestType.fields')}</th>
              </tr>
            </thead>
            <tbody>
              {sections.map(({ title, fields }, i) => (
                <tr key={`${i}`} data-at={`/form/sections/${i}`}>
                  <th scope="row">{say(title)}</th>
                  <td>{fields.map((field) => titles.fact(field)).join(' · ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}
