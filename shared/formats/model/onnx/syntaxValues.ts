// Names and numbers in ONNX' textual syntax, onnx/docs/Syntax.md
import type { SyntaxTokens } from './syntaxTokens.ts';

/** A word, the names of the grammar itself among them. */
export function readWord(tokens: SyntaxTokens): string {
  return tokens.peek().kind === 'word' ? tokens.next().text : tokens.fail('a name is expected');
}

/** A name, quoted where it is no word. */
export function readName(tokens: SyntaxTokens): string {
  return tokens.peek().kind === 'text' ? tokens.next().text : readWord(tokens);
}

/** Names of values; an empty place between commas is an optional value left out. */
export function readNames(tokens: SyntaxTokens, end: string): string[] {
  return tokens.list(end, () => (tokens.isSign(',') || tokens.isSign(end) ? '' : readName(tokens)));
}

/** Keys and values in brackets: operator sets, metadata, places of external data. */
export function readPairs<Value>(tokens: SyntaxTokens, value: () => Value): (readonly [string, Value])[] {
  tokens.expect('[');
  return tokens.list(']', () => {
    const key = readName(tokens);
    tokens.expect(':');
    return [key, value()] as const;
  });
}

/** Whether what comes next may be read as a number; some are words. */
export function isNumber(tokens: SyntaxTokens): boolean {
  const { kind, text } = tokens.peek();
  return kind === 'number' || (kind === 'word' && /^(?:nan|inf|infinity)$/i.test(text));
}

/** A whole number of 64 bits; what is above the signed ones wraps, as the bits do. */
export function toInteger(tokens: SyntaxTokens, text: string): bigint {
  return /^[-+]?\d{1,20}$/.test(text)
    ? BigInt.asIntN(64, BigInt(text.replace('+', '')))
    : tokens.fail('a whole number is expected before this');
}

/** A number, infinite ones and NaN among them. */
export function toFloat(text: string): number {
  if (/nan$/i.test(text)) return NaN;
  return /inf/i.test(text) ? (text.startsWith('-') ? -Infinity : Infinity) : Number(text);
}
