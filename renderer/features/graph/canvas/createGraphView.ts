import cytoscape, { type Core, type ElementDefinition, type EventObjectEdge } from 'cytoscape';
import type { Picture } from '#renderer/stores/graphStore.ts';
import { graphColors, type GraphColors } from './graphColors.ts';
import { edgeElement, nodeElement, type GraphWords } from './graphElements.ts';
import { graphStyle } from './graphStyle.ts';

/** What part of the picture is seen, in its own pixels. */
export interface SeenPart {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface GraphViewEvents {
  readonly onSelect: (box: string | null) => void;
  readonly onToggle: (box: string) => void;
  /** The lines of a node were followed to one of their ends. */
  readonly onFollow: (box: string) => void;
  readonly onViewport: (seen: SeenPart, zoom: number) => void;
}

/** The drawn graph, for commands and for the store's state to be shown on. */
export interface GraphView {
  /** Shows a picture. Elements come in pieces, so that the window answers all the while. */
  show(picture: Picture, keeps: boolean): Promise<void>;
  setColors(isDark: boolean): void;
  choose(box: string | null): void;
  light(boxes: ReadonlySet<string> | null): void;
  /** Brings a box to the middle, at a size that can be read. */
  readonly bringIn: (box: string) => void;
  readonly fit: () => void;
  readonly zoomBy: (factor: number) => void;
  moveTo(x: number, y: number): void;
  /** The box that a key press leads to from a box: along lines, or to its neighbour in the layer. */
  readonly neighbour: (box: string, direction: 'up' | 'down' | 'left' | 'right') => string | null;
  readonly savePng: () => Promise<Blob>;
  readonly zoom: number;
  destroy(): void;
}

/** Elements that are added at once. */
const pieceSize = 250;
/** More elements than this are moved as an image while the hand moves them. */
const manyElements = 900;
const readableZoom = 0.55;
/** Longest side of a saved picture: what canvases hold. */
const maxPngSide = 8192;

/**
 * Cytoscape adds a style tag of one rule, which the content policy refuses: the rule stands in this folder's own sheet, and
 * an empty element of that name keeps the tag from being added.
 */
function standInForStyleTag(): void {
  const id = '__________cytoscape_stylesheet';
  if (document.getElementById(id) !== null) return;
  const element = document.createElement('meta');
  element.id = id;
  document.head.append(element);
}

/** Draws with Cytoscape, positions given. */
export function createGraphView(
  container: HTMLElement,
  words: GraphWords,
  events: GraphViewEvents,
  isDark: boolean,
): GraphView {
  let colors: GraphColors = graphColors(isDark);
  let picture: Picture | null = null;
  let chosen: string | null = null;
  let lit: ReadonlySet<string> | null = null;
  let showing = 0;
  const font = getComputedStyle(container).fontFamily;
  standInForStyleTag();

  const makeCore = (isLarge: boolean): Core => {
    const core = cytoscape({
      container,
      elements: [],
      style: graphStyle(colors, font),
      layout: { name: 'preset' },
      autoungrabify: true,
      boxSelectionEnabled: false,
      selectionType: 'single',
      minZoom: 0.02,
      maxZoom: 4,
      textureOnViewport: isLarge,
      hideEdgesOnViewport: false,
      pixelRatio: 'auto',
    });
    core.on('tap', ({ target }: { target: unknown }) => {
      if (target === core) events.onSelect(null);
    });
    core.on('tap', 'node', ({ target }: { target: { id(): string } }) => {
      events.onSelect(target.id());
    });
    core.on('dbltap', 'node', ({ target }: { target: { id(): string } }) => {
      events.onToggle(target.id());
    });
    // A click on a line goes to its far end: the one that is not in view, else its target.
    core.on('tap', 'edge', ({ target: edge }: EventObjectEdge) => {
      const source = edge.source();
      const end = edge.target();
      const isSeen = ({ x, y }: { x: number; y: number }): boolean => {
        const { x1, x2, y1, y2 } = core.extent();
        return x > x1 && x < x2 && y > y1 && y < y2;
      };
      const isTargetSeen = isSeen(end.position());
      events.onFollow(
        isTargetSeen && (chosen === end.id() || !isSeen(source.position())) ? source.id() : end.id(),
      );
    });
    core.on('viewport', tellViewport);
    core.on('mouseover', 'node, edge', () => {
      container.style.cursor = 'pointer';
    });
    core.on('mouseout', 'node, edge', () => {
      container.style.cursor = 'default';
    });
    return core;
  };

  function tellViewport(): void {
    const { x1, y1, x2, y2 } = core.extent();
    events.onViewport({ x1, y1, x2, y2 }, core.zoom());
  }

  let isLargeCore = false;
  let core = makeCore(false);
  const observer = new ResizeObserver(() => {
    core.resize();
    tellViewport();
  });
  observer.observe(container);

  const applyChosen = (): void => {
    core.elements('.chosen, .near').removeClass('chosen near');
    if (chosen === null) return;
    const node = core.getElementById(chosen);
    node.addClass('chosen');
    node.connectedEdges().addClass('near');
  };
  const applyLit = (): void => {
    core.batch(() => {
      core.elements('.lit, .faded').removeClass('lit faded');
      const boxes = lit;
      if (boxes === null) return;
      core.nodes().forEach((node) => {
        if (boxes.has(node.id())) node.addClass('lit');
        else if (!node.hasClass('container')) node.addClass('faded');
      });
      core.edges().forEach((edge) => {
        const isLit = boxes.has(edge.source().id()) && boxes.has(edge.target().id());
        edge.addClass(isLit ? 'lit' : 'faded');
      });
    });
  };

  const fit = (): void => {
    if (picture === null) return;
    const { width, height } = picture.layout;
    const margin = 24;
    const zoomWhole = Math.min(
      (core.width() - 2 * margin) / Math.max(1, width),
      (core.height() - 2 * margin) / Math.max(1, height),
      1.25,
    );
    core.viewport({
      zoom: zoomWhole,
      pan: { x: (core.width() - width * zoomWhole) / 2, y: (core.height() - height * zoomWhole) / 2 },
    });
  };
  /** All of it where it can be read so; else its beginning, at a size that can. */
  const showBeginning = (): void => {
    if (picture === null) return;
    fit();
    if (core.zoom() >= readableZoom) return;
    const { width, boxes } = picture.layout;
    const zoom = Math.max(readableZoom, Math.min(0.9, (core.width() - 48) / Math.max(1, width)));
    const firstX = width * zoom <= core.width() - 48 ? width / 2 : (boxes[0] ?? width / 2);
    core.viewport({ zoom, pan: { x: core.width() / 2 - firstX * zoom, y: 28 } });
  };

  const breathe = (): Promise<void> => new Promise((done) => setTimeout(done, 0));

  return {
    show: async (next, keeps) => {
      const mine = ++showing;
      // What was chosen stays under the eye while things open and close around it.
      const anchor = keeps && chosen !== null ? core.getElementById(chosen) : null;
      const before = anchor !== null && anchor.nonempty() ? anchor.renderedPosition() : null;
      picture = next;
      const elementCount = next.scene.items.length + next.scene.edges.length;
      if (elementCount > manyElements !== isLargeCore) {
        isLargeCore = elementCount > manyElements;
        const view = { zoom: core.zoom(), pan: core.pan() };
        core.destroy();
        core = makeCore(isLargeCore);
        if (keeps) core.viewport(view);
      } else core.elements().remove();
      const add = async (
        count: number,
        make: (index: number) => ElementDefinition | null,
      ): Promise<boolean> => {
        for (let start = 0; start < count; start += pieceSize) {
          const piece: ElementDefinition[] = [];
          for (let index = start; index < Math.min(count, start + pieceSize); index++) {
            const element = make(index);
            if (element !== null) piece.push(element);
          }
          core.add(piece);
          if (start === 0 && !keeps) showBeginning();
          if (count > pieceSize) await breathe();
          if (mine !== showing) return false;
        }
        return true;
      };
      if (!(await add(next.scene.items.length, (index) => nodeElement(next, index, colors, words)))) return;
      if (!(await add(next.scene.edges.length, (index) => edgeElement(next, index, words)))) return;
      applyChosen();
      applyLit();
      const after = chosen === null ? null : core.getElementById(chosen);
      if (before !== null && after !== null && after.nonempty()) {
        const now = after.renderedPosition();
        core.panBy({ x: before.x - now.x, y: before.y - now.y });
      }
      tellViewport();
    },
    setColors: (dark) => {
      colors = graphColors(dark);
      core.style(graphStyle(colors, font));
      const shown = picture;
      if (shown === null) return;
      core.batch(() => {
        shown.scene.items.forEach((item, index) => {
          const element = nodeElement(shown, index, colors, words);
          if (element !== null) core.getElementById(item.id).data(element.data);
        });
      });
    },
    choose: (box) => {
      chosen = box;
      applyChosen();
    },
    light: (boxes) => {
      lit = boxes;
      applyLit();
    },
    bringIn: (box) => {
      const node = core.getElementById(box);
      if (node.empty()) return;
      if (core.zoom() < readableZoom) core.zoom(0.9);
      core.center(node);
    },
    fit,
    zoomBy: (factor) => {
      core.zoom({
        level: core.zoom() * factor,
        renderedPosition: { x: core.width() / 2, y: core.height() / 2 },
      });
    },
    moveTo: (x, y) => {
      const zoom = core.zoom();
      core.pan({ x: core.width() / 2 - x * zoom, y: core.height() / 2 - y * zoom });
    },
    neighbour: (box, direction) => {
      const node = core.getElementById(box);
      if (node.empty()) return null;
      const from = node.position();
      const candidates =
        direction === 'down'
          ? node.outgoers('node')
          : direction === 'up'
            ? node.incomers('node')
            : core.nodes().filter((other) => {
                const { x, y } = other.position();
                const isBeside = Math.abs(y - from.y) < 40 && !other.hasClass('container');
                return isBeside && (direction === 'left' ? x < from.x - 1 : x > from.x + 1);
              });
      let best: { readonly id: string; readonly distance: number } | null = null;
      candidates.forEach((other) => {
        const { x, y } = other.position();
        const distance = Math.hypot(x - from.x, y - from.y);
        if (best === null || distance < best.distance) best = { id: other.id(), distance };
      });
      return (best as { readonly id: string } | null)?.id ?? null;
    },
    savePng: () => {
      const { width = 1, height = 1 } = picture?.layout ?? {};
      const scale = Math.min(2, maxPngSide / Math.max(width, height));
      return core.png({ output: 'blob-promise', full: true, scale, bg: colors.background });
    },
    get zoom() {
      return core.zoom();
    },
    destroy: () => {
      showing++;
      observer.disconnect();
      core.destroy();
    },
  };
}
