/** Two-sided p of a statistic: P(|Z| > z) of a standard normal, or P(|T| > t) where its degrees of freedom are given. */
export function pValue(statistic: number, degreesOfFreedom: number | null): number {
  const square = statistic ** 2;
  if (degreesOfFreedom === null) return upperGamma(square / 2);
  return incompleteBeta(
    degreesOfFreedom / (degreesOfFreedom + square),
    square / (degreesOfFreedom + square),
    degreesOfFreedom / 2,
  );
}

/** A term so small beside a sum changes none of its digits. */
const NEGLIGIBLE = Number('1e-17');

/** Q(½, x) = erfc(√x): the series of its complement near 0, else the continued fraction (Numerical Recipes 6.2, by Lentz). */
function upperGamma(x: number): number {
  if (x === 0) return 1;
  const front = Math.exp(-x) * Math.sqrt(x / Math.PI);
  if (x > 1.5) {
    const value = continuedFraction(
      (n) => (n === 1 ? 1 : -(n - 1) * (n - 1.5)),
      (n) => x + 2 * n - 1.5,
    );
    return front * value;
  }
  let [term, sum] = [2, 2];
  for (let n = 1; Math.abs(term) > sum * NEGLIGIBLE; n++) {
    term *= x / (n + 0.5);
    sum += term;
  }
  return 1 - front * sum;
}

/** I_x(a, ½), y = 1 − x (Numerical Recipes 6.4). */
function incompleteBeta(x: number, y: number, a: number): number {
  if (y === 0) return 1;
  const b = 0.5;
  const front = Math.exp(a * Math.log(x) + b * Math.log(y) + logGamma(a + b) - logGamma(a) - Math.log(Math.PI) / 2);
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(y, b, a)) / b;
}

function betaFraction(x: number, a: number, b: number): number {
  const numerator = (n: number) => {
    const m = Math.floor((n - 1) / 2);
    if (n === 1) return 1;
    if (n % 2 === 0) return (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    return (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
  };
  return continuedFraction(numerator, () => 1);
}

/** a₁/(b₁ + a₂/(b₂ + …)) by Lentz's method. */
function continuedFraction(a: (n: number) => number, b: (n: number) => number): number {
  const tiny = 1e-300;
  let [value, c, d] = [tiny, tiny, 0];
  for (let n = 1; n < 100_000; n++) {
    d = b(n) + a(n) * d;
    c = b(n) + a(n) / c;
    d = 1 / (d === 0 ? tiny : d);
    if (c === 0) c = tiny;
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16 && n > 1) break;
  }
  return value;
}

/** ln Γ(x), x ≥ ½: Stirling's series where it has converged, taken there by Γ(x + 1) = x Γ(x). */
function logGamma(x: number): number {
  let [shifted, product] = [x, 1];
  while (shifted < 15) product *= shifted++;
  const i = 1 / (shifted * shifted);
  const series = (1 / 12 - i * (1 / 360 - i * (1 / 1260 - i * (1 / 1680 - i / 1188)))) / shifted;
  return (shifted - 0.5) * Math.log(shifted) - shifted + Math.log(2 * Math.PI) / 2 + series - Math.log(product);
}
