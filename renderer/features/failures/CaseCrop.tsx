import { imageUrl } from '#renderer/ipc/imageUrls.ts';
import type { CaseBox } from '#shared/evaluation/report.ts';
import type { WindowCase } from '#shared/ipc/contract/evaluation.ts';
import classes from './CaseCrop.module.css';

export interface CaseCropProps {
  readonly of: WindowCase;
  readonly width: number;
  readonly height: number;
}

/** How much of the neighbourhood is seen: as a multiple of the box, and at least so many image pixels. */
const [context, leastContextPx, mostScale] = [1.2, 24, 4];

type Edges = readonly [x: number, y: number, width: number, height: number];

function unionOf(boxes: readonly Edges[]): Edges {
  const left = Math.min(...boxes.map(([x]) => x));
  const top = Math.min(...boxes.map(([, y]) => y));
  const right = Math.max(...boxes.map(([x, , width]) => x + width));
  const bottom = Math.max(...boxes.map(([, y, , height]) => y + height));
  return [left, top, right - left, bottom - top];
}

/** The part of the image around a case, with truth and detection drawn over it. */
export function CaseCrop({ of, width, height }: CaseCropProps) {
  const boxes = [of.truth, of.read ?? of.second].filter((box) => box !== null);
  const [x, y, w, h] = unionOf(boxes.map(({ box }) => box));
  const around = Math.max(leastContextPx, Math.max(w, h) * context) / 2;
  const scale = Math.min(mostScale, width / (w + 2 * around), height / (h + 2 * around));
  const [left, top] = [x + w / 2 - width / 2 / scale, y + h / 2 - height / 2 / scale];
  const rect = (box: CaseBox, as: string) => {
    const [bx, by, bw, bh] = box.box;
    return (
      <rect
        data-as={as}
        x={(bx - left) * scale}
        y={(by - top) * scale}
        width={Math.max(1, bw * scale)}
        height={Math.max(1, bh * scale)}
      />
    );
  };
  const [imageWidth] = of.imageSize;
  return (
    <span className={classes['crop']} style={{ width, height }} aria-hidden="true">
      <img
        src={imageUrl({ id: of.imageId, sha256: of.sha256 })}
        alt=""
        draggable={false}
        decoding="async"
        style={{ width: imageWidth * scale, transform: `translate(${-left * scale}px, ${-top * scale}px)` }}
      />
      <svg width={width} height={height}>
        {of.truth !== null && rect(of.truth, 'truth')}
        {of.second !== null && rect(of.second, 'second')}
        {of.read !== null && rect(of.read, of.kind === 'correct' ? 'right' : 'read')}
      </svg>
    </span>
  );
}
