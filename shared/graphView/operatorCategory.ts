/** What an operator is for, as the graph colours it. */
export type OperatorCategory =
  | 'convolution'
  | 'matrix'
  | 'activation'
  | 'normalisation'
  | 'pooling'
  | 'arithmetic'
  | 'shape'
  | 'controlFlow'
  | 'detection'
  | 'quantisation'
  | 'constant'
  | 'other';

/** The first pattern that fits decides; operators of all formats, without case. */
const patterns: readonly (readonly [OperatorCategory, RegExp])[] = [
  [
    'detection',
    /nonmaxsuppression|non_max_suppression|boxwithnms|generateproposals|collect.*proposals|roi_?align|roi_?pool|cropandresize|bboxtransform|detection_?post|priorbox|topk|batchednms|anchor/,
  ],
  ['quantisation', /quant|^cast$|halftofloat|floattohalf|^densify$/],
  [
    'normalisation',
    /batchnorm|batch_norm|layernorm|instancenorm|groupnorm|normalization|^spatialbn$|^lrn$|l2_norm|lpnorm|rmsnorm/,
  ],
  ['convolution', /conv|deconv/],
  ['pooling', /pool/],
  ['matrix', /matmul|^gemm$|^fc$|fully_?connected|einsum|attention|lstm|gru|^rnn|basic_rnn/],
  [
    'activation',
    /relu|^elu$|selu|gelu|sigmoid|tanh|softmax|softplus|softsign|swish|mish|^clip$|^erf$|logistic|prelu|hardswish|hard_swish/,
  ],
  [
    'controlFlow',
    /^(stateless)?(if|while)$|^loop$|^scan$|^(ref)?(switch|merge|enter|exit|nextiteration)$|loopcond|partitionedcall|^call_once$|recurrentnetwork|^case$|^noop$|tensorlist|tensorarray/,
  ],
  ['constant', /^const|placeholder_const|fill$|^variable|varhandle|readvariable|^range$|constantofshape/],
  [
    'shape',
    /reshape|transpose|squeeze|expand|flatten|concat|split|slice|gather|scatter|pad|shape|tile|stack|resize|upsample|depth_?to_?space|space_?to_?depth|space_to_batch|batch_to_space|^identity$|^size$|^rank$|broadcast|reverse|where|select|unique|nonzero|mergedim|prependdim/,
  ],
  [
    'arithmetic',
    /add|sub|mul|div|sum|max|min|mean|pow|sqrt|exp|log|abs|neg|floor|ceil|round|reduce|equal|greater|less|^and$|^or$|^not$|^xor$|logical|arg_?max|arg_?min|^sin$|^cos$|sign|reciprocal|square|mod|cumsum/,
  ],
];

/**
 * The category of an operator.
 *
 * @param opType - as the format writes it, `Conv` or `CONV_2D`
 */
export function operatorCategory(opType: string): OperatorCategory {
  const plain = opType.toLowerCase().replace(/^flex/, '');
  return patterns.find(([, pattern]) => pattern.test(plain))?.[0] ?? 'other';
}
