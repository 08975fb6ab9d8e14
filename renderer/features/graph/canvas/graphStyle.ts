import type { StylesheetJson } from 'cytoscape';
import type { GraphColors } from './graphColors.ts';

/** Fonts of the interface; a canvas takes no CSS variable. */
export function graphStyle(colors: GraphColors, font: string): StylesheetJson {
  return [
    {
      selector: 'node',
      style: {
        shape: 'round-rectangle',
        'corner-radius': '6',
        width: 'data(width)',
        height: 'data(height)',
        'background-color': 'data(fill)',
        'border-color': 'data(stroke)',
        'border-width': 1,
        label: 'data(label)',
        color: 'data(text)',
        'font-family': font,
        'font-size': 12,
        'font-weight': 500,
        'line-height': 1.25,
        'text-wrap': 'wrap',
        'text-max-width': '2000px',
        'text-valign': 'center',
        'text-halign': 'center',
        'min-zoomed-font-size': 6,
        'z-compound-depth': 'auto',
        'z-index-compare': 'manual',
        'z-index': 'data(layer)' as unknown as number,
        'overlay-opacity': 0,
      },
    },
    {
      selector: 'node.scope, node.repeat, node.block, node.section',
      style: { 'border-width': 1.5, 'font-weight': 600 },
    },
    // Two edges tell a stack of blocks.
    { selector: 'node.repeat', style: { 'border-style': 'double', 'border-width': 4 } },
    { selector: 'node.input, node.output', style: { 'corner-radius': '16', 'border-style': 'dashed' } },
    {
      selector: 'node.container',
      style: {
        'text-valign': 'top',
        'text-halign': 'right',
        'text-margin-x': 'data(titleX)' as unknown as number,
        'text-margin-y': 22,
        'border-width': 1,
        'border-style': 'solid',
        'corner-radius': '8',
      },
    },
    // Signs in the words, and an edge that is thick or dashed: colour alone says nothing.
    { selector: 'node.blocked', style: { 'border-color': colors.error, 'border-width': 3 } },
    { selector: 'node.container.blocked', style: { 'border-width': 1.5 } },
    {
      selector: 'node.conditional',
      style: { 'border-color': colors.warning, 'border-width': 2, 'border-style': 'dashed' },
    },
    {
      selector: 'node.beyond',
      style: { 'background-opacity': 0.45, 'border-opacity': 0.7, 'text-opacity': 0.75 },
    },
    {
      selector: 'edge',
      style: {
        width: 1.25,
        'curve-style': 'straight',
        'line-color': colors.edge,
        'target-arrow-color': colors.edge,
        'target-arrow-shape': 'triangle',
        'arrow-scale': 0.75,
        'source-endpoint': '180deg',
        'target-endpoint': '0deg',
        label: 'data(label)',
        color: colors.edgeLabel,
        'font-family': font,
        'font-size': 9.5,
        'min-zoomed-font-size': 7.5,
        'text-background-color': colors.background,
        'text-background-opacity': 0.85,
        'text-background-padding': '1px',
        'text-background-shape': 'roundrectangle',
        'z-index-compare': 'manual',
        'z-index': 10,
        'overlay-opacity': 0,
      },
    },
    {
      selector: 'edge.bent',
      style: {
        'curve-style': 'round-segments',
        'segment-weights': 'data(weights)',
        'segment-distances': 'data(distances)',
        'segment-radii': [14],
        'edge-distances': 'node-position',
      },
    },
    { selector: 'edge.upward', style: { 'source-endpoint': '0deg', 'target-endpoint': '180deg' } },
    { selector: 'edge.control', style: { 'line-style': 'dotted', 'target-arrow-shape': 'vee' } },
    { selector: 'edge.back', style: { 'line-style': 'dashed', 'line-dash-pattern': [7, 4] } },
    {
      selector: 'edge.cut',
      style: {
        'line-color': colors.error,
        'target-arrow-color': colors.error,
        'line-style': 'dashed',
        width: 2.5,
      },
    },
    { selector: '.faded', style: { opacity: 0.22 } },
    { selector: 'node.lit', style: { 'border-color': colors.accent, 'border-width': 2.5 } },
    {
      selector: 'edge.lit',
      style: { 'line-color': colors.accent, 'target-arrow-color': colors.accent, width: 2.25, 'z-index': 15 },
    },
    {
      selector: 'edge.near',
      style: { 'line-color': colors.accent, 'target-arrow-color': colors.accent, width: 1.75, 'z-index': 15 },
    },
    {
      selector: 'node.chosen',
      style: {
        'border-color': colors.accent,
        'border-width': 3,
        'border-style': 'solid',
        'overlay-color': colors.accent,
        'overlay-opacity': 0.1,
        'overlay-padding': 5,
      },
    },
    { selector: 'node.container.chosen', style: { 'overlay-opacity': 0, 'border-width': 2 } },
  ];
}
