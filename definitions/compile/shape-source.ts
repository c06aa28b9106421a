import type { Shape } from '../model/decision.ts';
import { type Emitter, isAtom, missingTest } from '../expression/to-function/emitter.ts';
import { representation } from '../expression/to-function/representation.ts';
import { LANGUAGES, type Language, say, type Text } from '../model/text.ts';
import { wireSource } from './wire-source.ts';

/** Source of a result's value. Objects are literals, so that every result of a decision has one hidden class. */
export function shapeSource(e: Emitter, shape: Shape, extra: readonly string[] = []): string {
  switch (shape.kind) {
    case 'value':
      return wireSource(e, shape.of);
    case 'text':
      return textSource(e, shape);
    case 'constant':
      return e.slot(shape.json);
    case 'object': {
      const members = shape.members.map(({ name, shape: of }) => `${key(name)}: ${shapeSource(e, of)}`);
      const literal = `{ ${[...members, ...extra].join(', ')} }`;
      const { presentWith } = shape;
      if (presentWith?.missable !== true) return `(${literal})`;
      return `(${missingTest(e.atom(presentWith), representation(presentWith.type))} ? null : ${literal})`;
    }
    case 'list': {
      const list = e.fresh('list');
      e.line(`const ${list} = [];`);
      for (const item of shape.items) e.line(`if (${e.truth(item.when)}) ${list}.push(${shapeSource(e, item.shape)});`);
      return list;
    }
    case 'products':
      throw new Error('Products stand only at the top of a value');
  }
}

/** A member's name: computed, so that `__proto__` is a name like any other. */
function key(name: string): string {
  return name === '__proto__' ? `["__proto__"]` : JSON.stringify(name);
}

function textSource(e: Emitter, shape: Extract<Shape, { kind: 'text' }>): string {
  const texts = textsSource(e, shape.texts);
  const index = e.value(shape.index);
  if (!shape.index.missable) return `${texts}[${index}]`;
  const at = isAtom(index) ? index : e.name(index);
  return `(${missingTest(at, 'number')} ? null : ${texts}[${at}])`;
}

/** Source of a table of texts in the language asked for (`isEnglish` is a name every function has). */
export function textsSource(e: Emitter, texts: readonly (Text | null)[]): string {
  const [chinese, english] = LANGUAGES.map((language) => e.slot(texts.map((text) => spoken(text, language))));
  return `(isEnglish ? ${english} : ${chinese})`;
}

const spoken = (text: Text | null, language: Language) => (text === null ? null : say(text, language));
