#!/bin/sh
# Writes the readers' generated code anew from the schemas beside them. Needs, at development time only:
#   protoc (PROTOC, for example "python -m grpc_tools.protoc" or Debian's protobuf-compiler)
#   flatc (FLATC, Debian's flatbuffers-compiler)
set -eu
cd "$(dirname "$0")"
plugin=../../../node_modules/.bin/protoc-gen-es
for schema in onnx/onnx-ml tensorflow/tensorflow caffe2/caffe2; do
  folder=${schema%/*}
  [ -f "$schema.proto" ] || continue
  mkdir -p "$folder/generated"
  ${PROTOC:-protoc} -I"$folder" --plugin=protoc-gen-es=$plugin --es_out="$folder/generated" \
    --es_opt=target=ts,import_extension=ts,erasable_syntax=true "${schema##*/}.proto"
done
if [ -f tflite/schema.fbs ]; then
  ${FLATC:-flatc} --ts --gen-object-api -o tflite/generated tflite/schema.fbs
fi
