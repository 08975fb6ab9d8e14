import type { Workbench } from '#renderer/stores/workbench.ts';

/**
 * Hides the boxes while ` is held. A key that is let go in another window sends no `keyup`: losing the focus ends it.
 *
 * @returns ends it
 */
export function bindHoldToHide({ canvas }: Pick<Workbench, 'canvas'>, target: Window): () => void {
  const press = (event: KeyboardEvent): void => {
    const isTyping = event.target instanceof Element && event.target.closest('input, textarea') !== null;
    if (event.code !== 'Backquote' || event.repeat || isTyping) return;
    canvas.hideBoxes(true);
  };
  const show = (): void => {
    if (canvas.getState().areBoxesHidden) canvas.hideBoxes(false);
  };
  const release = (event: KeyboardEvent): void => {
    if (event.code === 'Backquote') show();
  };
  target.addEventListener('keydown', press);
  target.addEventListener('keyup', release);
  target.addEventListener('blur', show);
  return () => {
    target.removeEventListener('keydown', press);
    target.removeEventListener('keyup', release);
    target.removeEventListener('blur', show);
  };
}
