import { decodeUtf8 } from './decode.ts';

/**
 * Lines, from 1, at which blocks of one field begin in a text-format message, in the order of the text.
 *
 * @param field - name of the field, for example `node` for `node {`
 * @param depth - how many messages the block is nested in
 */
export function blockLines(bytes: Uint8Array, field: string, depth: number): readonly number[] {
  const text = decodeUtf8(bytes);
  const lines: number[] = [];
  const token = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*|\n|[{}<>]|[A-Za-z_]\w*/g;
  let line = 1;
  let level = 0;
  let word = { text: '', line: 0 };
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const found = match[0];
    if (found === '\n') line++;
    else if (found === '{' || found === '<') {
      if (level === depth && word.text === field) lines.push(word.line);
      level++;
    } else if (found === '}' || found === '>') level--;
    else if (/^[A-Za-z_]/.test(found)) word = { text: found, line };
  }
  return lines;
}
