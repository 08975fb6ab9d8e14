import type { RuleId, Suspicion } from '#shared/checks/suspicion.ts';

type Values = Suspicion['values'];

const sentences: Readonly<Record<RuleId, (values: Values) => string>> = {
  twoBoxes: ({ kept, out }) => `Two boxes are on one symbol: ${kept} and ${out}.`,
  stackedMinus: () => 'Two minuses over one another are an equals sign.',
  dotOverStem: ({ stem, whole }) => `The dot and the ${stem} below or above it are one ${whole}.`,
  minusIsFraction: ({ label }) => `Symbols stand above and below this ${label}: a fraction bar.`,
  fractionIsMinus: () => 'Nothing stands above or below this fraction bar: a minus.',
  timesBetweenDigits: ({ left, label, right }) => `Between ${left} and ${right}, the ${label} multiplies.`,
  digitAmongDigits: ({ label, instead }) => `Among digits, the ${label} is a ${instead}.`,
  primeOrComma: ({ label, instead }) => `At this height, the ${label} is a ${instead}.`,
  dotAtMidHeight: () => 'A dot at half the height of its neighbours multiplies.',
  functionName: ({ letters, name }) => `The letters ${letters} are the function ${name}.`,
  unbalancedFence: ({ label, partner }) => `There is no ${partner} that goes with this ${label}.`,
  emptyRoot: () => 'Nothing stands in this root.',
  operatorWithoutRight: ({ label }) => `Nothing stands on the right of this ${label}.`,
  scriptWithoutBase: ({ label }) => `This ${label} has nothing to stand on.`,
};

/** The reason of a suspicion as a sentence. */
export function reasonOf({ rule, values }: Suspicion): string {
  return sentences[rule](values);
}
