// Large XML files are lists of one kind of element: each is cut out of the text as it comes and read by itself.
import { AppError } from '#shared/base/errors.ts';
import type { LabelSource } from '../labelData.ts';
import { say } from '../reasons/reason.ts';
import { lineError, longestRecord } from './readText.ts';

/** An element with its text, or the text before the first such element. */
export interface XmlPiece {
  readonly kind: 'head' | 'element';
  readonly text: string;
  /** Where it begins, from 1. */
  readonly line: number;
}

const lineBreaks = (text: string): number => text.split('\n').length - 1;

/** Where the tag that begins at `start` ends, after its `>`; quotes are passed over. -1 when it is not there yet. */
function tagEnd(text: string, start: number): number {
  let quote = '';
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at + 1;
  }
  return -1;
}

/**
 * Cuts all elements of a name out of a file; they do not nest.
 *
 * @throws AppError `format.malformed` when the file ends within one
 */
export async function* xmlElementsOf(
  source: LabelSource,
  path: string,
  name: string,
): AsyncGenerator<XmlPiece> {
  let text = '';
  let line = 1;
  const state = { isHead: true };
  const opening = new RegExp(`<!--|<${name}(?=[\\s/>])`);
  const closing = `</${name}>`;

  /** The next piece that is whole; null when more text is needed. */
  const next = (): XmlPiece | null => {
    for (;;) {
      const found = opening.exec(text);
      if (found === null) return null;
      if (found[0] === '<!--') {
        const end = text.indexOf('-->', found.index);
        if (end === -1) return null;
        // What a comment says is not markup.
        text =
          text.slice(0, found.index) +
          '\n'.repeat(lineBreaks(text.slice(found.index, end))) +
          text.slice(end + 3);
        continue;
      }
      const before = text.slice(0, found.index);
      if (state.isHead) {
        state.isHead = false;
        return { kind: 'head', text: before, line };
      }
      const openEnd = tagEnd(text, found.index);
      if (openEnd === -1) return null;
      const close = text.charAt(openEnd - 2) === '/' ? openEnd : text.indexOf(closing, openEnd);
      if (close === -1) return null;
      const end = close === openEnd ? openEnd : close + closing.length;
      const element = text.slice(found.index, end);
      line += lineBreaks(before);
      const piece: XmlPiece = { kind: 'element', text: element, line };
      line += lineBreaks(element);
      text = text.slice(end);
      return piece;
    }
  };

  for await (const piece of source.pieces(path)) {
    text += piece;
    for (let found = next(); found !== null; found = next()) yield found;
    if (text.length > longestRecord) {
      throw new AppError('file.tooLarge', `${path}: an element is too long.`, { file: path, line });
    }
  }
  if (state.isHead) yield { kind: 'head', text, line };
  else if (!/<\/[^>]+>\s*$/.test(text) || opening.test(text))
    throw lineError(line + lineBreaks(text), say('text.cutOff'));
}
