import { bilingual } from './bilingual.ts';

/** What a ruler and the figures beside it say. */
export const rulerTexts = bilingual(
  {
    'view.from': 'From',
    'figure.unreadable': 'This is not understood as a figure.',
    'figure.between': 'Must lie between {{low}} and {{high}}.',
    'ruler.scale': 'Scale of the ruler',
    'ruler.linear': 'true',
    'ruler.logarithmic': 'powers of ten',
    'ruler.quantile': 'by customers',
    'ruler.from': '{{title}} begins at',
    'ruler.published': 'In force: {{at}}',
    'ruler.gap': '{{at}} falls into none.',
    'ruler.overlap': '{{at}} falls into both.',
    'ruler.mend': 'Join at {{at}}',
  },
  {
    'view.from': '起点',
    'figure.unreadable': '看不懂这个数。',
    'figure.between': '须在 {{low}} 与 {{high}} 之间。',
    'ruler.scale': '标尺刻度',
    'ruler.linear': '等距',
    'ruler.logarithmic': '按十倍',
    'ruler.quantile': '按客户数',
    'ruler.from': '{{title}} 的起点',
    'ruler.published': '生效中：{{at}}',
    'ruler.gap': '{{at}} 不属于任何一段。',
    'ruler.overlap': '{{at}} 同属两段。',
    'ruler.mend': '在 {{at}} 处相接',
  },
);
