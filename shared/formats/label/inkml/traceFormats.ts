// InkML sections 3.1 (traceFormat, channel, intermittentChannels) and 4.2 (context).
import { defaultTraceFormat, type TraceFormat } from './traceData.ts';
import { say } from '../reasons/reason.ts';
import { malformed, type XmlElement } from '../text/xmlTree.ts';

function readTraceFormat(element: XmlElement): TraceFormat {
  // Intermittent channels come after the regular ones in each point, wherever they are declared.
  const regular = element.children.filter((child) => child.localName === 'channel');
  if (regular.length === 0) return defaultTraceFormat;
  const indexOf = (name: string): number => {
    const index = regular.findIndex((channel) => channel.attributes.get('name')?.toUpperCase() === name);
    if (index === -1) throw malformed(say('ink.noChannel', { name }), element.line, 'traceFormat');
    return index;
  };
  const xIndex = indexOf('X');
  const yIndex = indexOf('Y');
  const isReversed = (index: number): boolean =>
    /^-/.test(regular[index]?.attributes.get('orientation')?.trim() ?? '');
  return { xIndex, yIndex, isYUp: isReversed(yIndex), isXLeft: isReversed(xIndex) };
}

function collect(
  element: XmlElement,
  into: Map<string, XmlElement>,
  byName: Map<string, XmlElement[]>,
): void {
  for (const child of element.children) {
    if (child.localName === 'trace') continue;
    const id = child.attributes.get('xml:id') ?? child.attributes.get('id');
    if (id !== undefined) into.set(id, child);
    const named = byName.get(child.localName) ?? [];
    named.push(child);
    byName.set(child.localName, named);
    collect(child, into, byName);
  }
}

/**
 * Which format each trace has: that of the context it refers to, else the first one of the document, else X and Y.
 */
export function traceFormats(root: XmlElement): (trace: XmlElement) => TraceFormat {
  const byId = new Map<string, XmlElement>();
  const byName = new Map<string, XmlElement[]>();
  collect(root, byId, byName);
  const first = byName.get('traceFormat')?.[0];
  const fallback = first === undefined ? defaultTraceFormat : readTraceFormat(first);
  const known = new Map<string, TraceFormat>();

  const resolve = (reference: string, depth: number): TraceFormat => {
    const element = byId.get(reference.replace(/^#/, ''));
    // References may form circles in a hostile file.
    if (element === undefined || depth > 4) return fallback;
    if (element.localName === 'traceFormat') return readTraceFormat(element);
    const own = element.children.find((child) => child.localName === 'traceFormat');
    if (own !== undefined) return readTraceFormat(own);
    const source = element.children.find((child) => child.localName === 'inkSource');
    const inSource = source?.children.find((child) => child.localName === 'traceFormat');
    if (inSource !== undefined) return readTraceFormat(inSource);
    for (const name of ['traceFormatRef', 'inkSourceRef', 'contextRef']) {
      const next = element.attributes.get(name);
      if (next !== undefined) return resolve(next, depth + 1);
    }
    return fallback;
  };

  return (trace) => {
    const reference = trace.attributes.get('contextRef');
    if (reference === undefined) return fallback;
    const found = known.get(reference) ?? resolve(reference, 0);
    known.set(reference, found);
    return found;
  };
}
