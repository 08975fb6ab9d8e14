import { decodeUtf8 } from './decode.ts';

const headBytes = 262_144;

/** Names of the outermost fields at the head of a text-format message; null when it is no such text. */
export function textFields(bytes: Uint8Array): ReadonlySet<string> | null {
  const head = bytes.subarray(0, headBytes);
  if (head.includes(0)) return null;
  const text = decodeUtf8(head);
  const names = new Set<string>();
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '#') {
      const end = text.indexOf('\n', at);
      at = end === -1 ? text.length : end;
    } else if (character === '"' || character === "'") {
      at = endOfString(text, at);
    } else if (character === '{' || character === '<' || character === '[') {
      depth++;
      at++;
    } else if (character === '}' || character === '>' || character === ']') {
      depth--;
      at++;
    } else if (/[A-Za-z_]/.test(character)) {
      const word = /^[A-Za-z_][A-Za-z0-9_]*/.exec(text.slice(at, at + 128))?.[0] ?? character;
      at += word.length;
      if (depth === 0) {
        const follows = /^\s*[:{<]/.test(text.slice(at, at + 32));
        if (follows) names.add(word);
        else if (names.size === 0) return null;
      }
    } else if (names.size === 0 && !/\s/.test(character)) return null;
    else at++;
    if (depth < 0) return null;
  }
  return names.size === 0 ? null : names;
}

function endOfString(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at + 1;
  }
  return text.length;
}
