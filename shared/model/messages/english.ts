interface Op {
  readonly op: string;
}
interface Named {
  readonly name: string;
}
interface InFile extends Named {
  readonly file: string;
}

/**
 * Every text about a model, in English: why something does not run, what to do, what is wrong with a file. Each is made
 * of its facts; other languages have the same texts of the same facts, or the build fails.
 */
export const english = {
  // What a runtime does with a node.
  'why.caffe2.unverified': ({ op }: Op) =>
    `Caffe2 (1.13.1) has a schema for ${op}; whether it is registered for the CPU, the table, made of one-line registrations, does not tell.`,
  'why.caffe2.cudaAlone': ({ op }: Op) => `${op} is registered for CUDA alone.`,
  'why.caffe2.unknown': ({ op }: Op) => `Caffe2 (1.13.1) has no operator ${op}.`,
  'why.caffe2.half': ({ op }: Op) => `${op} is given float16; Caffe2's CPU operators take float32.`,
  'why.lite.notSelectable': ({ op }: Op) => `${op} is not among the operators of Select TF ops.`,
  'why.lite.flex': ({ op }: Op) =>
    `${op} is a TensorFlow operator: it runs only where Select TF ops is linked in.`,
  'why.lite.noKernel': ({ op }: Op) => `TFLite has no CPU kernel for ${op}.`,
  'why.lite.newerVersion': ({ op, version, newest }: Op & { version: number; newest: number }) =>
    `${op} has version ${version} here; TFLite's kernel goes up to ${newest}.`,
  'why.lite.notOnGpu': ({ op }: Op) =>
    `The GPU delegate has no ${op}; the CPU runs it, and the graph is cut there.`,
  'why.lite.notOnXnnpack': ({ op }: Op) => `The XNNPACK delegate has no ${op}; TFLite's own kernel runs it.`,
  'why.lite.controlFlowSelect': ({ op }: Op) =>
    `${op} is TensorFlow 1 control flow: Select TF ops lists it, but the converter raises it to IF and WHILE where it can and stops where it cannot.`,
  'why.lite.controlFlow': ({ op }: Op) =>
    `${op} is TensorFlow 1 control flow: TFLite has IF and WHILE instead, and the converter has to raise it first.`,
  'why.lite.noForm': ({ op }: Op) => `TFLite has no form of ${op}, not even through Select TF ops.`,
  'why.lite.selectAlone': ({ op }: Op) =>
    `${op} has no builtin that is known of: it converts only with Select TF ops.`,
  'why.lite.tensorList': ({ op }: Op) =>
    `${op} works on a list of tensors: the converter makes one tensor of it where the shape of its elements is known, and asks for Select TF ops where it is not.`,
  'why.custom': ({ op }: Op) =>
    `${op} is a custom operator: it runs only where a library that holds it is registered.`,
  'why.onnx.fallback': ({ op, runtime }: Op & { runtime: string }) =>
    `${runtime} has no ${op}; the CPU runs it, and the graph is cut there.`,
  'why.onnx.condition': ({ op, runtime, condition }: Op & { runtime: string; condition: string }) =>
    `${op} runs on ${runtime} under a condition: ${condition}`,
  'why.onnx.noOpset': ({ op, domain }: Op & { domain: string }) =>
    `The model does not import the operator set “${domain}” of ${op}.`,
  'why.onnx.unknown': ({ op, version }: Op & { version: string }) =>
    `ONNX (${version}) has no operator ${op}.`,
  'why.onnx.opsetTooNew': ({ opset, newest }: { opset: number; newest: number }) =>
    `Operator set ${opset} is newer than the newest one known, ${newest}.`,
  'why.onnx.opsetTooOld': ({ op, opset }: Op & { opset: number }) =>
    `${op} came after operator set ${opset}, which the model imports.`,
  'why.onnx.deprecated': ({ op, opset }: Op & { opset: number }) =>
    `${op} is no longer part of operator set ${opset}.`,
  'why.onnx.decomposed': ({ op, version }: Op & { version: number }) =>
    `ONNX Runtime has no kernel for ${op}-${version}; it runs as the simpler operators that ONNX defines it by.`,
  'why.onnx.noKernel': ({ op }: Op) => `ONNX Runtime has no CPU kernel for ${op}.`,
  'why.onnx.noKernelOfVersion': ({ op, version, opset }: Op & { version: number; opset: number }) =>
    `ONNX Runtime has CPU kernels for ${op}, but none for version ${version} (operator set ${opset}).`,
  'why.onnx.cast': ({ op }: Op) =>
    `${op} has no float16 kernel on this CPU: ONNX Runtime casts to float32 and back around it.`,
  'why.onnx.noKernelOfType': ({ op, type, types }: Op & { type: string; types: string }) =>
    `${op} has no CPU kernel for ${type}; there are kernels for ${types}.`,
  'why.onnx.attribute': ({
    op,
    attribute,
    value,
    taken,
  }: Op & { attribute: string; value: number; taken: string }) =>
    `${op} has ${attribute} = ${value}; ONNX Runtime's CPU kernel takes ${taken} alone.`,
  'why.onnx.refused': ({ said }: { said: string }) => `ONNX Runtime refuses it: ${said}`,
  'why.openShapes': ({ runtime, inputs }: { runtime: string; inputs: string }) =>
    `${runtime} takes fixed shapes; open are those of ${inputs}. Nodes behind them run on the CPU.`,
  'why.cut': ({ count, runtime }: { count: number; runtime: string }) =>
    `${count} more findings for ${runtime} are left out.`,
  'why.otherFormat': ({ runtime, format }: { runtime: string; format: string }) =>
    `${runtime} does not load ${format} files.`,
  'why.said': ({ text }: { text: string }) => text,

  // What to do about it.
  'do.link': () =>
    'Link Select TF ops (org.tensorflow:tensorflow-lite-select-tf-ops, several MB) and convert with supported_ops [TFLITE_BUILTINS, SELECT_TF_OPS].',
  'do.withoutIt': () => 'Without it:',
  'do.cast': () =>
    'It costs two casts and no accuracy; keep this part in float32, or run on a processor with float16 vector units.',
  'do.fallback': ({ runtime }: { runtime: string }) =>
    `Replace it by operators that ${runtime} has, or accept that data goes to the CPU and back here.`,
  'do.condition': () =>
    'Meet the condition when exporting: constant weights and indices, two spatial dimensions, fixed shapes.',
  'do.elementShape': () =>
    'Give the elements a fixed shape (tf.TensorArray with element_shape), or convert with SELECT_TF_OPS and converter._experimental_lower_tensor_list_ops = False.',
  'do.castAround': () => 'Put a Cast before and after the node, or convert the model with other types.',
  'do.timeFirst': () =>
    'Export with layout 0 (batch_first off) and put a Transpose before and after: ONNX Runtime wants time first.',
  'do.otherAttribute': () =>
    'Export the model with a value that the kernel takes, or write the node with other operators.',
  'do.nothing': () => 'Nothing has to be done; a fused form would be faster.',
  'do.olderOpset': () =>
    'Export with an older operator set, or convert the model with onnx.version_converter.',
  'do.olderOrNewer': () =>
    'Export with an older operator set or for an older runtime, or take a newer runtime.',
  'do.laterOpset': () =>
    'Export with the operator set in which the operator exists, or convert the model with onnx.version_converter.',
  'do.lookAtBuild': () => 'Look whether the build that is to run the model registers it.',
  'do.importOpset': () => 'Add the operator set to opset_import; the exporter left it out.',
  'do.register': () =>
    'Register the library that holds it, or cut the model before it and compute the rest outside the model.',
  'do.writeOtherwise': () =>
    'Write it with operators that the runtime has, or cut the model before it and compute the rest outside the model.',
  'do.fixShapes': () =>
    'Fix the shapes when exporting (batch, height and width as numbers), or with onnxruntime.tools.make_dynamic_shape_fixed.',
  'do.mendFirst': () => 'Mend the ones that are listed first; most have one cause.',
  'do.convertFirst': ({ format }: { format: string }) =>
    `Convert the model to ${format} first and inspect the result.`,

  // What to write instead.
  'rewrite.cropAndResize': () =>
    'Write it as RoiAlign (ONNX; sampling_ratio 1, boxes as pixels: box * (size - 1)), or as a Loop over the boxes of Slice + Resize (linear, align corners) + Concat; TFLite: run it after the model, outside, or use Select TF ops.',
  'rewrite.branch': () =>
    'Raise Switch and Merge to functional If: build the graph with tf.compat.v1.enable_control_flow_v2(), or export a tf.function as SavedModel. Where the condition is constant (training or not), freeze it away first.',
  'rewrite.loop': () =>
    'Raise the loop to functional While: build the graph with tf.compat.v1.enable_control_flow_v2(). A loop of fixed length is better unrolled; one over boxes is better fused into batched operators.',
  'rewrite.unroll': () =>
    'Unroll the loop when its count is fixed, or write its body as batched operators; otherwise keep it outside the model and call the body.',
  'rewrite.suppression': () =>
    'Cut the model before it and run non-maximum suppression outside, on the raw boxes and scores; or use ONNX NonMaxSuppression-11 (boxes [1,n,4], scores [1,classes,n]), TFLite NON_MAX_SUPPRESSION_V4/V5 with one class, or TFLite_Detection_PostProcess.',
  'rewrite.postProcess': () =>
    'It is part of TFLite itself; for other runtimes cut the model at its inputs (boxes, scores, anchors) and decode and suppress outside.',
  'rewrite.proposals': () =>
    'Caffe2 alone has it. Elsewhere: decode anchors with Mul, Add and Exp, take the best with TopK, suppress with NonMaxSuppression, or run the step between two models.',
  'rewrite.roiAlign': () =>
    'ONNX: RoiAlign-16 with coordinate_transformation_mode "output_half_pixel" gives what Caffe2 computes without the aligned flag. TFLite has none: CropAndResize by Select TF ops, or Gather with computed bilinear weights.',
  'rewrite.halfFill': () =>
    'Caffe2 has no operator that fills float16 weights: store them as bytes with GivenTensorByteStringToUInt8Fill and add an operator of your own that reads them, or store float32 with GivenTensorFill; Float16ConstantFill and FloatToHalf exist.',
  'rewrite.deformable': () =>
    'Write it as GridSample of the input at the offset positions, followed by a 1x1 convolution over the samples.',
  'rewrite.resize': () => 'Write it as Resize with an explicit coordinate_transformation_mode.',
  'rewrite.unfuse': () =>
    'A graph optimiser or the TensorFlow.js converter has fused it for another runtime. Convert from the model before that (SavedModel or Keras): TFLite fuses by itself. Or write it again as Conv2D, DepthwiseConv2dNative or MatMul with BiasAdd and the activation behind it.',
  'rewrite.fakeQuant': () =>
    'Convert with quantisation: it becomes QUANTIZE and DEQUANTIZE, or is folded into its neighbours.',
  'rewrite.prune': () =>
    'It serves training, saving or text: prune the graph to the inference outputs, and look labels up outside.',
  'rewrite.freeze': () =>
    'Freeze the variables into constants (convert_variables_to_constants_v2) before converting.',

  // Words within the picture of a rewrite.
  'sketch.features': () => 'features',
  'sketch.boxes': () => 'boxes',
  'sketch.scores': () => 'scores',
  'sketch.crops': () => 'crops',
  'sketch.kept': () => 'kept boxes',
  'sketch.input': () => 'input',
  'sketch.output': () => 'output',
  'sketch.condition': () => 'condition',
  'sketch.branchA': () => 'branch a',
  'sketch.branchB': () => 'branch b',
  'sketch.asFunctions': () => 'as functions',
  'sketch.loopCondition': () => 'condition',
  'sketch.allBoxes': () => 'all boxes',
  'sketch.deltas': () => 'box deltas',
  'sketch.anchors': () => 'anchors',
  'sketch.rois': () => 'regions',
  'sketch.detections': () => 'detections',
  'sketch.upToBoxes': () => 'model up to the boxes',
  'sketch.decodeOutside': () => 'decode outside',
  'sketch.weights': () => 'weights',
  'sketch.offsets': () => 'offsets',
  'sketch.mask': () => 'mask',
  'sketch.neededPart': () => 'what the outputs need',
  'sketch.exactOnnx': () => 'ONNX, exact',
  'sketch.boxTimesSize': () => 'Mul (box × size)',
  'sketch.loopOverBoxes': () => 'Loop over boxes',
  'sketch.upToFeatures': () => 'model up to the features',
  'sketch.cropOutside': () => 'crop outside',
  'sketch.secondModel': () => 'second model',
  'sketch.body': () => 'body',
  'sketch.bodyOne': () => 'body 1',
  'sketch.bodyTwo': () => 'body 2',
  'sketch.bodyLast': () => '… body n',
  'sketch.fixedCount': () => 'fixed count',
  'sketch.overBoxes': () => 'over boxes',
  'sketch.batched': () => 'batched operators',
  'sketch.suppressOutside': () => 'suppress outside',
  'sketch.anywhere': () => 'anywhere',
  'sketch.splitRois': () => 'Slice (batch, box)',
  'sketch.missing': ({ op }: Op) => `${op} (missing)`,
  'sketch.halfBytes': () => 'Caffe2, half the bytes',
  'sketch.ownOperator': () => 'own operator: bytes to half',
  'sketch.training': () => 'training and saving',

  // What is wrong with a file.
  'file.strayBytes': ({ count }: { count: number }) =>
    `${count === 1 ? 'One stray byte follows' : `${count} stray bytes follow`} the model's end, as editors append a newline. Other programs refuse the file; here the rest is shown.`,
  'file.strayBytes.do': ({ count }: { count: number }) =>
    `Cut the last ${count === 1 ? 'byte' : `${count} bytes`} (truncate -s -${count} FILE), and copy model files as binary.`,
  'file.noOpset': () =>
    'The model names no operator set: the file was cut off after the graph, or its exporter is at fault.',
  'file.fetchOrExport': () => 'Fetch the file again, whole, or export it again.',
  'file.undefined': ({ name }: Named) => `“${name}” is used but nothing in the model gives it.`,
  'file.undefined.do': () => 'Export the model again: a node or an initializer was lost.',
  'file.duplicate': ({ name }: Named) =>
    `Two nodes of one graph are called “${name}”; ONNX Runtime refuses the model.`,
  'file.duplicate.do': () => 'Give one of them another name, or none.',
  'file.outside': ({ name, file }: InFile) =>
    `The weights “${name}” are said to stand in “${file}”, which is outside the model's folder; it was not read.`,
  'file.outside.do': () => 'Put the file beside the model and correct its location in the model.',
  'file.missing': ({ name, file }: InFile) =>
    `The weights “${name}” stand in the file “${file}”, which is not beside the model.`,
  'file.missing.do': ({ file }: { file: string }) =>
    `Copy “${file}” into the model's folder, or save the model with its weights inside.`,
  'file.leftOut': ({ name }: { name: string }) =>
    `The data of weight “${name}” was left out when the model was printed as text.`,
  'file.leftOut.do': () =>
    'Open the binary model that the text was printed from: the printer writes “...” for elements of less than a byte.',
  'file.short': ({ name, file, from, to, size }: InFile & { from: number; to: number; size: number }) =>
    `The weights “${name}” need bytes ${from} to ${to} of “${file}”, which has only ${size}.`,
  'file.short.do': ({ file }: { file: string }) =>
    `Fetch “${file}” again, whole, from the same export as the model.`,
  'file.negative': ({ name, size }: Named & { size: number }) =>
    `Node “${name}” has a dimension of ${size}; only -1, for an open size, may be negative.`,
  'file.negative.do': () => 'The file is damaged: export it again.',
  'file.noValue': ({ name }: Named) => `Constant “${name}” has no value.`,
  'file.noValue.do': () =>
    'Export the model again; TensorFlow refuses a constant without its value attribute.',
  'file.noNode': ({ name }: Named) => `Node “${name}” is used as an input, but the graph does not hold it.`,
  'file.noNode.do': () => 'The graph was cut or is damaged: export it again with this node.',
  'file.shards': ({ bytes, files, available }: { bytes: number; files: string; available: number }) =>
    `The weights need ${bytes} bytes, but ${files} hold ${available}.`,
  'file.shards.do': () => 'Fetch the weight files again, whole, from the same conversion as model.json.',
  'file.noShard': ({ file }: { file: string }) => `The weight file “${file}” is not beside model.json.`,
  'file.copy.do': ({ file }: { file: string }) => `Copy “${file}” into the model's folder.`,
  'file.putWeights.do': () => "Put the weight files into the model's folder.",
  'file.lite.missing': ({ name, file }: InFile) =>
    `The weights “${name}” stand in “${file}”, which is not beside the model.`,
  'file.lite.outside': ({ name, file }: InFile) =>
    `The weights “${name}” stand in “${file}”, which is outside the model's folder; it was not read.`,
  'file.noIdentifier': () => 'The file lacks the identifier “TFL3” at byte 4; TFLite refuses to load it.',
  'file.noIdentifier.do': () => 'Convert the model again with a current converter.',
  'file.initNet': ({ file, reason }: { file: string; reason: string }) =>
    `The init net “${file}” cannot be read: ${reason}`,
  'file.initNet.do': ({ file }: { file: string }) =>
    `Fetch “${file}” again; until then the weights are unknown.`,
  'file.textNamedBinary': ({ file }: { file: string }) =>
    `“${file}” is a text net under the name of a binary one; other programs refuse it.`,
  'file.textNamedBinary.do': () => 'Rename it to .pbtxt, or encode it with protoc.',
  'file.binaryNamedText': ({ file }: { file: string }) =>
    `“${file}” is a binary net under the name of a text one; other programs refuse it.`,
  'file.binaryNamedText.do': () => 'Rename it to .pb.',

  // What to do about an error of ONNX Runtime.
  'error.unknownOperator': ({ op }: { op: string | null }) =>
    `Export with an operator set that holds ${op ?? 'the operator'}, or write it with operators that ONNX has; a custom operator needs its library registered.`,
  'error.missingOpset': () =>
    'Add the operator set to opset_import, and register the library of a custom operator.',
  'error.opsetTooNew': () => 'Export with an older operator set, or take a newer runtime.',
  'error.noKernel': ({ op }: { op: string | null }) =>
    `This runtime has no kernel for ${op ?? 'the operator'} with these types: put a Cast around it, or export with another operator set.`,
  'error.type': () => 'Put a Cast before the node, or export the model with types that the operator takes.',
  'error.shape': () =>
    'Follow the shapes of its inputs back to where they first differ from what was meant; a wrong input size or layout (NCHW, NHWC) is the usual cause.',
  'error.attribute': () =>
    'The attributes are those of another operator set: export again with the one that the model imports.',
  'error.arity': () =>
    'The inputs are those of another operator set: export again with the one that the model imports.',
  'error.missingValue': ({ tensor }: { tensor: string | null }) =>
    `Nothing gives “${tensor ?? 'the input'}”: a node was removed, or renamed on one side alone.`,
  'error.duplicateValue': ({ tensor }: { tensor: string | null }) =>
    `Two nodes give “${tensor ?? 'one name'}”: rename the output of one.`,
  'error.cycle': () => 'ONNX has no cycles: write the loop as Loop or Scan.',
  'error.feeds': () =>
    'Give the input with the rank and type that the model declares, or declare the dimension as open.',
  'error.running': () =>
    'The shapes or values at run time differ from what the node takes: look at what its inputs are in this run.',
  'error.damaged': () => 'Get or export the file again.',
} as const;
