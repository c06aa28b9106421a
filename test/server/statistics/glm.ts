/**
 * Reference figures of R 4.2.2 (Debian 12's r-base-core 4.2.2.20221110), obtained outside the repository by
 *   d <- read.csv('uci_bank_marketing_full.csv', na.strings = 'NaN'); missing categories as a level of their own, base levels
 *   management, married, secondary, no, no, cellular, may, failure;
 *   glm(y ~ balance + campaign + job + marital + education + housing + loan + contact + month + poutcome,
 *       family = binomial, control = glm.control(epsilon = 1e-14, maxit = 50))
 *   lm(duration ~ balance + campaign + age + job)
 * Each line: term, coefficient, standard error.
 */
export const GLM: readonly (readonly [term: string, coefficient: number, standardError: number])[] = [
  ['(Intercept)', -1.724688001, 0.0845574819],
  ['balance', 1.736966517e-5, 4.489482357e-6],
  ['campaign', -0.08422071972, 0.008439797578],
  ['job=admin.', 0.04703184174, 0.06570207107],
  ['job=blue-collar', -0.07242963071, 0.06581861962],
  ['job=entrepreneur', -0.1435103905, 0.1056000521],
  ['job=housemaid', -0.2455213515, 0.1174195973],
  ['job=missing', -0.1333112868, 0.2070116875],
  ['job=retired', 0.4776356509, 0.07473919846],
  ['job=self-employed', -0.04146237426, 0.09169846575],
  ['job=services', -0.03191506023, 0.07585528308],
  ['job=student', 0.3764484525, 0.09600055962],
  ['job=technician', -0.01230144548, 0.05734736604],
  ['job=unemployed', 0.1619291065, 0.09521512592],
  ['marital=divorced', 0.2037703832, 0.05164113109],
  ['marital=single', 0.2847184107, 0.03760517744],
  ['education=missing', 0.052262423, 0.08181707271],
  ['education=primary', -0.1435392148, 0.05655722084],
  ['education=tertiary', 0.1654719626, 0.04584505608],
  ['housing=yes', -0.5308511906, 0.03817515385],
  ['loan=yes', -0.4013968763, 0.05306640825],
  ['contact=missing', -1.3270243, 0.06298754256],
  ['contact=telephone', -0.2350145174, 0.06445364132],
  ['month=apr', 0.4814853437, 0.06349605396],
  ['month=aug', -0.3604366123, 0.06504279477],
  ['month=dec', 1.078089721, 0.1595708544],
  ['month=feb', 0.07174846069, 0.07040799442],
  ['month=jan', -0.6039835822, 0.1028920468],
  ['month=jul', -0.218693615, 0.0626578242],
  ['month=jun', 0.6202445644, 0.06797318189],
  ['month=mar', 1.576095385, 0.1076529989],
  ['month=nov', -0.3739411533, 0.069663012],
  ['month=oct', 1.130882859, 0.09411259414],
  ['month=sep', 1.134687939, 0.1038494308],
  ['poutcome=missing', 0.05909440469, 0.05152135583],
  ['poutcome=other', 0.285846315, 0.07981585026],
  ['poutcome=success', 2.242660686, 0.07340593415],
];
export const GLM_DEVIANCE = 27158.9851784;
export const GLM_NULL_DEVIANCE = 32630.9545358;
/** By ranks of the fitted probabilities. */
export const GLM_AUC = 0.7682983969;

export const LM: typeof GLM = [
  ['(Intercept)', 293.4024346, 6.021550974],
  ['balance', 0.001799970389, 0.0003994971483],
  ['campaign', -6.919815667, 0.3898432386],
  ['age', -0.5626849963, 0.1316847399],
  ['job=admin.', -8.621583074, 4.443978503],
  ['job=blue-collar', 9.582564487, 3.71160983],
  ['job=entrepreneur', 3.281240018, 7.155902312],
  ['job=housemaid', -4.445922239, 7.78477964],
  ['job=missing', -9.303363426, 15.36329877],
  ['job=retired', 41.3027505, 6.616313279],
  ['job=self-employed', 14.31106905, 6.969053598],
  ['job=services', 4.730560702, 4.785772894],
  ['job=student', -18.39641378, 8.965027981],
  ['job=technician', -0.5158814225, 3.956904931],
  ['job=unemployed', 32.27986617, 7.577937031],
];
