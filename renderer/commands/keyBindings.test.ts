import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOfEvent, keysOf, ownerOf, withKeys, type KeyOverrides } from './keyBindings.ts';
import { keyClashes } from './keyClashes.ts';
import { commandById, commands } from './registry.ts';

const event = (code: string, held: Partial<Parameters<typeof keyOfEvent>[0]> = {}) => ({
  code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});
const withOverrides = (overrides: KeyOverrides) =>
  commands.map((command) => ({ ...command, keys: keysOf(command, overrides) }));

describe('what was pressed', () => {
  it('is written as the registry writes keys', () => {
    expect(keyOfEvent(event('KeyZ', { ctrlKey: true, shiftKey: true }))).toBe('$mod+Shift+KeyZ');
    expect(keyOfEvent(event('KeyZ', { metaKey: true }))).toBe('$mod+KeyZ');
    expect(keyOfEvent(event('Semicolon'))).toBe('Semicolon');
  });

  it('is nothing yet while only modifiers are down, and never a key of the canvas', () => {
    expect(keyOfEvent(event('ShiftLeft', { shiftKey: true }))).toBeNull();
    expect(keyOfEvent(event('Tab'))).toBeNull();
    expect(keyOfEvent(event('ArrowUp', { altKey: true }))).toBeNull();
  });
});

describe('keys of one’s own', () => {
  const merge = commandById('boxes.merge');

  it('take the place of the ones a command came with', () => {
    const overrides = withKeys(merge, ['F9'], commands, {});
    expect(keysOf(merge, overrides)).toEqual(['F9']);
    expect(ownerOf('KeyM', '', commands, overrides)).toBeNull();
  });

  it('are taken from who had them, and come back on reset', () => {
    const overrides = withKeys(merge, ['KeyD'], commands, {});
    expect(keysOf(commandById('images.next'), overrides)).toEqual([]);
    const reset = withKeys(commandById('images.next'), null, commands, overrides);
    expect(keysOf(commandById('images.next'), reset)).toEqual(['KeyD']);
    expect(keysOf(merge, reset)).toEqual([]);
  });

  it('leave no trace when they are the ones it came with', () => {
    expect(withKeys(merge, [...merge.keys], commands, withKeys(merge, ['F9'], commands, {}))).toEqual({});
  });

  it('never clash, whatever is given and reset', () => {
    const keys = fc.constantFrom('KeyD', 'KeyM', '$mod+KeyZ', 'Shift+Equal', 'Equal', 'F9', 'Numpad1');
    const change = fc.record({
      command: fc.constantFrom(...commands),
      keys: fc.option(fc.uniqueArray(keys, { maxLength: 2 })),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        let overrides: KeyOverrides = {};
        for (const { command, keys: wanted } of changes)
          overrides = withKeys(command, wanted, commands, overrides);
        expect(keyClashes(withOverrides(overrides))).toEqual([]);
      }),
    );
  });
});
