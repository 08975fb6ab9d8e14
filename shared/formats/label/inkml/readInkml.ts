// InkML (W3C Recommendation, 20 September 2011) as the CROHME data sets use it.
import { AppError } from '#shared/base/errors.ts';
import {
  type InkDocument,
  type InkLimits,
  type InkStroke,
  type InkSymbol,
  inkLimits,
} from './inkDocument.ts';
import { normalizeInkLabel, stripMathDelimiters } from './inkLabels.ts';
import { mathLabels } from './mathLabels.ts';
import { readTraceData, type TraceFormat } from './traceData.ts';
import { traceFormats } from './traceFormats.ts';
import { say } from '../reasons/reason.ts';
import { malformed, readXml, type XmlElement } from '../text/xmlTree.ts';

/** Titles of whole segmentations, which stand where a symbol's label would. */
const segmentationTitles: ReadonlySet<string> = new Set(['Segmentation', 'From ITF', 'Ground truth']);

function idOf(element: XmlElement): string {
  return element.attributes.get('xml:id') ?? element.attributes.get('id') ?? '';
}

/** The text of the annotation of this type that stands directly in the element. */
function annotationOf(element: XmlElement, type: string): string | null {
  for (const child of element.children) {
    const isMeant = child.localName === 'annotation' && child.attributes.get('type') === type;
    if (isMeant && child.text.trim() !== '') return child.text.trim();
  }
  return null;
}

function* descendants(element: XmlElement, localName: string): Generator<XmlElement> {
  for (const child of element.children) {
    if (child.localName === localName) yield child;
    yield* descendants(child, localName);
  }
}

/** The traces of a document with the elements they came from. */
interface Traces {
  readonly strokes: readonly InkStroke[];
  /** Null for an id that two traces share. */
  readonly indexById: ReadonlyMap<string, number | null>;
  readonly indexByElement: ReadonlyMap<XmlElement, number>;
}

function readTraces(root: XmlElement, limits: InkLimits): Traces {
  const formatOf = traceFormats(root);
  const strokes: InkStroke[] = [];
  const indexById = new Map<string, number | null>();
  const indexByElement = new Map<XmlElement, number>();
  let pointCount = 0;
  for (const trace of descendants(root, 'trace')) {
    const id = idOf(trace);
    const format: TraceFormat = formatOf(trace);
    const points = readTraceData(
      trace.text,
      format,
      trace.line,
      id === '' ? `number ${strokes.length + 1}` : `"${id}"`,
    );
    pointCount += points.length;
    if (pointCount > limits.points) {
      throw new AppError('ink.tooLarge', `It has more points than the limit of ${limits.points}.`, {
        limit: limits.points,
      });
    }
    if (id !== '') indexById.set(id, indexById.has(id) ? null : strokes.length);
    indexByElement.set(trace, strokes.length);
    strokes.push({ id, points });
  }
  return { strokes, indexById, indexByElement };
}

function strokesOfGroup(group: XmlElement, traces: Traces): number[] {
  const indices: number[] = [];
  for (const child of group.children) {
    const own = traces.indexByElement.get(child);
    if (own !== undefined) indices.push(own);
    if (child.localName !== 'traceView') continue;
    const reference = child.attributes.get('traceDataRef');
    if (reference === undefined) throw malformed(say('ink.noReference'), child.line, 'traceView');
    if (child.attributes.has('from') || child.attributes.has('to')) {
      throw malformed(say('ink.partOfTrace'), child.line, 'traceView');
    }
    const id = reference.slice(reference.indexOf('#') + 1).trim();
    const index = traces.indexById.get(id);
    if (index === undefined) throw malformed(say('ink.noTrace', { id }), child.line, 'traceView');
    if (index === null) throw malformed(say('ink.traceTwice', { id }), child.line, 'traceView');
    if (!indices.includes(index)) indices.push(index);
  }
  return indices;
}

/** A symbol is an innermost group that has strokes of its own and a truth. */
function readSymbols(root: XmlElement, traces: Traces): InkSymbol[] {
  const labelByHref = mathLabels(root);
  const symbols: InkSymbol[] = [];
  for (const group of descendants(root, 'traceGroup')) {
    if (group.children.some((child) => child.localName === 'traceGroup')) continue;
    const strokeIndices = strokesOfGroup(group, traces);
    const hasInk = strokeIndices.some((index) => (traces.strokes[index]?.points.length ?? 0) > 0);
    if (!hasInk) continue;
    const link = group.children.find((child) => child.localName === 'annotationXML');
    const href = link?.attributes.get('href')?.replace(/^#/, '') ?? null;
    const truth = annotationOf(group, 'truth') ?? (href === null ? null : (labelByHref.get(href) ?? null));
    if (truth === null || segmentationTitles.has(truth)) continue;
    symbols.push({ label: normalizeInkLabel(truth), strokeIndices, href });
  }
  return symbols;
}

/**
 * Reads an InkML file.
 *
 * @param text - the whole file, decoded
 * @throws AppError `ink.malformed` with line and field, `ink.empty` when there is no ink in it, `ink.tooLarge`
 */
export function readInkml(text: string, limits: InkLimits = inkLimits): InkDocument {
  const root = readXml(text, limits);
  if (root.localName !== 'ink')
    throw malformed(say('xml.otherRoot', { name: root.name, wanted: 'ink' }), root.line);
  const traces = readTraces(root, limits);
  if (traces.strokes.every((stroke) => stroke.points.length === 0)) {
    throw new AppError('ink.empty', 'It has no strokes.', {});
  }
  const truth = annotationOf(root, 'truth');
  const latex = truth === null ? '' : stripMathDelimiters(truth);
  return {
    strokes: traces.strokes,
    symbols: readSymbols(root, traces),
    latex: latex === '' ? null : latex,
    writer: annotationOf(root, 'writer'),
    ui: annotationOf(root, 'UI'),
  };
}
