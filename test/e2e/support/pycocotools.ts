import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './surdApp.ts';

const folder = join(projectRoot, 'node_modules', '.cache', 'surd', 'pycocotools');
/** The Python that has it, once {@link ensurePycocotools} has said so. */
export const pycocotoolsPython = join(folder, 'bin', 'python');

/** Installs pycocotools in an environment of its own, once; false where there is no Python or no package registry. */
export function ensurePycocotools(): boolean {
  try {
    if (!existsSync(join(folder, 'ready'))) {
      execFileSync('python3', ['-m', 'venv', folder], { stdio: 'pipe' });
      execFileSync(
        pycocotoolsPython,
        ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'pycocotools==2.0.10'],
        { stdio: 'pipe', timeout: 300_000 },
      );
      execFileSync(pycocotoolsPython, ['-c', `open(${JSON.stringify(join(folder, 'ready'))}, 'w').close()`]);
    }
    return true;
  } catch (error) {
    console.warn(
      `pycocotools cannot be had here, so nothing is read with it: ${String(error).split('\n')[0]}`,
    );
    return false;
  }
}

/** What pycocotools makes of a COCO file: what it read, and the AP of the truth fed back as detections. */
export interface SecondReading {
  readonly images: number;
  readonly boxes: readonly (readonly number[])[];
  readonly labels: readonly string[];
  readonly ap: number;
}

const script = `
import json, sys, contextlib, io
with contextlib.redirect_stdout(io.StringIO()):
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval
    truth = COCO(sys.argv[1])
    annotations = truth.loadAnns(truth.getAnnIds())
    found = truth.loadRes([{k: a[k] for k in ('image_id', 'category_id', 'bbox')} | {'score': 0.9} for a in annotations])
    run = COCOeval(truth, found, 'bbox')
    run.evaluate(); run.accumulate(); run.summarize()
print(json.dumps({'images': len(truth.getImgIds()), 'boxes': [a['bbox'] for a in annotations],
  'labels': [truth.loadCats([a['category_id']])[0]['name'] for a in annotations], 'ap': float(run.stats[0])}))
`;

/** Reads a COCO file with somebody else's reader. */
export function readWithPycocotools(file: string): SecondReading {
  return JSON.parse(
    execFileSync(pycocotoolsPython, ['-c', script, file], { encoding: 'utf8' }),
  ) as SecondReading;
}
