import katex from 'katex';
import { texOptions } from './texOptions.ts';

/** Drawn formulas as templates: the same label stands in dozens of rows, and a copy costs less than drawing it again. */
const templates = new Map<string, HTMLElement | null>();
const keptTemplates = 2000;

function draw(tex: string): HTMLElement | null {
  const place = document.createElement('span');
  try {
    // Into the document rather than as HTML text, which a strict content policy would make us allow.
    katex.render(tex, place, texOptions);
    return place;
  } catch {
    return null;
  }
}

/**
 * Draws TeX into the element, replacing what is there.
 *
 * @returns false when KaTeX cannot draw it; the element is left empty then
 */
export function renderTex(tex: string, into: HTMLElement): boolean {
  if (!templates.has(tex)) {
    if (templates.size >= keptTemplates) templates.clear();
    templates.set(tex, draw(tex));
  }
  const template = templates.get(tex) ?? null;
  into.replaceChildren(...(template === null ? [] : [...template.cloneNode(true).childNodes]));
  return template !== null;
}
