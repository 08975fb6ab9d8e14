#!/bin/sh
# Writes the generated code of the readers anew from the schemas beside them. Needs, at development time only, protoc:
# Debian's protobuf-compiler, or PROTOC="python -m grpc_tools.protoc".
set -eu
cd "$(dirname "$0")"
plugin=../../../node_modules/.bin/protoc-gen-es
for schema in onnx/onnx-ml tensorflow/tensorflow caffe2/caffe2; do
  folder=${schema%/*}
  mkdir -p "$folder/generated"
  ${PROTOC:-protoc} -I"$folder" --plugin=protoc-gen-es=$plugin --es_out="$folder/generated" \
    --es_opt=target=ts,import_extension=ts,erasable_syntax=true "${schema##*/}.proto"
done
# TFLite's tables come from a Python package instead, see tflite/generateSchema.py.
