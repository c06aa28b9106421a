import type { Reader } from '../texts/reader.ts';
import { dataOf, server } from './client.ts';
import { deeds } from './releases.ts';
import '../texts/drafts.ts';

/** Makes one change of several drafts, which is then handed in as a whole; answers its id. The drafts themselves are withdrawn. */
export async function gather(ids: readonly string[], { t }: Pick<Reader, 't'>): Promise<string> {
  const found = await Promise.all(ids.map(read));
  const refs = found.flatMap(({ members }) => members.map(({ ref }) => ref));
  const twice = [...new Set(refs.filter((ref, i) => refs.indexOf(ref) !== i))];
  if (twice.length > 0) throw new Error(t('drafts.joined.twice', { refs: twice.join(', ') }));
  const [first] = found;
  const title = t('drafts.joined.title', { first: first?.title ?? '', count: found.length - 1 });
  const note = found.flatMap((one) => (one.note === '' ? [] : [one.note])).join('\n');
  const begun = await deeds.begin({ title, note, goLiveAt: null, members: [], copyOf: ids });
  for (const { id, tag } of found) await deeds.withdraw(id, tag);
  return begun.id;
}

/** A draft as it is now, with the ETag of what was read. */
async function read(id: string) {
  const asked = server.GET('/api/v1/releases/{release}', { params: { path: { release: id } } });
  return { ...(await dataOf(asked)), tag: (await asked).response.headers.get('etag') ?? '' };
}
