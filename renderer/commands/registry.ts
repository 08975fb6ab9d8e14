import type { Workbench } from '#renderer/stores/workbench.ts';
import { boxCommands, editCommands } from './boxCommands.ts';
import { checkCommands } from './checkCommands.ts';
import type { Command } from './command.ts';
import { failureCommands } from './failureCommands.ts';
import { formulaCommands } from './formulaCommands.ts';
import { graphCommands } from './graphCommands.ts';
import { imageCommands } from './imageCommands.ts';
import { projectCommands } from './projectCommands.ts';
import { goCommands, viewCommands } from './viewCommands.ts';

/** All commands of the window. */
export const commands: readonly Command[] = [
  ...projectCommands,
  ...imageCommands,
  ...boxCommands,
  ...checkCommands,
  ...formulaCommands,
  ...editCommands,
  ...viewCommands,
  ...graphCommands,
  ...failureCommands,
  ...goCommands,
];

const byId = new Map(commands.map((command) => [command.id, command]));

/** @throws Error for an id that no command has: a mistake in the code that asks */
export function commandById(id: string): Command {
  const command = byId.get(id);
  if (command === undefined) throw new Error(`No command has the id ${id}`);
  return command;
}

/** Runs the command where it can be run now; what it throws is reported like any other failure. */
export async function runCommand(workbench: Workbench, command: Command): Promise<void> {
  if (!command.isEnabled(workbench)) return;
  try {
    await command.run(workbench);
  } catch (thrown) {
    workbench.notices.report(thrown);
  }
}
