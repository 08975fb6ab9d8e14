import cytoscape, { type Core, type ElementDefinition, type EventObjectEdge } from 'cytoscape';
import type { Picture } from '#renderer/stores/graphState.ts';
import { edgeLabels, type EdgeLabel } from './edgeLabels.ts';
import { graphColors, type GraphColors } from './graphColors.ts';
import { edgeElement, nodeElement, type GraphWords } from './graphElements.ts';
import { graphStyle } from './graphStyle.ts';
import {
  indexPicture,
  neighbourOf,
  visibleParts,
  type IndexedPicture,
  type SeenPart,
  type VisibleParts,
} from './visibleParts.ts';

export interface GraphViewEvents {
  readonly onSelect: (box: string | null) => void;
  readonly onToggle: (box: string) => void;
  /** A line was followed to one of its ends. */
  readonly onFollow: (box: string) => void;
  readonly onViewport: (seen: SeenPart, zoom: number) => void;
}

/** The drawn graph, for commands and for the store's state to be shown on. */
export interface GraphView {
  /**
   * Shows a picture; resolves when all in sight is drawn.
   *
   * @param keeps - what is seen of both pictures stays where it is
   */
  readonly show: (picture: Picture, keeps: boolean) => Promise<void>;
  readonly setColors: (isDark: boolean) => void;
  readonly choose: (box: string | null) => void;
  readonly light: (boxes: ReadonlySet<string> | null) => void;
  /** Brings a box to the middle, at a size that can be read. */
  readonly bringIn: (box: string) => void;
  readonly fit: () => void;
  readonly zoomBy: (factor: number) => void;
  readonly moveTo: (x: number, y: number) => void;
  readonly neighbour: (box: string, direction: 'up' | 'down' | 'left' | 'right') => string | null;
  readonly destroy: () => void;
}

/** Elements that are added in one frame. */
const pieceSize = 48;
/** Elements out of sight that are kept, as many as are in sight and this many more. */
const kept = 300;
const readableZoom = 0.55;
/** Beside what is seen, this share of it is drawn ahead. */
const ahead = 0.35;

/**
 * Cytoscape adds a style tag of one rule, which the content policy refuses: the rule stands in this folder's own sheet,
 * and an empty element of that name keeps the tag from being added.
 */
function standInForStyleTag(): void {
  const id = '__________cytoscape_stylesheet';
  if (document.getElementById(id) !== null) return;
  const element = document.createElement('meta');
  element.id = id;
  document.head.append(element);
}

/** Draws with Cytoscape, positions given; Cytoscape holds what is in sight and no more, however large the model is. */
export function createGraphView(
  container: HTMLElement,
  words: GraphWords,
  events: GraphViewEvents,
  isDark: boolean,
): GraphView {
  let colors: GraphColors = graphColors(isDark);
  let indexed: IndexedPicture | null = null;
  let labels: readonly (EdgeLabel | null)[] = [];
  let chosen: string | null = null;
  let lit: ReadonlySet<string> | null = null;
  let frame: number | null = null;
  let whenDrawn: (() => void)[] = [];
  const font = getComputedStyle(container).fontFamily;
  standInForStyleTag();

  const core: Core = cytoscape({
    container,
    elements: [],
    style: graphStyle(colors, font),
    layout: { name: 'preset' },
    autoungrabify: true,
    boxSelectionEnabled: false,
    selectionType: 'single',
    minZoom: 0.0005,
    maxZoom: 4,
    pixelRatio: 'auto',
  });

  const placeOf = (box: string): { readonly x: number; readonly y: number } | null => {
    const index = indexed?.indexOf.get(box);
    const boxes = indexed?.picture.layout.boxes;
    if (index === undefined || boxes === undefined) return null;
    return { x: boxes[index * 4] ?? 0, y: boxes[index * 4 + 1] ?? 0 };
  };

  core.on('tap', ({ target }: { target: unknown }) => {
    if (target === core) events.onSelect(null);
  });
  core.on('tap', 'node', ({ target }: { target: { id(): string } }) => {
    events.onSelect(target.id());
  });
  core.on('dbltap', 'node', ({ target }: { target: { id(): string } }) => {
    events.onToggle(target.id());
  });
  // A press on a line goes to its far end: the one that is not in sight, else its target.
  core.on('tap', 'edge', ({ target: edge }: EventObjectEdge) => {
    const source = edge.source();
    const end = edge.target();
    const isSeen = ({ x, y }: { x: number; y: number }): boolean => {
      const { x1, x2, y1, y2 } = core.extent();
      return x > x1 && x < x2 && y > y1 && y < y2;
    };
    const goesBack = isSeen(end.position()) && (chosen === end.id() || !isSeen(source.position()));
    events.onFollow(goesBack ? source.id() : end.id());
  });
  core.on('mouseover', 'node, edge', () => {
    container.style.cursor = 'pointer';
  });
  core.on('mouseout', 'node, edge', () => {
    container.style.cursor = 'default';
  });

  const classesOfNode = (box: string, isOpen: boolean): readonly string[] => [
    ...(box === chosen ? ['chosen'] : []),
    ...(lit === null ? [] : lit.has(box) ? ['lit'] : isOpen ? [] : ['faded']),
  ];
  const classesOfEdge = (source: string, target: string): readonly string[] => [
    ...(source === chosen || target === chosen ? ['near'] : []),
    ...(lit === null ? [] : lit.has(source) && lit.has(target) ? ['lit'] : ['faded']),
  ];
  const wantedParts = (shown: IndexedPicture): VisibleParts => {
    const { x1, y1, x2, y2, w, h } = core.extent();
    const seen = { x1: x1 - w * ahead, x2: x2 + w * ahead, y1: y1 - h * ahead, y2: y2 + h * ahead };
    return visibleParts(shown, seen, core.zoom());
  };
  /** Brings what Cytoscape holds nearer to what is in sight, a piece a frame. */
  const sync = (): void => {
    frame = null;
    const shown = indexed;
    if (shown === null) return;
    const wanted = wantedParts(shown);
    const { items, edges } = shown.picture.scene;
    const missingItems = wanted.items.filter((index) => core.getElementById(items[index]?.id ?? '').empty());
    // Lines come when their boxes are there.
    const missingEdges =
      missingItems.length > pieceSize
        ? []
        : wanted.edges.filter((index) => core.getElementById(edges[index]?.id ?? '').empty());
    const isWhole = missingItems.length + missingEdges.length <= pieceSize;
    const nextItems = missingItems.slice(0, pieceSize);
    const nextEdges = missingEdges.slice(0, pieceSize - nextItems.length);
    const missing: readonly (ElementDefinition | null)[] = [
      ...nextItems.map((index) => {
        const item = items[index];
        return item === undefined
          ? null
          : nodeElement(shown, index, colors, words, classesOfNode(item.id, item.isOpen));
      }),
      ...nextEdges.map((index) => {
        const edge = edges[index];
        return edge === undefined
          ? null
          : edgeElement(shown, index, labels[index] ?? null, classesOfEdge(edge.source, edge.target));
      }),
    ];
    const wantedCount = wanted.items.length + wanted.edges.length;
    core.batch(() => {
      if (isWhole && core.elements().length > 2 * wantedCount + kept) {
        const wantedIds = new Set([
          ...wanted.items.map((index) => items[index]?.id),
          ...wanted.edges.map((index) => edges[index]?.id),
        ]);
        core
          .elements()
          .filter((element) => !wantedIds.has(element.id()))
          .remove();
      }
      core.add(missing.filter((element) => element !== null));
    });
    if (!isWhole) schedule();
    else {
      for (const tell of whenDrawn) tell();
      whenDrawn = [];
    }
  };
  const schedule = (): void => {
    frame ??= requestAnimationFrame(sync);
  };
  const tellViewport = (): void => {
    const { x1, y1, x2, y2 } = core.extent();
    events.onViewport({ x1, y1, x2, y2 }, core.zoom());
    schedule();
  };
  core.on('viewport', tellViewport);
  const observer = new ResizeObserver(() => {
    core.resize();
    tellViewport();
  });
  observer.observe(container);

  const fit = (): void => {
    if (indexed === null) return;
    const { width, height } = indexed.picture.layout;
    const margin = 24;
    const zoom = Math.min(
      (core.width() - 2 * margin) / Math.max(1, width),
      (core.height() - 2 * margin) / Math.max(1, height),
      1.25,
    );
    core.viewport({
      zoom,
      pan: { x: (core.width() - width * zoom) / 2, y: (core.height() - height * zoom) / 2 },
    });
  };
  /** All of it where it can be read so; else its beginning, at a size that can. */
  const showBeginning = (): void => {
    if (indexed === null) return;
    fit();
    if (core.zoom() >= readableZoom) return;
    const { width, boxes } = indexed.picture.layout;
    const zoom = Math.max(readableZoom, Math.min(0.9, (core.width() - 48) / Math.max(1, width)));
    const middle = width * zoom <= core.width() - 48 ? width / 2 : (boxes[0] ?? width / 2);
    core.viewport({ zoom, pan: { x: core.width() / 2 - middle * zoom, y: 28 } });
  };
  const centreOn = (x: number, y: number, zoom: number): void => {
    core.viewport({ zoom, pan: { x: core.width() / 2 - x * zoom, y: core.height() / 2 - y * zoom } });
  };
  /** The box that stays where it is: the chosen one, else the one nearest to the middle that both pictures have. */
  const anchorIn = (next: IndexedPicture): string | null => {
    if (indexed === null) return null;
    if (chosen !== null && next.indexOf.has(chosen) && indexed.indexOf.has(chosen)) return chosen;
    const { x1, x2, y1, y2 } = core.extent();
    let best: { readonly id: string; readonly distance: number } | null = null;
    for (const [id] of next.indexOf) {
      const place = placeOf(id);
      if (place === null || place.x < x1 || place.x > x2 || place.y < y1 || place.y > y2) continue;
      const distance = Math.hypot(place.x - (x1 + x2) / 2, place.y - (y1 + y2) / 2);
      if (best === null || distance < best.distance) best = { id, distance };
    }
    return best?.id ?? null;
  };

  return {
    show: (picture, keeps) => {
      const next = indexPicture(picture);
      const anchor = keeps ? anchorIn(next) : null;
      const before = anchor === null ? null : placeOf(anchor);
      core.elements().remove();
      indexed = next;
      labels = edgeLabels(picture, next.ends, words);
      const after = anchor === null ? null : placeOf(anchor);
      if (before === null || after === null) showBeginning();
      else {
        const zoom = core.zoom();
        core.panBy({ x: (before.x - after.x) * zoom, y: (before.y - after.y) * zoom });
      }
      tellViewport();
      return new Promise((done) => {
        whenDrawn.push(done);
      });
    },
    setColors: (dark) => {
      colors = graphColors(dark);
      core.style(graphStyle(colors, font));
      core.elements().remove();
      schedule();
    },
    choose: (box) => {
      chosen = box;
      core.batch(() => {
        core.elements('.chosen, .near').removeClass('chosen near');
        if (box === null) return;
        const node = core.getElementById(box);
        node.addClass('chosen');
        node.connectedEdges().addClass('near');
      });
    },
    light: (boxes) => {
      lit = boxes;
      core.batch(() => {
        core.elements('.lit, .faded').removeClass('lit faded');
        if (boxes === null) return;
        core.nodes().forEach((node) => {
          for (const name of classesOfNode(node.id(), node.hasClass('container'))) node.addClass(name);
        });
        core.edges().forEach((edge) => {
          for (const name of classesOfEdge(edge.source().id(), edge.target().id())) edge.addClass(name);
        });
      });
    },
    bringIn: (box) => {
      const place = placeOf(box);
      if (place !== null) centreOn(place.x, place.y, core.zoom() < readableZoom ? 0.9 : core.zoom());
    },
    fit,
    zoomBy: (factor) => {
      core.zoom({
        level: core.zoom() * factor,
        renderedPosition: { x: core.width() / 2, y: core.height() / 2 },
      });
    },
    moveTo: (x, y) => {
      centreOn(x, y, core.zoom());
    },
    neighbour: (box, direction) => (indexed === null ? null : neighbourOf(indexed, box, direction)),
    destroy: () => {
      if (frame !== null) cancelAnimationFrame(frame);
      observer.disconnect();
      core.destroy();
      for (const tell of whenDrawn) tell();
    },
  };
}
