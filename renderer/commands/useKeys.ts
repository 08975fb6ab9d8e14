import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import type { Command } from './command.ts';
import { keysOf } from './keyBindings.ts';

/** The keys of a command as this person has them; the first is the one to show. */
export function useKeys(command: Pick<Command, 'id' | 'keys'>): readonly string[] {
  const { settings } = useWorkbench();
  const overrides = useStore(settings, (state) => state.keys);
  return keysOf(command, overrides);
}
