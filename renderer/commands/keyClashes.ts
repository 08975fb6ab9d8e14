import type { Command } from './command.ts';

/** All plain forms of a key: `[Shift]+Equal` is `Equal` and `Shift+Equal`. */
export function plainForms(key: string): readonly string[] {
  const parts = key.split('+');
  const optional = parts.filter((part) => part.startsWith('['));
  const required = parts.filter((part) => !part.startsWith('['));
  const subsets = optional.reduce<readonly (readonly string[])[]>(
    (all, part) => [...all, ...all.map((subset) => [...subset, part.slice(1, -1)])],
    [[]],
  );
  const code = required.at(-1) ?? '';
  return subsets.map((subset) => [...[...required.slice(0, -1), ...subset].sort(), code].join('+'));
}

/** Keys that two commands claim, each with the ids of both; a list that has to be empty. */
export function keyClashes(commands: readonly Command[]): readonly string[] {
  const owners = new Map<string, string>();
  const clashes: string[] = [];
  for (const command of commands) {
    for (const form of command.keys.flatMap(plainForms)) {
      const owner = owners.get(form);
      if (owner !== undefined) clashes.push(`${form}: ${owner}, ${command.id}`);
      owners.set(form, command.id);
    }
  }
  return clashes;
}
