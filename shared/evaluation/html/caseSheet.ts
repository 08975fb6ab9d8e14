import type { Box } from '../../geometry/box.ts';
import type { EvaluationCase } from '../caseIndex.ts';
import type { CaseBox } from '../report.ts';
import { count, decimal, escapeHtml, short } from './markup.ts';

/** Pixels of a case: a picture with the area of the image that it shows. */
export interface CasePicture {
  readonly area: Box;
  /** Such as `image/webp`. */
  readonly contentType: string;
  readonly base64: string;
}

/** A case with its pixels. */
export interface SheetCase {
  readonly found: EvaluationCase;
  readonly image: string;
  /** Null where the file could not be read, or no room is left. */
  readonly picture: CasePicture | null;
}

/** Cases that a person has chosen for a report. */
export interface CaseSheet {
  /** The query that was typed. */
  readonly query: string;
  /** How many it finds; those on the sheet are the first. */
  readonly total: number;
  readonly cases: readonly SheetCase[];
}

/** How much of the neighbourhood is seen: as a multiple of the boxes, and at least so many image pixels. */
const [context, leastContextPx] = [1.2, 24];
/** Width over height of what is shown. */
const aspect = 1.5;

/** The area around the boxes of a case, of the shape that the sheet shows. */
export function caseArea({ truth, read, second }: Pick<EvaluationCase, 'truth' | 'read' | 'second'>): Box {
  const boxes = [truth, read ?? second].filter((box) => box !== null).map(({ box }) => box);
  const left = Math.min(...boxes.map(([x]) => x));
  const top = Math.min(...boxes.map(([, y]) => y));
  const right = Math.max(...boxes.map(([x, , width]) => x + width));
  const bottom = Math.max(...boxes.map(([, y, , height]) => y + height));
  const around = Math.max(leastContextPx, Math.max(right - left, bottom - top) * context);
  const height = Math.max(bottom - top + around, (right - left + around) / aspect);
  const width = height * aspect;
  return { x: (left + right - width) / 2, y: (top + bottom - height) / 2, width, height };
}

function rect(box: CaseBox | null, as: string): string {
  if (box === null) return '';
  const [x, y, width, height] = box.box.map(short);
  return `<rect class="${as}" x="${x}" y="${y}" width="${width}" height="${height}" vector-effect="non-scaling-stroke"/>`;
}

function drawing({ found, picture }: SheetCase): string {
  const area = caseArea(found);
  const view = [area.x, area.y, area.width, area.height].map(short).join(' ');
  const shown = picture?.area;
  const pixels =
    picture === null || shown === undefined
      ? ''
      : `<image href="data:${escapeHtml(picture.contentType)};base64,${picture.base64}" x="${shown.x}" y="${shown.y}" width="${shown.width}" height="${shown.height}" preserveAspectRatio="none"/>`;
  return `<svg viewBox="${view}" aria-hidden="true">${pixels}${rect(found.truth, 'truth')}${rect(found.second, 'second')}${rect(found.read, found.kind === 'correct' ? 'same' : 'read')}</svg>`;
}

function caption({ kind, truth, read, second, cost }: EvaluationCase): string {
  const [is, as] = [truth, read ?? second].map((box) => `<code>${escapeHtml(box?.label ?? '')}</code>`);
  const what =
    kind === 'missed'
      ? `${is} missed`
      : kind === 'spurious'
        ? `${as} where nothing is`
        : kind === 'correct'
          ? `${is} right`
          : `${is} read as ${as}`;
  const score = read?.score == null ? '' : `, ${decimal(read.score, 2)}`;
  const breaks =
    cost?.mends === true ? ', mending it is enough' : cost?.breaks === true ? ', breaks the formula' : '';
  return `${what}${score}${breaks}`;
}

/** The chosen cases with their pixels, for a page that needs nothing else. */
export function sheetMarkup({ query, total, cases }: CaseSheet): string {
  const figures = cases.map(
    (each) =>
      `<figure>${drawing(each)}<figcaption>${caption(each.found)}<small>${escapeHtml(each.image)}</small></figcaption></figure>`,
  );
  const bare = cases.filter(({ picture }) => picture === null).length;
  const notes = [
    query === '' ? 'All cases' : `<code>${escapeHtml(query)}</code>`,
    cases.length < total ? `the first ${count(cases.length)} of ${count(total)}` : count(total),
    ...(bare > 0 ? [`${count(bare)} without their pixels`] : []),
  ];
  return `<section class="wide"><h2>Chosen cases</h2><p>${notes.join(', ')}. Solid green is the truth, dashed what was read, dotted violet a second run.</p><div class="sheet">${figures.join('')}</div></section>`;
}
