import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesBetween, type Json, type JsonObject } from '../../../../definitions/index.ts';
import { groupsOf, withClauses } from '../../../../studio/definition/draft/clauses.ts';
import {
  begin,
  changed,
  drawn,
  type History,
  redone,
  typed,
  undone,
} from '../../../../studio/definition/draft/history.ts';

const doc = (initial: number): JsonObject => ({ kind: 'scorecard', name: 'x', initial });

describe('the history of a draft', () => {
  it('goes back and forth over edits and typing alike, a gesture at a time', () => {
    let history: History = begin(drawn(doc(0)));
    history = changed(history, drawn(doc(1)));
    for (const i of [2, 3, 4]) history = changed(history, drawn(doc(i)), 'drag 1');
    history = changed(history, typed('scorecard/x', '{'), 'typing 1');
    history = changed(history, typed('scorecard/x', '{}'), 'typing 1');
    expect(history.present.document).toBeNull();
    const seen = [];
    for (let i = 0; i < 5; i++) {
      history = undone(history);
      seen.push(history.present.document?.['initial']);
    }
    expect(seen).toEqual([4, 1, 0, 0, 0]);
    for (let i = 0; i < 2; i++) history = redone(history);
    expect(history.present.document).toEqual(doc(4));
    // A drag that goes on after an undo is another step.
    history = changed(undone(history), drawn(doc(9)), 'drag 1');
    expect([undone(history).present.document, history.future]).toEqual([doc(1), []]);
  });

  it.each([
    ['{"kind": "scorecard", "name": "y"}', null],
    ['{"kind": "scorecard", "name": "x", "name": "x"}', null],
    ['[]', null],
    ['{"kind": "scorecard", "name": "x"}', { kind: 'scorecard', name: 'x' }],
  ])('reads %s as a document of its own, or as none', (text, document) => {
    expect(typed('scorecard/x', text).document).toEqual(document);
  });
});

describe('two drafts of one definition', () => {
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<Json>(1, 2, 'a', true),
      fc.array(tie('value') as fc.Arbitrary<Json>, { maxLength: 4 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c/d', 'name'), tie('value') as fc.Arbitrary<Json>, { maxKeys: 4 }),
    ) as fc.Arbitrary<Json>,
  }));
  const documents = fc.dictionary(fc.constantFrom('a', 'b', 'c'), json.value, { maxKeys: 3 });

  it('become theirs where all clauses are taken, stay mine where none is, and every group can be taken by itself', () => {
    fc.assert(
      fc.property(documents, documents, (mine, theirs) => {
        const clauses = changesBetween(mine, theirs);
        expect(withClauses(mine, clauses, () => true)).toEqual(theirs);
        expect(withClauses(mine, clauses, () => false)).toBe(mine);
        let after: JsonObject = mine;
        for (const { clauses: group } of groupsOf(clauses)) {
          const next = withClauses(after, clauses, (clause) => group.includes(clause));
          expect(next).not.toBe(after);
          after = next;
        }
        // One after another they come to what they are together: none leans on what another one does.
        expect(after).toEqual(theirs);
      }),
    );
  });
});
