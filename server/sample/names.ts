import { type Draws, draws } from './draws.ts';

/** Surnames with the share of people who bear them, in a thousand. */
const SURNAMES = {
  王: 72,
  李: 71,
  张: 68,
  刘: 54,
  陈: 46,
  杨: 31,
  黄: 23,
  赵: 22,
  吴: 21,
  周: 20,
  徐: 15,
  孙: 15,
  马: 13,
  朱: 13,
  胡: 12,
  郭: 12,
  何: 12,
  林: 11,
  高: 11,
  罗: 10,
  郑: 9,
  梁: 9,
  谢: 8,
  宋: 8,
  唐: 7,
  许: 7,
  韩: 7,
  冯: 6,
  邓: 6,
  曹: 6,
  彭: 5,
  曾: 5,
  肖: 5,
  田: 5,
  董: 5,
};
const FEMALE = [...'芳娜敏静丽艳娟秀英华慧欣雨佳怡婷雪琳洁玲燕红梅倩颖'];
const MALE = [...'伟强磊军洋勇杰涛明超鑫宇辰浩斌鹏飞刚志建国平辉亮峰'];
const CITIES = ['北京', '上海', '广州', '成都', '武汉', '西安', '沈阳', '杭州', '郑州'];
const BRANDS = ['华信', '鼎盛', '瑞丰', '中启', '恒达', '远景', '金禾', '博远', '新源', '同泰'];
const TRADES = ['机械', '商贸', '科技', '食品', '建材', '物流', '服饰', '电子'];

/** Names: a family shares its surname, a partner and others bring their own; organisations are named for a city. */
export function nameSql(seed: number): string {
  const d = draws(seed, 'customer', 'i');
  const home = draws(seed, 'home', 'home');
  const given = (name: string) => `CASE gender WHEN 'female' THEN ${d.any(name, FEMALE)} ELSE ${d.any(name, MALE)} END`;
  const person = `CASE WHEN role IN ('head', 'child') THEN ${surname(home)} ELSE ${surname(d)} END || ${given('given')} || CASE WHEN ${d.u('two')} < 0.75 THEN ${given('given2')} ELSE '' END`;
  const firm = `${d.any('city', CITIES)} || ${d.any('brand', BRANDS)} || ${d.any('trade', TRADES)} || '有限公司'`;
  const body = `${d.any('city', CITIES)} || ${d.any('body', ['示例中学', '示例医院', '示例研究所', '示例管理中心'])}`;
  return `CASE kind WHEN 'personal' THEN ${person} WHEN 'corporate' THEN ${firm} ELSE ${body} END`;
}

const surname = (d: Draws) => d.pick('surname', SURNAMES);

/**
 * Identity numbers of eighteen places that nobody bears: no region has a number that begins with 99. A person's holds the day of birth, as
 * a real one does.
 */
export function identitySql(day: string, born: string): string {
  const ofPerson = `'99' || lpad((i // 1000 % 10000)::VARCHAR, 4, '0') || strftime(DATE '${day}' - (${born})::INTEGER, '%Y%m%d') || lpad((i % 1000)::VARCHAR, 3, '0') || (i % 10)::VARCHAR`;
  return `CASE WHEN kind = 'personal' THEN ${ofPerson} ELSE '99' || lpad((i + 1)::VARCHAR, 16, '0') END`;
}
