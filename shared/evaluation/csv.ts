import type { ErrorCase, LabelReport } from './report.ts';

type Cell = string | number | boolean | null;

/** A field as RFC 4180 writes it; what a spreadsheet would take for a formula is told apart by a leading apostrophe. */
function field(value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const harmless = /^[=+\-@\t\r]./.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

const line = (cells: readonly Cell[]): string => `${cells.map(field).join(',')}\r\n`;

/** The labels of a report as CSV (RFC 4180, UTF-8). */
export function labelsCsv(labels: readonly LabelReport[]): string {
  const head =
    'label,truths,detections,ap,ap50,precision,recall,f1,truePositives,falsePositives,falseNegatives,bestScore,bestF1';
  const rows = labels.map((label) =>
    line([
      label.name,
      label.truths,
      label.detections,
      label.ap,
      label.ap50,
      label.precision,
      label.recall,
      label.f1,
      label.truePositives,
      label.falsePositives,
      label.falseNegatives,
      label.best?.score ?? null,
      label.best?.f1 ?? null,
    ]),
  );
  return `${head}\r\n${rows.join('')}`;
}

/** All errors as CSV, boxes in image pixels. */
export function errorsCsv(errors: readonly ErrorCase[]): string {
  const side = ['x', 'y', 'width', 'height'];
  const head = [
    ...[
      'image',
      'kind',
      'type',
      'truth',
      'read',
      'score',
      'iou',
      'errorsOfImage',
      'breaksFormula',
      'mendsFormula',
    ],
    ...side.map((name) => `truth_${name}`),
    ...side.map((name) => `read_${name}`),
  ].join(',');
  const none = [null, null, null, null];
  const rows = errors.map(({ image, kind, tide, truth, read, iou, errorsOfImage, cost }) =>
    line([
      image,
      kind,
      tide,
      truth?.label ?? null,
      read?.label ?? null,
      read?.score ?? null,
      kind === 'confused' ? iou : null,
      errorsOfImage,
      cost?.breaks ?? null,
      cost?.mends ?? null,
      ...(truth?.box ?? none),
      ...(read?.box ?? none),
    ]),
  );
  return `${head}\r\n${rows.join('')}`;
}
