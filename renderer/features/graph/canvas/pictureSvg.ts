import type { Picture } from '#renderer/stores/graphState.ts';
import type { Point } from '#shared/graphView/layout/layoutLevel.ts';
import { graphColors } from './graphColors.ts';
import type { GraphWords } from './graphElements.ts';
import { arrowCorners, pictureShapes, type PictureShape } from './pictureShapes.ts';

const fonts = "Inter, Pretendard, 'Noto Sans KR', system-ui, sans-serif";
const margin = 24;

/** The whole picture as SVG, words as words: they can be searched for, and stay sharp at any size. */
export function pictureSvg(picture: Picture, isDark: boolean, words: GraphWords): string {
  const colors = graphColors(isDark);
  const width = Math.ceil(picture.layout.width + 2 * margin);
  const height = Math.ceil(picture.layout.height + 2 * margin);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-margin} ${-margin} ${width} ${height}" font-family="${fonts}">`,
    `<rect x="${-margin}" y="${-margin}" width="${width}" height="${height}" fill="${colors.background}"/>`,
    ...pictureShapes(picture, colors, words).map(element),
    '</svg>',
    '',
  ].join('\n');
}

function element(shape: PictureShape): string {
  switch (shape.kind) {
    case 'box':
      return `<rect x="${round(shape.x)}" y="${round(shape.y)}" width="${round(shape.width)}" height="${round(shape.height)}" rx="${shape.radius}" fill="${shape.fill}" stroke="${shape.stroke}" stroke-width="${shape.strokeWidth}"${dash(shape.dash)}/>`;
    case 'text':
      return `<text x="${round(shape.x)}" y="${round(shape.y)}" font-size="${shape.size}" font-weight="${shape.weight}" text-anchor="${shape.anchor}" fill="${shape.fill}"${halo(shape.halo)}>${escaped(shape.text)}</text>`;
    case 'line': {
      const arrow = arrowCorners(shape.points);
      const head = arrow === null ? '' : `<polygon points="${list(arrow)}" fill="${shape.stroke}"/>`;
      return `<polyline points="${list(shape.points)}" fill="none" stroke="${shape.stroke}" stroke-width="${shape.strokeWidth}" stroke-linejoin="round"${dash(shape.dash)}/>${head}`;
    }
  }
}

function list(points: readonly Point[]): string {
  return points.map(({ x, y }) => `${round(x)},${round(y)}`).join(' ');
}

function dash(lengths: readonly number[]): string {
  return lengths.length === 0 ? '' : ` stroke-dasharray="${lengths.join(' ')}"`;
}

function halo(color: string | null): string {
  return color === null
    ? ''
    : ` stroke="${color}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Names come from the file. What XML has no place for becomes a replacement character. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
