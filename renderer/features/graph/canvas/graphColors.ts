import type { OperatorCategory } from '#shared/graphView/operatorCategory.ts';

/** Colours of one category: the box, its edge, and the words on it. */
export interface CategoryColors {
  readonly fill: string;
  readonly stroke: string;
  readonly text: string;
}

/** All that the drawing needs; a canvas knows no CSS variables. */
export interface GraphColors {
  readonly categories: Readonly<Record<OperatorCategory, CategoryColors>>;
  readonly group: CategoryColors;
  readonly port: CategoryColors;
  readonly container: string;
  readonly containerStroke: string;
  readonly background: string;
  readonly edge: string;
  readonly edgeLabel: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly error: string;
  readonly warning: string;
  readonly faded: string;
}

/** Text on fill is 4.5 : 1 and more, edges on the ground 3 : 1 and more (WCAG 2). */
const light: Readonly<Record<OperatorCategory, CategoryColors>> = {
  convolution: { fill: '#dbeafe', stroke: '#2563eb', text: '#172554' },
  matrix: { fill: '#e0e7ff', stroke: '#4f46e5', text: '#1e1b4b' },
  activation: { fill: '#dcfce7', stroke: '#15803d', text: '#052e16' },
  normalisation: { fill: '#ccfbf1', stroke: '#0f766e', text: '#042f2e' },
  pooling: { fill: '#cffafe', stroke: '#0e7490', text: '#083344' },
  arithmetic: { fill: '#f4f4f5', stroke: '#71717a', text: '#18181b' },
  shape: { fill: '#fef3c7', stroke: '#b45309', text: '#451a03' },
  controlFlow: { fill: '#fae8ff', stroke: '#a21caf', text: '#4a044e' },
  detection: { fill: '#ffe4e6', stroke: '#be123c', text: '#4c0519' },
  quantisation: { fill: '#ede9fe', stroke: '#7c3aed', text: '#2e1065' },
  constant: { fill: '#fafafa', stroke: '#8b8b95', text: '#27272a' },
  other: { fill: '#f1f5f9', stroke: '#64748b', text: '#0f172a' },
};

const dark: Readonly<Record<OperatorCategory, CategoryColors>> = {
  convolution: { fill: '#1e3a66', stroke: '#60a5fa', text: '#e3efff' },
  matrix: { fill: '#312e64', stroke: '#818cf8', text: '#e6e8ff' },
  activation: { fill: '#14432a', stroke: '#4ade80', text: '#dcfce7' },
  normalisation: { fill: '#134e4a', stroke: '#2dd4bf', text: '#d5fbf4' },
  pooling: { fill: '#154455', stroke: '#22d3ee', text: '#d6f8ff' },
  arithmetic: { fill: '#33333a', stroke: '#9797a2', text: '#f0f0f4' },
  shape: { fill: '#4d3311', stroke: '#f5a623', text: '#fdf0d5' },
  controlFlow: { fill: '#4a1d52', stroke: '#e879f9', text: '#fae8ff' },
  detection: { fill: '#57182a', stroke: '#fb7185', text: '#ffe4e6' },
  quantisation: { fill: '#3b2a66', stroke: '#a78bfa', text: '#efe9ff' },
  constant: { fill: '#2a2a30', stroke: '#83838e', text: '#ececf0' },
  other: { fill: '#2b333f', stroke: '#94a3b8', text: '#eef2f7' },
};

/** The colours of a theme. */
export function graphColors(isDark: boolean): GraphColors {
  return isDark
    ? {
        categories: dark,
        group: { fill: '#2e2e36', stroke: '#9797a2', text: '#ececf0' },
        port: { fill: '#1c1c20', stroke: '#b9b9c2', text: '#ececf0' },
        container: '#232329',
        containerStroke: '#4c4c57',
        background: '#1c1c20',
        edge: '#74747f',
        edgeLabel: '#b9b9c2',
        accent: '#a5b4fc',
        accentSoft: '#2c2d52',
        error: '#f87171',
        warning: '#f5a623',
        faded: '#3c3c44',
      }
    : {
        categories: light,
        group: { fill: '#ffffff', stroke: '#666670', text: '#1b1b1f' },
        port: { fill: '#fbfbfc', stroke: '#4c4c55', text: '#1b1b1f' },
        container: '#f3f3f5',
        containerStroke: '#c6c6ce',
        background: '#fbfbfc',
        edge: '#8b8b95',
        edgeLabel: '#4c4c55',
        accent: '#4f46e5',
        accentSoft: '#e8e9fd',
        error: '#b91c1c',
        warning: '#b45309',
        faded: '#dedee3',
      };
}
