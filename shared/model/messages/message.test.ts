import { expect, it } from 'vitest';
import { paragraphOf, say, textOf } from './message.ts';

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
