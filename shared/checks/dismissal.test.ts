import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameSubject, type CheckSubject } from './dismissal.ts';

const side = fc.integer({ min: 1, max: 30 });
const box = fc.record({
  x: fc.integer({ min: 0, max: 20 }),
  y: fc.integer({ min: 0, max: 20 }),
  width: side,
  height: side,
});
const subject: fc.Arbitrary<CheckSubject> = fc.record({
  kind: fc.constantFrom('twoBoxes', 'unboxedInk'),
  parts: fc.array(fc.record({ labelId: fc.integer({ min: 1, max: 2 }), box }), { maxLength: 4 }),
  place: box,
});

const minus = { labelId: 3, box: { x: 10, y: 20, width: 40, height: 4 } };
const stacked: CheckSubject = {
  kind: 'stackedMinus',
  parts: [minus, { labelId: 3, box: { x: 10, y: 30, width: 40, height: 4 } }],
  place: { x: 10, y: 20, width: 40, height: 14 },
};

describe('a finding that was put aside', () => {
  it('is itself, whatever it is', () => {
    fc.assert(fc.property(subject, (each) => isSameSubject(each, each)));
  });

  it('is known from either side', () => {
    fc.assert(fc.property(subject, subject, (a, b) => isSameSubject(a, b) === isSameSubject(b, a)));
  });

  it('is known in whatever order its boxes are given', () => {
    const orders = subject.chain((each) =>
      fc.tuple(
        fc.constant(each),
        fc.shuffledSubarray([...each.parts], { minLength: each.parts.length }),
        subject,
      ),
    );
    fc.assert(
      fc.property(
        orders,
        ([each, parts, other]) =>
          isSameSubject({ ...each, parts }, each) &&
          isSameSubject({ ...each, parts }, other) === isSameSubject(each, other),
      ),
    );
  });

  it('is known when a box was moved a little', () => {
    const nudged = { ...minus, box: { ...minus.box, x: 12, height: 5 } };
    expect(isSameSubject(stacked, { ...stacked, parts: [nudged, ...stacked.parts.slice(1)] })).toBe(true);
  });

  it('is another by kind, by label, by place and by number of boxes', () => {
    const [first, ...others] = stacked.parts;
    if (first === undefined) throw new Error('It has boxes');
    expect(isSameSubject(stacked, { ...stacked, kind: 'twoBoxes' })).toBe(false);
    expect(isSameSubject(stacked, { ...stacked, parts: [{ ...first, labelId: 4 }, ...others] })).toBe(false);
    expect(isSameSubject(stacked, { ...stacked, parts: others })).toBe(false);
    const away = { ...first, box: { ...first.box, x: 200 } };
    expect(isSameSubject(stacked, { ...stacked, parts: [away, ...others] })).toBe(false);
  });

  it('goes by its place where it is about no box', () => {
    const ink: CheckSubject = { kind: 'unboxedInk', parts: [], place: { x: 0, y: 0, width: 20, height: 20 } };
    expect(isSameSubject(ink, { ...ink, place: { x: 1, y: 1, width: 20, height: 20 } })).toBe(true);
    expect(isSameSubject(ink, { ...ink, place: { x: 30, y: 1, width: 20, height: 20 } })).toBe(false);
  });
});
