import type { Decision } from '../../decision.ts';
import { not, or } from '../../expression/build-logic.ts';
import type { Bins } from '../../expression/expression.ts';
import { type Written, writtenIn } from '../../expression/to-regions/find.ts';
import { proveBands } from '../../expression/to-regions/prove-bands.ts';
import { testOf } from '../../expression/to-regions/prove-bins.ts';
import { type Choice, proveChoices } from '../../expression/to-regions/prove-choice.ts';
import { proveMonotone } from '../../expression/to-regions/prove-monotone.ts';
import type { Setting } from '../../expression/to-regions/questions.ts';
import type { Text } from '../../text.ts';
import type { Budget, Proof, Surroundings } from '../kind.ts';
import type { Axis, MatrixSegmentation, Segmentation } from './segmentation.ts';

/** Classes partition what is reachable, none is unreachable or hidden, and the score follows the direction of its measures. */
export function proveSegmentation(
  document: Segmentation,
  decision: Decision | null,
  around: Surroundings,
  budget: Budget,
): readonly Proof[] {
  if (decision === null) return [];
  const setting: Setting = { whole: decision, around, nodes: budget.nodes };
  const written = writtenIn(decision);
  return [
    ...proveMethod(document, decision, written, setting),
    ...proveExceptions(document, decision, written, setting),
  ];
}

function proveMethod(document: Segmentation, decision: Decision, written: Written, setting: Setting): readonly Proof[] {
  const title = document.title ?? document.name;
  const place = { definition: decision.id, pointer: '/classes' };
  switch (document.method) {
    case 'composite': {
      const bins = written.bins.get('/classes');
      if (bins === undefined) return [];
      const score = bins.on;
      const monotone =
        score === null ? [] : proveMonotone(score, true, title, { ...place, pointer: '/scores' }, setting);
      return [...proveBands(bins, names(document, decision, bins), setting), ...monotone];
    }
    case 'criteria': {
      const isFirst = document.mode !== 'all';
      const choices = isFirst ? firstChoices(document, decision, written) : allChoices(document, decision);
      const isGapAFault = isFirst && document.otherwise === undefined;
      const what = { property: 'classes-reachable', code: 'class-unreachable' } as const;
      return proveChoices(choices, { title, place, ...what, isGapAFault, isFirstTaken: isFirst }, setting);
    }
    case 'matrix':
      return (['rows', 'columns'] as const).flatMap((axis) => proveAxis(document, axis, decision, written, setting));
    case 'share':
      return [];
  }
}

function names(document: Segmentation, decision: Decision, bins: Bins) {
  const classes = document.classes ?? [];
  const positions = bins.bins.map((bin) => Number(bin.origin.pointer.split('/')[2]));
  return {
    partition: 'classes-partition',
    reachable: 'classes-reachable',
    title: document.title ?? document.name,
    names: positions.map((i): Text => classes[i]?.title ?? classes[i]?.name ?? ''),
    places: bins.bins.map((bin) => bin.origin),
    place: { definition: decision.id, pointer: '/classes' },
  } as const;
}

/** The classes in the order they are tried; what is left for `otherwise` is the last choice. */
function firstChoices(document: Segmentation, decision: Decision, written: Written): readonly Choice[] {
  const bins = written.bins.get('/classes');
  if (bins === undefined) return [];
  const tests = bins.bins.flatMap(({ test }) => testOf(null, test) ?? []);
  return bins.bins.map(({ test, origin }): Choice => {
    const named = document.classes?.[Number(origin.pointer.split('/')[2])];
    const rest = document.method === 'criteria' ? document.otherwise : undefined;
    const left: Text = typeof rest === 'object' ? (rest.title ?? rest.name) : (rest ?? '');
    return {
      name: named?.title ?? named?.name ?? left,
      when: testOf(null, test) ?? not(or(tests)),
      place: { definition: decision.id, pointer: origin.pointer },
    };
  });
}

/** All classes that fit: each must fit some record. */
function allChoices(document: Segmentation, decision: Decision): readonly Choice[] {
  const shape = decision.value.kind === 'object' ? decision.value.members[0]?.shape : undefined;
  if (shape?.kind !== 'list') return [];
  return shape.items.map((item, i): Choice => {
    const named = document.classes?.[i];
    const place = { definition: decision.id, pointer: `/classes/${i}` };
    return { name: named?.title ?? named?.name ?? '', when: item.when, place };
  });
}

function proveAxis(
  document: MatrixSegmentation,
  key: 'rows' | 'columns',
  decision: Decision,
  written: Written,
  setting: Setting,
): readonly Proof[] {
  const bins = written.bins.get(`/${key}/bands`);
  const axis: Axis = document[key];
  if (bins === undefined) return [];
  const what = {
    partition: 'bands-partition',
    reachable: 'bands-reachable',
    title: axis.title ?? document.title ?? document.name,
    names: axis.bands.map((band): Text => band.title ?? band.name),
    places: bins.bins.map((bin) => bin.origin),
    place: { definition: decision.id, pointer: `/${key}/bands` },
  } as const;
  return proveBands(bins, what, setting);
}

function proveExceptions(
  document: Segmentation,
  decision: Decision,
  written: Written,
  setting: Setting,
): readonly Proof[] {
  const bins = written.bins.get('/exceptions');
  if (bins === undefined) return [];
  const choices = bins.bins.flatMap(({ test, origin }): readonly Choice[] => {
    const when = testOf(null, test);
    return when === undefined ? [] : [{ name: '', when, place: origin }];
  });
  const what = {
    title: document.title ?? document.name,
    place: { definition: decision.id, pointer: '/exceptions' },
    property: 'exceptions-reachable',
    code: 'exception-unreachable',
    isGapAFault: false,
    isFirstTaken: true,
  } as const;
  return proveChoices(choices, what, setting);
}
