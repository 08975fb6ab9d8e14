/** What commands do with the drawn graph, whoever draws it. */
export interface DrawnGraph {
  readonly fit: () => void;
  readonly zoomBy: (factor: number) => void;
  readonly bringIn: (box: string) => void;
  readonly neighbour: (box: string, direction: 'up' | 'down' | 'left' | 'right') => string | null;
  /** The whole picture as PNG. */
  readonly savePng: () => Promise<Blob>;
  /** The whole picture as SVG. */
  saveSvg(): string;
}

/** The way from commands to the graph that is drawn at the moment, if one is. */
export interface GraphControls {
  readonly current: DrawnGraph | null;
  /** @returns takes it away again */
  attach(drawn: DrawnGraph): () => void;
}

export function createGraphControls(): GraphControls {
  let current: DrawnGraph | null = null;
  return {
    get current() {
      return current;
    },
    attach: (drawn) => {
      current = drawn;
      return () => {
        if (current === drawn) current = null;
      };
    },
  };
}
