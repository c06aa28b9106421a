import { useReader } from '../../texts/reader.ts';
import '../../texts/views.ts';

/** What a formula computes, by the titles of what it reads; as it is written where one asks. */
export function Reckoned({ text, sentence }: { readonly text: string; readonly sentence: string | undefined }) {
  const { t } = useReader();
  const written = <code className="feel">{text}</code>;
  if (sentence === undefined) return written;
  return (
    <>
      <p className="reckoned">{meaningIn(sentence)}</p>
      <details className="written">
        <summary>{t('view.asWritten')}</summary>
        {written}
      </details>
    </>
  );
}

/** What a sentence says behind the name of what it is about, `贡献额（元） = …` or `按以下数值从高到低排列：…`. */
export function meaningIn(sentence: string): string {
  const [, meaning] = /(?: = |：|: )(.+)$/s.exec(sentence) ?? [];
  return meaning ?? sentence;
}
