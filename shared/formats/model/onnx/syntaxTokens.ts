import { AppError } from '../../../base/errors.ts';
import type { Deadline } from '../deadline.ts';

/** A word, a quoted text without its quotes, a number as it is written, or a sign. */
export interface SyntaxToken {
  readonly kind: 'word' | 'text' | 'number' | 'sign' | 'end';
  readonly text: string;
}

const pattern =
  /(?<blank>(?:\s|#[^\n]*)+)|(?<word>[A-Za-z_]\w*)|(?<number>[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|inf(?:inity)?\b|nan\b))|"(?<text>(?:[^"\\]|\\[^])*)"|(?<sign>=>|[^])/y;

/** The tokens of ONNX' textual syntax (onnx/docs/Syntax.md), one ahead. */
export class SyntaxTokens {
  private readonly source: string;
  private readonly deadline: Deadline;
  private at = 0;
  private tokenAt = 0;
  private ahead: SyntaxToken;

  constructor(source: string, deadline: Deadline) {
    this.source = source;
    this.deadline = deadline;
    this.ahead = this.scan();
  }

  peek(): SyntaxToken {
    return this.ahead;
  }

  next(): SyntaxToken {
    const token = this.ahead;
    this.ahead = this.scan();
    return token;
  }

  isSign(sign: string): boolean {
    return this.ahead.kind === 'sign' && this.ahead.text === sign;
  }

  /** Takes the sign if it comes next. */
  take(sign: string): boolean {
    if (!this.isSign(sign)) return false;
    this.next();
    return true;
  }

  /** @throws AppError `model.malformed` when another token comes next */
  expect(sign: string): void {
    if (!this.take(sign)) this.fail(`“${sign}” is expected`);
  }

  /** Items between commas up to `end`, which is taken too. */
  list<Item>(end: string, item: () => Item): Item[] {
    const items: Item[] = [];
    if (this.take(end)) return items;
    do items.push(item());
    while (this.take(','));
    this.expect(end);
    return items;
  }

  /** @throws AppError `model.malformed` naming the line of the token that comes next */
  fail(what: string): never {
    const line = this.source.slice(0, this.tokenAt).split('\n').length;
    const { kind, text } = this.ahead;
    const found = kind === 'end' ? 'the end of the file' : `“${text.slice(0, 40)}”`;
    const reason = `line ${line}: ${what}, not ${found}`;
    throw new AppError('model.malformed', `The content does not follow its format: ${reason}`, { reason });
  }

  private scan(): SyntaxToken {
    for (;;) {
      this.deadline.check();
      this.tokenAt = this.at;
      pattern.lastIndex = this.at;
      const groups = pattern.exec(this.source)?.groups;
      if (groups === undefined) return { kind: 'end', text: '' };
      this.at = pattern.lastIndex;
      if (groups['blank'] !== undefined) continue;
      if (groups['word'] !== undefined) return { kind: 'word', text: groups['word'] };
      if (groups['number'] !== undefined) return { kind: 'number', text: groups['number'] };
      if (groups['text'] !== undefined)
        return { kind: 'text', text: groups['text'].replaceAll(/\\([^])/g, '$1') };
      return { kind: 'sign', text: groups['sign'] ?? '' };
    }
  }
}
