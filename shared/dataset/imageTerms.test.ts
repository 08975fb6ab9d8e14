import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readImageQuery, type ImageTerms } from './imageTerms.ts';

describe('a typed query', () => {
  it.each<[string, string, ImageTerms]>([
    ['scan 12', 'scan 12', {}],
    ['state:new', '', { states: ['new'] }],
    ['state:In-Progress,reviewed x', 'x', { states: ['inProgress', 'reviewed'] }],
    ['label:\\int label:x', '', { labels: ['\\int', 'x'] }],
    ['doubt:>0.3', '', { doubt: { from: 0.3 } }],
    ['doubt:<=.5', '', { doubt: { to: 0.5 } }],
    ['boxes:2..9', '', { boxes: { from: 2, to: 9 } }],
    ['boxes:..9', '', { boxes: { to: 9 } }],
    ['boxes:0', '', { boxes: { from: 0, to: 0 } }],
    ['flag:yes', '', { flagged: true }],
    ['flagged:no', '', { flagged: false }],
  ])('%s', (typed, text, terms) => {
    expect(readImageQuery(typed)).toEqual({ text, terms });
  });

  it.each(['state:', 'state:ne', 'doubt:>', 'doubt:..', 'boxes:1.2.3', 'flag:maybe', 'a:b', 'C:\\scans'])(
    'takes %s for a part of a name while it is no term',
    (typed) => {
      expect(readImageQuery(typed)).toEqual({ text: typed, terms: {} });
    },
  );

  it('loses no word', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z:.0-9>]{1,8}$/), { maxLength: 6 }), (words) => {
        const { text, terms } = readImageQuery(words.join('  '));
        const left = text === '' ? [] : text.split(' ');
        expect(left.every((word) => words.includes(word))).toBe(true);
        if (left.length < words.length) expect(Object.keys(terms).length).toBeGreaterThan(0);
      }),
    );
  });
});
