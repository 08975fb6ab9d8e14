import type { Picture } from '#renderer/stores/graphStore.ts';
import { graphColors } from './graphColors.ts';
import { labelOf, type GraphWords } from './graphElements.ts';

const fonts = "Inter, Pretendard, 'Noto Sans KR', system-ui, sans-serif";
const margin = 24;

/** The whole picture as SVG, words as words: they can be searched for, and stay sharp at any size. */
export function pictureSvg({ scene, layout }: Picture, isDark: boolean, words: GraphWords): string {
  const colors = graphColors(isDark);
  const indexOf = new Map(scene.items.map(({ id }, index) => [id, index]));
  const box = (index: number): { x: number; y: number; width: number; height: number } => {
    const [x = 0, y = 0, width = 0, height = 0] = layout.boxes.subarray(index * 4, index * 4 + 4);
    return { x, y, width, height };
  };
  const number = (value: number): string => String(Math.round(value * 10) / 10);
  const parts: string[] = [];
  const item = (index: number): void => {
    const scened = scene.items[index];
    if (scened === undefined) return;
    const { x, y, width, height } = box(index);
    const isPort = scened.kind === 'input' || scened.kind === 'output';
    const isGroup = !isPort && scened.kind !== 'op';
    const look = isPort ? colors.port : isGroup ? colors.group : colors.categories[scened.category];
    const fill = scened.isOpen ? colors.container : look.fill;
    const stroke =
      scened.blocked > 0
        ? colors.error
        : scened.conditional > 0
          ? colors.warning
          : scened.isOpen
            ? colors.containerStroke
            : look.stroke;
    parts.push(
      `<rect x="${number(x - width / 2)}" y="${number(y - height / 2)}" width="${number(width)}" height="${number(height)}" rx="${isPort ? 14 : 6}" fill="${fill}" stroke="${stroke}" stroke-width="${scened.blocked > 0 ? 3 : isGroup ? 1.5 : 1}"${isPort ? ' stroke-dasharray="4 3"' : ''}/>`,
    );
    const lines = labelOf(scened, width, words).split('\n');
    const sign = scened.isOpen ? '' : scened.blocked > 0 ? '✕ ' : scened.conditional > 0 ? '△ ' : '';
    const first = scened.isOpen ? y - height / 2 + 18 : y - (lines.length - 1) * 7.5 + 4;
    lines.forEach((line, place) => {
      parts.push(
        `<text x="${number(x)}" y="${number(first + place * 15)}" text-anchor="middle" font-weight="${isGroup ? 600 : 500}" fill="${scened.isOpen ? colors.group.text : look.text}">${escaped(place === 0 ? sign + line : line)}</text>`,
      );
    });
  };
  // Open boxes lie below the lines, the rest above them.
  scene.items.forEach(({ isOpen }, index) => {
    if (isOpen) item(index);
  });
  scene.edges.forEach((edge, index) => {
    const source = indexOf.get(edge.source);
    const target = indexOf.get(edge.target);
    if (source === undefined || target === undefined) return;
    const from = box(source);
    const to = box(target);
    const sign = from.y > to.y ? -1 : 1;
    const start = { x: from.x, y: from.y + (sign * from.height) / 2 };
    const end = { x: to.x, y: to.y - (sign * to.height) / 2 };
    const points = [start, ...(layout.bends[index] ?? []), end];
    const stroke = edge.isCut ? colors.error : colors.edge;
    const dash = edge.isControl
      ? ' stroke-dasharray="2 3"'
      : edge.isBack || edge.isCut
        ? ' stroke-dasharray="7 4"'
        : '';
    parts.push(
      `<polyline points="${points.map(({ x, y }) => `${number(x)},${number(y)}`).join(' ')}" fill="none" stroke="${stroke}" stroke-width="${edge.isCut ? 2.5 : 1.25}" stroke-linejoin="round"${dash} marker-end="url(#${edge.isCut ? 'cut' : 'arrow'})"/>`,
    );
    const label = edge.count > 1 ? words.values(edge.count) : edge.label;
    const middle = points.length === 2 ? { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 } : points[1];
    if (label !== '' && middle !== undefined) {
      parts.push(
        `<text x="${number(middle.x + 4)}" y="${number(middle.y + 3)}" font-size="9.5" fill="${colors.edgeLabel}">${escaped(label)}</text>`,
      );
    }
  });
  scene.items.forEach(({ isOpen }, index) => {
    if (!isOpen) item(index);
  });
  const width = Math.ceil(layout.width + 2 * margin);
  const height = Math.ceil(layout.height + 2 * margin);
  const arrow = (id: string, color: string): string =>
    `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 8 4 0 8z" fill="${color}"/></marker>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-margin} ${-margin} ${width} ${height}" font-family="${fonts}" font-size="12">`,
    `<defs>${arrow('arrow', colors.edge)}${arrow('cut', colors.error)}</defs>`,
    `<rect x="${-margin}" y="${-margin}" width="${width}" height="${height}" fill="${colors.background}"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
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
