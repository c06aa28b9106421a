import type { Decision } from '../../decision.ts';
import type { Bins } from '../../expression/expression.ts';
import { writtenIn } from '../../expression/to-regions/find.ts';
import { binPhrases } from '../../expression/to-words/bins-words.ts';
import { conditionClause } from '../../expression/to-words/clauses.ts';
import { noun, titleOf } from '../../expression/to-words/nouns.ts';
import { pick2, type Speech, spoken } from '../../expression/to-words/speech.ts';
import type { Language } from '../../text.ts';
import type { Surroundings } from '../kind.ts';
import { percent, speechOf, titled } from '../words.ts';
import { stabilityWords } from './stability-words.ts';
import type {
  Axis,
  CompositeSegmentation,
  MatrixSegmentation,
  Segmentation,
  ShareSegmentation,
} from './segmentation.ts';

type Written = ReturnType<typeof writtenIn>['bins'];

/** A segmentation as sentences: to whom it applies and how the class is found, then exceptions and stability. */
export function segmentationWords(
  document: Segmentation,
  decision: Decision | null,
  around: Surroundings,
  language: Language,
): readonly string[] {
  if (decision === null) return [];
  const speech = speechOf(around, language);
  const { bins } = writtenIn(decision);
  const stability = document.stability === undefined ? '' : stabilityWords(document.stability, speech);
  return [
    ...methodWords(document, bins, decision, speech),
    ...exceptionWords(document, bins.get('/exceptions'), speech),
    ...(stability === '' ? [] : [stability]),
  ];
}

function methodWords(document: Segmentation, bins: Written, decision: Decision, speech: Speech): readonly string[] {
  switch (document.method) {
    case 'composite':
      return [compositeWords(document, bins.get('/classes'), speech)];
    case 'criteria':
      return criteriaLines(document, bins.get('/classes'), decision, speech);
    case 'matrix':
      return matrixLines(document, bins, speech);
    case 'share':
      return [shareWords(document, speech)];
  }
}

function compositeWords(document: CompositeSegmentation, bins: Bins | undefined, speech: Speech): string {
  const total = document.scores.reduce((sum, one) => sum + Number(one.weight), 0);
  const parts = document.scores.map((one) =>
    pick2(
      speech,
      `${scoreTitle(one.of, speech)} ${percent(speech, Number(one.weight) / total)}`,
      `${scoreTitle(one.of, speech)} ${percent(speech, Number(one.weight) / total)}`,
    ),
  );
  const head = pick2(
    speech,
    `综合得分 = ${parts.join(' + ')}，保留 ${document.decimals} 位小数。`,
    `Composite = ${parts.join(' + ')}, ${document.decimals} decimals. `,
  );
  if (bins === undefined) return head;
  const phrases = binPhrases(bins, speech);
  const classes = bins.bins.map(({ origin }, i) => {
    const one = document.classes[Number(origin.pointer.split('/')[2])];
    const name = one === undefined ? '' : titled(speech, one);
    return pick2(speech, `${phrases[i] ?? ''}为${name}`, `${phrases[i] ?? ''}: ${name}`);
  });
  return head + [...classes].reverse().join(pick2(speech, '；', '; ')) + pick2(speech, '。', '.');
}

/** A score by the title of the definition it comes from. */
function scoreTitle(ref: string, speech: Speech): string {
  return titleOf(ref.split('#')[0] ?? ref, speech);
}

function criteriaLines(
  document: Segmentation & { method: 'criteria' },
  bins: Bins | undefined,
  decision: Decision,
  speech: Speech,
): readonly string[] {
  const isAll = document.mode === 'all';
  const head = isAll
    ? pick2(speech, '符合的类别全部给出：', 'Every class that fits is given:')
    : pick2(speech, '按顺序判断，取第一个符合的类别：', 'Tried in order; the first that fits is taken:');
  const shape = decision.value.kind === 'object' ? decision.value.members[0]?.shape : undefined;
  const lines = isAll
    ? document.classes.map((one, i) => {
        const when = shape?.kind === 'list' ? shape.items[i]?.when : undefined;
        return `${titled(speech, one)}${pick2(speech, '：', ': ')}${when === undefined ? '' : conditionClause(when, speech)}${pick2(speech, '。', '.')}`;
      })
    : (bins?.bins ?? []).map(({ test, origin }) => {
        const one = document.classes[Number(origin.pointer.split('/')[2])];
        const rest = document.otherwise;
        const left =
          typeof rest === 'string' ? (document.classes.find((each) => each.name === rest) ?? { name: rest }) : rest;
        if (test.kind !== 'when')
          return pick2(
            speech,
            `其余为${left === undefined ? '' : titled(speech, left)}。`,
            `All others: ${left === undefined ? '' : titled(speech, left)}.`,
          );
        const name = one === undefined ? '' : titled(speech, one);
        return pick2(
          speech,
          `${name}：${conditionClause(test.when, speech)}。`,
          `${name}: ${conditionClause(test.when, speech)}.`,
        );
      });
  return [head, ...lines];
}

function matrixLines(document: MatrixSegmentation, bins: Written, speech: Speech): readonly string[] {
  const axis = (key: 'rows' | 'columns', of: Axis) => {
    const node = bins.get(`/${key}/bands`);
    const title =
      of.title === undefined
        ? node?.on
          ? noun(node.on, speech)
          : scoreTitle(of.of, speech)
        : spoken(speech, of.title);
    const phrases = node === undefined ? [] : binPhrases(node, speech);
    const bands = of.bands.map((band, i) =>
      pick2(speech, `${phrases[i] ?? ''}为${titled(speech, band)}`, `${phrases[i] ?? ''}: ${titled(speech, band)}`),
    );
    return pick2(speech, `${title}：${bands.join('；')}。`, `${title}: ${bands.join('; ')}.`);
  };
  const cells = document.rows.bands.map((row) => {
    const own = document.columns.bands.map((column) => {
      const cell = document.cells[row.name]?.[column.name];
      const listed = document.classes?.find((one) => one.name === cell?.class);
      const name =
        cell === undefined
          ? ''
          : titled(speech, {
              name: listed === undefined ? cell.class : titled(speech, listed),
              ...(cell.title === undefined ? {} : { title: cell.title }),
            });
      return pick2(speech, `${titled(speech, column)}时为${name}`, `${titled(speech, column)} → ${name}`);
    });
    return pick2(speech, `${titled(speech, row)}：${own.join('；')}。`, `${titled(speech, row)}: ${own.join('; ')}.`);
  });
  return [axis('rows', document.rows), axis('columns', document.columns), ...cells];
}

function shareWords(document: ShareSegmentation, speech: Speech): string {
  const classes = document.classes.map((one) => {
    const [from = '0', to = '100'] = one.share.replace(/[[\]()\s]/g, '').split(',');
    const name = titled(speech, one);
    return Number(from) === 0
      ? pick2(speech, `最高的 ${to}% 为${name}`, `the highest ${to} %: ${name}`)
      : pick2(speech, `其后至 ${to}% 为${name}`, `then up to ${to} %: ${name}`);
  });
  return pick2(
    speech,
    `按${scoreTitle(document.of, speech)}从高到低排序：${classes.join('；')}。`,
    `Sorted by ${scoreTitle(document.of, speech)} from high to low: ${classes.join('; ')}.`,
  );
}

function exceptionWords(document: Segmentation, bins: Bins | undefined, speech: Speech): readonly string[] {
  return (document.exceptions ?? []).map((exception, i) => {
    const test = bins?.bins[i]?.test;
    const condition = test?.kind === 'when' ? conditionClause(test.when, speech) : '';
    const named = document.classes?.find((one) => one.name === exception.class);
    const name = named === undefined ? exception.class : titled(speech, named);
    return pick2(
      speech,
      `例外：${condition}的，直接归为${name}。`,
      `Exception: where ${condition}, the class is ${name}.`,
    );
  });
}
