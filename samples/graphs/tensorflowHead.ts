import { create, toBinary } from '@bufbuild/protobuf';
import {
  DataType,
  NodeDefSchema,
  SavedModelSchema,
  TensorProtoSchema,
  type NodeDef,
} from '../../shared/formats/model/tensorflow/generated/tensorflow_pb.ts';

type NodeFields = NonNullable<Parameters<typeof create<typeof NodeDefSchema>>[1]>;

const floatType = { value: { case: 'type' as const, value: DataType.DT_FLOAT } };
const intType = { value: { case: 'type' as const, value: DataType.DT_INT32 } };

/** A constant of the graph; `sizes` empty for a scalar, `after` the node that puts it into a loop's frame. */
function constant(
  name: string,
  values: readonly number[],
  sizes: readonly number[],
  isInt: boolean,
  after: string | null = null,
): NodeDef {
  const type = isInt ? DataType.DT_INT32 : DataType.DT_FLOAT;
  const tensor = create(TensorProtoSchema, {
    dtype: type,
    tensorShape: { dim: sizes.map((size) => ({ size: BigInt(size) })) },
    ...(isInt ? { intVal: [...values] } : { floatVal: [...values] }),
  });
  return node(name, 'Const', after === null ? [] : [`^${after}`], {
    dtype: { value: { case: 'type', value: type } },
    value: { value: { case: 'tensor', value: tensor } },
  });
}

function node(name: string, op: string, input: readonly string[], attr: NodeFields['attr'] = {}): NodeDef {
  return create(NodeDefSchema, { name, op, input: [...input], attr });
}

function placeholder(name: string, sizes: readonly number[]): NodeDef {
  return node(name, 'Placeholder', [], {
    dtype: floatType,
    shape: { value: { case: 'shape', value: { dim: sizes.map((size) => ({ size: BigInt(size) })) } } },
  });
}

/** A loop as TensorFlow 1 writes it: it counts up to the number of the boxes and sums their scores. */
function countingLoop(scope: string, total: string): readonly NodeDef[] {
  const at = (name: string): string => `${scope}/${name}`;
  const frame = {
    T: intType,
    frame_name: { value: { case: 's' as const, value: new TextEncoder().encode(scope) } },
    parallel_iterations: { value: { case: 'i' as const, value: 10n } },
  };
  return [
    constant(at('start'), [0], [], true),
    node(at('Enter'), 'Enter', [at('start')], frame),
    node(at('limit'), 'Enter', [total], {
      ...frame,
      is_constant: { value: { case: 'b', value: true } },
    }),
    node(at('Merge'), 'Merge', [at('Enter'), at('NextIteration')], {
      T: intType,
      N: { value: { case: 'i', value: 2n } },
    }),
    node(at('Less'), 'Less', [at('Merge'), at('limit')], { T: intType }),
    node(at('LoopCond'), 'LoopCond', [at('Less')]),
    node(at('Switch'), 'Switch', [at('Merge'), at('LoopCond')], { T: intType }),
    node(at('Identity'), 'Identity', [`${at('Switch')}:1`], { T: intType }),
    constant(at('step'), [1], [], true, at('Identity')),
    node(at('Add'), 'AddV2', [at('Identity'), at('step')], { T: intType }),
    node(at('NextIteration'), 'NextIteration', [at('Add')], { T: intType }),
    node(at('Exit'), 'Exit', [at('Switch')], { T: intType }),
  ];
}

/**
 * The second stage of a Faster R-CNN as TensorFlow's object detection library exported it: non-maximum suppression of the
 * proposals, CropAndResize of the features, a small head, and a loop over the boxes. No trained weights.
 */
export function tensorflowHead(): Uint8Array {
  const scope = 'SecondStage';
  const at = (name: string): string => `${scope}/${name}`;
  const nodes: readonly NodeDef[] = [
    placeholder('features', [1, 40, 40, 8]),
    placeholder('proposals', [300, 4]),
    placeholder('objectness', [300]),
    constant(at('nms/max_output_size'), [64], [], true),
    constant(at('nms/iou_threshold'), [0.7], [], false),
    constant(at('nms/score_threshold'), [0.05], [], false),
    node(at('nms/NonMaxSuppressionV3'), 'NonMaxSuppressionV3', [
      'proposals',
      'objectness',
      at('nms/max_output_size'),
      at('nms/iou_threshold'),
      at('nms/score_threshold'),
    ]),
    constant(at('gather/axis'), [0], [], true),
    node(at('gather/GatherV2'), 'GatherV2', ['proposals', at('nms/NonMaxSuppressionV3'), at('gather/axis')], {
      Tparams: floatType,
      Tindices: intType,
      Taxis: intType,
    }),
    node(at('crop/Shape'), 'Shape', [at('gather/GatherV2')], { T: floatType, out_type: intType }),
    constant(at('crop/begin'), [0], [1], true),
    constant(at('crop/end'), [1], [1], true),
    constant(at('crop/strides'), [1], [1], true),
    node(
      at('crop/count'),
      'StridedSlice',
      [at('crop/Shape'), at('crop/begin'), at('crop/end'), at('crop/strides')],
      { T: intType, Index: intType, shrink_axis_mask: { value: { case: 'i', value: 1n } } },
    ),
    node(at('crop/sizes'), 'Pack', [at('crop/count')], {
      T: intType,
      N: { value: { case: 'i', value: 1n } },
      axis: { value: { case: 'i', value: 0n } },
    }),
    constant(at('crop/zero'), [0], [], true),
    node(at('crop/indices'), 'Fill', [at('crop/sizes'), at('crop/zero')], {
      T: intType,
      index_type: intType,
    }),
    constant(at('crop/size'), [14, 14], [2], true),
    node(
      at('crop/CropAndResize'),
      'CropAndResize',
      ['features', at('gather/GatherV2'), at('crop/indices'), at('crop/size')],
      { T: floatType, method: { value: { case: 's', value: new TextEncoder().encode('bilinear') } } },
    ),
    constant(at('head/weights'), new Array<number>(8 * 6).fill(0.01), [1, 1, 8, 6], false),
    node(at('head/Conv2D'), 'Conv2D', [at('crop/CropAndResize'), at('head/weights')], {
      T: floatType,
      strides: { value: { case: 'list', value: { i: [1n, 1n, 1n, 1n] } } },
      padding: { value: { case: 's', value: new TextEncoder().encode('SAME') } },
    }),
    node(at('head/Relu'), 'Relu', [at('head/Conv2D')], { T: floatType }),
    constant(at('head/axes'), [1, 2], [2], true),
    node(at('head/Mean'), 'Mean', [at('head/Relu'), at('head/axes')], { T: floatType, Tidx: intType }),
    node('scores', 'Softmax', [at('head/Mean')], { T: floatType }),
    ...countingLoop(`${scope}/map/while`, at('crop/count')),
    node('detections', 'Identity', [`${scope}/map/while/Exit`], { T: intType }),
  ];
  const info = (name: string, dtype: DataType, sizes: readonly number[]) => ({
    encoding: { case: 'name' as const, value: `${name}:0` },
    dtype,
    tensorShape: { dim: sizes.map((size) => ({ size: BigInt(size) })) },
  });
  return toBinary(
    SavedModelSchema,
    create(SavedModelSchema, {
      savedModelSchemaVersion: 1n,
      metaGraphs: [
        {
          metaInfoDef: { tags: ['serve'], tensorflowVersion: '1.15.5' },
          graphDef: { node: [...nodes], versions: { producer: 134 } },
          signatureDef: {
            serving_default: {
              inputs: {
                features: info('features', DataType.DT_FLOAT, [1, 40, 40, 8]),
                proposals: info('proposals', DataType.DT_FLOAT, [300, 4]),
                objectness: info('objectness', DataType.DT_FLOAT, [300]),
              },
              outputs: {
                scores: info('scores', DataType.DT_FLOAT, [-1, 6]),
                detections: info('detections', DataType.DT_INT32, []),
              },
              methodName: 'tensorflow/serving/predict',
            },
          },
        },
      ],
    }),
  );
}
