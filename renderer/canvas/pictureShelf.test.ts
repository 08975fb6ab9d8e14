import { beforeEach, expect, it, vi } from 'vitest';
import type { Picture } from './picture.ts';
import { createPictureShelf, type PictureOf, type PictureShelf } from './pictureShelf.ts';

const image = (id: number, more: Partial<PictureOf> = {}): PictureOf => ({
  id,
  sha256: 'a'.repeat(64),
  width: 100,
  height: 50,
  ...more,
});

interface FakePicture extends Picture {
  readonly dispose: ReturnType<typeof vi.fn<() => void>>;
}

let asked: { readonly url: string; readonly arrive: () => FakePicture; readonly fail: () => void }[];
let shelf: PictureShelf;

beforeEach(() => {
  asked = [];
  shelf = createPictureShelf(
    (url) =>
      new Promise<Picture>((resolve, reject) => {
        asked.push({
          url,
          arrive: () => {
            const picture = {
              ground: 'light',
              piecesFor: () => ({ pieces: [], isSharp: true }),
              revision: 0,
              subscribe: () => () => undefined,
              dispose: vi.fn<() => void>(),
            } as const;
            resolve(picture);
            return picture;
          },
          fail: () => {
            reject(new Error('broken'));
          },
        });
      }),
  );
});

const rest = (): Promise<void> => new Promise((done) => setTimeout(done));
const ids = (): number[] => asked.map(({ url }) => Number(/\d+/.exec(url)?.[0]));

it('decodes what is wanted one after the other, and has it ready then', async () => {
  shelf.want([image(1), image(2)]);
  await rest();
  expect(ids()).toEqual([1]);
  const first = asked[0]?.arrive();
  await rest();
  expect(ids()).toEqual([1, 2]);
  expect(shelf.ready(image(1))).toBe(first);
  expect(shelf.ready(image(2))).toBeNull();
});

it('lets the picture that is to be shown go first', async () => {
  const loading = shelf.load(image(5));
  shelf.want([image(6)]);
  await rest();
  expect(ids()).toEqual([5]);
  const shown = asked[0]?.arrive();
  expect(await loading).toBe(shown);
  await rest();
  expect(ids()).toEqual([5, 6]);
});

it('asks for a picture once, whether it is wanted or shown', async () => {
  shelf.want([image(1)]);
  await rest();
  const loading = shelf.load(image(1));
  asked[0]?.arrive();
  await loading;
  expect(ids()).toEqual([1]);
});

it('keeps what is on the screen until another picture is', async () => {
  const first = shelf.load(image(1));
  const one = asked[0]?.arrive();
  shelf.keep(await first);
  const second = shelf.load(image(2));
  shelf.want([]);
  expect(one?.dispose).not.toHaveBeenCalled();
  const two = asked[1]?.arrive();
  shelf.keep(await second);
  expect(one?.dispose).toHaveBeenCalledOnce();
  expect(two?.dispose).not.toHaveBeenCalled();
});

it('lets go what is no longer wanted, also when it arrives later', async () => {
  shelf.want([image(1)]);
  await rest();
  shelf.want([]);
  const late = asked[0]?.arrive();
  await rest();
  expect(late?.dispose).toHaveBeenCalledOnce();
  expect(shelf.ready(image(1))).toBeNull();
});

it('takes another file of the same image for another picture', async () => {
  shelf.want([image(1)]);
  await rest();
  asked[0]?.arrive();
  await rest();
  expect(shelf.ready(image(1, { sha256: 'b'.repeat(64) }))).toBeNull();
});

it('goes on after a picture that cannot be loaded, and tries it again when it is opened', async () => {
  shelf.want([image(1), image(2)]);
  await rest();
  asked[0]?.fail();
  await rest();
  expect(ids()).toEqual([1, 2]);
  const loading = shelf.load(image(1));
  asked[2]?.arrive();
  await loading;
  expect(ids()).toEqual([1, 2, 1]);
});

it('does not decode giants ahead', async () => {
  shelf.want([image(1, { width: 12_000, height: 4000 })]);
  await rest();
  expect(asked).toEqual([]);
});

it('disposes of everything at the end', async () => {
  shelf.want([image(1)]);
  await rest();
  const ahead = asked[0]?.arrive();
  const loading = shelf.load(image(2));
  const shown = asked[1]?.arrive();
  shelf.keep(await loading);
  await rest();
  shelf.dispose();
  expect(ahead?.dispose).toHaveBeenCalledOnce();
  expect(shown?.dispose).toHaveBeenCalledOnce();
});
