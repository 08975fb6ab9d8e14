import type { VerdictCode } from './nodeVerdict.ts';
import type { Runtime } from './runtimes.ts';

/** What to write instead, by operator. Longer names come before their beginnings. */
const byOperator: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [
    /^CropAndResize$/,
    'Write it as RoiAlign (ONNX; sampling_ratio 1, boxes as pixels: box * (size - 1)), or as a Loop over the boxes of Slice + Resize (linear, align corners) + Concat; TFLite: run it after the model, outside, or use Select TF ops.',
  ],
  [
    /^(Switch|Merge|RefSwitch|RefMerge)$/,
    'Raise Switch and Merge to functional If: build the graph with tf.compat.v1.enable_control_flow_v2(), or export a tf.function as SavedModel. Where the condition is constant (training or not), freeze it away first.',
  ],
  [
    /^(Enter|RefEnter|Exit|NextIteration|LoopCond)$/,
    'Raise the loop to functional While: build the graph with tf.compat.v1.enable_control_flow_v2(). A loop of fixed length is better unrolled; one over boxes is better fused into batched operators.',
  ],
  [
    /^(While|StatelessWhile|Loop|Scan)$/,
    'Unroll the loop when its count is fixed, or write its body as batched operators; otherwise keep it outside the model and call the body.',
  ],
  [
    /^(NonMaxSuppressionV?\d?|CombinedNonMaxSuppression|NonMaxSuppressionWithOverlaps|BoxWithNMSLimit|BatchedNMS.*|EfficientNMS.*)$/,
    'Cut the model before it and run non-maximum suppression outside, on the raw boxes and scores; or use ONNX NonMaxSuppression-11 (boxes [1,n,4], scores [1,classes,n]), TFLite NON_MAX_SUPPRESSION_V4/V5 with one class, or TFLite_Detection_PostProcess.',
  ],
  [
    /^TFLite_Detection_PostProcess$/,
    'It is part of TFLite itself; for other runtimes cut the model at its inputs (boxes, scores, anchors) and decode and suppress outside.',
  ],
  [
    /^(GenerateProposals|GenerateProposalsCPP|CollectRpnProposals|CollectAndDistributeFpnRpnProposals|DistributeFpnProposals|BBoxTransform)$/,
    'Caffe2 alone has it. Elsewhere: decode anchors with Mul, Add and Exp, take the best with TopK, suppress with NonMaxSuppression, or run the step between two models.',
  ],
  [
    /^(RoIAlign|RoIAlignRotated|RoIPool|Int8RoIAlign|PSRoIPool)$/,
    'ONNX: RoiAlign-16 with coordinate_transformation_mode "output_half_pixel" gives what Caffe2 computes without the aligned flag. TFLite has none: CropAndResize by Select TF ops, or Gather with computed bilinear weights.',
  ],
  [
    /^(GivenTensorHalfFill|GivenTensorFP16Fill|GivenTensorFloat16Fill)$/,
    'Caffe2 has no operator that fills float16 weights: store them as bytes with GivenTensorByteStringToUInt8Fill and add an operator of your own that reads them, or store float32 with GivenTensorFill; Float16ConstantFill and FloatToHalf exist.',
  ],
  [
    /^(DeformConv|DeformConv2D|DCNv2|ModulatedDeformConv2d|MMCVModulatedDeformConv2d)$/,
    'Write it as GridSample of the input at the offset positions, followed by a 1x1 convolution over the samples.',
  ],
  [
    /^(ResizeNearest|Upsample|UpsampleNearest|UpsampleBilinear)$/,
    'Write it as Resize with an explicit coordinate_transformation_mode.',
  ],
  [
    /^(FakeQuantWithMinMax.*|FakeQuant.*)$/,
    'Convert with quantisation: it becomes QUANTIZE and DEQUANTIZE, or is folded into its neighbours.',
  ],
  [
    /^(HashTable.*|LookupTable.*|InitializeTable.*|TensorArray.*|Assert|Print.*|SaveV2|RestoreV2|MergeV2Checkpoints|ShardedFilename)$/,
    'It serves training, saving or text: prune the graph to the inference outputs, and look labels up outside.',
  ],
  [
    /^(VariableV2|VarHandleOp|ReadVariableOp|AssignVariableOp|Assign)$/,
    'Freeze the variables into constants (convert_variables_to_constants_v2) before converting.',
  ],
];

/** What to do about a node's verdict; empty when there is nothing to do. */
export function adviceFor(opType: string, code: VerdictCode, runtime: Runtime): string {
  const plain = opType.replace(/^Flex/, '').replace(/^.*::/, '');
  const rewrite = byOperator.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
  switch (code) {
    case 'op.needsSelectTf': {
      const link =
        'Link Select TF ops (org.tensorflow:tensorflow-lite-select-tf-ops, several MB) and convert with supported_ops [TFLITE_BUILTINS, SELECT_TF_OPS].';
      return rewrite === null ? link : `${link} Without it: ${rewrite}`;
    }
    case 'op.needsCast':
      return 'It costs two casts and no accuracy; keep this part in float32, or run on a processor with float16 vector units.';
    case 'op.fallback':
      return (
        rewrite ??
        `Replace it by operators that ${runtime.name} has, or accept that data goes to the CPU and back here.`
      );
    case 'op.condition':
      return 'Meet the condition when exporting: constant weights and indices, two spatial dimensions, fixed shapes.';
    case 'op.unsupportedType':
      return rewrite ?? 'Put a Cast before and after the node, or convert the model with other types.';
    case 'op.decomposed':
      return 'Nothing has to be done; a fused form would be faster.';
    case 'op.deprecated':
      return (
        rewrite ?? 'Export with an older operator set, or convert the model with onnx.version_converter.'
      );
    case 'op.newerVersion':
    case 'opset.tooNew':
      return 'Export with an older operator set or for an older runtime, or take a newer runtime.';
    case 'opset.tooOld':
      return (
        rewrite ??
        'Export with the operator set in which the operator exists, or convert the model with onnx.version_converter.'
      );
    case 'op.unverified':
      return 'Look whether the build that is to run the model registers it.';
    case 'opset.missing':
      return 'Add the operator set to opset_import; the exporter left it out.';
    case 'op.custom':
      return (
        rewrite ??
        'Register the library that holds it, or cut the model before it and compute the rest outside the model.'
      );
    case 'controlFlow.tf1':
    case 'op.unsupported':
    case 'op.unknown':
      return (
        rewrite ??
        'Write it with operators that the runtime has, or cut the model before it and compute the rest outside the model.'
      );
  }
}
