import { bilingual } from './bilingual.ts';

/** What the distribution of a population over classes says. */
export const populationTexts = bilingual(
  {
    'population.class': 'Class',
    'population.count': 'Customers',
    'population.share': 'Share',
    'population.none': 'In no class',
    'population.undecided': 'Not applicable or refused',
    'population.choose': 'Segmentation',
    'population.empty': 'No population has been classified yet',
    'population.empty.hint':
      'npm start makes 20,000 sample customers and classifies them. Or classify your own: guiju batch',
    'population.notRun': 'This segmentation was not run on the sample population.',
    'population.open': 'Open the definition',
    'population.chart': 'Customers by class',
    'population.outdated': 'Counted with an earlier version of this definition.',
  },
  {
    'population.class': '类别',
    'population.count': '客户数',
    'population.share': '占比',
    'population.none': '未归入任何类别',
    'population.undecided': '不适用或无法判断',
    'population.choose': '细分',
    'population.empty': '还没有客户被分类',
    'population.empty.hint': 'npm start 会生成 20,000 位样本客户并分类；也可以分类自己的客户：guiju batch',
    'population.notRun': '这个细分没有在样本客户上运行过。',
    'population.open': '打开定义',
    'population.chart': '各类别的客户数',
    'population.outdated': '按此定义的较早版本统计。',
  },
);
