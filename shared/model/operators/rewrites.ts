import { type Message, type MessageId, say } from '../messages/message.ts';
import type { VerdictCode } from './nodeVerdict.ts';
import type { Runtime } from './runtimes.ts';

type RewriteId = Extract<MessageId, `rewrite.${string}`>;

/** What to write instead, by operator. Longer names come before their beginnings. */
const byOperator: readonly (readonly [pattern: RegExp, advice: RewriteId])[] = [
  [/^CropAndResize$/, 'rewrite.cropAndResize'],
  [/^(Switch|Merge|RefSwitch|RefMerge)$/, 'rewrite.branch'],
  [/^(Enter|RefEnter|Exit|NextIteration|LoopCond)$/, 'rewrite.loop'],
  [/^(While|StatelessWhile|Loop|Scan)$/, 'rewrite.unroll'],
  [
    /^(NonMaxSuppressionV?\d?|CombinedNonMaxSuppression|NonMaxSuppressionWithOverlaps|BoxWithNMSLimit|BatchedNMS.*|EfficientNMS.*)$/,
    'rewrite.suppression',
  ],
  [/^TFLite_Detection_PostProcess$/, 'rewrite.postProcess'],
  [
    /^(GenerateProposals|GenerateProposalsCPP|CollectRpnProposals|CollectAndDistributeFpnRpnProposals|DistributeFpnProposals|BBoxTransform)$/,
    'rewrite.proposals',
  ],
  [/^(RoIAlign|RoIAlignRotated|RoIPool|Int8RoIAlign|PSRoIPool)$/, 'rewrite.roiAlign'],
  [/^(GivenTensorHalfFill|GivenTensorFP16Fill|GivenTensorFloat16Fill)$/, 'rewrite.halfFill'],
  [/^(DeformConv|DeformConv2D|DCNv2|ModulatedDeformConv2d|MMCVModulatedDeformConv2d)$/, 'rewrite.deformable'],
  [/^(ResizeNearest|Upsample|UpsampleNearest|UpsampleBilinear)$/, 'rewrite.resize'],
  [/^_?Fused(Conv2D|DepthwiseConv2dNative|MatMul|BatchNormEx)$/, 'rewrite.unfuse'],
  [/^(FakeQuantWithMinMax.*|FakeQuant.*)$/, 'rewrite.fakeQuant'],
  [
    /^(HashTable.*|LookupTable.*|InitializeTable.*|TensorArray.*|Assert|Print.*|SaveV2|RestoreV2|MergeV2Checkpoints|ShardedFilename)$/,
    'rewrite.prune',
  ],
  [/^(VariableV2|VarHandleOp|ReadVariableOp|AssignVariableOp|Assign)$/, 'rewrite.freeze'],
];

/** What to do about a node's verdict. */
export function adviceFor(opType: string, code: VerdictCode, runtime: Runtime): readonly Message[] {
  const plain = opType.replace(/^Flex/, '').replace(/^.*::/, '');
  const rewrite = byOperator.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
  switch (code) {
    case 'op.needsSelectTf':
      return rewrite === null ? [say('do.link')] : [say('do.link'), say('do.withoutIt'), say(rewrite)];
    case 'op.needsCast':
      return [say('do.cast')];
    case 'op.fallback':
      return [rewrite === null ? say('do.fallback', { runtime: runtime.name }) : say(rewrite)];
    case 'op.condition':
      return [say(plain.includes('TensorList') ? 'do.elementShape' : 'do.condition')];
    case 'op.unsupportedType':
      return [say(rewrite ?? 'do.castAround')];
    case 'op.unsupportedAttribute':
      return [say(/^(RNN|GRU|LSTM)$/.test(plain) ? 'do.timeFirst' : 'do.otherAttribute')];
    case 'op.decomposed':
      return [say('do.nothing')];
    case 'op.deprecated':
      return [say(rewrite ?? 'do.olderOpset')];
    case 'op.newerVersion':
    case 'opset.tooNew':
      return [say('do.olderOrNewer')];
    case 'opset.tooOld':
      return [say(rewrite ?? 'do.laterOpset')];
    case 'op.unverified':
      return [say('do.lookAtBuild')];
    case 'opset.missing':
      return [say('do.importOpset')];
    case 'op.custom':
      return [say(rewrite ?? 'do.register')];
    case 'controlFlow.tf1':
    case 'op.unsupported':
    case 'op.unknown':
      return [say(rewrite ?? 'do.writeOtherwise')];
  }
}
