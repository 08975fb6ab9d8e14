import { decimal, escapeHtml, short } from './markup.ts';

/** A line of a plot: points with both coordinates 0 to 1. */
export interface PlotLine {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** A class of the style sheet: `a`, `b` or `c`. They differ in dashes too. */
  readonly as: 'a' | 'b' | 'c';
}

const side = { width: 420, height: 260, left: 56, right: 12, top: 10, bottom: 40 } as const;
const inner = {
  width: side.width - side.left - side.right,
  height: side.height - side.top - side.bottom,
} as const;

const px = (x: number): string => short(side.left + x * inner.width);
const py = (y: number): string => short(side.top + (1 - y) * inner.height);

function frame(xName: string, yName: string, body: string, label: string): string {
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const grid = ticks
    .map(
      (at) =>
        `<line class="grid" x1="${px(0)}" x2="${px(1)}" y1="${py(at)}" y2="${py(at)}"/>` +
        `<text class="tick" x="${side.left - 6}" y="${py(at)}" dy="0.32em" text-anchor="end">${at}</text>` +
        `<text class="tick" x="${px(at)}" y="${side.height - side.bottom + 16}" text-anchor="middle">${at}</text>`,
    )
    .join('');
  return (
    `<svg viewBox="0 0 ${side.width} ${side.height}" role="img" aria-label="${escapeHtml(label)}">${grid}${body}` +
    `<text class="axis" x="${px(0.5)}" y="${side.height - 6}" text-anchor="middle">${escapeHtml(xName)}</text>` +
    `<text class="axis" transform="translate(12 ${py(0.5)}) rotate(-90)" text-anchor="middle">${escapeHtml(yName)}</text></svg>`
  );
}

/** Lines over a unit square, with their names below. */
export function linePlot(
  lines: readonly PlotLine[],
  names: { readonly x: string; readonly y: string; readonly label: string },
  marks: readonly { readonly x: number; readonly name: string }[] = [],
): string {
  const drawn = lines
    .map(({ points, as }) => {
      const path = points.map(([x, y]) => `${px(x)},${py(y)}`).join(' ');
      return `<polyline class="line ${as}" points="${path}"/>`;
    })
    .join('');
  const upright = marks
    .map(
      ({ x, name }) =>
        `<line class="mark" x1="${px(x)}" x2="${px(x)}" y1="${py(0)}" y2="${py(1)}"><title>${escapeHtml(name)}</title></line>`,
    )
    .join('');
  const legend = lines
    .map(
      ({ name, as }) =>
        `<li><svg viewBox="0 0 24 8"><line class="line ${as}" x1="0" x2="24" y1="4" y2="4"/></svg>${escapeHtml(name)}</li>`,
    )
    .join('');
  return `${frame(names.x, names.y, drawn + upright, names.label)}<ul class="legend">${legend}</ul>`;
}

/** A reliability diagram: how often detections of each score are right, beside how often they should be. */
export function calibrationPlot(
  bins: readonly {
    readonly from: number;
    readonly to: number;
    readonly count: number;
    readonly precision: number | null;
  }[],
): string {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const bars = bins
    .map(({ from, to, count, precision }) => {
      if (precision === null) return '';
      const title = `score ${from.toFixed(1)} to ${to.toFixed(1)}: ${count} detections, ${decimal(precision)} right`;
      const width = short((to - from) * inner.width - 4);
      return `<rect class="bar" x="${short(side.left + from * inner.width + 2)}" y="${py(precision)}" width="${width}" height="${short(precision * inner.height)}" opacity="${(0.35 + 0.65 * Math.sqrt(count / most)).toFixed(2)}"><title>${escapeHtml(title)}</title></rect>`;
    })
    .join('');
  const ideal = `<line class="line c" x1="${px(0)}" y1="${py(0)}" x2="${px(1)}" y2="${py(1)}"/>`;
  return frame('score', 'share that is right', bars + ideal, 'Calibration: precision by score');
}

/** One bar of {@link barList}. */
export interface BarRow {
  readonly name: string;
  /** 0 to 1, of the full width; null for no bar. */
  readonly share: number | null;
  readonly value: string;
  readonly note?: string;
  readonly isMono?: boolean;
}

/** Horizontal bars with their names and values: read as a table, too. */
export function barList(rows: readonly BarRow[]): string {
  const drawn = rows.map(({ name, share, value, note, isMono }) => {
    const width = share === null ? 0 : Math.max(0, Math.min(1, share)) * 100;
    const nameCell = isMono === true ? `<code>${escapeHtml(name)}</code>` : escapeHtml(name);
    const noteCell = note === undefined ? '' : `<td class="note">${escapeHtml(note)}</td>`;
    return `<tr><th scope="row">${nameCell}</th><td class="track"><span style="width:${width.toFixed(1)}%"></span></td><td class="value">${escapeHtml(value)}</td>${noteCell}</tr>`;
  });
  return `<table class="bars"><tbody>${drawn.join('')}</tbody></table>`;
}

/** Counts of a matrix as a heat map; the diagonal apart from what is off it, as right ones would drown the errors. */
export function heatMap(labels: readonly string[], cells: (row: number, column: number) => number): string {
  const cell = 20;
  const margin = 96;
  // Names of columns lean to the right, beyond the last one.
  const size = margin + labels.length * cell + 40;
  let most = 1;
  let mostRight = 1;
  labels.forEach((_, row) => {
    labels.forEach((__, column) => {
      if (row === column) mostRight = Math.max(mostRight, cells(row, column));
      else most = Math.max(most, cells(row, column));
    });
  });
  const squares: string[] = [];
  labels.forEach((truth, row) => {
    labels.forEach((read, column) => {
      const value = cells(row, column);
      if (value === 0) return;
      const isRight = row === column;
      const strength = 0.15 + 0.85 * Math.sqrt(value / (isRight ? mostRight : most));
      const [x, y] = [margin + column * cell, margin + row * cell];
      const text = isRight
        ? ''
        : `<text x="${x + cell / 2}" y="${y + cell / 2}" dy="0.35em" text-anchor="middle" class="${strength > 0.6 ? 'on' : ''}">${value}</text>`;
      squares.push(
        `<g><rect class="${isRight ? 'right' : 'wrong'}" x="${x + 1}" y="${y + 1}" width="${cell - 2}" height="${cell - 2}" opacity="${strength.toFixed(2)}"/>${text}<title>${escapeHtml(`${truth} read as ${read}: ${value}`)}</title></g>`,
      );
    });
  });
  const names = labels
    .map((name, i) => {
      const at = margin + i * cell + cell / 2;
      const shown = escapeHtml(name);
      return (
        `<text class="name" x="${margin - 6}" y="${at}" dy="0.35em" text-anchor="end">${shown}</text>` +
        `<text class="name" transform="translate(${at} ${margin - 6}) rotate(-60)" dy="0.35em">${shown}</text>`
      );
    })
    .join('');
  return (
    `<svg class="heat" viewBox="0 0 ${size} ${size}" style="max-width:${Math.max(300, size * 1.15)}px" role="img" aria-label="Confusion matrix: rows are the truth, columns what was read">` +
    `<rect class="ground" x="${margin}" y="${margin}" width="${labels.length * cell}" height="${labels.length * cell}"/>${squares.join('')}${names}</svg>`
  );
}

/** A case: truth and detection drawn over one another, with room around them, in the proportions of the image. */
export function caseDrawing(
  truth: readonly [number, number, number, number] | null,
  read: readonly [number, number, number, number] | null,
): string {
  const boxes = [truth, read].filter((box) => box !== null);
  const left = Math.min(...boxes.map(([x]) => x));
  const top = Math.min(...boxes.map(([, y]) => y));
  const width = Math.max(1, Math.max(...boxes.map(([x, , w]) => x + w)) - left);
  const height = Math.max(1, Math.max(...boxes.map(([, y, , h]) => y + h)) - top);
  const scale = Math.min(52 / width, 32 / height);
  const draw = (box: readonly [number, number, number, number] | null, as: string): string => {
    if (box === null) return '';
    const [x, y, w, h] = box;
    const at = [
      (x - left) * scale + 4,
      (y - top) * scale + 4,
      Math.max(1, w * scale),
      Math.max(1, h * scale),
    ];
    const [bx, by, bw, bh] = at.map(short);
    return `<rect class="${as}" x="${bx}" y="${by}" width="${bw}" height="${bh}"/>`;
  };
  return `<svg class="case" viewBox="0 0 ${short(width * scale + 8)} ${short(height * scale + 8)}" style="width:${short(width * scale + 8)}px" aria-hidden="true">${draw(truth, 'truth')}${draw(read, 'read')}</svg>`;
}
