#!/bin/sh
# Makes the Python environment of the training recipe: ./setup.sh [FOLDER], by default .venv beside this file.
# PyTorch from PyPI for Linux names its CUDA parts as dependencies, several GB that a CPU never needs. PIP_EXTRA_INDEX_URL
# or PIP_INDEX_URL may point pip to an index of CPU builds; they are used as they are.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$here/.venv}
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' || {
  echo "Python 3.10 or newer is needed; PYTHON=... names another one." >&2
  exit 1
}
[ -x "$folder/bin/python" ] || "$python" -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
"$folder/bin/python" - <<'CHECK'
import cv2, onnx, onnxruntime, pycocotools, torch, torchvision
print(f"torch {torch.__version__}, torchvision {torchvision.__version__}, onnxruntime {onnxruntime.__version__}")
CHECK
echo "Ready: $folder/bin/python -m surd_train.train --help"
