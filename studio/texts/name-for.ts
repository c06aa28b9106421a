/** A name for the reader where it is written in both languages (`中文 / English`); else as it stands. */
export function nameFor(name: string, language: string): string {
  const [zh, en, ...more] = name.split(' / ');
  if (zh === undefined || en === undefined || more.length > 0) return name;
  return language === 'en' ? en : zh;
}
