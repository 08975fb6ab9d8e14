// MathML 2 and 3 (W3C), as the annotationXML of CROHME files holds it: each symbol's element has an id that trace groups
// refer to.
import type { XmlElement } from '../text/xmlTree.ts';

/** Elements that are a symbol without having a text. */
const symbolOfElement: Readonly<Record<string, string>> = { msqrt: '\\sqrt', mroot: '\\sqrt', mfrac: '-' };

/** The symbol that each id in the MathML truth stands for; used where a trace group has no label of its own. */
export function mathLabels(root: XmlElement): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  const visit = (element: XmlElement): void => {
    const id = element.attributes.get('xml:id') ?? element.attributes.get('id');
    const label = symbolOfElement[element.localName] ?? element.text.trim();
    if (id !== undefined && label !== '') labels.set(id, label);
    for (const child of element.children) visit(child);
  };
  for (const child of root.children) if (child.localName === 'annotationXML') visit(child);
  return labels;
}
