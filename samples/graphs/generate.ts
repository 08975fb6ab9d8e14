// Writes the SavedModel and the Caffe2 net anew; convertToLite.py then makes the TFLite file.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { caffe2Head } from './caffe2Head.ts';
import { tensorflowHead } from './tensorflowHead.ts';

const folder = import.meta.dirname;
mkdirSync(path.join(folder, 'tensorflowHead'), { recursive: true });
writeFileSync(path.join(folder, 'tensorflowHead', 'saved_model.pb'), tensorflowHead());
writeFileSync(path.join(folder, 'caffe2Head.pb'), caffe2Head());
