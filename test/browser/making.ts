import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { churnFile, churnRows } from '../server/support/churn-rows.ts';
import type { Hand } from './changes.ts';

/** What is said where definitions are made; the titles are what a person types. */
export const MAKING = {
  en: {
    begin: 'New definition',
    points: /^Give points/,
    divide: /^Divide customers/,
    entity: 'Whose records it reads',
    customer: 'Customer',
    title: 'Title in English',
    start: /^Begin the draft/,
    newScore: 'Young savers',
    newScoreDraft: 'Young savers (draft)',
    byScore: 'By a score, cut into classes',
    score: 'The score',
    newClasses: 'Savers’ tiers',
    mark: 'Draft',
    join: 'Make one change of them',
    change: /^Part of the change/,
    both: /^“Savers’ tiers and 1 more” is a draft/,
    handIn: 'Hand in for approval',
    waits: /waits for an approver/,
    byScales: 'By two scales, a class for each pair',
    rows: 'The rows are by',
    columns: 'The columns are by',
    newMatrix: 'Where to look',
    byContribution: 'Contribution score · bands',
    byLoyalty: 'Loyalty score · bands',
    toMend: '1 problem',
    bounds: 'Bounds of the axes',
    rest: 'Contribution score: a band for others, or unknown',
    here: 'New class for the selected cells',
    definitions: 'Definitions',
    loyalty: 'Loyalty score',
    open: 'Bin from data',
    outcome: 'What happened',
    payroll: /[Pp]ayroll|[Ss]alary/,
    propose: 'Propose bins',
    take: 'Take these bins',
    churn: 'Predicted churn probability',
    // Other rows in each language, so that there is another model to publish.
    churnRows: 600,
    file: 'File',
    left: 'Outcome: a column, or column=value',
    fit: 'Fit',
    takeFit: 'Take the fitted figures',
    accept: 'Yes, accept them and hand in',
    changes: 'Changes',
    openMover: 'Open who moves furthest',
    fill: 'Fill in a sample code',
    code: 'Six digits of your authenticator',
    approve: 'Approve this change',
    live: /is live$/,
  },
  'zh-CN': {
    begin: '新建定义',
    points: /^逐项给分/,
    divide: /^把客户分成各类/,
    entity: '读取谁的记录',
    customer: '客户',
    title: '中文标题',
    start: /^开始草稿/,
    newScore: '年轻储户评分',
    newScoreDraft: '年轻储户评分（草稿）',
    byScore: '按得分，切分为各类',
    score: '所用得分',
    newClasses: '储户分层',
    mark: '草稿',
    join: '合为一项变更',
    change: /^所属变更/,
    both: /储户分层及另外 1 项/,
    handIn: '提交审批',
    waits: /等待审批/,
    byScales: '按两个维度，每一组合对应一类',
    rows: '行的依据',
    columns: '列的依据',
    newMatrix: '重点矩阵',
    byContribution: '贡献得分 · 等级',
    byLoyalty: '忠诚得分 · 等级',
    toMend: '1 个问题',
    bounds: '两轴的界限',
    rest: '贡献得分：另设其他或未知一档',
    here: '为所选格新建类别',
    definitions: '定义',
    loyalty: '忠诚得分',
    open: '由数据分箱',
    outcome: '发生的结果',
    payroll: /代发|工资/,
    propose: '建议分箱',
    take: '采用这些分箱',
    churn: '预测流失度',
    churnRows: 500,
    file: '文件',
    left: '结果列，如 y 或 y=yes',
    fit: '拟合',
    takeFit: '采用拟合的系数',
    accept: '是，接受并提交',
    changes: '变更',
    openMover: '打开变动最大的客户',
    fill: '填入样例验证码',
    code: '认证器显示的六位验证码',
    approve: '批准此变更',
    live: /已生效$/,
  },
} as const;
type Says = (typeof MAKING)[keyof typeof MAKING];

/** What the server computes comes when it comes. */
const PATIENCE_MS = 150_000;
const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name }).waitFor({ timeout: PATIENCE_MS });
const isSound = async (page: Page) => {
  await page
    .locator('.strip .kept')
    .filter({ hasText: /^\s*(Saved|已保存)\s*$/ })
    .waitFor({ timeout: PATIENCE_MS });
  await expect.poll(() => page.locator('.strip').innerText(), { timeout: PATIENCE_MS }).toMatch(/Sound|没有问题/);
};

async function begin(hand: Hand, says: Says, kind: RegExp): Promise<void> {
  await hand.press(says.begin);
  await hand.pick(kind);
  await hand.choose(says.entity, says.customer);
}

/** A scorecard from nothing, a segmentation by it while it is a draft, and both handed in as one change. */
export async function scorecardInSegmentation(hand: Hand, page: Page, says: Says): Promise<void> {
  await begin(hand, says, says.points);
  await hand.write(says.title, says.newScore);
  await hand.press(says.start);
  await heading(page, says.newScore);
  await isSound(page);
  await hand.press(says.definitions);
  await begin(hand, says, says.divide);
  await hand.pick(says.byScore);
  await page
    .getByRole('combobox', { name: says.score, exact: true })
    .locator('option', { hasText: says.newScoreDraft })
    .first()
    .waitFor({ state: 'attached' });
  await hand.choose(says.score, says.newScoreDraft);
  await hand.write(says.title, says.newClasses);
  await hand.press(says.start);
  await heading(page, says.newClasses);
  await isSound(page);
  await hand.press(says.join);
  await page.getByRole('button', { name: says.join }).waitFor({ state: 'detached' });
  await isSound(page);
  await hand.press(says.change);
  await heading(page, says.both);
  await hand.press(says.handIn);
  await heading(page, says.waits);
}

/** Two scales and a class for each of their pairs, from nothing. */
export async function matrixFromNothing(hand: Hand, page: Page, says: Says): Promise<void> {
  await begin(hand, says, says.divide);
  await hand.pick(says.byScales);
  for (const [label, choice] of [
    [says.rows, says.byContribution],
    [says.columns, says.byLoyalty],
  ] as const) {
    await page
      .getByRole('combobox', { name: label, exact: true })
      .locator('option', { hasText: choice })
      .waitFor({ state: 'attached' });
    await hand.choose(label, choice);
  }
  await hand.write(says.title, says.newMatrix);
  await hand.press(says.start);
  await heading(page, says.newMatrix);
  await page.getByRole('grid').waitFor();
  await hand.press(says.here);
  // Nobody says what is not known: the checker does, and the axis gets a band for it.
  await page.locator('.strip').getByText(says.toMend).waitFor({ timeout: PATIENCE_MS });
  await hand.press(says.bounds);
  await hand.press(says.rest);
  await isSound(page);
}

/** The bins of a characteristic as the data would have them. */
export async function binsFromData(hand: Hand, page: Page, says: Says): Promise<void> {
  await hand.press(says.loyalty);
  await hand.press(says.open);
  const options = page.getByRole('combobox', { name: says.outcome, exact: true }).first().locator('option');
  await expect.poll(() => options.count()).toBeGreaterThan(5);
  const label = (await options.allInnerTexts()).find((text) => says.payroll.test(text)) ?? '';
  await hand.choose(says.outcome, label);
  await hand.press(says.propose);
  await page.locator('.bins-found').waitFor({ timeout: PATIENCE_MS });
  await hand.press(says.take);
  await page.getByText(says.mark, { exact: true }).first().waitFor();
}

const fileOf = (rows: number) => ({
  name: 'churn.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(churnFile(churnRows(rows))),
});

/** A model of churn fitted to a file, handed in. */
export async function fitChurn(hand: Hand, page: Page, says: Says): Promise<void> {
  await hand.press(says.churn);
  await hand.bring(says.file, fileOf(says.churnRows));
  await hand.write(says.left, 'left=yes');
  await hand.press(says.fit);
  await page.getByRole('button', { name: says.takeFit }).waitFor({ timeout: PATIENCE_MS });
  await hand.press(says.takeFit);
  await isSound(page);
  await hand.press(says.change);
  await hand.press(says.handIn);
  await page
    .getByRole('button', { name: says.accept })
    .or(page.getByRole('heading', { name: says.waits }))
    .first()
    .waitFor({ timeout: PATIENCE_MS });
  if (await page.getByRole('button', { name: says.accept }).isVisible()) await hand.press(says.accept);
  await heading(page, says.waits);
}

/** The other person's part: what waits is opened, approved with a fresh code, and goes live. */
export async function approve(hand: Hand, page: Page, says: Says): Promise<void> {
  await hand.press(says.changes);
  await hand.press(says.churn);
  // Where customers move, one of them is opened before anything can be approved.
  const open = page.getByRole('button', { name: says.openMover });
  await open
    .or(page.getByRole('button', { name: says.fill }))
    .first()
    .waitFor({ timeout: PATIENCE_MS });
  if (await open.isVisible()) await hand.press(says.openMover);
  await hand.press(says.fill);
  await expect.poll(() => page.getByLabel(says.code).inputValue(), { timeout: 120_000 }).toMatch(/^\d{6}$/);
  await hand.press(says.approve);
  await heading(page, says.live);
}
