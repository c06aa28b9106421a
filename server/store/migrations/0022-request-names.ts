import type { Migration } from './migration.ts';

/** What requests call the people who are recused from them: whoever comes on record by that name is recused as well. */
export const requestNames: Migration = {
  number: 22,
  name: 'request-names',
  says: {
    'zh-CN': '建立请求所涉人员姓名的表：日后在册的同名人员同样回避',
    en: 'makes the table of the names by which requests recuse people, of those too who come on record later',
  },
  async up(schema, _database, { text }) {
    await schema
      .createTable('request_name')
      .addColumn('request', text, (column) => column.notNull().references('service_request.id'))
      .addColumn('name', text, (column) => column.notNull())
      .addColumn('account', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('request_name_key', ['request', 'name'])
      .execute();
    for (const column of ['name', 'account'])
      await schema.createIndex(`request_name_${column}`).on('request_name').columns([column]).execute();
  },
};
