/** A part of a symbol that stands over or under its main part. */
export interface LoosePart {
  readonly side: 'above' | 'below';
  /** A bar is about as wide as the main part, a dot far smaller, a twin as large. */
  readonly shape: 'dot' | 'bar' | 'twin';
}

/** Symbols of several parts, by what may be missing when a box holds one of them. */
const partsByLabel: ReadonlyMap<string, readonly LoosePart[]> = new Map<string, readonly LoosePart[]>([
  ...['i', 'j'].map((label) => [label, [{ side: 'above', shape: 'dot' }]] as const),
  ['!', [{ side: 'below', shape: 'dot' }]],
  ['?', [{ side: 'below', shape: 'dot' }]],
  ...['=', ':', '\\Rightarrow'].map(
    (label) =>
      [
        label,
        [
          { side: 'above', shape: 'twin' },
          { side: 'below', shape: 'twin' },
        ],
      ] as const,
  ),
  ...['\\div', '%', '\\%'].map(
    (label) =>
      [
        label,
        [
          { side: 'above', shape: 'dot' },
          { side: 'below', shape: 'dot' },
        ],
      ] as const,
  ),
  ...['\\leq', '\\geq', '\\le', '\\ge', '\\pm', '\\subseteq', '\\supseteq'].map(
    (label) => [label, [{ side: 'below', shape: 'bar' }]] as const,
  ),
  ['\\mp', [{ side: 'above', shape: 'bar' }]],
  [
    '\\equiv',
    [
      { side: 'above', shape: 'twin' },
      { side: 'below', shape: 'twin' },
    ],
  ],
  [';', [{ side: 'above', shape: 'dot' }]],
]);

/** The parts that a symbol of this label has besides its main one; none for most. */
export function loosePartsOf(label: string): readonly LoosePart[] {
  return partsByLabel.get(label) ?? [];
}
