/* Functions that are sent into the window: each stands alone, with all that it uses inside. */

/** Milliseconds of the frames of one canvas, each from one animation frame to the next. */
export interface FrameTimes {
  readonly panMedianMs: number;
  readonly panP95Ms: number;
  readonly zoomP95Ms: number;
}

interface Scene {
  readonly boxes: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
  readonly image: { readonly width: number; readonly height: number };
}

/** Surd's own canvas, driven by the events that a mouse and a keyboard send. */
export async function measureSurd(): Promise<FrameTimes> {
  const found = document.querySelector<HTMLElement>('[data-canvas]');
  if (found === null) throw new Error('There is no canvas.');
  const canvas = found;
  const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
  const at = (values: readonly number[], share: number): number =>
    [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;
  const middle = () => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return { clientX: left + width / 2, clientY: top + height / 2 };
  };
  const frames = async (act: (step: number) => void): Promise<number[]> => {
    const times: number[] = [];
    await frame();
    let last = await frame();
    for (let step = 0; step < 150; step += 1) {
      act(step);
      const now = await frame();
      times.push(now - last);
      last = now;
    }
    return times;
  };
  const wheel = (init: WheelEventInit): void => {
    canvas.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, ...middle(), ...init }));
  };
  const press = (code: string, key: string): void => {
    canvas.focus();
    canvas.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, code, key }));
  };
  const pan = await frames((step) => {
    wheel({ deltaY: step % 50 < 25 ? 12 : -12, shiftKey: true });
  });
  const zoom = await frames((step) => {
    wheel({ deltaY: step % 30 < 15 ? -30 : 30 });
  });
  press('Digit0', '0');
  await frame();
  await frame();
  return { panMedianMs: at(pan, 0.5), panP95Ms: at(pan, 0.95), zoomP95Ms: at(zoom, 0.95) };
}

interface BareShape {
  stroke(color: string): void;
}
interface BareNode {
  x(value: number): void;
  scale(value: { x: number; y: number }): void;
  add(child: unknown): void;
  batchDraw(): void;
  getIntersection(point: { x: number; y: number }): BareShape | null;
}
interface BareKonva {
  readonly Stage: new (options: object) => BareNode;
  readonly Layer: new () => BareNode;
  readonly Rect: new (options: object) => BareShape;
}

/** The same rectangles on a Konva stage, one shape each, with Konva's own hit test and nothing else. */
export async function measureKonva({ boxes, image }: Scene): Promise<FrameTimes> {
  const { Konva } = window as unknown as { readonly Konva: BareKonva };
  const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
  const at = (values: readonly number[], share: number): number =>
    [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;
  const place = document.querySelector('[data-canvas]')?.getBoundingClientRect();
  const size = { width: place?.width ?? 640, height: place?.height ?? 480 };
  const container = document.createElement('div');
  Object.assign(container.style, {
    position: 'fixed',
    left: `${place?.left ?? 0}px`,
    top: `${place?.top ?? 0}px`,
    background: 'white',
    zIndex: '9999',
  });
  document.body.append(container);
  const scale = Math.min(size.width / image.width, size.height / image.height);
  const stage = new Konva.Stage({ container, ...size, scaleX: scale, scaleY: scale });
  const layer = new Konva.Layer();
  const shapes = boxes.map(
    (box) => new Konva.Rect({ ...box, stroke: '#1d4ed8', strokeWidth: 1.5, strokeScaleEnabled: false }),
  );
  for (const shape of shapes) layer.add(shape);
  stage.add(layer);
  const frames = async (act: (step: number) => void): Promise<number[]> => {
    const times: number[] = [];
    await frame();
    let last = await frame();
    for (let step = 0; step < 150; step += 1) {
      act(step);
      const now = await frame();
      times.push(now - last);
      last = now;
    }
    return times;
  };
  let x = 0;
  const pan = await frames((step) => {
    x += step % 50 < 25 ? 12 : -12;
    stage.x(x);
    stage.batchDraw();
  });
  let zoom = scale;
  const zoomed = await frames((step) => {
    zoom *= step % 30 < 15 ? 1.05 : 1 / 1.05;
    stage.scale({ x: zoom, y: zoom });
    stage.batchDraw();
  });
  const recolour = (step: number, color: string): void => {
    const box = boxes[(step * 37) % boxes.length];
    if (box === undefined) return;
    const hit = stage.getIntersection({ x: x + box.x * zoom, y: (box.y + box.height / 2) * zoom });
    (hit ?? shapes[(step * 37) % boxes.length])?.stroke(color);
    layer.batchDraw();
  };
  let step = 0;
  container.tabIndex = 0;
  // The window below has keys of its own.
  container.addEventListener('pointerdown', (event) => {
    event.stopPropagation();
    recolour((step += 1), '#b91c1c');
  });
  container.addEventListener('keydown', (event) => {
    event.stopPropagation();
    recolour((step += 1), step % 2 === 0 ? '#15803d' : '#7e22ce');
  });
  Object.assign(container.dataset, { bareCanvas: 'true' });
  return { panMedianMs: at(pan, 0.5), panP95Ms: at(pan, 0.95), zoomP95Ms: at(zoomed, 0.95) };
}
