/** The sentences that the command-line library writes, and the same in Chinese. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^Usage:/, '用法：'],
  [/^Options:/, '选项：'],
  [/^Arguments:/, '参数：'],
  [/^Commands:/, '命令：'],
  [/^error: unknown option '(.*)'/, '错误：没有选项 $1'],
  [/^error: unknown command '(.*)'/, '错误：没有命令 $1'],
  [/^error: missing required argument '(.*)'/, '错误：缺少参数 $1'],
  [/^error: required option '(.*)' not specified/, '错误：缺少必填选项 $1'],
  [/^error: option '(.*)' argument missing/, '错误：选项 $1 缺少值'],
  [
    /^error: option '(.*)' argument '(.*)' is invalid\. Allowed choices are (.*)\./,
    '错误：选项 $1 的值 $2 无效；可用：$3',
  ],
  [
    /^error: command-argument value '(.*)' is invalid for argument '(.*)'\. Allowed choices are (.*)\./,
    '错误：参数 $2 的值 $1 无效；可用：$3',
  ],
  [
    /^error: too many arguments(?: for '(.*)')?\. Expected (\d+) arguments? but got (\d+)\./,
    '错误：参数过多：应为 $2 个，实为 $3 个。',
  ],
  [/\(Did you mean (.*)\?\)/, '（是否指 $1？）'],
];

/** A text of the command-line library in Chinese; what is not known stays as it is. */
export function inChinese(text: string): string {
  return sentences.reduce((result, [pattern, chinese]) => result.replace(pattern, chinese), text);
}
