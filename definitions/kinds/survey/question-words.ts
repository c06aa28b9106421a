import { zh } from '../../expression/to-words/chinese.ts';
import { listed, pick2, quoted, type Speech, spoken } from '../../expression/to-words/speech.ts';
import type { Json } from '../../model/json.ts';
import type { AskedQuestion } from './questions.ts';
import type { Branch, Restriction, SurveyDocument } from './survey.ts';

/** A question as a sentence: its answers, whether it may be left out, and when it is asked. */
export function questionWords(one: AskedQuestion, document: SurveyDocument, speech: Speech): string {
  const { name, isRequired, branch } = one;
  const must = isRequired ? pick2(speech, '必答', 'required') : pick2(speech, '可不答', 'may be left out');
  const when = branch === null ? '' : conditionWords(branch.if, document, speech);
  const asked = when === '' ? '' : pick2(speech, zh`，仅当${when}时问`, `, asked only if ${when}`);
  const title = quoted(titleOf(name, document, speech));
  return pick2(
    speech,
    zh`${title}：${answersWords(one, document, speech)}，${must}${asked}。`,
    `${title}: ${answersWords(one, document, speech)}, ${must}${asked}.`,
  );
}

const titleOf = (name: string, { ui }: SurveyDocument, speech: Speech): string => {
  const texts = Object.hasOwn(ui.questions, name) ? ui.questions[name] : undefined;
  return texts === undefined ? name : spoken(speech, texts.title);
};

function answersWords({ name, question }: AskedQuestion, document: SurveyDocument, speech: Speech): string {
  const { type, minimum = 0, maximum = 0, enum: members, items, maxLength } = question;
  const called = (answer: Json) => labelled(name, answer, document, speech);
  switch (type) {
    case 'boolean':
      return pick2(speech, '是或否', 'yes or no');
    case 'integer':
      return pick2(speech, zh`${called(minimum)}至${called(maximum)}`, `${called(minimum)} to ${called(maximum)}`);
    case 'string':
      return members === undefined
        ? pick2(speech, zh`至多${String(maxLength ?? 0)}字`, `up to ${maxLength ?? 0} characters`)
        : listed(speech, members.map(called), 'or');
    case 'array': {
      const all = listed(speech, (items?.enum ?? []).map(called), 'and');
      return pick2(speech, zh`可选${all}`, `any of ${all}`) + countWords(question, speech);
    }
  }
}

/** How many members may be chosen, where their number is bounded. */
function countWords({ minItems = 0, maxItems }: AskedQuestion['question'], speech: Speech): string {
  const said = [
    ...(minItems > 1 ? [pick2(speech, zh`至少选 ${String(minItems)} 项`, `at least ${minItems}`)] : []),
    ...(maxItems === undefined ? [] : [pick2(speech, zh`至多选 ${String(maxItems)} 项`, `at most ${maxItems}`)]),
  ];
  return said.map((one) => pick2(speech, `，${one}`, `, ${one}`)).join('');
}

/** `5（很满意）`, `5 (very)`; of a member its label alone. */
function labelled(name: string, answer: Json, { ui }: SurveyDocument, speech: Speech): string {
  const label = ui.questions[name]?.labels?.[String(answer)];
  if (typeof answer === 'boolean') return pick2(speech, answer ? '是' : '否', answer ? 'yes' : 'no');
  if (typeof answer !== 'number') return quoted(label === undefined ? String(answer) : spoken(speech, label));
  if (label === undefined) return pick2(speech, zh`${String(answer)}`, String(answer));
  return pick2(speech, zh`${String(answer)}（${spoken(speech, label)}）`, `${answer} (${spoken(speech, label)})`);
}

function conditionWords({ properties, required }: Branch['if'], document: SurveyDocument, speech: Speech): string {
  const names = [...new Set([...Object.keys(properties), ...required])];
  const parts = names.map((name) => {
    const one: Restriction = Object.hasOwn(properties, name) ? (properties[name] ?? {}) : {};
    const { const: same, enum: members, minimum, maximum, contains } = one;
    const called = (answer: Json) => labelled(name, answer, document, speech);
    const said = [
      ...(same === undefined ? [] : [pick2(speech, zh`为${called(same)}`, `is ${called(same)}`)]),
      ...(members === undefined
        ? []
        : [
            pick2(
              speech,
              zh`为${listed(speech, members.map(called), 'or')}`,
              `is ${listed(speech, members.map(called), 'or')}`,
            ),
          ]),
      ...(minimum === undefined ? [] : [pick2(speech, zh`不低于${String(minimum)}`, `is at least ${minimum}`)]),
      ...(maximum === undefined ? [] : [pick2(speech, zh`不高于${String(maximum)}`, `is at most ${maximum}`)]),
      ...(contains === undefined
        ? []
        : [pick2(speech, zh`包含${called(contains.const)}`, `includes ${called(contains.const)}`)]),
      ...(Object.keys(one).length === 0 ? [pick2(speech, '已回答', 'is answered')] : []),
    ];
    return `${quoted(titleOf(name, document, speech))}${pick2(speech, '', ' ')}${listed(speech, said, 'and')}`;
  });
  return parts.join(pick2(speech, '且', ' and '));
}
