import { tinykeys } from 'tinykeys';
import type { Workbench } from '#renderer/stores/workbench.ts';
import type { Command } from './command.ts';
import { keysOf } from './keyBindings.ts';
import { commands, runCommand } from './registry.ts';

const textFields =
  'input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable=true]';

/** Things that mean something by these keys themselves: a focused button is pressed by Enter, a slider goes by digits. */
const pressable =
  'button, a[href], summary, [role=button], [role=tab], [role=menuitem], [role=option], [role=slider], [role=separator]';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(textFields) !== null;
}

/** Whether the focus is in something that lies over the window and is to be answered first. */
function isInOverlay(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('[role=dialog], [role=menu], [role=listbox]:not([data-takes-keys])') !== null
  );
}

function belongsToTarget(event: KeyboardEvent): boolean {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!isPlain || !(event.target instanceof Element)) return false;
  const isPressKey = event.key === 'Enter' || event.key === ' ';
  return (
    isPressKey &&
    event.target.closest(pressable) !== null &&
    event.target.closest('[data-takes-keys]') === null
  );
}

function handler(workbench: Workbench, command: Command): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.isComposing || (event.repeat && command.repeats !== true)) return;
    if (
      command.whileTyping !== true &&
      (isTyping(event.target) || isInOverlay(event.target) || belongsToTarget(event))
    )
      return;
    if (!command.isEnabled(workbench)) return;
    event.preventDefault();
    void runCommand(workbench, command);
  };
}

/**
 * Makes the keys of all commands work in the window, and follows when they are given others.
 *
 * @returns ends it
 */
export function bindKeys(workbench: Workbench, target: Window): () => void {
  const { settings } = workbench;
  const bind = (): (() => void) => {
    const bindings: Record<string, (event: KeyboardEvent) => void> = {};
    const { keys: overrides } = settings.getState();
    for (const command of commands)
      for (const key of keysOf(command, overrides)) bindings[key] = handler(workbench, command);
    return tinykeys(target, bindings, { ignore: () => false });
  };
  let unbind = bind();
  const unfollow = settings.subscribe((state, before) => {
    if (state.keys === before.keys) return;
    unbind();
    unbind = bind();
  });
  return () => {
    unfollow();
    unbind();
  };
}
