import { isObject, type Json, type JsonObject } from '../../../definitions/index.ts';
import { readXml, type XmlElement } from './read-xml.ts';

/**
 * SCXML (W3C Recommendation, 2015) as an XState machine: states by their ids, transitions, `raise`, and `send` to the machine itself.
 * What has no place in one stands as a member `unread`, as it is written. Undefined for what is no SCXML.
 */
export function readScxml(text: string): JsonObject | undefined {
  const root = readXml(text);
  if (root?.name !== 'scxml') return undefined;
  const { name } = root.attributes;
  return { ...(name === undefined ? {} : { id: name }), ...stateOf(root, name ?? '') };
}

const STATES = ['state', 'parallel', 'final', 'history'];
const TYPES: Readonly<Record<string, string>> = { parallel: 'parallel', final: 'final', history: 'history' };

function stateOf(element: XmlElement, id: string): JsonObject {
  const { name, attributes, children } = element;
  const inner = children
    .filter((one) => STATES.includes(one.name))
    .map((one, i): readonly [string, XmlElement] => [one.attributes['id'] ?? `state${i + 1}`, one])
    .filter(([key], i, all) => all.findIndex(([other]) => other === key) === i);
  const states = Object.fromEntries(inner.map(([key, one]) => [key, { id: key, ...stateOf(one, key) }]));
  const initial = initialOf(element, inner);
  // Of states with one id only the first can be kept.
  const known = new Set(['transition', 'onentry', 'onexit', 'initial']);
  const read = new Set(inner.map(([, one]) => one));
  const others = children.filter((one) => !known.has(one.name) && !read.has(one));
  const unread = [...initial.unread, ...others.map(({ source }) => source)];
  const all = {
    ...(TYPES[name] === undefined ? {} : { type: TYPES[name] }),
    ...(name === 'history' ? historyOf(element) : transitionsOf(children, id)),
    ...(inner.length === 0 || name === 'parallel' ? {} : { initial: initial.key }),
    ...actionsUnder(children, 'onentry', 'entry'),
    ...actionsUnder(children, 'onexit', 'exit'),
    ...(inner.length === 0 ? {} : { states }),
    ...(attributes['type'] === 'deep' ? { history: 'deep' } : {}),
    ...(unread.length === 0 ? {} : { unread }),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as JsonObject;
}

/** Where a state begins: with the child that is named, else with its first. */
function initialOf({ attributes, children }: XmlElement, inner: readonly (readonly [string, XmlElement])[]) {
  const written = children.find(({ name }) => name === 'initial');
  const transition = written?.children.find(({ name }) => name === 'transition');
  const named = attributes['initial'] ?? transition?.attributes['target'];
  const first = inner.find(([, { name }]) => name !== 'history')?.[0];
  const key = inner.some(([one]) => one === named) ? named : first;
  const isLost = named !== undefined && key !== named;
  const does = (transition?.children.length ?? 0) > 0;
  return { key, unread: isLost || does ? [written?.source ?? `initial="${named ?? ''}"`] : [] };
}

function historyOf({ children }: XmlElement): JsonObject {
  const target = children.find(({ name }) => name === 'transition')?.attributes['target'];
  return target === undefined ? {} : { target: targetOf(target) };
}

const targetOf = (ids: string): Json => {
  const targets = ids
    .trim()
    .split(/\s+/)
    .map((id) => `#${id}`);
  return targets.length === 1 ? (targets[0] ?? '') : targets;
};

function transitionsOf(children: readonly XmlElement[], id: string): JsonObject {
  const on = new Map<string, readonly Json[]>();
  const always: Json[] = [];
  const onDone: Json[] = [];
  for (const element of children.filter(({ name }) => name === 'transition')) {
    const { event, target, cond, type } = element.attributes;
    const { actions, unread } = actionsOf(element.children);
    const transition: JsonObject = {
      ...(target === undefined ? {} : { target: targetOf(target) }),
      ...(cond === undefined ? {} : { guard: `cond="${cond}"` }),
      ...(actions.length === 0 ? {} : { actions }),
      ...(target !== undefined && type !== 'internal' ? { reenter: true } : {}),
      ...(unread.length === 0 ? {} : { unread }),
    };
    if (event === undefined) always.push(transition);
    for (const name of event?.trim().split(/\s+/) ?? []) {
      if (name === `done.state.${id}`) onDone.push(transition);
      else on.set(name, [...(on.get(name) ?? []), transition]);
    }
  }
  return {
    ...(on.size === 0 ? {} : { on: Object.fromEntries(on) }),
    ...(always.length === 0 ? {} : { always }),
    ...(onDone.length === 0 ? {} : { onDone }),
  };
}

function actionsUnder(children: readonly XmlElement[], element: string, key: 'entry' | 'exit'): JsonObject {
  const { actions, unread } = actionsOf(children.filter(({ name }) => name === element).flatMap((one) => one.children));
  const all = [...actions, ...unread];
  return all.length === 0 ? {} : { [key]: all };
}

/** What is done: an event of the machine itself, now or after a time; all else as it is written. */
function actionsOf(elements: readonly XmlElement[]): {
  readonly actions: readonly Json[];
  readonly unread: readonly string[];
} {
  const read = elements.map(({ name, attributes, source }): JsonObject | string => {
    const { event, delay, target } = attributes;
    const isOwn = name === 'raise' || (name === 'send' && (target === undefined || target === '#_internal'));
    const isPlain = Object.keys(attributes).every((one) => ['event', 'delay', 'target', 'id'].includes(one));
    if (!isOwn || !isPlain || event === undefined) return source;
    return { type: 'raise', params: { event, ...(delay === undefined ? {} : { delay }) } };
  });
  return {
    actions: read.filter((one) => isObject(one as Json)),
    unread: read.filter((one) => typeof one === 'string'),
  };
}
