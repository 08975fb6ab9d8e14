import { useCallback, useSyncExternalStore } from 'react';
import { useWorkbench, type Workbench } from '#renderer/stores/workbench.ts';
import type { Command } from './command.ts';
import { commandById, runCommand } from './registry.ts';

function subscribeAll(workbench: Workbench, listener: () => void): () => void {
  const { session, project, ui, images, labels, canvas, checks, graph } = workbench;
  const stores = [session, project, ui, images, labels, canvas, checks, graph];
  const ends = stores.map((store) => store.subscribe(listener));
  return () => {
    for (const end of ends) end();
  };
}

export interface UsedCommand {
  readonly command: Command;
  readonly isEnabled: boolean;
  readonly run: () => void;
}

/** A command for a button or a menu item, which follows whether it can be run now. */
export function useCommand(id: string): UsedCommand {
  const workbench = useWorkbench();
  const command = commandById(id);
  const subscribe = useCallback((listener: () => void) => subscribeAll(workbench, listener), [workbench]);
  const isEnabled = useSyncExternalStore(subscribe, () => command.isEnabled(workbench));
  return { command, isEnabled, run: () => void runCommand(workbench, command) };
}
