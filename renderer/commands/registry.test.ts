import { describe, expect, it } from 'vitest';
import type { Command } from './command.ts';
import { keyClashes } from './keyClashes.ts';
import { commandById, commands } from './registry.ts';

const command = (id: string, keys: readonly string[]): Command => ({
  id,
  titleKey: 'settings.title',
  group: 'view',
  keys,
  isEnabled: () => true,
  run: () => undefined,
});

describe('the command registry', () => {
  it('gives each command an id of its own', () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  });

  it('gives no key to two commands', () => {
    expect(keyClashes(commands)).toEqual([]);
  });

  it('keeps the keys that only mean something outside text fields out of them', () => {
    const inTextFields = commands
      .filter(({ whileTyping }) => whileTyping === true)
      .flatMap(({ keys }) => keys);
    expect(inTextFields.filter((key) => !key.startsWith('$mod+'))).toEqual([]);
    const ofTextFields = [
      '$mod+KeyA',
      '$mod+KeyC',
      '$mod+KeyV',
      '$mod+KeyX',
      '$mod+KeyZ',
      '$mod+KeyY',
      '$mod+Shift+KeyZ',
    ];
    expect(inTextFields.filter((key) => ofTextFields.includes(key))).toEqual([]);
  });

  it('names an id that no command has', () => {
    expect(() => commandById('no.such')).toThrow('no.such');
  });
});

describe('keyClashes', () => {
  it('finds the same key twice', () => {
    expect(keyClashes([command('a', ['KeyA']), command('b', ['KeyB', 'KeyA'])])).toEqual(['KeyA: a, b']);
  });

  it('finds it whatever the order of the modifiers', () => {
    expect(keyClashes([command('a', ['$mod+Shift+KeyZ']), command('b', ['Shift+$mod+KeyZ'])])).toHaveLength(
      1,
    );
  });

  it('finds an optional modifier against a required one', () => {
    expect(keyClashes([command('a', ['[Shift]+Equal']), command('b', ['Shift+Equal'])])).toEqual([
      'Shift+Equal: a, b',
    ]);
  });

  it('lets the same key stand with other modifiers', () => {
    expect(keyClashes([command('a', ['KeyD']), command('b', ['$mod+KeyD'])])).toEqual([]);
  });
});
