import type { Migration } from './migration.ts';

/** What a release froze when it went live, so that what undoes it goes back to the cuts before. */
export const releaseCuts: Migration = {
  number: 14,
  name: 'release-cuts',
  says: {
    'zh-CN': '记下每次生效时冻结的界限，以便回退',
    en: 'keeps which cuts were frozen when a release went live, so that they can be rolled back',
  },
  async up(schema, _database, { whole }) {
    await schema.alterTable('release').addColumn('cuts', whole).execute();
    // The cuts by which a change was held against what is in force.
    await schema.alterTable('impact').addColumn('cuts', whole).execute();
  },
};
