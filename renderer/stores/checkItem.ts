import type { InkFindings } from '#shared/checks/inkFindings.ts';
import type { CheckSubject } from '#shared/checks/dismissal.ts';
import type { BoxId, LabelledBox } from '#shared/checks/labelledBox.ts';
import type { Fix, RuleId, Suspicion } from '#shared/checks/suspicion.ts';
import { boxUnion, type Box } from '#shared/geometry/box.ts';
import type { BoxKey, CanvasBox } from './annotationSession.ts';

/** What ink says against boxes, beside the rules of grammar. */
export const inkChecks = ['unboxedInk', 'inklessBox', 'cutInk'] as const;

/** One of {@link inkChecks}. */
export type InkCheck = (typeof inkChecks)[number];

/** What a thing to look at is. */
export type CheckKind = RuleId | InkCheck;

/** One thing to look at on the open image. */
export interface CheckItem {
  /** Stays the same while the boxes that it is about, or the place of the ink, do. */
  readonly id: string;
  readonly kind: CheckKind;
  readonly keys: readonly BoxKey[];
  /** Where to look, in image pixels. */
  readonly box: Box;
  /** Names in the sentence that gives the reason. */
  readonly values: Readonly<Record<string, string>>;
  /** What a key does about it; null where it can only be looked at. */
  readonly fix: Fix | null;
}

/** The boxes that are shown, as the checks take them; boxes whose label is unknown have a blank one. */
export function symbolsOf(
  boxes: readonly CanvasBox[],
  nameOf: (labelId: number) => string,
): readonly (LabelledBox & { readonly id: BoxKey; readonly score: number | null })[] {
  return boxes.map(({ key, labelId, box, state, score }) => ({
    id: key,
    label: nameOf(labelId),
    box,
    // What a person has accepted is as sure as what they have drawn.
    score: state === 'detected' ? score : null,
  }));
}

/** What an item is about, said so that it is known again when keys are others. */
export function subjectOf(
  { kind, keys, box }: CheckItem,
  byKey: ReadonlyMap<BoxKey, CanvasBox>,
): CheckSubject {
  const parts = keys.flatMap((key) => {
    const part = byKey.get(key);
    return part === undefined ? [] : [{ labelId: part.labelId, box: part.box }];
  });
  return { kind, parts, place: box };
}

const keysOf = (ids: readonly BoxId[]): readonly BoxKey[] => ids.map(String);

/** The suspicions of {@link findSuspicions} as things to look at. */
export function suspicionItems(suspicions: readonly Suspicion[]): readonly CheckItem[] {
  return suspicions.map(({ rule, ids, box, values, fix }) => ({
    id: `${rule} ${ids.join(' ')}`,
    kind: rule,
    keys: keysOf(ids),
    box,
    values,
    fix,
  }));
}

/** The findings of {@link checkInk} as things to look at: symbols without a box first. */
export function inkItems(findings: InkFindings, symbols: readonly LabelledBox[]): readonly CheckItem[] {
  const byId = new Map(symbols.map((symbol) => [symbol.id, symbol]));
  const ofBox = (id: BoxId, make: (symbol: LabelledBox) => CheckItem): readonly CheckItem[] => {
    const symbol = byId.get(id);
    return symbol === undefined ? [] : [make(symbol)];
  };
  return [
    ...findings.unboxed.map(({ box }): CheckItem => {
      const { x, y, width, height } = box;
      return {
        id: `unboxedInk ${x} ${y} ${width} ${height}`,
        kind: 'unboxedInk',
        keys: [],
        box,
        values: {},
        fix: { kind: 'draw', box },
      };
    }),
    ...findings.inkless.flatMap(({ id }) =>
      ofBox(id, ({ label, box }) => ({
        id: `inklessBox ${id}`,
        kind: 'inklessBox',
        keys: keysOf([id]),
        box,
        values: { label },
        fix: { kind: 'delete', id },
      })),
    ),
    ...findings.cut.flatMap(({ id, edges, box: holding }) =>
      ofBox(id, ({ label, box }) => ({
        id: `cutInk ${id}`,
        kind: 'cutInk',
        keys: keysOf([id]),
        box: boxUnion([box, holding]) ?? box,
        values: { label, edge: edges.length === 1 ? (edges[0] ?? 'several') : 'several' },
        fix: { kind: 'resize', id, box: holding },
      })),
    ),
  ];
}
