import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExportStems } from './exportStems.ts';

const claimAll = (paths: readonly string[]): readonly string[] => {
  const stems = new ExportStems();
  return paths.map((path) => stems.claim(path));
};

describe('names of exported images', () => {
  it('keep their folders, and do not collide', () => {
    expect(
      claimAll([
        'a/1.png',
        'b/1.png',
        '1.png',
        '1.jpg',
        'A/1.PNG',
        '../photos/1.png',
        '/mnt/x/1.png',
        'C:\\x\\1.png',
      ]),
    ).toEqual(['a/1', 'b/1', '1', '1 (2)', 'A/1 (2)', 'photos/1', '1 (3)', '1 (4)']);
  });

  it('take both Unicode forms of a name for one', () => {
    const [one, two] = claimAll(['수식.png'.normalize('NFC'), '수식.png'.normalize('NFD')]);
    expect(two).toBe(`${'수식'.normalize('NFD')} (2)`);
    expect(one).toBe('수식');
  });

  it('are ones that Windows accepts', () => {
    expect(
      claimAll([
        'a:b?.png',
        'con.png',
        'NUL.tar.png',
        'dots. . .png',
        '.hidden',
        '.png',
        ' .. /x.png',
        "it's ∑ 🧮.png",
        '',
      ]),
    ).toEqual(['a_b_', '_con', '_NUL.tar', 'dots', '.hidden', '.png', '_/x', "it's ∑ 🧮", '_']);
  });

  it('are always relative, portable, short enough and different', () => {
    const path = fc.array(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 8 }),
        fc.constantFrom('..', '.', 'aux', '가'.repeat(100), 'A', 'a'),
      ),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(
        fc.array(
          path.map((parts) => parts.join('/')),
          { maxLength: 12 },
        ),
        (paths) => {
          const stems = claimAll(paths);
          expect(new Set(stems.map((stem) => stem.normalize('NFC').toLowerCase())).size).toBe(stems.length);
          for (const segment of stems.flatMap((stem) => stem.split('/'))) {
            expect(segment).not.toMatch(/^\.{0,2}$|[<>:"\\|?*]|[. ]$/);
            expect(new TextEncoder().encode(`${segment}.png.part`).length).toBeLessThanOrEqual(255);
          }
          expect(claimAll(paths)).toEqual(stems);
        },
      ),
    );
  });
});
