import { describe, expect, it } from 'vitest';
import { english as messages } from '#shared/model/messages/english.ts';
import { korean as messagesInKorean } from '#shared/model/messages/korean.ts';
import { english as reasons } from '#shared/formats/label/reasons/english.ts';
import { korean as reasonsInKorean } from '#shared/formats/label/reasons/korean.ts';

type Texts = Readonly<Record<string, (facts: never) => string>>;

/** A text made of facts that are their own names, and the facts that it asked for. */
function made(text: unknown) {
  const asked = new Set<string>();
  const facts = new Proxy(
    {},
    {
      get: (_target, name) => {
        asked.add(String(name));
        return `<${String(name)}>`;
      },
    },
  );
  return { text: (text as (given: unknown) => string)(facts), asked: [...asked].sort() };
}

describe.each<readonly [subject: string, english: Texts, korean: Texts, foreign: readonly string[]]>([
  ['messages about models', messages, messagesInKorean, ['why.said']],
  ['reasons of label files', reasons, reasonsInKorean, []],
])('%s', (_subject, english, korean, foreign) => {
  it('are in both languages, of the same facts', () => {
    const ids = Object.keys(english);
    expect(Object.keys(korean).sort()).toEqual(ids.toSorted());
    for (const id of ids) {
      const en = made(english[id]);
      const ko = made(korean[id]);
      expect(en.text.trim(), id).not.toBe('');
      expect(ko.asked, id).toEqual(en.asked);
      for (const fact of en.asked) expect(ko.text, id).toContain(`<${fact}>`);
      if (!foreign.includes(id)) expect(ko.text, id).toMatch(/[가-힣]/);
      expect(en.text, id).not.toMatch(/[가-힣]/);
    }
  });
});

it('no reason has a fact that would be taken for the place of an error', () => {
  for (const [id, text] of Object.entries(reasons))
    for (const place of ['file', 'line', 'field', 'cause', 'reason'])
      expect(made(text).asked, id).not.toContain(place);
});
