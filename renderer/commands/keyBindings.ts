import type { Command } from './command.ts';
import { plainForms } from './keyClashes.ts';

/** Keys that a person has given commands, by command id. */
export type KeyOverrides = Readonly<Record<string, readonly string[]>>;

/** The keys of a command as this person has them. */
export function keysOf(
  { id, keys }: Pick<Command, 'id' | 'keys'>,
  overrides: KeyOverrides,
): readonly string[] {
  return overrides[id] ?? keys;
}

const modifierCodes = /^(Control|Shift|Alt|Meta|OS)(Left|Right)?$/;

/** Keys of the canvas and of the window itself, which no command can have. */
const reserved = new Set([
  'Tab',
  'Space',
  'Escape',
  'Backquote',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
]);

/**
 * What was pressed, as tinykeys writes it, modifiers first: `$mod+Shift+KeyZ`. Letters and digits go by their place on the
 * keyboard, so that they work under every input method.
 *
 * @returns null while only modifiers are down, or for a key that no command can have
 */
export function keyOfEvent(
  event: Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
): string | null {
  if (event.code === '' || modifierCodes.test(event.code) || reserved.has(event.code)) return null;
  return [
    ...(event.ctrlKey || event.metaKey ? ['$mod'] : []),
    ...(event.altKey ? ['Alt'] : []),
    ...(event.shiftKey ? ['Shift'] : []),
    event.code,
  ].join('+');
}

/** The other command that has the key; null when it is free. */
export function ownerOf(
  key: string,
  exceptId: string,
  commands: readonly Command[],
  overrides: KeyOverrides,
): Command | null {
  const wanted = new Set(plainForms(key));
  const owns = (command: Command): boolean =>
    keysOf(command, overrides).some((each) => plainForms(each).some((form) => wanted.has(form)));
  return commands.find((command) => command.id !== exceptId && owns(command)) ?? null;
}

/**
 * The overrides after a command was given a key in the place of those it had; whoever had the key before loses it. A
 * command that has its own keys again has no override.
 *
 * @param keys - null for the keys it came with
 */
export function withKeys(
  command: Command,
  keys: readonly string[] | null,
  commands: readonly Command[],
  overrides: KeyOverrides,
): KeyOverrides {
  const next: Record<string, readonly string[]> = { ...overrides };
  for (const key of keys ?? command.keys) {
    for (;;) {
      const owner = ownerOf(key, command.id, commands, next);
      if (owner === null) break;
      const lost = new Set(plainForms(key));
      next[owner.id] = keysOf(owner, next).filter((each) => !plainForms(each).some((form) => lost.has(form)));
    }
  }
  const wanted = keys ?? command.keys;
  const isDefault =
    wanted.length === command.keys.length && wanted.every((key, at) => key === command.keys[at]);
  return isDefault
    ? Object.fromEntries(Object.entries(next).filter(([id]) => id !== command.id))
    : { ...next, [command.id]: wanted };
}
