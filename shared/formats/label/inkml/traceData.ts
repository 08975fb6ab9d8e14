// InkML (W3C Recommendation, 20 September 2011), section 3.2.1 "trace": the values of a trace.
import type { Point } from '#shared/geometry/box.ts';
import { say } from '../reasons/reason.ts';
import { malformed } from '../text/xmlTree.ts';

/** How the values of a point become x and y. */
export interface TraceFormat {
  /** Places of the X and Y channels among the values of a point, from 0. */
  readonly xIndex: number;
  readonly yIndex: number;
  /** Whether y grows upwards in the file. */
  readonly isYUp: boolean;
  readonly isXLeft: boolean;
}

/** What a trace has when its file declares nothing. */
export const defaultTraceFormat: TraceFormat = { xIndex: 0, yIndex: 1, isYUp: false, isXLeft: false };

/** Beyond this, distances lose the precision that a layout needs. */
const largest = 1e12;

type Mode = 'explicit' | 'velocity' | 'acceleration';

interface ChannelState {
  mode: Mode;
  value: number;
  velocity: number;
  lastGiven: number;
}

const prefixes: Readonly<Record<string, Mode>> = { '!': 'explicit', "'": 'velocity', '"': 'acceleration' };
const token = /\s*(['"!]?)\s*([*?TF]|#[0-9A-Fa-f]+|[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/y;

function step(state: ChannelState, prefix: string, written: string): number {
  state.mode = prefixes[prefix] ?? state.mode;
  if (written === '?') return Number.NaN;
  if (written !== '*') {
    state.lastGiven =
      written === 'T'
        ? 1
        : written === 'F'
          ? 0
          : written.startsWith('#')
            ? Number.parseInt(written.slice(1), 16)
            : Number(written);
  }
  const given = state.lastGiven;
  switch (state.mode) {
    case 'explicit':
      state.velocity = given - state.value;
      state.value = given;
      break;
    case 'velocity':
      state.velocity = given;
      state.value += given;
      break;
    case 'acceleration':
      state.velocity += given;
      state.value += state.velocity;
      break;
  }
  return state.value;
}

/**
 * Reads the points of one trace; points whose X or Y was not reported are left out.
 *
 * @param name - how errors call the trace
 * @throws AppError `ink.malformed` naming line, trace and point
 */
export function readTraceData(text: string, format: TraceFormat, line: number, name: string): Point[] {
  const points: Point[] = [];
  const states: ChannelState[] = [];
  const wanted = Math.max(format.xIndex, format.yIndex) + 1;
  let pointNumber = 0;
  for (const piece of text.split(',')) {
    pointNumber++;
    if (piece.trim() === '') continue;
    const values: number[] = [];
    let at = 0;
    while (at < piece.length) {
      token.lastIndex = at;
      const match = token.exec(piece);
      if (match === null) {
        if (piece.slice(at).trim() === '') break;
        throw malformed(
          say('ink.noPoint', { text: piece.trim().slice(0, 40) }),
          line,
          `trace ${name}, point ${pointNumber}`,
        );
      }
      at = token.lastIndex;
      const channel = values.length;
      const state = (states[channel] ??= { mode: 'explicit', value: 0, velocity: 0, lastGiven: 0 });
      values.push(step(state, match[1] ?? '', match[2] ?? ''));
    }
    const x = values[format.xIndex];
    const y = values[format.yIndex];
    if (x === undefined || y === undefined) {
      throw malformed(
        say('ink.fewValues', { count: values.length, wanted }),
        line,
        `trace ${name}, point ${pointNumber}`,
      );
    }
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    if (Math.abs(x) > largest || Math.abs(y) > largest) {
      throw malformed(say('ink.tooFar', { limit: largest }), line, `trace ${name}, point ${pointNumber}`);
    }
    points.push({ x: format.isXLeft ? -x : x, y: format.isYUp ? -y : y });
  }
  return points;
}
