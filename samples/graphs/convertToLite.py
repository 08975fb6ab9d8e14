"""Converts the TensorFlow sample with TensorFlow's own converter: once with Select TF ops, and once without.

Writes tensorflowHead.tflite, and what the converter says when it may use builtin operators alone. Needs
requirements.txt; nothing of it is needed to run or to test the app.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import numpy as np
import tensorflow as tf

FOLDER = Path(__file__).resolve().parent


def convert(*operators: tf.lite.OpsSet) -> bytes:
    converter = tf.lite.TFLiteConverter.from_saved_model(str(FOLDER / "tensorflowHead"))
    converter.target_spec.supported_ops = list(operators)
    return converter.convert()


def run(model: bytes) -> None:
    """Runs the model once, to be sure that it is one: boxes apart from each other, all with a good score."""
    interpreter = tf.lite.Interpreter(model_content=model)
    runner = interpreter.get_signature_runner("serving_default")
    count = 300
    corner = np.arange(count, dtype=np.float32)[:, None] / count
    result = runner(
        features=np.ones((1, 40, 40, 8), np.float32),
        proposals=np.concatenate([corner, corner, corner + 1 / count, corner + 1 / count], axis=1),
        objectness=np.full(count, 0.9, np.float32),
    )
    # The suppression keeps at most 64 boxes, and the loop counts them.
    assert result["scores"].shape == (64, 6), result["scores"].shape
    assert int(result["detections"]) == 64, result["detections"]


def main() -> None:
    model = convert(tf.lite.OpsSet.TFLITE_BUILTINS, tf.lite.OpsSet.SELECT_TF_OPS)
    run(model)
    (FOLDER / "tensorflowHead.tflite").write_bytes(model)
    try:
        convert(tf.lite.OpsSet.TFLITE_BUILTINS)
    except Exception as error:  # The converter's own exception class is not public.
        text = f"{error}\n".replace(str(FOLDER), ".")
        (FOLDER / "tensorflowHead.builtinsOnly.txt").write_text(text, encoding="utf-8")
    else:
        sys.exit("The converter takes the sample without Select TF ops: it no longer shows what it is made for.")


if __name__ == "__main__":
    main()
