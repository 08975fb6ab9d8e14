/**
 * A circle in a directed graph, its first item repeated at the end; null when there is none.
 *
 * @param next - for each item, the items it leads to
 */
export function findCycle(next: readonly (readonly number[])[]): readonly number[] | null {
  const state = new Uint8Array(next.length);
  for (let start = 0; start < next.length; start++) {
    if (state[start] !== 0) continue;
    // An own stack: a chain of ten thousand functions must not exhaust the one of the language.
    const path: { readonly item: number; at: number }[] = [{ item: start, at: 0 }];
    state[start] = 1;
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const child = next[top.item]?.[top.at++];
      if (child === undefined) {
        state[top.item] = 2;
        path.pop();
      } else if (state[child] === 1) {
        const items = path.map(({ item }) => item);
        return [...items.slice(items.indexOf(child)), child];
      } else if (state[child] === 0) {
        state[child] = 1;
        path.push({ item: child, at: 0 });
      }
    }
  }
  return null;
}
