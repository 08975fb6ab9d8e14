/** Text as HTML shows it, safe between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A share as a percentage with one decimal; a dash where there is none. */
export function percent(share: number | null): string {
  return share === null || share < 0 ? '–' : `${(share * 100).toFixed(1)} %`;
}

/** A share to three decimals; a dash where there is none. */
export function decimal(share: number | null, digits = 3): string {
  return share === null || share < 0 ? '–' : share.toFixed(digits);
}

/** A count with thin spaces between thousands. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u2009');
}

/** A coordinate in a drawing, short. */
export function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
