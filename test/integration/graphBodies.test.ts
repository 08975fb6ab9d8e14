import { describe, expect, it } from 'vitest';
import { GraphQueries } from '#electron/workers/modelParse/graphQueries.ts';
import { parseModel } from '#shared/formats/model/registry.ts';

/** Branches that take what they need from around them, one of them from two graphs further out. */
const branches = `<ir_version: 10, opset_import: ["" : 21]>
main (float[4] x, bool a, bool b) => (float[4] y, float[4] rest) <float[4] weight = {1, 2, 3, 4}>
{
  [far] f = Neg (x)
  [near] n = Abs (x)
  [alone] rest = Exp (x)
  [outer] y = If (a) <
    then_branch = yes () => (float[4] t) {
      [mid] m = Relu (n)
      [inner] t = If (b) <
        then_branch = deep () => (float[4] d) { [useFar] d = Mul (f, weight) },
        else_branch = flat () => (float[4] e) { [useMid] e = Sigmoid (m) }>
    },
    else_branch = no () => (float[4] o) { [useNear] o = Tanh (n) }>
}
`;

function queries(): GraphQueries {
  const bytes = new TextEncoder().encode(branches);
  const folder = { sizeOf: () => null, read: () => new Uint8Array(0) };
  return new GraphQueries(parseModel({ fileName: 'branches.onnxtxt', bytes, folder }), 'branches.onnxtxt', 0);
}

/** Lines of the picture by the names of what they join. */
function lines(asked: GraphQueries, graph: number, open: readonly string[]): readonly string[] {
  const { items, edges } = asked.scene(graph, open, null, 0, 1000);
  const nameOf = (box: string): string => {
    const item = items.find(({ id }) => id === box);
    if (item === undefined || item.node === null) return item?.label ?? '?';
    return asked.node(item.graph, item.node)?.name ?? '?';
  };
  return edges.map(({ source, target }) => `${nameOf(source)} > ${nameOf(target)}`).sort();
}

describe('what bodies take from around them', () => {
  it('leads to the node that runs them', () => {
    expect(lines(queries(), 0, [])).toEqual(
      [
        'x > far',
        'x > near',
        'x > alone',
        'alone > rest',
        'a > outer',
        'far > outer',
        'near > outer',
        'b > outer',
        'outer > y',
      ].sort(),
    );
  });

  it('leads to what uses it once they are open, through graphs between', () => {
    const asked = queries();
    const box = asked.scene(0, [], null, 0, 100).items.find(({ node }) => node === 3)?.id ?? '';
    const opened = lines(asked, 0, [box]);
    expect(opened).toEqual(
      expect.arrayContaining(['near > mid', 'near > useNear', 'far > inner', 'mid > inner', 'b > inner']),
    );
    expect(opened).not.toContain('far > outer');
  });

  it('stands as inputs where a body is shown by itself', () => {
    const asked = queries();
    const idOf = (name: string): number =>
      asked.overview().graphs.find((graph) => graph.name === name)?.id ?? -1;
    // What only a body within needs is there too; the weight is a constant.
    expect(lines(asked, idOf('yes'), [])).toEqual([
      'b > inner',
      'f > inner',
      'inner > t',
      'mid > inner',
      'n > mid',
    ]);
    expect(lines(asked, idOf('deep'), [])).toEqual(['f > useFar', 'useFar > d']);
  });

  it('is followed when inputs and outputs are traced, and told in the panel', () => {
    const asked = queries();
    expect(asked.trace(0, 3, 'inputs').nodes).toEqual([0, 1, 3]);
    expect(asked.trace(0, 0, 'outputs').nodes).toEqual([0, 3]);
    expect(asked.node(0, 3)?.captured.map(({ name }) => name)).toEqual(['n', 'b', 'f']);
    expect(asked.node(0, 0)?.outputs[0]?.ends.map(({ label }) => label)).toEqual(['If outer']);
  });

  it('is a constant inside where it is one outside', () => {
    const asked = queries();
    const deep = asked.overview().graphs.find(({ name }) => name === 'deep')?.id ?? -1;
    expect(asked.node(deep, 0)?.inputs[1]?.constant).toMatchObject({ name: 'weight', elements: 4 });
  });
});

/** A function within a function, called with different sizes and parameters. */
const functions = `<ir_version: 10, opset_import: ["" : 21, "f" : 1]>
main (float[2, 3, N] x, float[4, 3, 8] z) => (float[] a, float[] b, float[] c, float[] d, int64[] s)
{
  a = f.Outer <axis = 1> (x)
  b = f.Outer <axis = 0> (x)
  c = f.Outer <axis = 1> (z)
  d = f.Outer (x)
  size = f.Size (z)
  s = Reshape (z, size)
}
<domain: "f", opset_import: ["" : 21, "f" : 1]>
Outer <axis> (v) => (w) { t = f.Inner (v) w = Concat <axis: int = @axis> (t, t) }
<domain: "f", opset_import: ["" : 21]>
Inner (v) => (w) { r = Relu (v) w = Concat <axis = 1> (r, r) }
<domain: "f", opset_import: ["" : 21]>
Size (v) => (w) { w = Shape <start = 1> (v) }
`;

describe('types within functions', () => {
  const bytes = new TextEncoder().encode(functions);
  const folder = { sizeOf: () => null, read: () => new Uint8Array(0) };
  const asked = new GraphQueries(
    parseModel({ fileName: 'calls.onnxtxt', bytes, folder }),
    'calls.onnxtxt',
    0,
  );

  it('come from each call, its attributes and small contents included', () => {
    const outputs = [0, 1, 2, 3, 5].map((node) => asked.node(0, node)?.outputs[0]?.typeText);
    // The fourth leaves out the axis; the last is given the shape that another function took.
    expect(outputs).toEqual([
      'float32[2,12,N]',
      'float32[4,6,N]',
      'float32[4,12,8]',
      'float32',
      'int64[3,8]',
    ]);
  });

  it('are inside what all calls have in common', () => {
    const inner = asked.overview().graphs.find(({ name }) => name === 'f::Inner')?.id ?? -1;
    expect(asked.node(inner, 0)?.inputs[0]).toMatchObject({ typeText: 'float32[?,3,?]', isInferred: true });
    expect(asked.node(inner, 1)?.outputs[0]?.typeText).toBe('float32[?,6,?]');
  });
});
