import { expect, it } from 'vitest';
import { english } from './english.ts';
import { korean } from './korean.ts';
import { type MessageId, paragraphOf, say, textOf } from './message.ts';

const ids = Object.keys(english) as MessageId[];

/** A text made of facts that are their own names, and the facts that it asked for. */
function made(catalogue: typeof english, id: MessageId) {
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
  const text = (catalogue[id] as (given: unknown) => string)(facts);
  return { text, asked: [...asked].sort() };
}

it('are in both languages, of the same facts', () => {
  expect(Object.keys(korean).sort()).toEqual([...ids].sort());
  for (const id of ids) {
    const en = made(english, id);
    const ko = made(korean, id);
    expect(en.text.trim(), id).not.toBe('');
    expect(ko.asked, id).toEqual(en.asked);
    for (const fact of en.asked) expect(ko.text, id).toContain(`<${fact}>`);
    if (id !== 'why.said') expect(ko.text, id).toMatch(/[가-힣]/);
    expect(en.text, id).not.toMatch(/[가-힣]/);
  }
});

it('survive the way to another process', () => {
  const sent = say('why.lite.newerVersion', { op: 'CONV_2D', version: 9, newest: 8 });
  const arrived = JSON.parse(JSON.stringify(sent)) as typeof sent;
  expect(textOf(arrived, 'en')).toBe("CONV_2D has version 9 here; TFLite's kernel goes up to 8.");
  expect(textOf(arrived, 'ko')).toContain('CONV_2D');
});

it('make one paragraph, and leave names as they are', () => {
  const fix = [say('do.withoutIt'), say('rewrite.resize')];
  expect(paragraphOf(fix, 'en')).toBe(
    'Without it: Write it as Resize with an explicit coordinate_transformation_mode.',
  );
  expect(textOf('RoiAlign', 'ko')).toBe('RoiAlign');
});
