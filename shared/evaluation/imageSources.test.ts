import { describe, expect, it } from 'vitest';
import { findImages, type ImageFacts } from './imageFacts.ts';
import { sourcesOf } from './imageSources.ts';

const paths = [
  'inkml/2014_KAIST__KME1G3_7.inkml',
  'inkml/2014_KAIST__KME2G3_5.inkml',
  'inkml/2014_HAMEX__formulaire026.inkml',
  'inkml/2014_HAMEX__formulaire031.inkml',
  'inkml/alone__1.inkml',
  'plain.png',
];

describe('the source of an image', () => {
  it('is its folder, and the part of its name that several share before two underscores', () => {
    expect(sourcesOf(paths)).toEqual([
      'inkml/2014_KAIST',
      'inkml/2014_KAIST',
      'inkml/2014_HAMEX',
      'inkml/2014_HAMEX',
      'inkml',
      '.',
    ]);
    expect(sourcesOf(['a__1.png', 'a__2.png', '__3.png'])).toEqual(['a', 'a', '.']);
  });

  it('is found by a word of it', () => {
    const facts = sourcesOf(paths).map((source): ImageFacts => ({
      source,
      writer: null,
      flagged: false,
      doubt: null,
      boxes: 0,
    }));
    const found = (source: string): readonly number[] => [
      ...(findImages(paths, facts, null, { sources: [source] }) ?? []),
    ];
    expect(found('KAIST')).toEqual([1, 1, 0, 0, 0, 0]);
    expect(found('2014')).toEqual([1, 1, 1, 1, 0, 0]);
    expect(found('2014_hamex')).toEqual([0, 0, 1, 1, 0, 0]);
    expect(found('AIST')).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
