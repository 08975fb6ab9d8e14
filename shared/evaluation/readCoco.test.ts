import { describe, expect, it } from 'vitest';
import { AppError } from '../base/errors.ts';
import { readCocoRun } from './readCocoRun.ts';
import { readCocoTruth } from './readCocoTruth.ts';

const truthObject = {
  images: [
    { id: 7, file_name: 'set/b.png', width: 100, height: 50 },
    { id: 3, file_name: 'set/a.png', width: 100, height: 50 },
  ],
  categories: [
    { id: 5, name: 'x' },
    { id: 2, name: '+' },
  ],
  annotations: [{ id: 0, image_id: 7, category_id: 2, bbox: [1, 2, 3, 4] }],
};
const text = (value: unknown): string => JSON.stringify(value);
const truth = () => readCocoTruth({ name: 'truth.json', text: text(truthObject) });
const run = (value: unknown) => readCocoRun({ name: 'run.json', text: text(value) }, truth());

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code).toBe('format.malformed');
    return (error as AppError).message;
  }
  throw new Error('Nothing was refused.');
}

describe('truth', () => {
  it('is read by rising image ids, with area and crowd where they are missing', () => {
    const { images, truth: boxes } = truth();
    expect(images.map(({ id, source }) => [id, source])).toEqual([
      [3, 'set'],
      [7, 'set'],
    ]);
    expect([boxes.image[0], boxes.label[0], boxes.area[0], boxes.crowd[0]]).toEqual([1, 1, 12, 0]);
  });

  it.each([
    ['cut off', '{"images": [', /^truth\.json: JSON: .*written to its end/],
    ['no object', '[]', /it is no object/],
    ['without images', '{}', /images: there is no such list/],
    [
      'an unknown image',
      text({ ...truthObject, images: [] }),
      /annotations\[0\]\.image_id: there is no image 7/,
    ],
    [
      'an id twice',
      text({ ...truthObject, images: [...truthObject.images, { id: 3 }] }),
      /images: the id 3 is there twice/,
    ],
    [
      'a box of three numbers',
      text({ ...truthObject, annotations: [{ image_id: 7, category_id: 2, bbox: [1, 2, 3] }] }),
      /annotations\[0\]\.bbox: it is not four numbers/,
    ],
    [
      'a box turned round',
      text({ ...truthObject, annotations: [{ image_id: 7, category_id: 2, bbox: [1, 2, -3, 4] }] }),
      /width or height is negative/,
    ],
  ])('is refused with the place: %s', (_what, source, message) => {
    expect(messageOf(() => readCocoTruth({ name: 'truth.json', text: source }))).toMatch(message);
  });
});

describe('a run', () => {
  it('is a list of results with the ids of the truth', () => {
    const { set } = run([{ image_id: 3, category_id: 5, bbox: [0, 0, 1, 1], score: 0.5 }]);
    expect([set.detections.image[0], set.labelNames[set.detections.label[0] ?? -1]]).toEqual([0, 'x']);
  });

  it('is a COCO object of its own, whose images and labels go by name', () => {
    const { set, imagesNotRun, detectionsWithoutTruth } = run({
      images: [
        { id: 1, file_name: '/pictures/other/b.png' },
        { id: 2, file_name: 'elsewhere/z.png' },
      ],
      categories: [
        { id: 1, name: '+' },
        { id: 2, name: 'y' },
      ],
      annotations: [
        { image_id: 1, category_id: 1, bbox: [0, 0, 1, 1], score: 0.5 },
        { image_id: 1, category_id: 2, bbox: [0, 0, 1, 1], score: 0.4 },
        { image_id: 2, category_id: 2, bbox: [0, 0, 1, 1], score: 0.3 },
      ],
    });
    expect(set.labelNames).toEqual(['x', '+', 'y']);
    expect([...set.detections.label]).toEqual([1, 2]);
    expect([...set.detections.image]).toEqual([1, 1]);
    expect({ imagesNotRun, detectionsWithoutTruth }).toEqual({ imagesNotRun: 1, detectionsWithoutTruth: 1 });
  });

  it('finds images by name without extension, as ink becomes a picture', () => {
    const { set } = run({
      images: [{ id: 1, file_name: 'ink/a.inkml' }],
      categories: [{ id: 1, name: 'x' }],
      annotations: [{ image_id: 1, category_id: 1, bbox: [0, 0, 1, 1], score: 0.5 }],
    });
    expect(set.detections.image[0]).toBe(0);
  });

  it('keeps a category that the truth does not know as a label of its own', () => {
    const { set } = run([{ image_id: 3, category_id: 99, bbox: [0, 0, 1, 1], score: 0.5 }]);
    expect(set.labelNames).toEqual(['x', '+', 'category 99']);
  });

  it.each([
    [
      'an image that the truth lacks',
      [{ image_id: 4, category_id: 5, bbox: [0, 0, 1, 1], score: 1 }],
      /\[0\]\.image_id: the truth has no image 4/,
    ],
    [
      'no score',
      [{ image_id: 3, category_id: 5, bbox: [0, 0, 1, 1] }],
      /\[0\]\.score: it has none.*is this the truth/,
    ],
    [
      'a score that is text',
      [{ image_id: 3, category_id: 5, bbox: [0, 0, 1, 1], score: '1' }],
      /\[0\]\.score: it is no number/,
    ],
    [
      'other images',
      { images: [{ id: 1, file_name: 'q.png' }], categories: [], annotations: [] },
      /none of its 1 images has the name/,
    ],
    [
      'a picture of another size',
      { images: [{ id: 1, file_name: 'a.png', width: 200, height: 100 }], categories: [], annotations: [] },
      /200 x 100 here and 100 x 50 in the truth/,
    ],
  ])('is refused with the place: %s', (_what, value, message) => {
    expect(messageOf(() => run(value))).toMatch(message);
  });
});
