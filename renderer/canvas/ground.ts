/** Whether ink stands on paper or chalk on a board. */
export type Ground = 'light' | 'dark';

/** A copy of so many pixels each way is enough to tell. */
const side = 24;
/** Mean lightness below which it is a board, of 255. */
const darkBelow = 110;

/** What a picture stands on, from the mean lightness of a small copy. */
export async function groundOf(source: ImageBitmapSource): Promise<Ground> {
  const small = await createImageBitmap(source, {
    resizeWidth: side,
    resizeHeight: side,
    resizeQuality: 'medium',
  });
  const context = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true });
  if (context === null) return 'light';
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, side, side);
  context.drawImage(small, 0, 0);
  small.close();
  const { data } = context.getImageData(0, 0, side, side);
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) {
    sum += 0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0);
  }
  return sum / (side * side) < darkBelow ? 'dark' : 'light';
}
