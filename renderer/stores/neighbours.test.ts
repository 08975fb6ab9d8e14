import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { ImageAsset } from '#shared/dataset/imageAsset.ts';
import type { ImageListStore } from './imageListStore.ts';
import { followNeighbours } from './neighbours.ts';

/** A list of images with the ids 0 to 9, each where its id says. */
function list(currentIndex: number | null) {
  const store = createStore(() => ({ currentIndex, pages: new Map() }));
  const fetchRow = (index: number): Promise<ImageAsset | null> =>
    Promise.resolve(index < 0 || index > 9 ? null : ({ id: index } as ImageAsset));
  return Object.assign(store, { fetchRow }) as unknown as ImageListStore;
}

function follow(images: ImageListStore) {
  const told: number[][] = [];
  const end = followNeighbours(images, (rows) => told.push(rows.map(({ id }) => id)));
  return { told, end };
}

const rest = (): Promise<void> => new Promise((done) => setTimeout(done));

it('looks ahead the way a person goes, and one back', async () => {
  const images = list(4);
  const { told } = follow(images);
  await rest();
  images.setState({ currentIndex: 5 });
  await rest();
  images.setState({ currentIndex: 4 });
  await rest();
  expect(told).toEqual([
    [5, 6, 3],
    [6, 7, 4],
    [3, 2, 5],
  ]);
});

it('leaves out what lies beyond the ends, and tells of none where no image is open', async () => {
  const images = list(9);
  const { told } = follow(images);
  await rest();
  images.setState({ currentIndex: null });
  await rest();
  expect(told).toEqual([[8], []]);
});

it('tells again when the list is another', async () => {
  const images = list(0);
  const { told, end } = follow(images);
  await rest();
  images.setState({ pages: new Map() });
  await rest();
  end();
  images.setState({ pages: new Map() });
  await rest();
  expect(told).toEqual([
    [1, 2],
    [1, 2],
  ]);
});

it('tells of the last place only when keys come in a row', async () => {
  const images = list(1);
  const { told } = follow(images);
  for (const currentIndex of [2, 3, 4]) images.setState({ currentIndex });
  await rest();
  expect(told).toEqual([[5, 6, 3]]);
});
