// XML 1.0 (W3C, fifth edition) without document type declarations, for label files: a million boxes in XML are some 150 MB,
// which a general parser with its validation takes a minute for. Strict on what matters: matching tags, quoted attributes, each
// once, known references.
import { say } from '../reasons/reason.ts';
import { decodeReferences, localNameOf, malformed, type XmlElement, type XmlLimits } from './xmlTree.ts';

const name = '[A-Za-z_:\\u0080-\\uffff][\\w:.\\-\\u0080-\\uffff]*';
const startTag = new RegExp(`<(${name})`, 'y');
const attribute = new RegExp(`\\s+(${name})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, 'y');
const tagEnd = /\s*(\/?)>/y;
const endTag = new RegExp(`</(${name})\\s*>`, 'y');
const passedOver = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>/y;
const cdata = /<!\[CDATA\[([\s\S]*?)\]\]>/y;
const plainText = /[^<]+/y;
const unknownReference = /&(?!(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|lt|gt|amp|quot|apos);)/;

interface OpenElement extends XmlElement {
  readonly attributes: Map<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/** Goes through a text once; each rule is tried where the last one ended. */
class XmlScanner {
  readonly #text: string;
  #at = 0;
  #line = 1;
  #lineAt = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** The line of where it stands, counted on from where it was asked for last. */
  line(): number {
    for (;;) {
      const next = this.#text.indexOf('\n', this.#lineAt);
      if (next === -1 || next >= this.#at) return this.#line;
      this.#lineAt = next + 1;
      this.#line += 1;
    }
  }

  take(rule: RegExp): RegExpExecArray | null {
    rule.lastIndex = this.#at;
    const found = rule.exec(this.#text);
    if (found !== null) this.#at = rule.lastIndex;
    return found;
  }

  decode(raw: string): string {
    if (!raw.includes('&')) return raw;
    if (unknownReference.test(raw)) throw malformed(say('xml.reference'), this.line());
    return decodeReferences(raw);
  }

  startsWith(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }
}

function readAttributes(scanner: XmlScanner, line: number): Map<string, string> {
  const attributes = new Map<string, string>();
  for (let found = scanner.take(attribute); found !== null; found = scanner.take(attribute)) {
    const key = found[1] ?? '';
    if (attributes.has(key)) throw malformed(say('xml.attributeTwice', { name: key }), line);
    attributes.set(key, scanner.decode(found[2] ?? found[3] ?? ''));
  }
  return attributes;
}

/**
 * Reads XML into a tree, as `readXml` does.
 *
 * @throws AppError `ink.malformed` with `line` and the reason; `readLabelXml` gives it the code of label files
 */
export function scanXml(source: string, limits: XmlLimits): XmlElement {
  if (source.length > limits.characters)
    throw malformed(say('xml.tooLong', { count: source.length, limit: limits.characters }), null);
  const scanner = new XmlScanner(source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
  const open: OpenElement[] = [];
  const done: XmlElement[] = [];
  const close = (element: XmlElement): void => {
    const parent = open.at(-1);
    if (parent !== undefined) parent.children.push(element);
    else done.push(element);
  };
  while (!scanner.isAtEnd) {
    const current = open.at(-1);
    const text = scanner.take(plainText)?.[0];
    if (text !== undefined) {
      if (current !== undefined) current.text += scanner.decode(text);
      else if (text.trim() !== '') throw malformed(say('xml.textOutside'), scanner.line());
      continue;
    }
    const line = scanner.line();
    const ended = scanner.take(endTag)?.[1];
    if (ended !== undefined) {
      if (current?.name !== ended)
        throw malformed(
          current === undefined
            ? say('xml.endsNothing', { name: ended })
            : say('xml.endsOther', { name: ended, other: current.name }),
          line,
        );
      open.pop();
      close(current);
      continue;
    }
    const started = scanner.take(startTag)?.[1];
    if (started !== undefined) {
      if (open.length === 0 && done.length > 0) throw malformed(say('xml.secondRoot'), line);
      if (open.length >= limits.depth) throw malformed(say('xml.tooDeep', { limit: limits.depth }), line);
      const attributes = readAttributes(scanner, line);
      const end = scanner.take(tagEnd);
      if (end === null) throw malformed(say('xml.tag', { name: started }), scanner.line());
      const element = {
        name: started,
        localName: localNameOf(started),
        attributes,
        children: [],
        text: '',
        line,
      };
      if (end[1] === '/') close(element);
      else open.push(element);
      continue;
    }
    if (scanner.take(passedOver) !== null) continue;
    const literal = scanner.take(cdata)?.[1];
    if (literal !== undefined && current !== undefined) {
      current.text += literal;
      continue;
    }
    throw malformed(say(scanner.startsWith('<!') ? 'xml.unread' : 'xml.someTag'), line);
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) throw malformed(say('xml.unclosed', { name: unclosed.name }), unclosed.line);
  const [root] = done;
  if (root === undefined) throw malformed(say('xml.noRoot'), 1);
  return root;
}
