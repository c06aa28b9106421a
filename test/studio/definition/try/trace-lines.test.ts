import { describe, expect, it } from 'vitest';
import { compile, isObject, type JsonObject, type Language, link } from '../../../../definitions/index.ts';
import { traceGroups } from '../../../../studio/definition/try/trace-lines.ts';
import { testReader } from '../../reader.ts';
import { packSources } from './pack.ts';

const sources = packSources('bank-crm');
const library = link(sources);
const shelf = new Map<string, JsonObject>(
  sources.flatMap(({ document }) =>
    isObject(document) ? [[`${String(document['kind'])}/${String(document['name'])}`, document] as const] : [],
  ),
);

/** The trace of a definition's first case, as a reader of the language sees it. */
function groupsOf(id: string, language: Language) {
  const cases = shelf.get(id)?.['cases'];
  const first = Array.isArray(cases) ? cases[0] : undefined;
  const given = isObject(first) ? first['given'] : undefined;
  const result = compile(library, [id], { trace: true }).decide(given, language)[id];
  return traceGroups(result?.trace ?? [], id, shelf, testReader(language));
}

/** Everything that a reader sees of a group as text. */
const textsOf = (groups: ReturnType<typeof groupsOf>) =>
  groups.flatMap(({ definition, titles, result, conditions, lines }) => [
    titles.definition(definition),
    ...(result === null ? [] : [result]),
    ...conditions.flatMap(({ label }) => label ?? []),
    ...lines.flatMap(({ label, value }) => [label, value]),
  ]);

const decisions = [...shelf.keys()].filter((id) => library.environment.decision(id) !== undefined);

describe('a trace', () => {
  it('leads with the asked definition and says what each came to', () => {
    const groups = groupsOf('segmentation/customer-class', 'en');
    expect(groups[0]?.definition).toBe('segmentation/customer-class');
    expect(groups[0]?.result).toBe('77.3 · Key');
    expect(groups.find(({ definition }) => definition === 'scorecard/credit')?.result).toBe('85');
  });

  it('tells the bin that answered, with its unit, and its points', () => {
    const loyalty = groupsOf('segmentation/customer-class', 'en').find(
      ({ definition }) => definition === 'scorecard/loyalty',
    );
    expect(loyalty?.lines[0]).toMatchObject({ label: 'Time with the bank', value: '60 – <120 months → 85' });
  });

  it('shows a condition whole, with what each part came to', () => {
    const [group] = groupsOf('criteria/growth-potential', 'en');
    expect(group?.conditions.map(({ pointer }) => pointer)).toEqual(['/when']);
    expect(['/when', '/when/all/1/any/1'].map((pointer) => group?.answers(pointer))).toEqual([true, false]);
    expect(group?.answers('/when/no/such')).toBeUndefined();
  });

  it('names the rule of a table by what it asks for', () => {
    const [group] = groupsOf('decision-table/service-parameters', 'zh-CN');
    expect(group?.lines).toEqual([{ pointer: '/rules/0', label: '规则 1：关键客户', value: '符合' }]);
  });

  it('names rows and columns of a matrix by their titles', () => {
    const [group] = groupsOf('segmentation/selection-matrix', 'en');
    expect(group?.lines.map(({ value }) => value)).toEqual(['Low value', 'Good fit']);
  });

  it.each(decisions)('of %s shows no code in Chinese', (id) => {
    // Grades such as A or AAA and currencies are Latin in Chinese too.
    const shown = textsOf(groupsOf(id, 'zh-CN')).filter((text) => /[a-z]{3}|[a-z]-[a-z]/.test(text));
    expect(shown).toEqual([]);
  });
});
