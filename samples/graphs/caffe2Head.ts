import { create, toBinary } from '@bufbuild/protobuf';
import { NetDefSchema } from '../../shared/formats/model/caffe2/generated/caffe2_pb.ts';

const int = (name: string, value: number) => ({ name, i: BigInt(value) });
const float = (name: string, value: number) => ({ name, f: value });

/**
 * The same second stage as a Caffe2 net: GenerateProposals, RoIAlign, a head, BoxWithNMSLimit. The weights of the head are
 * filled in float16, by an operator that Caffe2 does not have: the reason why it fails.
 */
export function caffe2Head(): Uint8Array {
  return toBinary(
    NetDefSchema,
    create(NetDefSchema, {
      name: 'secondStage',
      externalInput: ['features', 'objectness', 'deltas', 'imInfo', 'anchors'],
      externalOutput: ['scoreNms', 'boxNms', 'classNms'],
      op: [
        {
          type: 'GenerateProposals',
          input: ['objectness', 'deltas', 'imInfo', 'anchors'],
          output: ['rois', 'roiScores'],
          arg: [float('spatial_scale', 0.0625), int('post_nms_topN', 64), float('nms_thresh', 0.7)],
        },
        {
          type: 'RoIAlign',
          input: ['features', 'rois'],
          output: ['roiFeatures'],
          arg: [
            float('spatial_scale', 0.0625),
            int('pooled_h', 7),
            int('pooled_w', 7),
            int('sampling_ratio', 2),
          ],
        },
        {
          type: 'GivenTensorHalfFill',
          input: [],
          output: ['classWeight'],
          arg: [{ name: 'shape', ints: [6n, 392n] }],
        },
        {
          type: 'ConstantFill',
          input: [],
          output: ['classBias'],
          arg: [{ name: 'shape', ints: [6n] }, float('value', 0)],
        },
        { type: 'FC', input: ['roiFeatures', 'classWeight', 'classBias'], output: ['classLogits'] },
        { type: 'Softmax', input: ['classLogits'], output: ['classScores'] },
        {
          type: 'BoxWithNMSLimit',
          input: ['classScores', 'rois'],
          output: ['scoreNms', 'boxNms', 'classNms'],
          arg: [float('score_thresh', 0.05), float('nms', 0.5), int('detections_per_im', 100)],
        },
      ],
    }),
  );
}
