import { zh } from '../../../../expression/to-words/chinese.ts';
import { conditionClause } from '../../../../expression/to-words/clauses.ts';
import { pick2, type Speech } from '../../../../expression/to-words/speech.ts';
import type { Decision } from '../../../../model/decision.ts';
import { writtenIn } from '../../../../proofs/index-nodes.ts';
import { titled } from '../../../words.ts';
import type { CriteriaSegmentation } from '../../segmentation.ts';

/** The classes with their conditions, one line each. */
export function criteriaLines(document: CriteriaSegmentation, decision: Decision, speech: Speech): readonly string[] {
  if (document.mode === 'all') {
    const shape = decision.value.kind === 'object' ? decision.value.members[0]?.shape : undefined;
    const head = pick2(speech, '符合的类别全部给出：', 'Every class that fits is given:');
    return [
      head,
      ...document.classes.map((one, i) => {
        const when = shape?.kind === 'list' ? shape.items[i]?.when : undefined;
        return classLine(titled(speech, one), when === undefined ? '' : conditionClause(when, speech), speech);
      }),
    ];
  }
  const rest = document.otherwise;
  const left = typeof rest === 'string' ? (document.classes.find(({ name }) => name === rest) ?? { name: rest }) : rest;
  const others = left === undefined ? '' : titled(speech, left);
  const lines = (writtenIn(decision).bins.get('/classes')?.bins ?? []).map(({ test, origin }) => {
    const one = document.classes[Number(origin.pointer.split('/')[2])];
    return test.kind === 'when'
      ? classLine(one === undefined ? '' : titled(speech, one), conditionClause(test.when, speech), speech)
      : pick2(speech, zh`其余为${others}。`, `All others: ${others}.`);
  });
  return [pick2(speech, '按顺序判断，取第一个符合的类别：', 'Tried in order; the first that fits is taken:'), ...lines];
}

function classLine(name: string, condition: string, speech: Speech): string {
  return pick2(speech, `${name}：${condition}。`, `${name}: ${condition}.`);
}
