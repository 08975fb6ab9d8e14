import {
  type NumberRange,
  readRange,
  splitTyped,
  type TypedTerm,
  writeRange,
  writeTerm,
} from '../base/typedTerms.ts';
import { readImageTerm } from '../dataset/imageTerms.ts';
import type { DetectionChange } from './compareDetections.ts';
import { type ChangeKind, changeKinds } from './compareRuns.ts';
import { type OutcomeKind, outcomeKinds } from './outcomes.ts';
import { type TideError, tideErrors } from './tide.ts';

/** What becomes of a box in a second run, truth left aside; a box that stays as it is has none. */
export const survivalKinds = ['lost', 'new', 'moved', 'relabelled'] as const satisfies readonly Exclude<
  DetectionChange['kind'],
  'same'
>[];

/** One of {@link survivalKinds}. */
export type SurvivalKind = (typeof survivalKinds)[number];

/** Kinds of cases that are errors. */
export const errorKinds = ['confused', 'spurious', 'missed'] as const satisfies readonly OutcomeKind[];

/** What a case can be looked for by; all that is given must hold, what is not given does not matter. */
export interface CaseTerms {
  /** Of one of these kinds. */
  readonly kinds?: readonly OutcomeKind[] | undefined;
  readonly tides?: readonly TideError[] | undefined;
  /** The label that is there; null: nothing is. */
  readonly truth?: string | null | undefined;
  /** The label that was read; null: none was. */
  readonly read?: string | null | undefined;
  /** Each of these is there or was read. */
  readonly labels?: readonly string[] | undefined;
  readonly score?: NumberRange | undefined;
  /** Truths without a right detection of this score or more, 0 to 1: those that are missed from that score on. */
  readonly missedAt?: number | undefined;
  /** IoU of truth and detection. */
  readonly iou?: NumberRange | undefined;
  /** The side of a square of the box's area, in pixels. */
  readonly size?: NumberRange | undefined;
  /** Source of the image, one of these: as a whole where there is such a one, else by a folder or a word in it. */
  readonly sources?: readonly string[] | undefined;
  /** One of these wrote the image. */
  readonly writers?: readonly string[] | undefined;
  readonly cost?: 'breaks' | 'mends' | undefined;
  /** Whether the whole formula reads right; only of images whose formulas were compared. */
  readonly formula?: 'right' | 'wrong' | undefined;
  /** Whether a second run reads the formula otherwise. */
  readonly isReadOtherwise?: true | undefined;
  /** Errors of the image. */
  readonly errors?: NumberRange | undefined;
  /** Annotations with which a detection disagrees: likely label errors. */
  readonly isMistake?: true | undefined;
  /** What a second run changes about the box. */
  readonly changes?: readonly ChangeKind[] | undefined;
  /** What becomes of the detection in a second run. */
  readonly survivals?: readonly SurvivalKind[] | undefined;
  /** Detections below the least score that counts: not without being asked for; `any` for those and the others. */
  readonly counted?: 'no' | 'any' | undefined;
  /** Whether the image is flagged. */
  readonly flagged?: boolean | undefined;
  /** How doubtful the detector is of the image. */
  readonly doubt?: NumberRange | undefined;
  /** Symbols of the image. */
  readonly boxes?: NumberRange | undefined;
  /** Part of the image's name. */
  readonly text?: string | undefined;
}

/** How the words of the language are read, lower case; what is `nothing` stands for no label. */
const nothing = 'nothing';

const kindNames = new Map<string, readonly OutcomeKind[]>([
  ...outcomeKinds.filter((kind) => kind !== 'ignored').map((kind) => [kind, [kind]] as const),
  ['any', errorKinds],
  ['none', ['correct']],
]);
const kindWords: Readonly<Record<OutcomeKind, string>> = {
  correct: 'none',
  confused: 'confused',
  spurious: 'spurious',
  missed: 'missed',
  ignored: 'ignored',
};
const tideNames = new Map(tideErrors.map((type) => [type.toLowerCase(), [type]] as const));
const changeNames = new Map(changeKinds.map((kind) => [kind.toLowerCase(), [kind]] as const));
const survivalNames = new Map(survivalKinds.map((kind) => [kind, [kind]] as const));

/** Words with commas between them; null where one of them is not known. */
function readList<T>(value: string, names: ReadonlyMap<string, readonly T[]>): readonly T[] | null {
  const found: T[] = [];
  for (const word of value.toLowerCase().split(',')) {
    const meant = names.get(word);
    if (meant === undefined) return null;
    found.push(...meant.filter((each) => !found.includes(each)));
  }
  return found;
}

function readLabel({ value, isQuoted }: TypedTerm): string | null {
  return value === nothing && !isQuoted ? null : value;
}

function rangeTerm(key: 'score' | 'iou' | 'size' | 'errors', value: string): CaseTerms | null {
  const range = readRange(value);
  return range === null ? null : { [key]: range };
}

function missedTerm(value: string): CaseTerms | null {
  const score = value === '' ? NaN : Number(value);
  return score >= 0 && score <= 1 ? { missedAt: score } : null;
}

function listTerm(key: keyof CaseTerms, list: readonly string[] | null): CaseTerms | null {
  return list === null ? null : { [key]: list };
}

function oneOf(key: keyof CaseTerms, value: string, words: readonly string[]): CaseTerms | null {
  return words.includes(value) ? { [key]: value } : null;
}

function readTerm(term: TypedTerm): CaseTerms | null {
  const { key, value } = term;
  switch (key) {
    case 'error':
      return listTerm('kinds', readList(value, kindNames));
    case 'type':
      return listTerm('tides', readList(value, tideNames));
    case 'truth':
      return { truth: readLabel(term) };
    case 'read':
      return { read: readLabel(term) };
    case 'score':
    case 'iou':
    case 'size':
    case 'errors':
      return rangeTerm(key, value);
    case 'missed':
      return missedTerm(value);
    case 'source':
      return { sources: [value] };
    case 'writer':
      return { writers: [value] };
    case 'cost':
      return oneOf('cost', value, ['breaks', 'mends']);
    case 'formula':
      return value === 'changed' ? { isReadOtherwise: true } : oneOf('formula', value, ['right', 'wrong']);
    case 'mistake':
      return value === 'yes' ? { isMistake: true } : null;
    case 'change':
      return listTerm('changes', readList(value, changeNames));
    case 'survival':
      return listTerm('survivals', readList(value, survivalNames));
    case 'counted':
      return value === 'yes' ? {} : oneOf('counted', value, ['no', 'any']);
    // Every case is of a reviewed image.
    case 'state':
      return null;
    default:
      return readImageTerm(term);
  }
}

/** Lists grow with each term that names one more. */
const growing = ['labels', 'sources', 'writers'] as const;

/**
 * Reads what is typed over the gallery: `label:x score:>0.5 error:confused source:KAIST`, in the language of the image
 * list, whose `flag:`, `doubt:` and `boxes:` mean the image of the case. A word that is no term, one half typed among them,
 * is looked for in the names of images; so no query is wrong.
 */
export function readCaseTerms(typed: string): CaseTerms {
  const words: string[] = [];
  let terms: CaseTerms = {};
  for (const { word, term: typedTerm } of splitTyped(typed)) {
    const term = typedTerm === null ? null : readTerm(typedTerm);
    if (term === null) {
      words.push(word);
      continue;
    }
    const grown = growing.filter((key) => term[key] !== undefined);
    const lists = Object.fromEntries(
      grown.map((key) => [key, [...new Set([...(terms[key] ?? []), ...(term[key] ?? [])])]]),
    );
    terms = { ...terms, ...term, ...lists };
  }
  return words.length === 0 ? terms : { ...terms, text: words.join(' ') };
}

function kindsText(kinds: readonly OutcomeKind[]): string {
  const isAny = kinds.length === errorKinds.length && errorKinds.every((kind) => kinds.includes(kind));
  return isAny ? 'any' : kinds.map((kind) => kindWords[kind]).join(',');
}

/** The terms as {@link readCaseTerms} reads them, in the order in which a person would say them. */
export function writeCaseTerms(terms: CaseTerms): string {
  const parts: string[] = [];
  const label = (key: string, name: string | null | undefined): void => {
    if (name !== undefined) parts.push(writeTerm(key, name ?? nothing, name !== nothing));
  };
  const word = (key: string, value: string | undefined): void => {
    if (value !== undefined) parts.push(writeTerm(key, value));
  };
  const range = (key: string, value: NumberRange | undefined): void => {
    if (value !== undefined) parts.push(writeTerm(key, writeRange(value)));
  };
  for (const name of terms.labels ?? []) word('label', name);
  label('truth', terms.truth);
  label('read', terms.read);
  word('error', terms.kinds === undefined ? undefined : kindsText(terms.kinds));
  word('type', terms.tides?.join(','));
  range('score', terms.score);
  word('missed', terms.missedAt === undefined ? undefined : String(terms.missedAt));
  range('iou', terms.iou);
  range('size', terms.size);
  for (const source of terms.sources ?? []) word('source', source);
  for (const writer of terms.writers ?? []) word('writer', writer);
  word('cost', terms.cost);
  word('formula', terms.formula);
  if (terms.isReadOtherwise === true) parts.push('formula:changed');
  range('errors', terms.errors);
  if (terms.isMistake === true) parts.push('mistake:yes');
  word('change', terms.changes?.join(','));
  word('survival', terms.survivals?.join(','));
  word('counted', terms.counted);
  if (terms.flagged !== undefined) parts.push(`flag:${terms.flagged ? 'yes' : 'no'}`);
  range('doubt', terms.doubt);
  range('boxes', terms.boxes);
  if (terms.text !== undefined) parts.push(terms.text);
  return parts.join(' ');
}
