import { type Message, say } from '../messages/message.ts';

/** The name of an operator, or words of a language. */
type Words = string | Message;

/**
 * A part of a drawn rewrite. `op`: an operator; `value`: what goes in or comes out; `culprit`: what does not run as it stands;
 * `outside`: what is done beside the model, by other code.
 */
export interface SketchNode {
  readonly kind: 'op' | 'value' | 'culprit' | 'outside';
  readonly words: Words;
}

/** A small graph, left to right. */
export interface SketchGraph {
  readonly nodes: readonly SketchNode[];
  /** Places of source and target; `isBack` leads back in a loop. */
  readonly edges: readonly { readonly source: number; readonly target: number; readonly isBack: boolean }[];
  /** Nodes that are run several times or under a condition, with what is said of them; null for none. */
  readonly frame: { readonly words: Words; readonly nodes: readonly number[] } | null;
}

/** A rewrite in a picture: the operators as they stand, and graphs that do the same. */
export interface RewriteSketch {
  readonly before: SketchGraph;
  /** Ways to write it, the best first. */
  readonly after: readonly { readonly where: Words; readonly graph: SketchGraph }[];
}

const op = (words: Words): SketchNode => ({ kind: 'op', words });
const value = (words: Words): SketchNode => ({ kind: 'value', words });
const culprit = (words: Words): SketchNode => ({ kind: 'culprit', words });
const outside = (words: Words): SketchNode => ({ kind: 'outside', words });

/** A graph of chains; a node that is in several of them is one node. */
function graphOf(...chains: readonly (readonly SketchNode[])[]): SketchGraph {
  const nodes = [...new Set(chains.flat())];
  const edges = chains.flatMap((chain) =>
    chain.slice(1).map((target, index) => {
      const source = chain[index];
      return {
        source: source === undefined ? -1 : nodes.indexOf(source),
        target: nodes.indexOf(target),
        isBack: false,
      };
    }),
  );
  return { nodes, edges, frame: null };
}

function framed(graph: SketchGraph, words: Words, within: readonly SketchNode[]): SketchGraph {
  return { ...graph, frame: { words, nodes: within.map((node) => graph.nodes.indexOf(node)) } };
}

function withBack(graph: SketchGraph, source: SketchNode, target: SketchNode): SketchGraph {
  const edge = { source: graph.nodes.indexOf(source), target: graph.nodes.indexOf(target), isBack: true };
  return { ...graph, edges: [...graph.edges, edge] };
}

function cropAndResize(): RewriteSketch {
  const features = value(say('sketch.features'));
  const boxes = value(say('sketch.boxes'));
  const crops = value(say('sketch.crops'));
  const crop = culprit('CropAndResize');
  const align = op('RoiAlign');
  const slice = op('Slice');
  const resize = op('Resize');
  const byHand = outside(say('sketch.cropOutside'));
  return {
    before: graphOf([features, crop, crops], [boxes, crop]),
    after: [
      {
        where: 'ONNX',
        graph: graphOf([features, align, crops], [boxes, op(say('sketch.boxTimesSize')), align]),
      },
      {
        where: say('sketch.exactOnnx'),
        graph: framed(
          graphOf([features, slice, resize, op('Concat'), crops], [boxes, slice]),
          say('sketch.loopOverBoxes'),
          [slice, resize],
        ),
      },
      {
        where: 'TFLite',
        graph: graphOf(
          [op(say('sketch.upToFeatures')), byHand, op(say('sketch.secondModel'))],
          [boxes, byHand],
        ),
      },
    ],
  };
}

function branch(): RewriteSketch {
  const input = value(say('sketch.input'));
  const condition = value(say('sketch.condition'));
  const output = value(say('sketch.output'));
  const split = culprit('Switch');
  const merge = culprit('Merge');
  const [a, b] = [op(say('sketch.branchA')), op(say('sketch.branchB'))];
  const chosen = op('StatelessIf');
  return {
    before: graphOf([input, split, a, merge, output], [condition, split, b, merge]),
    after: [
      {
        where: 'TensorFlow',
        graph: framed(
          graphOf([condition, chosen, a, output], [input, chosen, b, output]),
          say('sketch.asFunctions'),
          [a, b],
        ),
      },
    ],
  };
}

/** Turn after turn, as often as is known beforehand. */
function unrolled(input: SketchNode, output: SketchNode): SketchGraph {
  const turns = [say('sketch.bodyOne'), say('sketch.bodyTwo'), say('sketch.bodyLast')].map(op);
  return graphOf([input, ...turns, output]);
}

function frames(): RewriteSketch {
  const input = value(say('sketch.input'));
  const output = value(say('sketch.output'));
  const merge = culprit('Merge');
  const split = culprit('Switch');
  const next = culprit('NextIteration');
  const body = op(say('sketch.body'));
  const loop = op('StatelessWhile');
  const condition = op(say('sketch.loopCondition'));
  return {
    before: withBack(
      graphOf(
        [input, culprit('Enter'), merge, condition, culprit('LoopCond'), split, culprit('Exit'), output],
        [merge, split, body, next],
      ),
      next,
      merge,
    ),
    after: [
      {
        where: 'TensorFlow',
        graph: framed(graphOf([input, loop, condition, body, output]), say('sketch.asFunctions'), [
          condition,
          body,
        ]),
      },
      { where: say('sketch.fixedCount'), graph: unrolled(input, output) },
    ],
  };
}

function loop(): RewriteSketch {
  const input = value(say('sketch.input'));
  const output = value(say('sketch.output'));
  const turn = culprit('While');
  const [condition, body] = [op(say('sketch.loopCondition')), op(say('sketch.body'))];
  return {
    before: framed(graphOf([input, turn, condition, body, output]), say('sketch.asFunctions'), [
      condition,
      body,
    ]),
    after: [
      { where: say('sketch.fixedCount'), graph: unrolled(input, output) },
      {
        where: say('sketch.overBoxes'),
        graph: graphOf([value(say('sketch.allBoxes')), op(say('sketch.batched')), op('Gather'), output]),
      },
    ],
  };
}

/** The tail cut off: the model ends at raw boxes, other code does the rest. */
function cutOff(...steps: readonly Message[]): SketchGraph {
  const [boxes, scores] = [value(say('sketch.boxes')), value(say('sketch.scores'))];
  const model = op(say('sketch.upToBoxes'));
  const rest = steps.map(outside);
  const [first = model] = rest;
  return graphOf([model, boxes, ...rest, value(say('sketch.detections'))], [model, scores, first]);
}

function suppression(): RewriteSketch {
  const [boxes, scores] = [value(say('sketch.boxes')), value(say('sketch.scores'))];
  const kept = value(say('sketch.kept'));
  const before = culprit('NonMaxSuppressionV…');
  const onnx = op('NonMaxSuppression-11');
  const lite = op('NON_MAX_SUPPRESSION_V4');
  return {
    before: graphOf([boxes, before, kept], [scores, before]),
    after: [
      {
        where: 'ONNX',
        graph: graphOf([boxes, op('Unsqueeze'), onnx, op('Gather'), kept], [scores, op('Unsqueeze'), onnx]),
      },
      { where: 'TFLite', graph: graphOf([boxes, lite, kept], [scores, lite]) },
      { where: say('sketch.anywhere'), graph: cutOff(say('sketch.suppressOutside')) },
    ],
  };
}

function boxLimit(): RewriteSketch {
  const [boxes, scores] = [value(say('sketch.boxes')), value(say('sketch.scores'))];
  const kept = value(say('sketch.kept'));
  const before = culprit('BoxWithNMSLimit');
  const onnx = op('NonMaxSuppression-11');
  const gather = op('GatherND');
  return {
    before: graphOf([scores, before, kept], [boxes, before]),
    after: [
      {
        where: 'ONNX',
        graph: graphOf([scores, op('Transpose'), onnx, gather, op('TopK'), kept], [boxes, onnx]),
      },
      { where: say('sketch.anywhere'), graph: cutOff(say('sketch.suppressOutside')) },
    ],
  };
}

function customTail(): RewriteSketch {
  const [boxes, scores] = [value(say('sketch.deltas')), value(say('sketch.scores'))];
  const tail = culprit('TFLite_Detection_PostProcess');
  return {
    before: graphOf(
      [boxes, tail, value(say('sketch.detections'))],
      [scores, tail],
      [value(say('sketch.anchors')), tail],
    ),
    after: [
      {
        where: say('sketch.anywhere'),
        graph: cutOff(say('sketch.decodeOutside'), say('sketch.suppressOutside')),
      },
    ],
  };
}

function proposals(): RewriteSketch {
  const [scores, deltas, anchors] = [
    value(say('sketch.scores')),
    value(say('sketch.deltas')),
    value(say('sketch.anchors')),
  ];
  const rois = value(say('sketch.rois'));
  const before = culprit('GenerateProposals');
  const [best, gather, decode, suppress] = [
    op('TopK'),
    op('Gather'),
    op('Mul, Add, Exp'),
    op('NonMaxSuppression-11'),
  ];
  return {
    before: graphOf([scores, before, rois], [deltas, before], [anchors, before]),
    after: [
      {
        where: 'ONNX',
        graph: graphOf(
          [scores, best, gather, decode, op('Clip'), suppress, rois],
          [deltas, gather],
          [anchors, gather],
        ),
      },
    ],
  };
}

function roiAlign(): RewriteSketch {
  const [features, rois] = [value(say('sketch.features')), value(say('sketch.rois'))];
  const crops = value(say('sketch.crops'));
  const [before, after] = [culprit('RoIAlign'), op('RoiAlign-16')];
  return {
    before: graphOf([features, before, crops], [rois, before]),
    after: [
      { where: 'ONNX', graph: graphOf([features, after, crops], [rois, op(say('sketch.splitRois')), after]) },
    ],
  };
}

function halfFill(): RewriteSketch {
  const weights = value(say('sketch.weights'));
  return {
    before: graphOf([culprit(say('sketch.missing', { op: 'GivenTensorHalfFill' })), weights]),
    after: [
      { where: 'Caffe2', graph: graphOf([op('GivenTensorFill (float32)'), op('FloatToHalf'), weights]) },
      {
        where: say('sketch.halfBytes'),
        graph: graphOf([op('GivenTensorByteStringToUInt8Fill'), outside(say('sketch.ownOperator')), weights]),
      },
    ],
  };
}

function deformable(): RewriteSketch {
  const [features, offsets] = [value(say('sketch.features')), value(say('sketch.offsets'))];
  const [mask, output] = [value(say('sketch.mask')), value(say('sketch.output'))];
  const before = culprit('DeformConv');
  const [sample, masked] = [op('GridSample'), op('Mul')];
  return {
    before: graphOf([features, before, output], [offsets, before], [mask, before]),
    after: [
      {
        where: 'ONNX',
        graph: graphOf(
          [features, sample, masked, op('Conv 1 × 1'), output],
          [offsets, sample],
          [mask, masked],
        ),
      },
    ],
  };
}

function training(): RewriteSketch {
  const model = op(say('sketch.neededPart'));
  const output = value(say('sketch.output'));
  return {
    before: graphOf([model, output], [model, culprit(say('sketch.training'))]),
    after: [{ where: 'TensorFlow', graph: graphOf([model, output]) }],
  };
}

const sketches: readonly (readonly [pattern: RegExp, sketch: RewriteSketch])[] = [
  [/^CropAndResize$/, cropAndResize()],
  [/^(Ref)?(Switch|Merge)$/, branch()],
  [/^(Ref)?(Enter|Exit|NextIteration)$|^LoopCond$/, frames()],
  [/^(While|StatelessWhile|Loop|Scan)$/, loop()],
  [/^(NonMaxSuppressionV?\d?|CombinedNonMaxSuppression|NonMaxSuppressionWithOverlaps)$/, suppression()],
  [/^BoxWithNMSLimit$/, boxLimit()],
  [/^TFLite_Detection_PostProcess$/, customTail()],
  [/^(GenerateProposals|GenerateProposalsCPP)$/, proposals()],
  [/^(RoIAlign|RoIAlignRotated|RoIPool|Int8RoIAlign)$/, roiAlign()],
  [/^(GivenTensorHalfFill|GivenTensorFP16Fill|GivenTensorFloat16Fill)$/, halfFill()],
  [/^(DeformConv|DeformConv2D|DCNv2|ModulatedDeformConv2d|MMCVModulatedDeformConv2d)$/, deformable()],
  [/^(HashTable.*|LookupTable.*|Assert|SaveV2|RestoreV2)$/, training()],
];

/** The rewrite of an operator as a picture; null when there is none. */
export function rewriteSketch(opType: string): RewriteSketch | null {
  const plain = opType.replace(/^Flex/, '').replace(/^.*::/, '');
  return sketches.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}
