/** A name for the reader where it is written in both languages (`中文 / English`); else as it stands. */
export function nameFor(name: string, language: string): string {
  const [zh, en, ...more] = name.split(' / ');
  if (zh === undefined || en === undefined || more.length > 0) return name;
  return language === 'en' ? en : zh;
}

/** How several are called, by their ids; those that are called the same are told apart by these. */
export function namesFor(
  names: readonly { readonly id: string; readonly name: string }[],
  language: string,
): ReadonlyMap<string, string> {
  const called = new Map(names.map(({ id, name }) => [id, nameFor(name, language)]));
  const times = new Map<string, number>();
  for (const name of called.values()) times.set(name, (times.get(name) ?? 0) + 1);
  const told = (id: string) => (language === 'en' ? ` (${id})` : `（${id}）`);
  return new Map([...called].map(([id, name]) => [id, (times.get(name) ?? 0) > 1 ? `${name}${told(id)}` : name]));
}
