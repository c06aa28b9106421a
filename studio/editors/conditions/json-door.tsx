import { useState } from 'react';
import type { Json, JsonObject } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { readRules, writeRules } from './json-rules.ts';

/** The conditions as text of json-rules-engine, to be copied, or to be replaced by what is pasted. */
export function JsonDoor({ when, take }: { readonly when: Json; readonly take: (when: JsonObject) => void }) {
  const { t } = useReader();
  const [pasted, paste] = useState<string | null>(null);
  const [told, tell] = useState('');
  const text = pasted ?? writeRules(when);
  const read = pasted === null ? null : readRules(pasted);
  const copy = () => {
    // Where the browser gives no clipboard the text can be copied by its own keys.
    void navigator.clipboard?.writeText(text).then(
      () => tell(t('cond.json.copied')),
      () => undefined,
    );
  };
  return (
    <details className="cond-json">
      <summary>{t('cond.json')}</summary>
      <textarea
        aria-label={t('cond.json.paste')}
        spellCheck={false}
        rows={Math.min(24, text.split('\n').length + 1)}
        value={text}
        onChange={({ target }) => {
          tell('');
          paste(target.value);
        }}
      />
      <p className="ways">
        <button type="button" className="quiet" onClick={copy}>
          {t('cond.json.copy')}
        </button>
        {read?.kind === 'read' ? (
          <button
            type="button"
            className="quiet"
            onClick={() => {
              take(read.when);
              tell(t('cond.json.taken', { count: read.locked }));
              paste(null);
            }}
          >
            {t('cond.json.take')}
          </button>
        ) : null}
        <span role="status">
          {read?.kind === 'no-json'
            ? t('cond.json.unread', { why: read.why })
            : read?.kind === 'no-condition'
              ? t('cond.json.noCondition')
              : told}
        </span>
      </p>
    </details>
  );
}
