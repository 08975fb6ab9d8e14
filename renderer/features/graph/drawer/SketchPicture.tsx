import { useId, useMemo } from 'react';
import { useLanguage } from '#renderer/i18n/useLanguage.ts';
import { layoutSketch } from '#shared/graphView/layout/layoutSketch.ts';
import { textOf } from '#shared/model/messages/message.ts';
import type { SketchGraph, SketchNode } from '#shared/model/operators/rewriteSketches.ts';
import classes from './SketchPicture.module.css';

const latinWidth = 6.3;
const wideWidth = 11;
const padding = 20;
/** A picture is drawn so much smaller where there is no room; where there is less, it is scrolled. */
const smallestScale = 0.8;

function widthOf(text: string): number {
  let width = padding;
  for (let at = 0; at < text.length; at++) width += text.charCodeAt(at) > 0x2e7f ? wideWidth : latinWidth;
  return Math.round(width);
}

/** Signs that do not depend on colour: what does not run is crossed. */
const signs: Readonly<Record<SketchNode['kind'], string>> = { culprit: '✕ ', op: '', value: '', outside: '' };
const radii: Readonly<Record<SketchNode['kind'], number>> = { culprit: 4, op: 4, value: 11, outside: 4 };

/** A few operators and what flows between them, drawn. */
export function SketchPicture({ graph, label }: { readonly graph: SketchGraph; readonly label: string }) {
  const language = useLanguage();
  const arrow = useId();
  const texts = useMemo(
    () => graph.nodes.map(({ kind, words }) => signs[kind] + textOf(words, language)),
    [graph, language],
  );
  const layout = useMemo(() => layoutSketch(graph, texts.map(widthOf)), [graph, texts]);
  const { boxes, lines, frame, width, height } = layout;
  return (
    <svg
      className={classes['picture']}
      width={width}
      style={{ minWidth: width * smallestScale }}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${label}: ${texts.join(', ')}`}
    >
      <defs>
        <marker
          id={arrow}
          viewBox="0 0 8 8"
          refX="7.5"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto"
        >
          <path d="M0 1 L8 4 L0 7 z" className={classes['tip']} />
        </marker>
      </defs>
      {frame !== null && graph.frame !== null && (
        <g className={classes['frame']}>
          <rect
            x={frame.x - frame.width / 2}
            y={frame.y - frame.height / 2}
            width={frame.width}
            height={frame.height}
            rx={6}
          />
          <text x={frame.x - frame.width / 2 + 7} y={frame.y - frame.height / 2 + 13}>
            {textOf(graph.frame.words, language)}
          </text>
        </g>
      )}
      {lines.map((points, index) => (
        <polyline
          key={index}
          className={classes['line']}
          data-is-back={graph.edges[index]?.isBack === true ? '' : undefined}
          points={points.map(({ x, y }) => `${x},${y}`).join(' ')}
          markerEnd={`url(#${arrow})`}
        />
      ))}
      {boxes.map((box, index) => {
        const kind = graph.nodes[index]?.kind ?? 'op';
        return (
          <g key={index} className={classes['node']} data-kind={kind}>
            <rect
              x={box.x - box.width / 2}
              y={box.y - box.height / 2}
              width={box.width}
              height={box.height}
              rx={radii[kind]}
            />
            <text x={box.x} y={box.y + 4} textAnchor="middle">
              {texts[index]}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
