import classes from './LineChart.module.css';

/** A line over the unit square. */
export interface ChartLine {
  readonly key: string;
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface LineChartProps {
  readonly lines: readonly ChartLine[];
  readonly xName: string;
  readonly yName: string;
  readonly label: string;
  /** An upright line, such as the score in use. */
  readonly mark?: number;
  /** Called with the place on the x axis, 0 to 1. */
  readonly onPick?: (x: number) => void;
}

const [width, height, left, right, top, bottom] = [340, 200, 40, 8, 8, 34];
const px = (x: number): number => left + x * (width - left - right);
const py = (y: number): number => top + (1 - y) * (height - top - bottom);
const ticks = [0, 0.25, 0.5, 0.75, 1];

/** Lines with axes from 0 to 1. They differ in dashes as well as in colour. */
export function LineChart({ lines, xName, yName, label, mark, onPick }: LineChartProps) {
  return (
    <div className={classes['plot']}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={label}
        data-pickable={onPick !== undefined || undefined}
        onClick={(event) => {
          if (onPick === undefined) return;
          const { left: from, width: shown } = event.currentTarget.getBoundingClientRect();
          const x = (((event.clientX - from) / shown) * width - left) / (width - left - right);
          onPick(Math.max(0, Math.min(1, x)));
        }}
      >
        {ticks.map((at) => (
          <g key={at}>
            <line className={classes['grid']} x1={px(0)} x2={px(1)} y1={py(at)} y2={py(at)} />
            <text x={left - 6} y={py(at)} dy="0.32em" textAnchor="end">
              {at}
            </text>
            <text x={px(at)} y={height - bottom + 14} textAnchor="middle">
              {at}
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
