import { type Message, say } from '../messages/message.ts';

/** The name of an operator, or words of a language. */
type Step = string | Message;

/** A rewrite in a picture: the operators as they stand, and a chain that does the same. */
export interface RewriteSketch {
  readonly before: readonly Step[];
  /** Ways to write it, the best first. */
  readonly after: readonly { readonly where: Step; readonly steps: readonly Step[] }[];
}

const sketches: readonly (readonly [pattern: RegExp, sketch: RewriteSketch])[] = [
  [
    /^CropAndResize$/,
    {
      before: ['CropAndResize'],
      after: [
        { where: 'ONNX', steps: [say('sketch.boxTimesSize'), 'RoiAlign'] },
        { where: say('sketch.exactOnnx'), steps: [say('sketch.loopOverBoxes'), 'Slice', 'Resize', 'Concat'] },
        {
          where: 'TFLite',
          steps: [say('sketch.upToFeatures'), say('sketch.cropOutside'), say('sketch.secondModel')],
        },
      ],
    },
  ],
  [
    /^(Ref)?(Switch|Merge)$/,
    {
      before: ['Switch', say('sketch.branches'), 'Merge'],
      after: [{ where: 'TensorFlow', steps: ['StatelessIf (then, else)'] }],
    },
  ],
  [
    /^(Ref)?(Enter|Exit|NextIteration)$|^LoopCond$/,
    {
      before: ['Enter', 'Merge', 'LoopCond', 'Switch', say('sketch.body'), 'NextIteration', 'Exit'],
      after: [
        { where: 'TensorFlow', steps: ['StatelessWhile (cond, body)'] },
        {
          where: say('sketch.fixedCount'),
          steps: [say('sketch.bodyOne'), say('sketch.bodyTwo'), say('sketch.bodyLast')],
        },
      ],
    },
  ],
  [
    /^(While|StatelessWhile|Loop|Scan)$/,
    {
      before: ['While (cond, body)'],
      after: [
        {
          where: say('sketch.fixedCount'),
          steps: [say('sketch.bodyOne'), say('sketch.bodyTwo'), say('sketch.bodyLast')],
        },
        { where: say('sketch.overBoxes'), steps: [say('sketch.batched'), 'Gather'] },
      ],
    },
  ],
  [
    /^(NonMaxSuppressionV?\d?|CombinedNonMaxSuppression|NonMaxSuppressionWithOverlaps)$/,
    {
      before: [say('sketch.boxesAndScores'), 'NonMaxSuppressionV…'],
      after: [
        { where: 'ONNX', steps: ['Unsqueeze', 'NonMaxSuppression-11', 'Gather'] },
        { where: 'TFLite', steps: ['NON_MAX_SUPPRESSION_V4'] },
        { where: say('sketch.anywhere'), steps: [say('sketch.rawBoxes'), say('sketch.suppressOutside')] },
      ],
    },
  ],
  [
    /^BoxWithNMSLimit$/,
    {
      before: [say('sketch.boxesAndScores'), 'BoxWithNMSLimit'],
      after: [
        { where: 'ONNX', steps: ['Transpose', 'NonMaxSuppression-11', 'GatherND', 'TopK'] },
        { where: say('sketch.anywhere'), steps: [say('sketch.rawBoxes'), say('sketch.suppressOutside')] },
      ],
    },
  ],
  [
    /^(GenerateProposals|GenerateProposalsCPP)$/,
    {
      before: [say('sketch.anchors'), 'GenerateProposals'],
      after: [{ where: 'ONNX', steps: ['TopK', 'Gather', 'Mul, Add, Exp', 'Clip', 'NonMaxSuppression-11'] }],
    },
  ],
  [
    /^(RoIAlign|RoIAlignRotated|RoIPool|Int8RoIAlign)$/,
    {
      before: [say('sketch.featuresAndRois'), 'RoIAlign'],
      after: [{ where: 'ONNX', steps: [say('sketch.splitRois'), 'RoiAlign-16'] }],
    },
  ],
  [
    /^(GivenTensorHalfFill|GivenTensorFP16Fill|GivenTensorFloat16Fill)$/,
    {
      before: [say('sketch.missing', { op: 'GivenTensorHalfFill' })],
      after: [
        { where: 'Caffe2', steps: ['GivenTensorFill (float32)', 'FloatToHalf'] },
        {
          where: say('sketch.halfBytes'),
          steps: ['GivenTensorByteStringToUInt8Fill', say('sketch.ownOperator'), 'HalfToFloat'],
        },
      ],
    },
  ],
  [
    /^(DeformConv|DeformConv2D|DCNv2|ModulatedDeformConv2d|MMCVModulatedDeformConv2d)$/,
    {
      before: ['DeformConv'],
      after: [{ where: 'ONNX', steps: [say('sketch.atOffsets'), say('sketch.mask'), 'Conv 1 × 1'] }],
    },
  ],
  [
    /^(HashTable.*|LookupTable.*|Assert|SaveV2|RestoreV2)$/,
    {
      before: [say('sketch.training')],
      after: [{ where: 'TensorFlow', steps: [say('sketch.pruned')] }],
    },
  ],
];

/** The rewrite of an operator as a picture; null when there is none. */
export function rewriteSketch(opType: string): RewriteSketch | null {
  const plain = opType.replace(/^Flex/, '').replace(/^.*::/, '');
  return sketches.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}
