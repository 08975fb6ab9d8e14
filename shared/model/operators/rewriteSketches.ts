/** A rewrite in a picture: the operators as they stand, and a chain that does the same. */
export interface RewriteSketch {
  readonly before: readonly string[];
  /** Ways to write it, the best first. */
  readonly after: readonly { readonly where: string; readonly steps: readonly string[] }[];
}

const sketches: readonly (readonly [pattern: RegExp, sketch: RewriteSketch])[] = [
  [
    /^CropAndResize$/,
    {
      before: ['CropAndResize'],
      after: [
        { where: 'ONNX', steps: ['Mul (box × size)', 'RoiAlign'] },
        { where: 'ONNX, exact', steps: ['Loop over boxes', 'Slice', 'Resize', 'Concat'] },
        { where: 'TFLite', steps: ['model up to the features', 'crop outside', 'second model'] },
      ],
    },
  ],
  [
    /^(Ref)?(Switch|Merge)$/,
    {
      before: ['Switch', 'branch a, branch b', 'Merge'],
      after: [{ where: 'TensorFlow', steps: ['StatelessIf (then, else)'] }],
    },
  ],
  [
    /^(Ref)?(Enter|Exit|NextIteration)$|^LoopCond$/,
    {
      before: ['Enter', 'Merge', 'LoopCond', 'Switch', 'body', 'NextIteration', 'Exit'],
      after: [
        { where: 'TensorFlow', steps: ['StatelessWhile (cond, body)'] },
        { where: 'fixed count', steps: ['body 1', 'body 2', '… body n'] },
      ],
    },
  ],
  [
    /^(While|StatelessWhile|Loop|Scan)$/,
    {
      before: ['While (cond, body)'],
      after: [
        { where: 'fixed count', steps: ['body 1', 'body 2', '… body n'] },
        { where: 'over boxes', steps: ['batched operators', 'Gather'] },
      ],
    },
  ],
  [
    /^(NonMaxSuppressionV?\d?|CombinedNonMaxSuppression|NonMaxSuppressionWithOverlaps)$/,
    {
      before: ['boxes, scores', 'NonMaxSuppressionV…'],
      after: [
        { where: 'ONNX', steps: ['Unsqueeze', 'NonMaxSuppression-11', 'Gather'] },
        { where: 'TFLite', steps: ['NON_MAX_SUPPRESSION_V4'] },
        { where: 'anywhere', steps: ['raw boxes, scores', 'suppress outside'] },
      ],
    },
  ],
  [
    /^BoxWithNMSLimit$/,
    {
      before: ['scores, boxes', 'BoxWithNMSLimit'],
      after: [
        { where: 'ONNX', steps: ['Transpose', 'NonMaxSuppression-11', 'GatherND', 'TopK'] },
        { where: 'anywhere', steps: ['raw boxes, scores', 'suppress outside'] },
      ],
    },
  ],
  [
    /^(GenerateProposals|GenerateProposalsCPP)$/,
    {
      before: ['scores, deltas, anchors', 'GenerateProposals'],
      after: [{ where: 'ONNX', steps: ['TopK', 'Gather', 'Mul, Add, Exp', 'Clip', 'NonMaxSuppression-11'] }],
    },
  ],
  [
    /^(RoIAlign|RoIAlignRotated|RoIPool|Int8RoIAlign)$/,
    {
      before: ['features, rois', 'RoIAlign'],
      after: [{ where: 'ONNX', steps: ['Slice (batch, box)', 'RoiAlign-16'] }],
    },
  ],
  [
    /^(GivenTensorHalfFill|GivenTensorFP16Fill|GivenTensorFloat16Fill)$/,
    {
      before: ['GivenTensorHalfFill (missing)'],
      after: [
        { where: 'Caffe2', steps: ['GivenTensorFill (float32)', 'FloatToHalf'] },
        {
          where: 'Caffe2, half the bytes',
          steps: ['GivenTensorByteStringToUInt8Fill', 'own operator: bytes to half', 'HalfToFloat'],
        },
      ],
    },
  ],
  [
    /^(DeformConv|DeformConv2D|DCNv2|ModulatedDeformConv2d|MMCVModulatedDeformConv2d)$/,
    {
      before: ['DeformConv'],
      after: [{ where: 'ONNX', steps: ['GridSample at offsets', 'Mul (mask)', 'Conv 1 × 1'] }],
    },
  ],
  [
    /^(HashTable.*|LookupTable.*|Assert|SaveV2|RestoreV2)$/,
    {
      before: ['graph with training and saving'],
      after: [{ where: 'TensorFlow', steps: ['prune to the outputs'] }],
    },
  ],
];

/** The rewrite of an operator as a picture; null when there is none. */
export function rewriteSketch(opType: string): RewriteSketch | null {
  const plain = opType.replace(/^Flex/, '').replace(/^.*::/, '');
  return sketches.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}
