/**
 * Chinese titles found by how they are typed: `nianling`, `nl` and `年龄` find 年龄. The reading of a character is told from its place in
 * the order of pinyin: each syllable is followed by the first character that is read so.
 */
const SYLLABLES =
  'a吖ai哎an安ang肮ao凹ba丷bai挀ban扳bang邦bao勹bei卑ben奔beng伻bi屄bian边biao标bie憋bin汃bing冫bo癶bu卜ca擦cai偲can参cang仓cao撡ce冊cen嵾ceng噌cha叉chai芆chan辿chang伥chao抄che车chen抻cheng阷chi吃chong充chou抽chu出chuai揣chuan巛chuang刅chui吹chun旾chuo逴ci呲cong匆cou凑cu粗cuan汆cui崔cun邨cuo搓da咑dai呆dan丹dang当dao刀de嘚deng灯di氐dian敁diao刁die爹ding丁diu丟dong东dou吺du厾duan偳dui垖dun吨duo多e妸en奀er儿fa发fan帆fang匚fei飞fen分feng丰fo仏fou紑fu夫ga旮gai侅gan甘gang冈gao皋ge戈gen根geng刯gong工gou勾gu估gua瓜guai乖guan关guang光gui归gun丨guo呙ha哈hai咍han佄hang夯hao茠he诃hei黒hen拫heng亨hong叿hou齁hu乎hua花huai怀huan欢huang巟hui灰hun昏huo吙ji讥jia加jian戋jiang江jiao艽jie阶jin巾jing坕jiong冂jiu丩ju凥juan姢jue噘jun军ka咔kai开kan刊kang忼kao尻ke匼ken肎keng劥kong空kou抠ku刳kua夸kuai蒯kuan宽kuang匡kui亏kun坤kuo扩la垃lai来lan兰lang啷lao捞le仂lei雷leng塄li哩lian奁liang良liao撩lie毟lin拎ling伶liu溜long龙lou瞜lu噜lv驴luan娈lve掠lun抡luo啰ma妈mai埋man嫚mang牤mao猫me嚒mei坆men椚meng擝mi咪mian宀miao喵mie吀min民ming名mo摸mou哞mu毪na拏nai腉nan囡nang囔nao孬ne疒nei娞nen恁ni妮nian拈niang娘niao鸟nie捏nin囜ning宁niu妞nong农nou羺nu奴nv女nuan奻nve疟nuo挪ou讴pa妑pai拍pan眅pang乓pao抛pei呸pen喷peng匉pi丕pian囨piao剽pie氕pin姘ping乒po钋pou剖pu仆qi七qia掐qian千qiang呛qiao悄qie苆qin亲qing靑qiong卭qiu丘qu区quan奍que炔qun夋ran呥rang穣rao娆re惹ren人reng扔ri日rong戎rou禸ru邚ruan堧rui桵run闰ruo捼sa仨sai毢san三sang桒sao掻se閪sen森sha杀shai筛shan山shang伤shao弰she奢shen申sheng升shi尸shou収shu书shua刷shuai衰shuan闩shuang双shui脽shun吮shuo说si厶song忪sou凁su苏suan狻sui夊sun孙suo唆ta他tai囼tan坍tang汤tao夲te忑teng熥ti剔tian天tiao旫tie帖ting厅tong炵tou偷tu凸tuan湍tui推tun吞tuo乇wa屲wai歪wan弯wang尢wei危wen昷weng翁wo挝wu乌xi夕xia呷xian仙xiang乡xiao灱xie些xin心xing星xiong凶xiu休xu吁xuan吅xue疶xun坃ya丫yan恹yang央yao幺ye倻yi一yin囙ying应yo哟yong佣you优yu込yuan囦yue曰yun晕za帀zai災zan兂zang匨zao傮ze则zei贼zen怎zeng囎zha扎zhai夈zhan枬zhang张zhao佋zhe蜇zhen贞zheng凧zhi之zhong中zhou州zhu朱zhua抓zhuan专zhuang妆zhui隹zhun宒zhuo拙zi孜zong宗zou邹zu租zuan钻zui厜zun尊zuo嘬';

const DOUBLE = /^[zcs]h/;

/** Second readings of characters that banks use. */
const ALSO =
  '行hang率lv调tiao调diao重zhong重chong长chang长zhang还huan还hai数shu单dan单shan期qi会hui会kuai给ji给gei都dou都du度du薄bo均jun差cha量liang量liang分fen总zong系xi系ji得de地di';

const firsts = [...SYLLABLES.matchAll(/([a-z]+)([^a-z])/gu)].map(([, syllable = '', first = '']) => ({
  syllable,
  first,
}));
const also = new Map<string, readonly string[]>();
for (const [, character = '', syllable = ''] of ALSO.matchAll(/([^a-z])([a-z]+)/gu))
  also.set(character, [...(also.get(character) ?? []), syllable]);
const order = new Intl.Collator('zh-CN-u-co-pinyin');
const known = new Map<string, readonly string[]>();

/** How a character may be typed: itself, and where it is a Chinese one its syllables. */
export function readingsOf(character: string): readonly string[] {
  const before = known.get(character);
  if (before !== undefined) return before;
  const own = character.toLowerCase();
  const made = /\p{Script=Han}/u.test(character)
    ? [own, ...new Set([syllableOf(character), ...(also.get(character) ?? [])])]
    : [own];
  known.set(character, made);
  return made;
}

function syllableOf(character: string): string {
  let [low, high] = [0, firsts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (order.compare(firsts[middle]?.first ?? '', character) <= 0) low = middle;
    else high = middle - 1;
  }
  return firsts[low]?.syllable ?? '';
}

/**
 * How well a title answers what was typed: 0 where it begins with it, 1 where a later character does; null where it does not. Each
 * character may be typed by itself, by its whole syllable or by the first letters of it.
 */
export function typedRank(title: string, typed: string): 0 | 1 | null {
  const wanted = typed.toLowerCase().replace(/\s+/g, '');
  const characters = [...title.replace(/\s+/g, '')];
  if (wanted === '') return 0;
  for (let from = 0; from < characters.length; from += 1)
    if (answers(characters, from, wanted)) return from === 0 ? 0 : 1;
  return null;
}

function answers(characters: readonly string[], at: number, wanted: string): boolean {
  if (wanted === '') return true;
  const character = characters[at];
  if (character === undefined) return false;
  return readingsOf(character).some((reading) => {
    if (reading.startsWith(wanted)) return true;
    const isSyllable = reading.length > 1;
    if (wanted.startsWith(reading) && answers(characters, at + 1, wanted.slice(reading.length))) return true;
    if (
      isSyllable &&
      DOUBLE.test(reading) &&
      wanted.startsWith(reading.slice(0, 2)) &&
      answers(characters, at + 1, wanted.slice(2))
    )
      return true;
    return isSyllable && wanted[0] === reading[0] && answers(characters, at + 1, wanted.slice(1));
  });
}
