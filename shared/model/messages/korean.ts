import type { english } from './english.ts';

/** The texts in Korean. Names are followed by no particle, since its form would depend on how a name is read. */
export const korean: typeof english = {
  'why.caffe2.unverified': ({ op }) =>
    `${op}: Caffe2(1.13.1)에 스키마는 있지만, CPU에 등록되어 있는지는 표만으로 알 수 없습니다.`,
  'why.caffe2.cudaAlone': ({ op }) => `${op}: CUDA에만 등록되어 있습니다.`,
  'why.caffe2.unknown': ({ op }) => `${op}: Caffe2(1.13.1)에 없는 연산자입니다.`,
  'why.caffe2.half': ({ op }) =>
    `${op}: float16 입력이 들어오지만, Caffe2의 CPU 연산자는 float32만 받습니다.`,
  'why.lite.notSelectable': ({ op }) => `${op}: Select TF ops에 없는 연산자입니다.`,
  'why.lite.flex': ({ op }) => `${op}: TensorFlow 연산자여서 Select TF ops를 링크한 곳에서만 실행됩니다.`,
  'why.lite.noKernel': ({ op }) => `${op}: TFLite에 CPU 커널이 없습니다.`,
  'why.lite.newerVersion': ({ op, version, newest }) =>
    `${op}: 이 모델은 버전 ${version}을 쓰지만, TFLite 커널은 버전 ${newest}까지 있습니다.`,
  'why.lite.notOnGpu': ({ op }) =>
    `${op}: GPU 델리게이트에 없습니다. CPU에서 실행되며 그래프가 여기서 나뉩니다.`,
  'why.lite.notOnXnnpack': ({ op }) => `${op}: XNNPACK 델리게이트에 없습니다. TFLite 자체 커널로 실행됩니다.`,
  'why.lite.controlFlowSelect': ({ op }) =>
    `${op}: TensorFlow 1 제어 흐름입니다. Select TF ops 목록에는 있지만, 변환기는 IF와 WHILE로 바꿀 수 있을 때만 바꾸고 그렇지 않으면 멈춥니다.`,
  'why.lite.controlFlow': ({ op }) =>
    `${op}: TensorFlow 1 제어 흐름입니다. TFLite에는 IF와 WHILE만 있어서 변환기가 먼저 바꿔야 합니다.`,
  'why.lite.noForm': ({ op }) => `${op}: TFLite에서는 Select TF ops로도 실행할 수 없습니다.`,
  'why.lite.selectAlone': ({ op }) => `${op}: 알려진 내장 연산자가 없어서 Select TF ops로만 변환됩니다.`,
  'why.lite.tensorList': ({ op }) =>
    `${op}: 텐서 목록을 다루는 연산자입니다. 원소의 형태가 정해져 있으면 변환기가 하나의 텐서로 바꾸고, 그렇지 않으면 Select TF ops가 필요합니다.`,
  'why.custom': ({ op }) =>
    `${op}: 사용자 정의 연산자입니다. 이 연산자가 든 라이브러리를 등록한 곳에서만 실행됩니다.`,
  'why.onnx.fallback': ({ op, runtime }) =>
    `${op}: ${runtime}에 없습니다. CPU에서 실행되며 그래프가 여기서 나뉩니다.`,
  'why.onnx.condition': ({ op, runtime, condition }) =>
    `${op}: ${runtime}에서 조건부로 실행됩니다. 조건(원문): ${condition}`,
  'why.onnx.noOpset': ({ op, domain }) =>
    `${op}: 이 연산자의 연산자 집합 “${domain}”이(가) 모델에 선언되어 있지 않습니다.`,
  'why.onnx.unknown': ({ op, version }) => `${op}: ONNX(${version})에 없는 연산자입니다.`,
  'why.onnx.opsetTooNew': ({ opset, newest }) =>
    `연산자 집합 ${opset}은(는) 알려진 최신 버전 ${newest}보다 새 버전입니다.`,
  'why.onnx.opsetTooOld': ({ op, opset }) =>
    `${op}: 모델이 쓰는 연산자 집합 ${opset} 이후에 생긴 연산자입니다.`,
  'why.onnx.deprecated': ({ op, opset }) => `${op}: 연산자 집합 ${opset}에서 없어진 연산자입니다.`,
  'why.onnx.decomposed': ({ op, version }) =>
    `${op}-${version}: ONNX Runtime에 커널이 없어서, ONNX가 정의한 더 단순한 연산자들로 실행됩니다.`,
  'why.onnx.noKernel': ({ op }) => `${op}: ONNX Runtime에 CPU 커널이 없습니다.`,
  'why.onnx.noKernelOfVersion': ({ op, version, opset }) =>
    `${op}: ONNX Runtime에 CPU 커널은 있지만 버전 ${version}(연산자 집합 ${opset})용은 없습니다.`,
  'why.onnx.cast': ({ op }) =>
    `${op}: 이 CPU에는 float16 커널이 없습니다. ONNX Runtime이 앞뒤에서 float32로 바꿨다가 되돌립니다.`,
  'why.onnx.noKernelOfType': ({ op, type, types }) =>
    `${op}: ${type}용 CPU 커널이 없습니다. 커널이 있는 자료형: ${types}`,
  'why.onnx.attribute': ({ op, attribute, value, taken }) =>
    `${op}: 속성 ${attribute}의 값이 ${value}입니다. ONNX Runtime의 CPU 커널은 ${taken}만 받습니다.`,
  'why.onnx.refused': ({ said }) => `ONNX Runtime이 거부합니다. 오류 원문: ${said}`,
  'why.openShapes': ({ runtime, inputs }) =>
    `${runtime}: 형태가 고정되어야 합니다. 크기가 정해지지 않은 입력: ${inputs}. 그 뒤의 노드는 CPU에서 실행됩니다.`,
  'why.cut': ({ count, runtime }) => `${runtime}: 진단 ${count}개를 더 생략했습니다.`,
  'why.otherFormat': ({ runtime, format }) => `${runtime}: ${format} 파일을 읽지 않습니다.`,
  'why.said': ({ text }) => text,

  'do.link': () =>
    'Select TF ops(org.tensorflow:tensorflow-lite-select-tf-ops, 수 MB)를 링크하고 supported_ops [TFLITE_BUILTINS, SELECT_TF_OPS]로 변환하세요.',
  'do.withoutIt': () => '쓰지 않으려면:',
  'do.cast': () =>
    '형 변환이 두 번 더 들 뿐 정확도는 잃지 않습니다. 이 부분을 float32로 두거나, float16 벡터 장치가 있는 프로세서에서 실행하세요.',
  'do.fallback': ({ runtime }) =>
    `${runtime}에 있는 연산자로 바꾸거나, 데이터가 CPU를 오가는 것을 받아들이세요.`,
  'do.condition': () =>
    '내보낼 때 조건을 맞추세요. 가중치와 인덱스는 상수로, 공간 차원은 둘로, 형태는 고정으로 두세요.',
  'do.elementShape': () =>
    '원소의 형태를 고정하거나(tf.TensorArray의 element_shape), SELECT_TF_OPS와 converter._experimental_lower_tensor_list_ops = False로 변환하세요.',
  'do.castAround': () => '노드 앞뒤에 Cast를 넣거나, 모델을 다른 자료형으로 변환하세요.',
  'do.timeFirst': () =>
    'layout 0(batch_first 끔)으로 내보내고 앞뒤에 Transpose를 넣으세요. ONNX Runtime은 시간 축이 먼저 오기를 요구합니다.',
  'do.otherAttribute': () =>
    '커널이 받는 값으로 모델을 다시 내보내거나, 이 노드를 다른 연산자들로 바꿔 쓰세요.',
  'do.nothing': () => '그대로 두어도 됩니다. 합쳐진 형태로 쓰면 더 빨라집니다.',
  'do.olderOpset': () => '더 이전의 연산자 집합으로 내보내거나 onnx.version_converter로 변환하세요.',
  'do.olderOrNewer': () =>
    '더 이전의 연산자 집합이나 더 이전의 런타임에 맞춰 내보내거나, 더 새로운 런타임을 쓰세요.',
  'do.laterOpset': () => '이 연산자가 있는 연산자 집합으로 내보내거나 onnx.version_converter로 변환하세요.',
  'do.lookAtBuild': () => '모델을 실행할 빌드에 이 연산자가 등록되어 있는지 확인하세요.',
  'do.importOpset': () => '내보내기 도구가 빠뜨린 연산자 집합을 opset_import에 추가하세요.',
  'do.register': () =>
    '이 연산자가 든 라이브러리를 등록하거나, 그 앞에서 모델을 자르고 나머지를 모델 밖에서 계산하세요.',
  'do.writeOtherwise': () =>
    '런타임에 있는 연산자로 다시 쓰거나, 그 앞에서 모델을 자르고 나머지를 모델 밖에서 계산하세요.',
  'do.fixShapes': () =>
    '내보낼 때 형태(배치, 높이, 너비)를 숫자로 고정하거나 onnxruntime.tools.make_dynamic_shape_fixed를 쓰세요.',
  'do.mendFirst': () => '먼저 나온 진단부터 고치세요. 대부분 원인이 같습니다.',
  'do.convertFirst': ({ format }) => `먼저 ${format} 형식으로 변환한 다음 그 결과를 검사하세요.`,

  'rewrite.cropAndResize': () =>
    'ONNX에서는 RoiAlign(sampling_ratio 1, 박스는 픽셀 단위: box * (size - 1))으로 쓰거나, 박스마다 도는 Loop 안에 Slice + Resize(linear, align corners) + Concat으로 쓰세요. TFLite에서는 모델 뒤에서 따로 계산하거나 Select TF ops를 쓰세요.',
  'rewrite.branch': () =>
    'Switch와 Merge를 함수형 If로 바꾸세요. tf.compat.v1.enable_control_flow_v2()를 켜고 그래프를 만들거나 tf.function을 SavedModel로 내보내면 됩니다. 조건이 상수이면(학습 여부 등) 먼저 고정해 없애세요.',
  'rewrite.loop': () =>
    '반복문을 함수형 While로 바꾸세요. tf.compat.v1.enable_control_flow_v2()를 켜고 그래프를 만들면 됩니다. 횟수가 고정되어 있으면 펼치고, 박스마다 도는 반복문이면 한꺼번에 계산하는 연산자로 합치는 것이 좋습니다.',
  'rewrite.unroll': () =>
    '횟수가 고정되어 있으면 반복문을 펼치고, 아니면 본문을 한꺼번에 계산하는 연산자로 쓰세요. 그것도 안 되면 반복을 모델 밖에 두고 본문만 호출하세요.',
  'rewrite.suppression': () =>
    '그 앞에서 모델을 자르고, 원래 박스와 점수로 모델 밖에서 비최대 억제를 계산하세요. 또는 ONNX NonMaxSuppression-11(박스 [1,n,4], 점수 [1,클래스,n]), 클래스가 하나인 TFLite NON_MAX_SUPPRESSION_V4/V5, TFLite_Detection_PostProcess를 쓰세요.',
  'rewrite.postProcess': () =>
    'TFLite 자체에 들어 있는 연산자입니다. 다른 런타임에서는 그 입력(박스, 점수, 앵커)에서 모델을 자르고 해독과 억제를 밖에서 하세요.',
  'rewrite.proposals': () =>
    'Caffe2에만 있습니다. 다른 곳에서는 Mul, Add, Exp로 앵커를 해독하고 TopK로 고른 뒤 NonMaxSuppression으로 억제하거나, 두 모델 사이에서 이 단계를 실행하세요.',
  'rewrite.roiAlign': () =>
    'ONNX: coordinate_transformation_mode가 "output_half_pixel"인 RoiAlign-16은 aligned 없이 Caffe2가 계산한 값과 같습니다. TFLite에는 없으므로 Select TF ops의 CropAndResize를 쓰거나, 쌍선형 가중치를 계산해 Gather로 쓰세요.',
  'rewrite.halfFill': () =>
    'Caffe2에는 float16 가중치를 채우는 연산자가 없습니다. GivenTensorByteStringToUInt8Fill로 바이트를 저장하고 그것을 읽는 연산자를 직접 추가하거나, GivenTensorFill로 float32를 저장하세요. Float16ConstantFill과 FloatToHalf는 있습니다.',
  'rewrite.deformable': () =>
    '오프셋 위치에서 입력을 GridSample로 뽑고, 그 표본에 1x1 합성곱을 적용하도록 쓰세요.',
  'rewrite.resize': () => 'coordinate_transformation_mode를 명시한 Resize로 쓰세요.',
  'rewrite.unfuse': () =>
    '그래프 최적화기나 TensorFlow.js 변환기가 다른 런타임을 위해 합친 연산자입니다. 합치기 전의 모델(SavedModel 또는 Keras)에서 변환하세요. TFLite는 스스로 합칩니다. 아니면 Conv2D, DepthwiseConv2dNative, MatMul 뒤에 BiasAdd와 활성화 함수를 두는 형태로 되돌려 쓰세요.',
  'rewrite.fakeQuant': () =>
    '양자화를 켜고 변환하세요. QUANTIZE와 DEQUANTIZE가 되거나 이웃 노드에 합쳐집니다.',
  'rewrite.prune': () =>
    '학습, 저장, 텍스트 처리에 쓰이는 노드입니다. 추론 출력에 필요한 부분만 남기고, 레이블은 모델 밖에서 찾으세요.',
  'rewrite.freeze': () => '변환하기 전에 변수를 상수로 고정하세요(convert_variables_to_constants_v2).',

  'sketch.features': () => '특징 맵',
  'sketch.boxes': () => '박스',
  'sketch.scores': () => '점수',
  'sketch.crops': () => '잘라 낸 특징',
  'sketch.kept': () => '남은 박스',
  'sketch.input': () => '입력',
  'sketch.output': () => '출력',
  'sketch.condition': () => '조건',
  'sketch.branchA': () => '갈래 a',
  'sketch.branchB': () => '갈래 b',
  'sketch.asFunctions': () => '함수로',
  'sketch.loopCondition': () => '조건',
  'sketch.allBoxes': () => '모든 박스',
  'sketch.deltas': () => '박스 변위',
  'sketch.anchors': () => '앵커',
  'sketch.rois': () => '관심 영역',
  'sketch.detections': () => '검출',
  'sketch.upToBoxes': () => '박스까지의 모델',
  'sketch.decodeOutside': () => '밖에서 풀기',
  'sketch.weights': () => '가중치',
  'sketch.offsets': () => '오프셋',
  'sketch.mask': () => '마스크',
  'sketch.neededPart': () => '출력에 필요한 부분',
  'sketch.exactOnnx': () => 'ONNX, 같은 값',
  'sketch.boxTimesSize': () => 'Mul(박스 × 크기)',
  'sketch.loopOverBoxes': () => '박스마다 Loop',
  'sketch.upToFeatures': () => '특징 맵까지의 모델',
  'sketch.cropOutside': () => '밖에서 자르기',
  'sketch.secondModel': () => '두 번째 모델',
  'sketch.body': () => '본문',
  'sketch.bodyOne': () => '본문 1',
  'sketch.bodyTwo': () => '본문 2',
  'sketch.bodyLast': () => '… 본문 n',
  'sketch.fixedCount': () => '횟수 고정',
  'sketch.overBoxes': () => '박스마다',
  'sketch.batched': () => '한꺼번에 계산하는 연산자',
  'sketch.suppressOutside': () => '밖에서 억제',
  'sketch.anywhere': () => '어디서나',
  'sketch.splitRois': () => 'Slice(배치, 박스)',
  'sketch.missing': ({ op }) => `${op}(없음)`,
  'sketch.halfBytes': () => 'Caffe2, 용량 절반',
  'sketch.ownOperator': () => '직접 만든 연산자: 바이트를 half로',
  'sketch.training': () => '학습과 저장',

  'file.strayBytes': ({ count }) =>
    `편집기가 줄바꿈을 붙인 것처럼 모델 끝에 불필요한 바이트가 ${count}개 있습니다. 다른 프로그램은 이 파일을 거부합니다. 여기서는 나머지를 보여 줍니다.`,
  'file.strayBytes.do': ({ count }) =>
    `마지막 ${count}바이트를 잘라 내고(truncate -s -${count} FILE), 모델 파일은 바이너리로 복사하세요.`,
  'file.noOpset': () =>
    '모델에 연산자 집합이 없습니다. 파일이 그래프 뒤에서 잘렸거나 내보내기 도구의 잘못입니다.',
  'file.fetchOrExport': () => '파일 전체를 다시 받거나 다시 내보내세요.',
  'file.undefined': ({ name }) => `“${name}”: 쓰이고 있지만 모델 안의 무엇도 이 값을 만들지 않습니다.`,
  'file.undefined.do': () => '노드나 초깃값이 빠졌습니다. 모델을 다시 내보내세요.',
  'file.duplicate': ({ name }) =>
    `“${name}”: 한 그래프의 두 노드가 같은 이름을 쓰고 있어서 ONNX Runtime이 모델을 거부합니다.`,
  'file.duplicate.do': () => '둘 중 하나의 이름을 바꾸거나 지우세요.',
  'file.outside': ({ name, file }) =>
    `가중치 “${name}”의 위치로 적힌 “${file}”이(가) 모델 폴더 밖에 있어 읽지 않았습니다.`,
  'file.outside.do': () => '그 파일을 모델 옆에 두고 모델에 적힌 위치를 고치세요.',
  'file.missing': ({ name, file }) => `가중치 “${name}”이(가) 든 파일 “${file}”이(가) 모델 옆에 없습니다.`,
  'file.missing.do': ({ file }) =>
    `“${file}” 파일을 모델 폴더로 복사하거나, 가중치를 포함해 모델을 저장하세요.`,
  'file.leftOut': ({ name }) => `모델을 글로 적을 때 가중치 “${name}”의 값이 빠졌습니다.`,
  'file.leftOut.do': () =>
    '이 글의 원본인 이진 모델을 여세요. 한 바이트보다 작은 원소는 “...”으로만 적힙니다.',
  'file.short': ({ name, file, from, to, size }) =>
    `가중치 “${name}”에는 “${file}”의 ${from}~${to}바이트가 필요하지만 파일은 ${size}바이트뿐입니다.`,
  'file.short.do': ({ file }) => `모델과 함께 내보낸 “${file}” 파일을 다시 온전히 받으세요.`,
  'file.negative': ({ name, size }) =>
    `노드 “${name}”: 차원이 ${size}입니다. 음수는 크기가 정해지지 않았다는 뜻의 -1만 쓸 수 있습니다.`,
  'file.negative.do': () => '파일이 손상되었습니다. 다시 내보내세요.',
  'file.noValue': ({ name }) => `상수 “${name}”에 값이 없습니다.`,
  'file.noValue.do': () => '모델을 다시 내보내세요. TensorFlow는 value 속성이 없는 상수를 거부합니다.',
  'file.noNode': ({ name }) => `노드 “${name}”: 입력으로 쓰이지만 그래프에 없습니다.`,
  'file.noNode.do': () => '그래프가 잘렸거나 손상되었습니다. 이 노드를 포함해 다시 내보내세요.',
  'file.shards': ({ bytes, files, available }) =>
    `가중치에 ${bytes}바이트가 필요하지만 ${files}에는 ${available}바이트뿐입니다.`,
  'file.shards.do': () => 'model.json과 함께 변환된 가중치 파일을 다시 온전히 받으세요.',
  'file.noShard': ({ file }) => `가중치 파일 “${file}”이(가) model.json 옆에 없습니다.`,
  'file.copy.do': ({ file }) => `“${file}” 파일을 모델 폴더로 복사하세요.`,
  'file.putWeights.do': () => '가중치 파일을 모델 폴더에 두세요.',
  'file.lite.missing': ({ name, file }) =>
    `가중치 “${name}”이(가) 든 파일 “${file}”이(가) 모델 옆에 없습니다.`,
  'file.lite.outside': ({ name, file }) =>
    `가중치 “${name}”이(가) 든 “${file}”이(가) 모델 폴더 밖에 있어 읽지 않았습니다.`,
  'file.noIdentifier': () => '파일의 4번째 바이트에 식별자 “TFL3”이 없어서 TFLite가 읽기를 거부합니다.',
  'file.noIdentifier.do': () => '최신 변환기로 모델을 다시 변환하세요.',
  'file.initNet': ({ file, reason }) => `초기화 네트 “${file}” 파일을 읽을 수 없습니다: ${reason}`,
  'file.initNet.do': ({ file }) => `“${file}” 파일을 다시 받으세요. 그때까지는 가중치를 알 수 없습니다.`,
  'file.textNamedBinary': ({ file }) =>
    `“${file}”: 텍스트 네트인데 이름은 바이너리입니다. 다른 프로그램은 거부합니다.`,
  'file.textNamedBinary.do': () => '이름을 .pbtxt로 바꾸거나 protoc로 인코딩하세요.',
  'file.binaryNamedText': ({ file }) =>
    `“${file}”: 바이너리 네트인데 이름은 텍스트입니다. 다른 프로그램은 거부합니다.`,
  'file.binaryNamedText.do': () => '이름을 .pb로 바꾸세요.',

  'error.unknownOperator': ({ op }) =>
    `${op ?? '이 연산자'}: 이 연산자가 든 연산자 집합으로 내보내거나 ONNX에 있는 연산자로 쓰세요. 사용자 정의 연산자는 라이브러리를 등록해야 합니다.`,
  'error.missingOpset': () =>
    '연산자 집합을 opset_import에 추가하고, 사용자 정의 연산자이면 라이브러리를 등록하세요.',
  'error.opsetTooNew': () => '더 이전의 연산자 집합으로 내보내거나 더 새로운 런타임을 쓰세요.',
  'error.noKernel': ({ op }) =>
    `${op ?? '이 연산자'}: 이 런타임에는 이 자료형의 커널이 없습니다. 앞뒤에 Cast를 넣거나 다른 연산자 집합으로 내보내세요.`,
  'error.type': () => '노드 앞에 Cast를 넣거나, 연산자가 받는 자료형으로 모델을 내보내세요.',
  'error.shape': () =>
    '입력의 형태를 거슬러 올라가 의도와 처음 달라지는 곳을 찾으세요. 입력 크기나 배치(NCHW, NHWC)가 잘못된 경우가 많습니다.',
  'error.attribute': () => '다른 연산자 집합의 속성입니다. 모델이 쓰는 연산자 집합으로 다시 내보내세요.',
  'error.arity': () => '다른 연산자 집합의 입력입니다. 모델이 쓰는 연산자 집합으로 다시 내보내세요.',
  'error.missingValue': ({ tensor }) =>
    `“${tensor ?? '입력'}”: 이 값을 만드는 노드가 없습니다. 노드가 지워졌거나 한쪽 이름만 바뀌었습니다.`,
  'error.duplicateValue': ({ tensor }) =>
    `“${tensor ?? '한 이름'}”: 두 노드가 같은 값을 만듭니다. 한쪽 출력의 이름을 바꾸세요.`,
  'error.cycle': () => 'ONNX에는 순환이 없습니다. 반복은 Loop나 Scan으로 쓰세요.',
  'error.feeds': () =>
    '모델에 선언된 차원 수와 자료형으로 입력을 주거나, 그 차원을 정해지지 않은 크기로 선언하세요.',
  'error.running': () =>
    '실행할 때의 형태나 값이 노드가 받는 것과 다릅니다. 이번 실행에서 입력이 무엇인지 살펴보세요.',
  'error.damaged': () => '파일을 다시 받거나 다시 내보내세요.',
};
