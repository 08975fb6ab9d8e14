import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CaseTerms, readCaseTerms, writeCaseTerms } from './caseTerms.ts';

describe('a typed query of cases', () => {
  it.each<[string, CaseTerms]>([
    [
      'label:x score:>0.5 error:confused source:KAIST',
      { labels: ['x'], score: { from: 0.5 }, kinds: ['confused'], sources: ['KAIST'] },
    ],
    ['error:any', { kinds: ['confused', 'spurious', 'missed'] }],
    ['error:none', { kinds: ['correct'] }],
    ['truth:nothing read:x', { truth: null, read: 'x' }],
    ['truth:"nothing"', { truth: 'nothing' }],
    ['type:cls,LOC', { tides: ['Cls', 'Loc'] }],
    ['score:0.3..<0.4 counted:any', { score: { from: 0.3, to: 0.4, isBelow: true }, counted: 'any' }],
    ['source:a source:b', { sources: ['a', 'b'] }],
    ['change:stillWrong survival:lost', { changes: ['stillWrong'], survivals: ['lost'] }],
    ['missed:0.7 truth:x', { missedAt: 0.7, truth: 'x' }],
    ['formula:changed', { isReadOtherwise: true }],
    ['flag:yes doubt:>0.3 boxes:2..9', { flagged: true, doubt: { from: 0.3 }, boxes: { from: 2, to: 9 } }],
    ['scan 12 mistake:yes', { text: 'scan 12', isMistake: true }],
    ['label:: label:"', { labels: [':', ''] }],
  ])('%s', (typed, terms) => {
    expect(readCaseTerms(typed)).toEqual(terms);
  });

  it.each([
    'error:',
    'error:wrong',
    'score:>',
    'score:x',
    'missed:',
    'missed:2',
    'state:new',
    'counted:maybe',
    'C:\\scans',
  ])('takes %s for a part of a name while it is no term', (typed) => {
    expect(readCaseTerms(typed)).toEqual({ text: typed });
  });

  it('is written as it is read', () => {
    const name = fc.oneof(fc.constantFrom('x', '\\int', ',', ':', '"', 'nothing', 'a b'), fc.string());
    const range = fc.constantFrom({ from: 0.5 }, { to: 2 }, { from: 1, to: 3, isBelow: true as const });
    const names = fc.uniqueArray(name, { minLength: 1, maxLength: 3 });
    const terms = fc.record(
      {
        kinds: fc.uniqueArray(fc.constantFrom('correct' as const, 'confused', 'missed'), { minLength: 1 }),
        tides: fc.uniqueArray(fc.constantFrom('Cls' as const, 'Dupe'), { minLength: 1 }),
        truth: fc.option(name),
        read: fc.option(name),
        labels: names,
        score: range,
        missedAt: fc.constantFrom(0, 0.29, 1),
        iou: range,
        size: range,
        sources: names,
        writers: names,
        cost: fc.constantFrom('breaks' as const, 'mends'),
        formula: fc.constantFrom('right' as const, 'wrong'),
        isReadOtherwise: fc.constant(true as const),
        errors: range,
        isMistake: fc.constant(true as const),
        changes: fc.uniqueArray(fc.constantFrom('fixed' as const, 'stillWrong'), { minLength: 1 }),
        survivals: fc.uniqueArray(fc.constantFrom('lost' as const, 'new'), { minLength: 1 }),
        counted: fc.constantFrom('no' as const, 'any'),
        flagged: fc.boolean(),
        doubt: range,
        boxes: range,
        text: fc.constantFrom('scan', 'scan 12', 'C:\\scans'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(terms, (asked) => {
        expect(readCaseTerms(writeCaseTerms(asked))).toEqual(asked);
      }),
    );
  });
});
