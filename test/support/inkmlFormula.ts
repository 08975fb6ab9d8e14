/** A symbol of pen ink: its label, and its strokes as points. */
export interface PenSymbol {
  readonly label: string;
  readonly strokes: readonly (readonly (readonly [x: number, y: number])[])[];
}

/** Lines that cross, as large as the box. */
export function cross(label: string, x: number, y: number, width: number, height: number): PenSymbol {
  return {
    label,
    strokes: [
      [
        [x, y],
        [x + width, y + height],
      ],
      [
        [x, y + height],
        [x + width, y],
      ],
    ],
  };
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

/** An InkML file as CROHME writes it: the ink, the symbols that it is made of, and the formula that it is. */
export function inkmlOf(symbols: readonly PenSymbol[], latex: string): string {
  let count = 0;
  const traces: string[] = [];
  const groups = symbols.map(({ label, strokes }) => {
    const views = strokes.map((points) => {
      traces.push(`<trace id="${count}">${points.map((point) => point.join(' ')).join(', ')}</trace>`);
      count += 1;
      return `<traceView traceDataRef="${count - 1}"/>`;
    });
    return `<traceGroup><annotation type="truth">${escaped(label)}</annotation>${views.join('')}</traceGroup>`;
  });
  return `<ink xmlns="http://www.w3.org/2003/InkML"><annotation type="truth">$${escaped(latex)}$</annotation>
${traces.join('\n')}
<traceGroup><annotation type="truth">Segmentation</annotation>${groups.join('\n')}</traceGroup></ink>`;
}
