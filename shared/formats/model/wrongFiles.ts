import { AppError } from '../../base/errors.ts';
import { decodeUtf8 } from './protobuf/decode.ts';

interface OtherFile {
  readonly name: string;
  readonly advice: string;
  matches(bytes: Uint8Array, head: string): boolean;
}

const startsWith = (bytes: Uint8Array, ...prefix: readonly number[]): boolean =>
  prefix.every((byte, index) => bytes[index] === byte);

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** Files that come instead of a model, or are models of kinds that are not read here. */
const otherFiles: readonly OtherFile[] = [
  {
    name: 'an HDF5 file (Keras weights or model)',
    advice: 'Convert it to a SavedModel or to ONNX first.',
    matches: (bytes) => startsWith(bytes, 0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a),
  },
  {
    name: 'a ZIP archive (a PyTorch checkpoint, a Keras file or packed models)',
    advice:
      'Unpack it and open the model within; export PyTorch and Keras models to ONNX, SavedModel or TFLite first.',
    matches: (bytes) => startsWith(bytes, 0x50, 0x4b, 0x03, 0x04),
  },
  {
    name: 'a gzip archive',
    advice: 'Unpack it and open the model within.',
    matches: (bytes) => startsWith(bytes, 0x1f, 0x8b),
  },
  {
    name: 'a Python pickle (a PyTorch checkpoint)',
    advice: 'Export the model to ONNX.',
    matches: (bytes) =>
      bytes[0] === 0x80 &&
      (bytes[1] ?? 0) >= 2 &&
      (bytes[1] ?? 0) <= 5 &&
      (bytes[2] === 0x8a || bytes[2] === 0x63 || bytes[2] === 0x7d || bytes[2] === 0x95 || bytes[2] === 0x5d),
  },
  {
    name: 'a tar archive',
    advice: 'Unpack it and open the model within.',
    matches: (bytes) => latin1(bytes.subarray(257, 262)) === 'ustar',
  },
  {
    name: 'an ONNX Runtime model (ORT format)',
    advice: 'Open the ONNX file that it was made from.',
    matches: (bytes) => latin1(bytes.subarray(4, 8)) === 'ORTM',
  },
  {
    name: 'a NumPy array',
    advice: 'It holds one tensor and no graph.',
    matches: (bytes) => startsWith(bytes, 0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59),
  },
  {
    name: 'an ExecuTorch program',
    advice: 'Open the ONNX or TFLite file that it was made from.',
    matches: (bytes) => /^ET\d\d$/.test(latin1(bytes.subarray(4, 8))),
  },
  {
    name: 'a GGUF file',
    advice: 'It holds weights and no graph.',
    matches: (bytes) => startsWith(bytes, 0x47, 0x47, 0x55, 0x46),
  },
  {
    name: 'a PNG or JPEG picture',
    advice: 'Choose the model itself.',
    matches: (bytes) => startsWith(bytes, 0x89, 0x50, 0x4e, 0x47) || startsWith(bytes, 0xff, 0xd8, 0xff),
  },
  {
    name: 'a PDF document',
    advice: 'Choose the model itself.',
    matches: (_, head) => head.startsWith('%PDF-'),
  },
  {
    name: 'an XML document',
    advice: 'OpenVINO and other XML models are not read; open the ONNX or TensorFlow file.',
    matches: (_, head) => head.startsWith('<?xml') || head.startsWith('<net '),
  },
  {
    name: 'a Caffe (version 1) network',
    advice: 'Convert it to Caffe2 or ONNX first.',
    matches: (_, head) => /^\s*layers?\s*\{/m.test(head) && /bottom\s*:|top\s*:/.test(head),
  },
  {
    name: 'a program of a shell, Python or another language',
    advice: 'Choose the model itself.',
    matches: (_, head) => head.startsWith('#!') || /^(import|from) \w+/m.test(head.slice(0, 400)),
  },
];

/**
 * Refuses files that are known to be no readable model, naming what they are.
 *
 * @throws AppError `file.empty`, `model.htmlPage`, `model.gitLfsPointer`, `model.otherFormat`
 */
export function refuseWrongFile(bytes: Uint8Array, fileName: string): void {
  if (bytes.length === 0) {
    throw new AppError('file.empty', `“${fileName}” is empty. Fetch it again.`, { file: fileName });
  }
  const head = decodeUtf8(bytes.subarray(0, 4096)).trimStart();
  if (/^version https:\/\/git-lfs\.github\.com\/spec\//.test(head)) {
    const size = Number(/^size (\d+)/m.exec(head)?.[1] ?? Number.NaN);
    throw new AppError(
      'model.gitLfsPointer',
      `“${fileName}” is a git-LFS pointer, not the model${Number.isNaN(size) ? '' : ` of ${size} bytes`}. Run “git lfs pull” in its repository, or download the file itself.`,
      { file: fileName, sizeBytes: Number.isNaN(size) ? null : size },
    );
  }
  if (/^(<!--[\s\S]*?-->\s*)?<(!doctype\s+html|html|head|body)\b/i.test(head)) {
    const title = /<title[^>]*>([^<]{0,120})/i.exec(head)?.[1]?.trim() ?? null;
    throw new AppError(
      'model.htmlPage',
      `“${fileName}” is an HTML page${title === null ? '' : ` (“${title}”)`}, not a model. Download the raw file instead of its page.`,
      { file: fileName, title },
    );
  }
  if (bytes.every((byte) => byte === 0)) {
    throw new AppError(
      'model.otherFormat',
      `“${fileName}” holds nothing but zeros: the download broke off. Fetch it again.`,
      {
        file: fileName,
        found: 'zeros',
      },
    );
  }
  const other = otherFiles.find((candidate) => candidate.matches(bytes, head));
  if (other !== undefined) {
    throw new AppError('model.otherFormat', `“${fileName}” is ${other.name}. ${other.advice}`, {
      file: fileName,
      found: other.name,
    });
  }
}
