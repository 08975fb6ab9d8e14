import type { CanvasBox } from '#renderer/stores/annotationSession.ts';
import type { Settings } from '#shared/ipc/contract/app.ts';
import type { CanvasColors } from './canvasColors.ts';

/** From unsure to sure: red, orange, olive, green; five steps, so that boxes of one step are one path. */
const scoreSteps = {
  light: ['#b91c1c', '#c2410c', '#a16207', '#4d7c0f', '#15803d'],
  dark: ['#f87171', '#fb923c', '#facc15', '#a3e635', '#4ade80'],
} as const;
const withoutScore = { light: '#1d4ed8', dark: '#60a5fa' } as const;

/** The colour of a box by what it is to tell; dashes tell the state in any case. */
export function createBoxColors(
  coloring: Settings['boxColoring'],
  ground: 'light' | 'dark',
  colors: CanvasColors,
  labelColorOf: (labelId: number) => string | null,
): (box: CanvasBox) => string {
  switch (coloring) {
    case 'state':
      return ({ state }) => colors.states[state];
    case 'label': {
      const mixed = new Map<number, string>();
      return ({ labelId, state }) => {
        const known = mixed.get(labelId);
        if (known !== undefined) return known;
        const own = labelColorOf(labelId);
        // Labels have any colour; mixed towards ink or chalk it is seen on the image.
        const color =
          own === null
            ? colors.states[state]
            : `color-mix(in srgb, ${own} 72%, ${ground === 'light' ? 'black' : 'white'})`;
        mixed.set(labelId, color);
        return color;
      };
    }
    case 'score':
      return ({ score }) =>
        score === null
          ? withoutScore[ground]
          : (scoreSteps[ground][Math.min(4, Math.floor(score * 5))] ?? withoutScore[ground]);
  }
}
