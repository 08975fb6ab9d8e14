import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import classes from './LineChart.module.css';

/** A line over the unit square. */
export interface ChartLine {
  readonly key: string;
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** A point of a line: the nearest one to where the chart was clicked, or where its cursor stood. */
export interface PickedPoint {
  readonly key: string;
  /** Place among the points of the line. */
  readonly place: number;
  readonly x: number;
}

export interface LineChartProps {
  readonly lines: readonly ChartLine[];
  readonly xName: string;
  readonly yName: string;
  readonly label: string;
  /** An upright line, such as the score in use. */
  readonly mark?: number;
  /** A point that stands out. */
  readonly dot?: readonly [x: number, y: number] | null;
  /** Called for a click, and for Enter at the cursor that arrow keys move. */
  readonly onPick: (picked: PickedPoint) => void;
}

const [width, height, left, right, top, bottom] = [340, 200, 40, 8, 8, 34];
const px = (x: number): number => left + x * (width - left - right);
const py = (y: number): number => top + (1 - y) * (height - top - bottom);
const ticks = [0, 0.25, 0.5, 0.75, 1];

function nearestPoint(lines: readonly ChartLine[], x: number, y: number): PickedPoint | null {
  let nearest: PickedPoint | null = null;
  let least = Infinity;
  for (const { key, points } of lines)
    for (const [place, point] of points.entries()) {
      const distance = Math.hypot(px(point[0]) - x, py(point[1]) - y);
      if (distance < least) [nearest, least] = [{ key, place, x: point[0] }, distance];
    }
  return nearest;
}

/** Where keys have moved the cursor: by places of lines and of their points. */
interface Cursor {
  readonly line: number;
  readonly place: number;
}

function movedCursor({ line, place }: Cursor, key: string, lines: readonly ChartLine[]): Cursor | null {
  const last = (lines[line]?.points.length ?? 1) - 1;
  switch (key) {
    case 'ArrowLeft':
      return { line, place: Math.max(0, place - 1) };
    case 'ArrowRight':
      return { line, place: Math.min(last, place + 1) };
    case 'Home':
      return { line, place: 0 };
    case 'End':
      return { line, place: last };
    case 'ArrowUp':
    case 'ArrowDown': {
      const next = (line + (key === 'ArrowDown' ? 1 : lines.length - 1)) % lines.length;
      return { line: next, place: Math.min(place, (lines[next]?.points.length ?? 1) - 1) };
    }
    default:
      return null;
  }
}

/** Lines with axes from 0 to 1, whose points are doors. They differ in dashes as well as in colour. */
export function LineChart({ lines, xName, yName, label, mark, dot, onPick }: LineChartProps) {
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const at = cursor ?? { line: 0, place: 0 };
  const line = lines[at.line];
  const point = line?.points[at.place];
  const shown = cursor === null ? undefined : point;
  const onClick = (event: MouseEvent<SVGSVGElement>): void => {
    const { left: from, top: above, width: shownWidth } = event.currentTarget.getBoundingClientRect();
    const scale = width / shownWidth;
    const nearest = nearestPoint(lines, (event.clientX - from) * scale, (event.clientY - above) * scale);
    if (nearest !== null) onPick(nearest);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const moved = movedCursor(at, event.key, lines);
    if (moved !== null) setCursor(moved);
    else if (event.key === 'Enter' && line !== undefined && point !== undefined)
      onPick({ key: line.key, place: at.place, x: point[0] });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={classes['plot']}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={1}
        aria-valuenow={point?.[0] ?? 0}
        aria-valuetext={
          point === undefined
            ? ''
            : `${line?.name ?? ''}: ${xName} ${point[0].toFixed(2)}, ${yName} ${point[1].toFixed(3)}`
        }
        onClick={onClick}
        onKeyDown={onKeyDown}
        onFocus={() => {
          setCursor(at);
        }}
        onBlur={() => {
          setCursor(null);
        }}
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line className={classes['grid']} x1={px(0)} x2={px(1)} y1={py(tick)} y2={py(tick)} />
            <text x={left - 6} y={py(tick)} dy="0.32em" textAnchor="end">
              {tick}
            </text>
            <text x={px(tick)} y={height - bottom + 14} textAnchor="middle">
              {tick}
            </text>
          </g>
        ))}
        {mark !== undefined && (
          <line className={classes['mark']} x1={px(mark)} x2={px(mark)} y1={py(0)} y2={py(1)} />
        )}
        {lines.map(({ key, points }, i) => (
          <polyline
            key={key}
            className={classes['line']}
            data-line={i}
            points={points.map(([x, y]) => `${px(x)},${py(y)}`).join(' ')}
          />
        ))}
        {dot != null && <circle className={classes['dot']} cx={px(dot[0])} cy={py(dot[1])} r={4.5} />}
        {shown !== undefined && (
          <circle className={classes['cursor']} cx={px(shown[0])} cy={py(shown[1])} r={6} />
        )}
        <text x={px(0.5)} y={height - 4} textAnchor="middle">
          {xName}
        </text>
        <text transform={`translate(10 ${py(0.5)}) rotate(-90)`} textAnchor="middle">
          {yName}
        </text>
      </svg>
      {lines.length > 1 && (
        <ul className={classes['legend']}>
          {lines.map(({ key, name }, i) => (
            <li key={key}>
              <svg viewBox="0 0 22 6" aria-hidden="true">
                <line className={classes['line']} data-line={i} x1="0" x2="22" y1="3" y2="3" />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
