// XML 1.0 (W3C, fifth edition) without document type declarations.
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { AppError } from '#shared/base/errors.ts';
import { detailsOf, type Reason, say, textOf } from '../reasons/reason.ts';

/** An XML element, its name and its attributes' names as written. */
export interface XmlElement {
  readonly name: string;
  /** Without namespace prefix. */
  readonly localName: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly in the element, joined. */
  readonly text: string;
  /** Where its start tag begins, from 1. */
  readonly line: number;
}

/** Bounds for {@link readXml}. */
export interface XmlLimits {
  readonly characters: number;
  readonly depth: number;
}

/** A node as fast-xml-parser gives it with `preserveOrder`: one key is the name, `:@` the attributes. */
type ParsedNode = Readonly<Record<string, unknown>> & {
  readonly [metaData: symbol]: { readonly startIndex?: number } | undefined;
};

const attributesKey = ':@';
const textKey = '#text';
const namedEntities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Resolves the five entities of XML and character references; nothing else can be declared, nor is it expanded. */
export function decodeReferences(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(\w{2,4}));/g, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return namedEntities[name] ?? whole;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** A name without its namespace prefix. */
export function localNameOf(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Counts lines as start tags are met; they come in the order of the text. */
class LineCounter {
  readonly #text: string;
  #index = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  at(index: number): number {
    for (;;) {
      const newline = this.#text.indexOf('\n', this.#index);
      if (newline === -1 || newline >= index) return this.#line;
      this.#index = newline + 1;
      this.#line++;
    }
  }
}

function convert(node: ParsedNode, name: string, lines: LineCounter): XmlElement {
  const meta = node[XMLParser.getMetaDataSymbol() as unknown as symbol];
  const line = lines.at(meta?.startIndex ?? 0);
  const attributes = new Map<string, string>();
  for (const [key, value] of Object.entries((node[attributesKey] ?? {}) as Record<string, unknown>)) {
    attributes.set(key, decodeReferences(String(value)));
  }
  const children: XmlElement[] = [];
  const texts: string[] = [];
  for (const child of node[name] as readonly ParsedNode[]) {
    if (textKey in child) {
      texts.push(String(child[textKey]));
      continue;
    }
    const childName = Object.keys(child).find((key) => key !== attributesKey);
    if (childName !== undefined && !childName.startsWith('?'))
      children.push(convert(child, childName, lines));
  }
  return {
    name,
    localName: localNameOf(name),
    attributes,
    children,
    text: decodeReferences(texts.join('')),
    line,
  };
}

/** The text with comments and CDATA sections blanked out, so that what they say is not taken for markup. */
function hasDoctype(text: string): boolean {
  return /<!DOCTYPE/i.test(text.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, ''));
}

/**
 * Reads XML into a tree.
 *
 * @throws AppError `ink.malformed` with `line` and the reason where the text is not well-formed, declares a document type
 * (entity bombs live there) or nests too deeply; `ink.tooLarge` when it is too long
 */
export function readXml(source: string, limits: XmlLimits): XmlElement {
  if (source.length > limits.characters) {
    throw new AppError(
      'ink.tooLarge',
      `The text has ${source.length} characters, the limit is ${limits.characters}.`,
      {
        limit: limits.characters,
      },
    );
  }
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  if (hasDoctype(text)) {
    throw malformed(say('xml.documentTypeInInk'), null);
  }
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is another package for the same few lines
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) throw malformed(say('xml.malformed', { said: verdict.err.msg }), verdict.err.line);
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    trimValues: false,
    processEntities: false,
    captureMetaData: true,
    maxNestedTags: limits.depth,
    ignorePiTags: true,
    ignoreDeclaration: true,
  });
  let nodes: readonly ParsedNode[];
  try {
    nodes = parser.parse(text) as readonly ParsedNode[];
  } catch (thrown) {
    const said = thrown instanceof Error ? thrown.message : String(thrown);
    throw malformed(
      /nested tags/i.test(said)
        ? say('xml.tooDeep', { limit: limits.depth })
        : say('xml.malformed', { said }),
      null,
    );
  }
  const lines = new LineCounter(text);
  for (const node of nodes) {
    const name = Object.keys(node).find(
      (key) => key !== attributesKey && key !== textKey && !key.startsWith('?'),
    );
    if (name !== undefined) return convert(node, name, lines);
  }
  throw malformed(say('xml.noRoot'), 1);
}

/** An `ink.malformed` error that says where. */
export function malformed(reason: Reason, line: number | null, field: string | null = null): AppError {
  const cause = textOf(reason, 'en');
  const place = [line === null ? null : `line ${line}`, field].filter((part) => part !== null).join(', ');
  return new AppError('ink.malformed', place === '' ? cause : `${place}: ${cause}`, {
    line,
    field,
    ...detailsOf(reason),
  });
}
