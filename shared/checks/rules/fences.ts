import type { LabelledBox } from '../labelledBox.ts';
import { overlapY, type Scene } from '../scene.ts';
import type { Fix, Suspicion } from '../suspicion.ts';

const closeOf: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['\\{', '\\}'],
  ['\\langle', '\\rangle'],
  ['\\lfloor', '\\rfloor'],
  ['\\lceil', '\\rceil'],
]);
const openOf: ReadonlyMap<string, string> = new Map([...closeOf].map(([open, close]) => [close, open]));

/** What a fence may have been taken for. */
const lookAlikes: ReadonlyMap<string, readonly string[]> = new Map([
  ['(', ['c', 'C', '1', 'l', '|', '\\{', '[', '<', '/']],
  [')', ['1', 'l', '|', '\\}', ']', '>', 'j', 'J', '/', ',']],
  ['[', ['1', 'l', '|', '(', 'C', 'L', 'E']],
  [']', ['1', 'l', '|', ')', 'J']],
  ['\\{', ['(', '[', '1', 'l', '|', '\\xi']],
  ['\\}', [')', ']', '1', 'l', '|']],
]);

/** Whether two fences may enclose something together: on one line, and much of a size. */
function isOnLine(a: LabelledBox, b: LabelledBox): boolean {
  const lower = Math.min(a.box.height, b.box.height);
  return overlapY(a.box, b.box) >= 0.4 * lower && lower >= 0.35 * Math.max(a.box.height, b.box.height);
}

/** The fences without a partner. Half-open intervals, `[0, 1)`, count as paired. */
function unpaired({ symbols }: Scene): readonly LabelledBox[] {
  const open: LabelledBox[] = [];
  const strayClose: LabelledBox[] = [];
  for (const symbol of symbols) {
    if (closeOf.has(symbol.label)) open.push(symbol);
    const wanted = openOf.get(symbol.label);
    if (wanted === undefined) continue;
    const at = open.findLastIndex((each) => each.label === wanted && isOnLine(each, symbol));
    if (at === -1) strayClose.push(symbol);
    else open.splice(at, 1);
  }
  const isInterval = (label: string): boolean => '()[]'.includes(label);
  const left = strayClose.filter((close) => {
    const at = open.findLastIndex(
      (each) =>
        isInterval(each.label) &&
        isInterval(close.label) &&
        each.box.x < close.box.x &&
        isOnLine(each, close),
    );
    if (at === -1) return true;
    open.splice(at, 1);
    return false;
  });
  return [...open, ...left];
}

/** A brace that opens several rows and does not close: cases. */
function opensCases({ symbols }: Scene, fence: LabelledBox): boolean {
  if (fence.label !== '\\{') return false;
  const right = symbols.filter(
    ({ box }) => box.x > fence.box.x + fence.box.width / 2 && overlapY(box, fence.box) > 0,
  );
  return right.some((a) => right.some((b) => a.box.y + a.box.height < b.box.y + 0.1 * b.box.height));
}

/** A partner under another name is looked for this far away, in sizes. */
const farthestPartner = 40;

/** The symbol that is the missing partner under another name: a look-alike as tall as the fence. */
function partnerOf(scene: Scene, fence: LabelledBox, partner: string): LabelledBox | null {
  const names = lookAlikes.get(partner) ?? [];
  const isClosing = openOf.has(partner);
  const { x, width } = fence.box;
  const reach = farthestPartner * scene.size;
  const inReach = isClosing ? scene.near(x + width, x + width + reach) : scene.near(x - reach, x);
  const fitting = inReach.filter(
    (each) =>
      names.includes(each.label) &&
      (isClosing ? each.box.x > fence.box.x + fence.box.width : each.box.x + each.box.width < fence.box.x) &&
      each.box.height >= 0.75 * fence.box.height &&
      overlapY(each.box, fence.box) >= 0.7 * Math.min(each.box.height, fence.box.height),
  );
  return (isClosing ? fitting[0] : fitting.at(-1)) ?? null;
}

function fixFor(scene: Scene, fence: LabelledBox, partner: string): Fix {
  const other = scene.has(partner) ? partnerOf(scene, fence, partner) : null;
  if (other !== null) return { kind: 'relabel', id: other.id, label: partner };
  // Not taller than the letters around: one of them.
  const letter = fence.box.height > 0.7 * scene.size ? 'C' : 'c';
  if (fence.label === '(' && fence.box.height <= 1.1 * scene.tallestLetter && scene.has(letter))
    return { kind: 'relabel', id: fence.id, label: letter };
  return { kind: 'delete', id: fence.id };
}

/** A bracket that is opened and not closed, or closed and not opened. */
export function unbalancedFence(scene: Scene): readonly Suspicion[] {
  return unpaired(scene).flatMap((fence): readonly Suspicion[] => {
    const partner = closeOf.get(fence.label) ?? openOf.get(fence.label);
    if (partner === undefined || opensCases(scene, fence)) return [];
    const fix = fixFor(scene, fence, partner);
    const ids = fix.kind === 'relabel' && fix.id !== fence.id ? [fence.id, fix.id] : [fence.id];
    const values = { label: fence.label, partner };
    return [{ rule: 'unbalancedFence', ids, box: fence.box, values, fix }];
  });
}
