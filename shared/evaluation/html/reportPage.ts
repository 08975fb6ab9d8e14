import type { Interval } from '../bootstrap.ts';
import type { ErrorCase, EvaluationReport, Evaluation } from '../report.ts';
import { tideErrors, type TideError } from '../tide.ts';
import { type CaseSheet, sheetMarkup } from './caseSheet.ts';
import { count, decimal, escapeHtml, percent } from './markup.ts';
import { barList, calibrationPlot, caseDrawing, heatMap, linePlot } from './plots.ts';
import { reportStyle } from './style.ts';

/** What stands at the head of a report. */
export interface ReportHead {
  readonly title: string;
  /** Name and value: which files, which model. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** ISO 8601. */
  readonly createdAt: string;
}

/** Labels of the heat map, errors of the list: what a page can show and a reader can take in. */
const limits = { heatLabels: 32, errors: 300, labelBars: 40, pairs: 30 } as const;

const tideNames: Readonly<Record<TideError, string>> = {
  Cls: 'wrong label',
  Loc: 'badly placed',
  Both: 'wrong label and badly placed',
  Dupe: 'found twice',
  Bkg: 'nothing is there',
  Miss: 'missed',
};

function interval({ value, low, high }: Interval): string {
  const bounds = low === null || high === null ? '' : `${percent(low)} to ${percent(high)}`;
  return `<b>${percent(value)}</b><span>${bounds === '' ? '&nbsp;' : bounds}</span>`;
}

function headline({ headline: figures }: EvaluationReport): string {
  const named: readonly (readonly [string, Interval])[] = [
    ['AP, IoU 0.50 to 0.95', figures.ap],
    ['AP at IoU 0.50', figures.ap50],
    ['Precision', figures.precision],
    ['Recall', figures.recall],
    ['F1', figures.f1],
    ['Formulas without error', figures.noError],
  ];
  return `<div class="headline">${named.map(([name, value]) => `<div class="figure"><span>${name}</span>${interval(value)}</div>`).join('')}</div>`;
}

function section(title: string, text: string, body: string, isWide = false): string {
  return `<section${isWide ? ' class="wide"' : ''}><h2>${escapeHtml(title)}</h2><p>${escapeHtml(text)}</p>${body}</section>`;
}

function cocoTable({ coco }: EvaluationReport): string {
  const rows: readonly (readonly [string, number])[] = [
    ['AP, IoU 0.50 to 0.95', coco.ap],
    ['AP, IoU 0.50', coco.ap50],
    ['AP, IoU 0.75', coco.ap75],
    ['AP, small (below 32 x 32 px)', coco.apSmall],
    ['AP, medium', coco.apMedium],
    ['AP, large (above 96 x 96 px)', coco.apLarge],
    ['AR, 1 detection of a label', coco.ar1],
    ['AR, 10 detections', coco.ar10],
    ['AR, 100 detections', coco.ar100],
    ['AR, small', coco.arSmall],
    ['AR, medium', coco.arMedium],
    ['AR, large', coco.arLarge],
  ];
  return barList(rows.map(([name, value]) => ({ name, share: value, value: decimal(value) })));
}

function curves({ curves: drawn }: EvaluationReport): string {
  return linePlot(
    drawn.map(({ iou, precision }, i) => ({
      name: `IoU ${iou.toFixed(2)}`,
      as: i === 0 ? 'a' : 'b',
      points: precision.map((value, r) => [r / (precision.length - 1), value] as const),
    })),
    { x: 'recall', y: 'precision, mean over labels', label: 'Precision-recall curves' },
  );
}

function thresholdPlot({ thresholds, parameters, bestThreshold }: EvaluationReport): string {
  const line = (key: 'precision' | 'recall' | 'f1'): readonly (readonly [number, number])[] =>
    thresholds.map((point) => [Math.min(1, Math.max(0, point.score)), point[key] ?? 0] as const);
  const marks = [{ x: parameters.score, name: `score ${parameters.score}, as asked` }];
  if (bestThreshold !== null) marks.push({ x: bestThreshold.score, name: 'best F1' });
  return linePlot(
    [
      { name: 'F1', as: 'a', points: line('f1') },
      { name: 'precision', as: 'b', points: line('precision') },
      { name: 'recall', as: 'c', points: line('recall') },
    ],
    { x: 'least score', y: 'share', label: 'Precision, recall and F1 by score' },
    marks,
  );
}

function tideBars({ tide }: EvaluationReport): string {
  const most = Math.max(1e-9, ...tideErrors.map((type) => tide.cost[type]));
  return barList(
    tideErrors.map((type) => ({
      name: `${type}: ${tideNames[type]}`,
      share: tide.cost[type] / most,
      value: `${tide.cost[type].toFixed(2)} AP`,
      note: `${count(tide.counts[type])} x`,
    })),
  );
}

/** The labels with most errors, then background: a matrix of a hundred labels would be unreadable. */
function heat({ confusion: { labels, matrix } }: EvaluationReport): string {
  const background = labels.length - 1;
  const errors = labels.map((_, i) =>
    matrix.reduce((sum, row, j) => sum + (i === j ? 0 : (row[i] ?? 0) + (matrix[i]?.[j] ?? 0)), 0),
  );
  const shown = labels
    .map((_, i) => i)
    .filter((i) => i !== background && (errors[i] ?? 0) > 0)
    .sort((a, b) => (errors[b] ?? 0) - (errors[a] ?? 0))
    .slice(0, limits.heatLabels)
    .sort((a, b) => a - b);
  const order = [...shown, background];
  return heatMap(
    order.map((i) => labels[i] ?? ''),
    (row, column) => matrix[order[row] ?? 0]?.[order[column] ?? 0] ?? 0,
  );
}

function pairBars({ confusion: { pairs } }: EvaluationReport): string {
  if (pairs.length === 0) return '<p>No label was read as another one.</p>';
  const most = Math.max(1, ...pairs.map((pair) => pair.count));
  const ordered = [...pairs].sort(
    (a, b) => Number(b.isLookAlike) - Number(a.isLookAlike) || b.count - a.count,
  );
  return barList(
    ordered.slice(0, limits.pairs).map((pair) => ({
      name: `${pair.truth}  as  ${pair.read}`,
      isMono: true,
      share: pair.count / most,
      value: count(pair.count),
      note: pair.isLookAlike ? 'look alike' : '',
    })),
  );
}

function labelBars({ labels }: EvaluationReport): string {
  const known = labels.filter(({ ap }) => ap !== null);
  const worst = [...known].sort((a, b) => (a.ap ?? 0) - (b.ap ?? 0)).slice(0, limits.labelBars);
  return barList(
    worst.map(({ name, ap, truths }) => ({
      name,
      isMono: true,
      share: ap,
      value: decimal(ap),
      note: `${count(truths)} x`,
    })),
  );
}

function labelTable({ labels }: EvaluationReport): string {
  const cells = labels.map(
    (label) =>
      `<tr><th scope="row"><code>${escapeHtml(label.name)}</code></th>${[
        count(label.truths),
        decimal(label.ap),
        decimal(label.ap50),
        decimal(label.precision),
        decimal(label.recall),
        decimal(label.f1),
        decimal(label.best?.score ?? null, 2),
        decimal(label.best?.f1 ?? null),
      ]
        .map((value) => `<td class="n">${value}</td>`)
        .join('')}</tr>`,
  );
  const names = ['label', 'truths', 'AP', 'AP50', 'precision', 'recall', 'F1', 'best score', 'F1 there'];
  return `<div class="scroll"><table class="data"><thead><tr>${names.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead><tbody>${cells.join('')}</tbody></table></div>`;
}

function intervalNote({ low, high }: Interval): string {
  return low === null || high === null ? '' : `${decimal(low, 2)} to ${decimal(high, 2)}`;
}

function sizeBars({ sizes }: EvaluationReport): string {
  return barList(
    sizes.map(({ name, ap, truths }) => ({
      name: `${name} (${count(truths)})`,
      share: ap.value,
      value: decimal(ap.value),
      note: intervalNote(ap),
    })),
  );
}

function partBars(rows: EvaluationReport['sources']): string {
  return barList(
    rows.map(({ name, ap, images }) => ({
      name: `${name} (${count(images)})`,
      share: ap.value,
      value: decimal(ap.value),
      note: intervalNote(ap),
    })),
  );
}

/** Sources or writers; nothing where all images are of one. */
function partSection(title: string, rows: EvaluationReport['sources']): readonly string[] {
  if (rows.length === 0) return [];
  const text = 'AP over IoU 0.50 to 0.95 with its interval; images in brackets.';
  return [section(title, text, `<div class="scroll">${partBars(rows)}</div>`)];
}

function layoutBars({ layout, formulas }: EvaluationReport): string {
  const rows = [
    { name: 'no wrong symbol', share: formulas.noError },
    { name: 'at most one', share: formulas.atMostOne },
    { name: 'at most two', share: formulas.atMostTwo },
  ];
  const laidOut =
    layout === null || layout.formulas === 0
      ? []
      : [
          { name: 'formula reads right', share: layout.right / layout.formulas },
          { name: 'the same, look-alikes forgiven', share: layout.rightMerged / layout.formulas },
          { name: 'relations, F1', share: layout.relations.f1 },
          { name: 'relations, look-alikes merged', share: layout.relationsMerged.f1 },
        ];
  return barList([...rows, ...laidOut].map((row) => ({ ...row, value: percent(row.share) })));
}

function costText({ cost, errorsOfImage }: ErrorCase): string {
  if (cost?.mends === true) return 'mending it makes the formula right';
  if (cost?.breaks === true) return 'breaks the formula';
  if (cost !== null) return 'the formula reads the same';
  return errorsOfImage === 1 ? 'the only error of its image' : `one of ${errorsOfImage} errors`;
}

function caseText({ kind, truth, read }: ErrorCase): string {
  const [is, as] = [
    `<code>${escapeHtml(truth?.label ?? '')}</code>`,
    `<code>${escapeHtml(read?.label ?? '')}</code>`,
  ];
  if (kind === 'missed') return `${is} missed`;
  return kind === 'spurious' ? `${as} where nothing is` : `${is} read as ${as}`;
}

function errorTable(errors: readonly ErrorCase[]): string {
  if (errors.length === 0) return '<p>There is none.</p>';
  const rows = errors
    .slice(0, limits.errors)
    .map(
      (error) =>
        `<tr><td>${caseDrawing(error.truth?.box ?? null, error.read?.box ?? null)}</td><td>${caseText(error)}</td><td class="n">${error.read === null ? '–' : decimal(error.read.score, 2)}</td><td class="n">${error.kind === 'confused' ? decimal(error.iou, 2) : '–'}</td><td>${error.tide ?? '–'}</td><td>${costText(error)}</td><td>${escapeHtml(error.image)}</td></tr>`,
    );
  const names = ['boxes', 'what', 'score', 'IoU', 'type', 'cost', 'image'];
  const more =
    errors.length > limits.errors
      ? `<p>${count(errors.length - limits.errors)} more are in the CSV file beside this page.</p>`
      : '';
  return `<div class="scroll"><table class="data"><thead><tr>${names.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>${more}`;
}

/**
 * A report as one HTML file that needs nothing else: figures, charts, the errors that cost most.
 *
 * @param sheet - chosen cases with their pixels
 */
export function reportPage(
  { report, errors }: Evaluation,
  head: ReportHead,
  sheet: CaseSheet | null = null,
): string {
  const { symbols, symbolsMerged, calibration, parameters } = report;
  const facts: readonly (readonly [string, string])[] = [
    ...head.facts,
    ['Images', count(report.images)],
    ['Symbols', count(report.truths)],
    ['Detections', count(report.detections)],
    ['Counted from', `score ${parameters.score}, IoU ${parameters.iou}`],
    ['Right', count(symbols.correct)],
    ['Confused', count(symbols.confused)],
    ['Of nothing', count(symbols.spurious)],
    ['Missed', count(symbols.missed)],
  ];
  const level = Math.round(parameters.level * 100);
  const best = report.bestThreshold;
  const bestText =
    best === null
      ? 'No detection is right.'
      : `The best F1, ${decimal(best.f1)}, is at score ${best.score.toFixed(2)}. Dashed lines: the score asked for, and that one.`;
  const sections = [
    section('Precision and recall', 'COCO interpolation, mean over the labels with truth.', curves(report)),
    section('By least score', bestText, thresholdPlot(report)),
    section(
      'Error types',
      `TIDE: by how many AP points AP at IoU ${parameters.iou} (${report.tide.ap.toFixed(1)}) would rise if all errors of a kind were mended.`,
      tideBars(report),
    ),
    section(
      'Formulas',
      `F1 of symbols ${decimal(symbols.f1)}, with look-alikes taken for one label ${decimal(symbolsMerged.f1)}.`,
      layoutBars(report),
    ),
    section(
      'Confusions',
      `Rows are the truth, columns what was read; the labels with most errors, then background. Green is right.`,
      heat(report),
    ),
    section('Confused pairs', 'Look-alikes first.', `<div class="scroll">${pairBars(report)}</div>`),
    section(
      'Calibration',
      `How often detections of a score are right. Expected calibration error ${decimal(calibration.ece)}, Brier score ${decimal(calibration.brier)}.`,
      calibrationPlot(calibration.bins),
    ),
    section('COCO figures', 'As pycocotools prints them.', cocoTable(report)),
    section(
      'By size',
      'AP over IoU 0.50 to 0.95 with its interval, COCO’s three sizes first, then by the side of a square of the same area; symbols in brackets.',
      sizeBars(report),
    ),
    ...partSection('By source', report.sources),
    ...partSection('By writer', report.writers),
    section(
      'Labels that fare worst',
      'AP over IoU 0.50 to 0.95.',
      `<div class="scroll">${labelBars(report)}</div>`,
    ),
    section(
      'All labels',
      'Precision, recall and F1 at the score asked for; the last two at each label’s own best score.',
      labelTable(report),
    ),
    ...(sheet === null || sheet.cases.length === 0 ? [] : [sheetMarkup(sheet)]),
    section(
      `Errors (${count(errors.length)})`,
      'What costs the formula most comes first, then the surest. Solid green is the truth, dashed red what was read.',
      errorTable(errors),
      true,
    ),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escapeHtml(head.title)}</title>
<style>${reportStyle}</style>
</head>
<body><main>
<h1>${escapeHtml(head.title)}</h1>
<ul class="facts">${facts.map(([name, value]) => `<li>${escapeHtml(name)} <b>${escapeHtml(value)}</b></li>`).join('')}</ul>
${headline(report)}
<div class="cards">${sections.join('\n')}</div>
<footer>Intervals hold ${level} % of ${count(parameters.resamples)} bootstrap draws of images (${count(parameters.apResamples)} for AP). Made by Surd, ${escapeHtml(head.createdAt)}.</footer>
</main></body>
</html>
`;
}
