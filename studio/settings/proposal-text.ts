import type { JsonObject } from '../../definitions/index.ts';
import { instantText } from '../texts/day.ts';
import type { Reader, Said } from '../texts/reader.ts';
import { operationsText } from './key-groups.ts';

/** How people and places are called, by id; what is not known by its id. */
export interface Names {
  person(id: string): string;
  place(id: string): string;
}

/** What somebody asks to be changed of rights, in a sentence. */
export function proposalText(proposal: JsonObject, names: Names, reader: Reader): string {
  const { t } = reader;
  const text = (key: string) => String(proposal[key] ?? '');
  const role = (name: unknown) => t(`role.${String(name)}` as Said);
  const to = proposal['to'] as { readonly kind: string; readonly id: string } | undefined;
  const slots = {
    name: text('name'),
    account: text('account'),
    person: names.person(text('person')),
    owner: names.person(text('owner')),
    title: proposal['title'] === undefined ? names.place(text('node')) : text('title'),
  };
  switch (proposal['kind']) {
    case 'add-person': {
      const grants = (proposal['grants'] ?? []) as readonly { readonly role: string; readonly scope: string }[];
      const roles = grants.map((one) => t('role.over', { role: role(one.role), place: names.place(one.scope) }));
      return t('authority.add-person', {
        ...slots,
        place: names.place(text('node')),
        roles: roles.length === 0 ? t('authority.add-person.none') : roles.join(reader.language === 'en' ? ', ' : '、'),
      });
    }
    case 'set-active':
      return t(proposal['isActive'] === true ? 'authority.open' : 'authority.lock', slots);
    case 'grant':
    case 'revoke':
      return t(`authority.${proposal['kind']}`, {
        to: to?.kind === 'node' ? names.place(to.id) : names.person(to?.id ?? ''),
        role: role(proposal['role']),
        place: names.place(text('scope')),
      });
    case 'add-node':
    case 'move-node':
      return t(`authority.${proposal['kind']}`, { ...slots, place: names.place(text('above')) });
    case 'add-key':
      return t('authority.add-key', {
        ...slots,
        place: names.place(text('scope')),
        until: instantText(text('expiresAt'), reader),
        operations: operationsText((proposal['operations'] ?? []) as readonly string[], reader),
      });
    case 'set-settings':
      return t('authority.set-settings');
    case 'set-manager':
      return proposal['manager'] === null
        ? t('authority.set-manager.none', slots)
        : t('authority.set-manager', { ...slots, manager: names.person(text('manager')) });
    case 'move-person':
      return t('authority.move-person', { ...slots, place: names.place(text('node')) });
    default:
      return t(`authority.${text('kind') as 'reset' | 'unlock'}`, slots);
  }
}
