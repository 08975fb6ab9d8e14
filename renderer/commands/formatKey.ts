/** What stands on the key, where it is not the end of its code. */
const keyCaps: Readonly<Record<string, string>> = {
  ArrowKeys: '← ↑ ↓ →',
  Semicolon: ';',
  Equal: '+',
  Minus: '-',
  Comma: ',',
  Slash: '?',
  BracketLeft: '[',
  BracketRight: ']',
  Backquote: '`',
  Escape: 'Esc',
  Delete: 'Del',
  NumpadAdd: 'Num +',
  NumpadSubtract: 'Num -',
  NumpadEnter: 'Num Enter',
};

const macCaps: Readonly<Record<string, string>> = {
  $mod: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Enter: '↩',
  Delete: '⌦',
  Backspace: '⌫',
};

/**
 * The caps of a key to show, one an element: `$mod+Shift+KeyZ` is `Ctrl`, `Shift`, `Z`. Shift is left out where the cap
 * is the character that Shift gives.
 */
export function keyCapsOf(key: string, platform: string): readonly string[] {
  const parts = key.split('+').filter((part) => !part.startsWith('['));
  const isShiftedCharacter = parts.at(-1) === 'Slash';
  return parts
    .filter((part) => !(isShiftedCharacter && part === 'Shift'))
    .map((part) => {
      if (platform === 'darwin' && macCaps[part] !== undefined) return macCaps[part];
      if (part === '$mod') return 'Ctrl';
      return keyCaps[part] ?? part.replace(/^(Key|Digit)/, '').replace(/^Numpad/, 'Num ');
    });
}

/** The first key of a command as one text; empty when it has none. */
export function formatKey(keys: readonly string[], platform: string): string {
  const [first] = keys;
  return first === undefined ? '' : keyCapsOf(first, platform).join(platform === 'darwin' ? '' : '+');
}
