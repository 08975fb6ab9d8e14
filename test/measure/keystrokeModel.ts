import { defaultLookAlikes, nextLookAlike } from '#shared/annotation/lookAlikes.ts';
import { searchLabels } from '#renderer/features/annotate/inspector/searchLabels.ts';
import type { Correction } from './corrections.ts';

/** Seconds of the keystroke-level model: Card, Moran and Newell 1980; the button as in Kieras 2001. */
const seconds = { key: 0.28, point: 1.1, button: 0.1, home: 0.4, think: 1.35 };

export interface Cost {
  readonly keys: number;
  readonly clicks: number;
  readonly seconds: number;
}

/**
 * What the hands do, as letters: `K` a key (a modifier is one too), `P` pointing, `B` a press or release of the button,
 * `M` making up one's mind. The way between keyboard and mouse is added where the device changes.
 */
type Moves = string;

/** How a tool is used: the shortest way that its documentation gives. */
export interface Tool {
  readonly name: string;
  readonly relabel: (from: string, to: string, labels: readonly string[]) => Moves;
  readonly delete: Moves;
  /**
   * @param isLast - whether the box drawn before had this label
   * @param isListed - whether a check lists the symbol as ink without a box
   */
  readonly draw: (label: string, labels: readonly string[], isLast: boolean, isListed: boolean) => Moves;
  /** Taking what is right as it is, and going on. */
  readonly finish: Moves;
}

const click = 'PBB';
const keys = (count: number): Moves => 'K'.repeat(count);
const bare = (label: string): string => label.replace(/^\\/, '');

/** Letters until the label is the first that is offered, as Surd's own search offers it. */
function lettersTo(label: string, labels: readonly string[]): number {
  const all = labels.map((name, id) => ({
    id,
    name,
    color: '#000000',
    usageCount: labels.length - id,
    isRetired: false,
  }));
  const typed = bare(label);
  for (let length = 1; length < typed.length; length += 1)
    if (searchLabels(all, typed.slice(0, length))[0]?.name === label) return length;
  return typed.length;
}

/** Presses of the look-alike key, either way round; null where the labels do not look alike. */
function cyclesTo(from: string, to: string, labels: readonly string[]): number | null {
  const walk = (by: 1 | -1): number | null => {
    let at: string = from;
    for (let presses = 1; presses < 12; presses += 1) {
      const next = nextLookAlike(from, at, by, defaultLookAlikes, (name) => labels.includes(name));
      if (next === null || next === from) return null;
      if (next === to) return by === 1 ? presses : 2 * presses;
      at = next;
    }
    return null;
  };
  const ways = [walk(1), walk(-1)].filter((way) => way !== null);
  return ways.length === 0 ? null : Math.min(...ways);
}

/** Ten labels have a digit, where a tool has digits; taken to be the ten most used. */
const digitOf = (label: string, labels: readonly string[], digits: number): boolean =>
  labels.slice(0, digits).includes(label);

const surdLabel = (label: string, labels: readonly string[]): Moves =>
  digitOf(label, labels, 9) ? 'K' : keys(2 + lettersTo(label, labels));

/** The three tools; the sources are named in docs/keystrokes.md. */
export const tools: readonly Tool[] = [
  {
    name: 'Surd',
    relabel: (from, to, labels) => {
      const cycles = cyclesTo(from, to, labels);
      const typed = surdLabel(to, labels);
      return `M${click}${cycles !== null && cycles < typed.length ? keys(cycles) : typed}`;
    },
    delete: `M${click}K`,
    // K goes to the next finding and J puts a box on its ink. What is not found: B chooses the tool, the box is dragged, V goes
    // back. The label stays the last one unless it is given.
    draw: (label, labels, isLast, isListed) =>
      `M${isListed ? 'KK' : 'KPBPB'}${isLast ? '' : surdLabel(label, labels)}${isListed ? '' : 'K'}`,
    finish: 'MKKKK',
  },
  {
    name: 'X-AnyLabeling',
    // Ctrl+E opens the label's dialog, the name is typed, Enter.
    relabel: (_from, to) => `M${click}${keys(2 + bare(to).length + 1)}`,
    delete: `M${click}K`,
    // R, two clicks, and the dialog; a digit gives shape and label in one.
    draw: (label, labels) =>
      digitOf(label, labels, 10) ? `MK${click}${click}` : `MK${click}${click}${keys(bare(label).length + 1)}`,
    // Ctrl+Alt+K marks it checked, D goes on.
    finish: 'MKKKK',
  },
  {
    name: 'CVAT',
    // What is under the pointer is active; Ctrl and a digit for ten labels, the menu of labels for the others.
    relabel: (_from, to, labels) =>
      digitOf(to, labels, 10) ? 'MPKK' : `M${click}${click}${keys(bare(to).length + 1)}`,
    delete: 'MPK',
    // N repeats the last box and its label; another one is given as relabelling does.
    draw: (label, labels, isLast) => {
      const drawn = `MK${click}${click}`;
      if (isLast) return drawn;
      return digitOf(label, labels, 10) ? `${drawn}KK` : `${drawn}${click}${keys(bare(label).length + 1)}`;
    },
    finish: 'MK',
  },
];

/** Adds up what the moves take; the hand begins at the keyboard. */
function costOf(moves: Moves): Cost {
  let hand: 'keyboard' | 'mouse' = 'keyboard';
  let total = 0;
  let [keyCount, buttons] = [0, 0];
  for (const move of moves) {
    const needs: 'keyboard' | 'mouse' = move === 'K' ? 'keyboard' : move === 'M' ? hand : 'mouse';
    if (needs !== hand) total += seconds.home;
    hand = needs;
    if (move === 'K') [keyCount, total] = [keyCount + 1, total + seconds.key];
    else if (move === 'P') total += seconds.point;
    else if (move === 'B') [buttons, total] = [buttons + 1, total + seconds.button];
    else total += seconds.think;
  }
  return { keys: keyCount, clicks: buttons / 2, seconds: total };
}

/** What it takes to correct the images one after the other in a tool. */
export function costIn(
  tool: Tool,
  images: readonly (readonly Correction[])[],
  labels: readonly string[],
): Cost {
  let last: string | null = null;
  let moves = '';
  for (const corrections of images) {
    for (const correction of corrections) {
      if (correction.kind === 'relabel') moves += tool.relabel(correction.from, correction.to, labels);
      else if (correction.kind === 'delete') moves += tool.delete;
      else {
        moves += tool.draw(correction.label, labels, correction.label === last, correction.isListed);
        last = correction.label;
      }
    }
    moves += tool.finish;
  }
  return costOf(moves);
}
