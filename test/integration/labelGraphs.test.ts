import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectFiles, textSource } from '#test/support/textSource.ts';
import type { LabelledBox, LabelledImage, ReadImage, ReadProblem } from '#shared/formats/label/labelData.ts';
import { lgFormat } from '#shared/formats/label/lg/lgFormat.ts';
import { readLg } from '#shared/formats/label/lg/readLg.ts';
import { mostRelatedBoxes, writeLg } from '#shared/formats/label/lg/writeLg.ts';

const symbol = (labelName: string, x: number, y: number, width: number, height: number): LabelledBox => ({
  labelName,
  box: { x, y, width, height },
  state: 'drawn',
  score: null,
});

const image = (boxes: readonly LabelledBox[]): LabelledImage => ({
  fileName: 'a.png',
  width: 400,
  height: 200,
  latex: null,
  split: null,
  boxes,
  detections: [],
});

async function written(...images: readonly LabelledImage[]): Promise<Map<string, string>> {
  return collectFiles(
    writeLg({ labelNames: [], images, description: 'Label graphs', createdAt: '2026-01-02T03:04:05.000Z' }),
  );
}

async function readBack(text: string): Promise<{ images: ReadImage[]; problems: ReadProblem[] }> {
  const images: ReadImage[] = [];
  const problems: ReadProblem[] = [];
  for await (const item of readLg(textSource(new Map([['lg/a.lg', text]])))) {
    if (item.kind === 'image') images.push(item.image);
    else if (item.kind === 'problem') problems.push(item.problem);
  }
  return { images, problems };
}

const graphLines = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

describe('label graphs', () => {
  it('hold symbols and the relations between them: (1 + x squared) over the root of y', async () => {
    const files = await written(
      image([
        symbol('1', 10, 10, 10, 30),
        symbol('+', 30, 15, 20, 20),
        symbol('x', 60, 18, 20, 20),
        symbol('2', 82, 5, 10, 15),
        symbol('-', 0, 50, 110, 3),
        symbol('\\sqrt', 30, 62, 50, 40),
        symbol('y', 52, 75, 18, 24),
        symbol('=', 125, 44, 25, 12),
        symbol(',', 160, 60, 6, 12),
      ]),
    );
    expect(graphLines(files.get('lg/a.lg') ?? '')).toEqual([
      'O, s1, 1, 1.0, p1',
      'O, s2, +, 1.0, p2',
      'O, s3, x, 1.0, p3',
      'O, s4, 2, 1.0, p4',
      'O, s5, -, 1.0, p5',
      'O, s6, \\sqrt, 1.0, p6',
      'O, s7, y, 1.0, p7',
      'O, s8, =, 1.0, p8',
      'O, s9, COMMA, 1.0, p9',
      'R, s5, s8, Right, 1.0',
      'R, s5, s1, Above, 1.0',
      'R, s1, s2, Right, 1.0',
      'R, s2, s3, Right, 1.0',
      'R, s3, s4, Sup, 1.0',
      'R, s5, s6, Below, 1.0',
      'R, s6, s7, Inside, 1.0',
      'R, s8, s9, Right, 1.0',
    ]);
    expect(lgFormat.capabilities.relations).toBe(true);
  });

  it('relate objects of the graph alone, none to itself, each to one parent', async () => {
    const boxes = fc.array(
      fc
        .tuple(
          fc.constantFrom('x', '-', '\\frac', '(', ')', ',', '"', 'Right', ' '),
          fc.double({ min: -50, max: 420, noNaN: true }),
          fc.double({ min: -50, max: 220, noNaN: true }),
          fc.double({ min: 0.01, max: 200, noNaN: true }),
          fc.double({ min: 0.01, max: 100, noNaN: true }),
        )
        .map((cells) => symbol(...cells)),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(boxes, async (drawn) => {
        const text = (await written(image(drawn))).get('lg/a.lg') ?? '';
        const cells = graphLines(text).map((line) => line.split(', '));
        const ids = new Set(cells.filter(([kind]) => kind === 'O').map(([, id]) => id));
        const relations = cells.filter(([kind]) => kind === 'R');
        expect(new Set(relations.map(([, , child]) => child)).size).toBe(relations.length);
        for (const [, parent, child] of relations) {
          expect(ids.has(parent) && ids.has(child)).toBe(true);
          expect(parent).not.toBe(child);
        }
        expect((await readBack(text)).problems).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('leave relations out where there are more boxes than any formula has', async () => {
    const many = Array.from({ length: mostRelatedBoxes + 1 }, (_, index) =>
      symbol('x', (index * 12) % 390, (index * 7) % 190, 8, 8),
    );
    const text = (await written(image(many))).get('lg/a.lg') ?? '';
    expect(graphLines(text)).toHaveLength(many.length);
    expect((await readBack(text)).images[0]?.boxes).toHaveLength(many.length);
  });

  it('are read with R and EO lines, before their objects or behind them', async () => {
    const own =
      (await written(image([symbol('x', 1, 2, 3, 4), symbol('y', 10, 2, 3, 4)]))).get('lg/a.lg') ?? '';
    const { images, problems } = await readBack(`R, s2, s1, Sub, 0.5\n${own}EO,s1,s2,Right,1\n`);
    expect(problems).toEqual([]);
    expect(images[0]?.boxes.map(({ labelName }) => labelName)).toEqual(['x', 'y']);
  });

  it('tell of each line that is wrong and keep the rest', async () => {
    const own = (await written(image([symbol('x', 1, 2, 3, 4)]))).get('lg/a.lg') ?? '';
    const lines = own.split('\n').length - 1;
    const wrong = [
      'R, s1, s9, Right, 1.0',
      'R, s1, s1, Right, 1.0',
      'R, s1',
      'EO, s1, s1, Right, heavy',
      'O, s1, y, 1.0, p2',
      'X, what',
      'O, s3, z, much, p3',
    ];
    const { images, problems } = await readBack(`${own}${wrong.join('\n')}\n`);
    expect(images[0]?.boxes).toHaveLength(1);
    expect(problems.map(({ line }) => line).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
      wrong.map((_, index) => lines + index + 1),
    );
    expect(problems.map(({ cause }) => cause)).toContain('there is no object s9.');
  });

  it('of somebody else have no places: told, and never taken for an image without symbols', async () => {
    const foreign =
      '# IUD, CROHME19_21\n# Objects(2):\nO, M_1, M, 1.0, 0\nO, rarr_1, \\rightarrow, 1.0, 1, 2\n\nR, M_1, rarr_1, Right, 1.0\n';
    const { images, problems } = await readBack(foreign);
    expect(images).toEqual([]);
    expect(problems.map(({ line }) => line)).toEqual([3, 4]);
    const strokes = await readBack('N, 0, x, 1.0\nN, 1, y, 1.0\nE, 0, 1, Right, 1.0\n');
    expect(strokes.images).toEqual([]);
    expect(strokes.problems).toHaveLength(1);
    expect(strokes.problems[0]?.cause).toContain('lg2OR');
  });
});
