import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { isObject, type JsonObject, type Scorecard } from '../../../definitions/index.ts';
import { dataOf, server } from '../../api/client.ts';
import { useReader } from '../../texts/reader.ts';
import { type Titles, labelIn } from '../../texts/titles.ts';
import type { Change, ViewProps } from '../view.ts';
import { BinProposal } from './bin-proposal.tsx';
import { type BinsAsked, BinsForm } from './bins-form.tsx';
import type { BroughtFile } from './brought-file.ts';
import type { ScaleList } from './edits.ts';

interface Props {
  readonly document: Scorecard;
  readonly list: ScaleList;
  /** What the list belongs to, in words. */
  readonly label: string;
  /** The fact that is divided, whose figures are told with its unit; empty: a score. */
  readonly fact: string;
  readonly titles: ViewProps['titles'];
  readonly change: Change<Scorecard>;
}

/** Bins from the real population: what happened in today's, and those that would tell most of it, to be taken over by one step. */
export function BinFromData(props: Props) {
  const { t } = useReader();
  const [isOpen, open] = useState(false);
  return (
    <details className="bin-figures" onToggle={({ currentTarget }) => open(currentTarget.open)}>
      <summary>{t('bins.fromData')}</summary>
      {isOpen ? <Asking {...props} /> : null}
    </details>
  );
}

function Asking({ document, list, label, fact, titles, change }: Props) {
  const { t } = useReader();
  const [file, bring] = useState<BroughtFile | null>(null);
  const fields = outcomesOf(titles, useReader());
  const outcomes = file === null ? fields : file.outcomes;
  // The fields may come after the form.
  const outcomeOf = (key: string) => (outcomes.some((one) => one.key === key) ? key : (outcomes[0]?.key ?? ''));
  const bands = document.bands?.length ?? 2;
  const [asked, ask] = useState<BinsAsked>({
    outcome: outcomes[0]?.key ?? '',
    isBad: true,
    direction: 'either',
    least: '5',
    most: list === '/bands' ? String(bands) : '6',
  });
  const { mutate, reset, data, error, isPending } = useMutation({
    mutationFn: () =>
      dataOf(
        server.POST('/api/v1/definitions/{kind}/{name}/bins', {
          params: { path: { kind: 'scorecard', name: document.name } },
          body: {
            // The draft as it stands: it is JSON.
            document: document as unknown as Record<string, never>,
            list,
            outcome: outcomeOf(asked.outcome),
            ...(file === null ? {} : { file: file.text }),
            direction: asked.direction,
            leastShare: Number(asked.least) / 100,
            most: Number(asked.most),
          },
        }),
      ),
  });
  const set = (changed: Partial<BinsAsked>) => {
    reset();
    ask({ ...asked, ...changed });
  };
  return (
    <>
      <BinsForm
        label={`${t('bins.fromData')}: ${label}`}
        asked={{ ...asked, outcome: outcomeOf(asked.outcome) }}
        outcomes={outcomes}
        isOfBands={list === '/bands'}
        isPending={isPending}
        set={set}
        file={file?.name ?? null}
        bring={(next) => {
          bring(next);
          set({ outcome: (next?.outcomes ?? fields)[0]?.key ?? '' });
        }}
        begin={() => mutate()}
      />
      {outcomes.length > 0 ? null : <p className="fine">{t('bins.noOutcome')}</p>}
      <p role="status" className="fine">
        {isPending ? t('bins.waiting') : ''}
      </p>
      {error === null ? null : (
        <p role="alert" className="error">
          {error.message}
        </p>
      )}
      {data === undefined ? null : (
        <BinProposal
          document={document}
          list={list}
          label={label}
          fact={fact}
          titles={titles}
          isBad={asked.isBad}
          found={data}
          take={(edit) => {
            change(edit);
            reset();
          }}
        />
      )}
    </>
  );
}

/** What may be an outcome: a field that is true or false, or one of the members of a field. Derived fields are in no population. */
function outcomesOf(titles: Titles, { say, t }: ReturnType<typeof useReader>) {
  return titles.facts().flatMap((name) => {
    const declared: JsonObject | undefined = titles.declared(name);
    if (declared === undefined || declared['text'] !== undefined || declared['sensitivity'] === 'C3') return [];
    const title = titles.fact(name);
    if (declared['type'] === 'boolean') return [{ key: name, title }];
    const members = Array.isArray(declared['enum']) ? declared['enum'] : [];
    return members.flatMap((member) =>
      typeof member === 'string'
        ? [
            {
              key: `${name}=${member}`,
              title: t('bins.value', { title, value: say(labelIn(declared, member) ?? member) }),
            },
          ]
        : [],
    );
  });
}

/** Whether a characteristic can be divided anew: by intervals of a figure, and by no conditions. */
export const isDivisible = ({ bins, fact, formula }: Scorecard['characteristics'][number]): boolean =>
  (fact !== undefined || isObject(formula)) &&
  bins.some((bin) => bin.in !== undefined) &&
  bins.every((bin) => bin.when === undefined);
