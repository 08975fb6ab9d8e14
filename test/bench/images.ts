import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import sharp from 'sharp';

const samples = resolve(import.meta.dirname, '../../samples/images');

/** Different images from the samples: the first ones as they are, further ones a little smaller each round. */
export async function makeImages(folder: string, count: number): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(samples)).sort();
  const paths: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const source = join(samples, names[i % names.length] ?? '');
    const round = Math.floor(i / names.length);
    const path = join(folder, `${String(i).padStart(6, '0')}.png`);
    if (round === 0) await copyFile(source, path);
    else {
      const { width } = await sharp(source).metadata();
      await sharp(source)
        .resize({ width: Math.max(16, width - round * 3) })
        .png({ compressionLevel: 1 })
        .toFile(path);
    }
    paths.push(path);
  }
  return paths;
}
