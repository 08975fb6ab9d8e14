import { AppError } from '#shared/base/errors.ts';
import { say } from '../reasons/reason.ts';
import { recordError } from './readText.ts';
import { scanXml } from './scanXml.ts';
import { malformed, type XmlElement } from './xmlTree.ts';

/** Deeper than any label format nests. */
const depth = 32;

/**
 * Reads an XML file of labels.
 *
 * @throws AppError `format.malformed` with `line`
 */
export function readLabelXml(text: string, rootName: string, characters: number): XmlElement {
  try {
    const root = scanXml(text, { characters, depth });
    if (root.localName !== rootName)
      throw malformed(say('xml.otherRoot', { name: root.name, wanted: rootName }), root.line);
    return root;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    throw new AppError('format.malformed', thrown.message, thrown.details, { cause: thrown });
  }
}

/** The first child of this name. */
export function childOf(element: XmlElement, name: string): XmlElement | null {
  return element.children.find((child) => child.localName === name) ?? null;
}

/** The text of the first child of this name. @throws AppError `format.malformed` when there is none */
export function childText(element: XmlElement, name: string): string {
  const text = childOf(element, name)?.text ?? '';
  if (text.trim() === '') throw recordError(name, say('value.empty'));
  return text;
}

/** A number as text. @throws AppError `format.malformed` */
export function numberOfText(text: string | undefined, field: string): number {
  const value = Number(text);
  if (text === undefined || text.trim() === '' || !Number.isFinite(value))
    throw recordError(field, text === undefined ? say('value.missing') : say('value.textNoNumber', { text }));
  return value;
}
