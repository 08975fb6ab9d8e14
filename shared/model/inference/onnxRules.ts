// Shapes and types of ONNX operators, onnx/docs/Operators.md
import {
  blocks,
  binary,
  cast,
  concat,
  constantOfShape,
  dequantize,
  dropout,
  expand,
  flatten,
  gather,
  gemm,
  isTrue,
  layerNormalization,
  matMul,
  pad,
  quantize,
  reduce,
  reshape,
  same,
  shapeOf,
  slice,
  split,
  squeeze,
  tile,
  topK,
  transpose,
  unsqueeze,
  where,
} from './layoutRules.ts';
import { at, int, unknown, value, type Known, type Rule, type RuleInput } from './ruleInput.ts';
import { conv, convTranspose, globalPool, pool, resize, roiAlign } from './windowRules.ts';

const names = (text: string): readonly string[] => text.split(' ');
const entries = (all: readonly string[], rule: Rule): readonly (readonly [string, Rule])[] =>
  all.map((name) => [name, rule]);

/** Rules by operator of ai.onnx. */
export const onnxRules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...entries(
    names(
      'Relu LeakyRelu PRelu Sigmoid Tanh Elu Selu Celu HardSigmoid HardSwish Softplus Softsign Softmax LogSoftmax Hardmax Clip Abs Neg Exp Log Sqrt Reciprocal Floor Ceil Round Sign Sin Cos Tan Asin Acos Atan Sinh Cosh Erf Gelu Mish ThresholdedRelu BatchNormalization InstanceNormalization GroupNormalization LpNormalization LRN Identity Not CumSum ScatterND ScatterElements Scatter Trilu MeanVarianceNormalization',
    ),
    same,
  ),
  ...entries(names('IsNaN IsInf'), isTrue),
  ...entries(names('Add Sub Mul Div Pow Mod Min Max Sum Mean BitShift'), binary(null)),
  ...entries(names('Equal Less LessOrEqual Greater GreaterOrEqual And Or Xor'), binary('bool')),
  ...entries(
    names(
      'ReduceMean ReduceSum ReduceMax ReduceMin ReduceProd ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceSumSquare ArgMax ArgMin',
    ),
    reduce,
  ),
  ...entries(names('MaxPool AveragePool LpPool'), pool),
  ...entries(names('GlobalAveragePool GlobalMaxPool GlobalLpPool'), globalPool),
  ...entries(names('Resize Upsample'), resize),
  ['Dropout', dropout],
  ['LayerNormalization', layerNormalization],
  ['GatherElements', (input) => [value(at(input, 0).dtype, at(input, 1).shape)]],
  ['DepthToSpace', (input) => [blocks(input, int(input, 'blocksize', 1))]],
  ['SpaceToDepth', (input) => [blocks(input, 1 / int(input, 'blocksize', 1))]],
  ['Conv', conv],
  ['ConvTranspose', convTranspose],
  ['Concat', concat],
  ['Reshape', reshape],
  ['Transpose', transpose],
  ['Flatten', flatten],
  ['Gemm', gemm],
  ['MatMul', matMul],
  ['Unsqueeze', unsqueeze],
  ['Squeeze', squeeze],
  ['Gather', gather],
  ['Slice', slice],
  ['Pad', pad],
  ['Split', split],
  ['Shape', shapeOf],
  ['Size', () => [value('int64', [])]],
  ['Cast', cast],
  ['ConstantOfShape', constantOfShape],
  ['Constant', (input) => [input.constant('value') ?? scalarConstant(input)]],
  ['Expand', expand],
  ['Tile', tile],
  ['TopK', topK],
  ['Where', where],
  ['NonZero', (input) => [value('int64', [at(input, 0).shape?.length ?? null, null])]],
  ['NonMaxSuppression', () => [value('int64', [null, 3])]],
  ['RoiAlign', roiAlign],
  ['Range', (input) => [value(at(input, 0).dtype, [null])]],
  ['QuantizeLinear', quantize],
  ['DequantizeLinear', dequantize],
]);

/** Constants whose value stands in a plain attribute. */
function scalarConstant(input: RuleInput): Known {
  const [found] = input.node.attributes;
  switch (found?.value.kind) {
    case 'int':
      return value('int64', [], [found.value.value]);
    case 'ints':
      return value(
        'int64',
        [found.value.length],
        found.value.length === found.value.values.length ? found.value.values : null,
      );
    case 'float':
      return value('float32', []);
    case 'floats':
      return value('float32', [found.value.length]);
    default:
      return unknown;
  }
}
