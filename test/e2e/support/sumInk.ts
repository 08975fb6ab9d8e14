/** `1 + 1` as InkML with its truth, moved to the right by `shift`, its plus under the label that is given. */
export function sumInk(shift: number, plus: string): string {
  const strokes = [
    ['1', [[0, 0, 2, 80]]],
    [
      plus,
      [
        [40, 40, 80, 40],
        [60, 20, 60, 60],
      ],
    ],
    ['1', [[120, 0, 122, 80]]],
  ] as const;
  const traces: string[] = [];
  const groups = strokes.map(([label, lines]) => {
    const views = lines.map(([x0, y0, x1, y1]) => {
      const points = Array.from({ length: 9 }, (_, i) => {
        const [x, y] = [x0 + ((x1 - x0) * i) / 8 + shift, y0 + ((y1 - y0) * i) / 8];
        return `${x} ${y}`;
      });
      traces.push(`<trace id="${traces.length}">${points.join(', ')}</trace>`);
      return `<traceView traceDataRef="${traces.length - 1}"/>`;
    });
    return `<traceGroup><annotation type="truth">${label}</annotation>${views.join('')}</traceGroup>`;
  });
  return `<ink xmlns="http://www.w3.org/2003/InkML">${traces.join('')}<traceGroup><annotation type="truth">Segmentation</annotation>${groups.join('')}</traceGroup></ink>`;
}
