import type { Stretch } from './stretches.ts';

/** A text of which some parts no longer hold: they are struck. */
export function Struck({ text, stretches }: { readonly text: string; readonly stretches: readonly Stretch[] }) {
  return piecesOf(text, stretches).map((piece, i) =>
    piece.isStruck ? <s key={i}>{piece.text}</s> : <span key={i}>{piece.text}</span>,
  );
}

/** A text in pieces, those that are struck and those that hold. */
export function piecesOf(text: string, struck: readonly Stretch[]): readonly { text: string; isStruck: boolean }[] {
  const cuts = struck.flatMap(({ from, to }) => [
    { at: from, isStruck: true },
    { at: to, isStruck: false },
  ]);
  const pieces = [{ at: 0, isStruck: false }, ...cuts].map(({ at, isStruck }, i) => ({
    text: text.slice(Math.max(at, 0), Math.max(cuts[i]?.at ?? text.length, 0)),
    isStruck,
  }));
  return pieces.filter((piece) => piece.text !== '');
}
