/* A function that is sent into the window: it stands alone, with all that it uses inside. */

/** What the window waited while something was done, milliseconds. */
export interface Gaps {
  /** From one animation frame to the next. */
  readonly longestFrameMs: number;
  readonly p95Ms: number;
  /** Of the tasks that Chromium calls long, which are those above 50 ms; 0 where there was none. */
  readonly longestTaskMs: number;
}

export interface LargePictureTimes {
  readonly firstPictureMs: number;
  readonly gaps: Readonly<Record<string, Gaps>>;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Goes from the small picture to the large one, and works on it by the events that a mouse and a keyboard send. */
export async function measureLargePicture(boxes: readonly Place[]): Promise<LargePictureTimes> {
  const found = document.querySelector<HTMLElement>('[data-canvas]');
  if (found === null) throw new Error('There is no canvas.');
  const canvas = found;
  const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
  const rest = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
  let longestTaskMs = 0;
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
  });
  tasks.observe({ entryTypes: ['longtask'] });
  const watched = async (act: () => Promise<void>): Promise<Gaps> => {
    await rest(400);
    longestTaskMs = 0;
    const times: number[] = [];
    const going = { on: true };
    const watching = (async () => {
      await frame();
      let last = await frame();
      while (going.on) {
        const now = await frame();
        times.push(now - last);
        last = now;
      }
    })();
    await act();
    going.on = false;
    await watching;
    // Long tasks are told of later than they end.
    await rest(200);
    times.sort((a, b) => a - b);
    return {
      longestFrameMs: times.at(-1) ?? NaN,
      p95Ms: times[Math.floor(times.length * 0.95)] ?? NaN,
      longestTaskMs,
    };
  };
  const press = (code: string, key: string): void => {
    canvas.focus();
    canvas.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, code, key }));
  };
  /** @param at - where on the canvas, as shares of its width and height */
  const wheel = (at: readonly [number, number], init: WheelEventInit): void => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const place = { clientX: left + width * at[0], clientY: top + height * at[1] };
    canvas.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, ...place, ...init }));
  };
  const zoom = (): number => Number(canvas.dataset['zoom']);
  const centre = [0.5, 0.5] as const;
  const zoomTo = async (wanted: number, at: readonly [number, number]): Promise<void> => {
    const isNearer = wanted > zoom();
    for (let step = 0; step < 400 && (isNearer ? zoom() < wanted : zoom() > wanted); step += 1) {
      wheel(at, { deltaY: isNearer ? -60 : 60 });
      await frame();
    }
  };
  const fit = async (): Promise<void> => {
    press('Digit0', '0');
    await frame();
    await frame();
  };
  const pan = async (): Promise<void> => {
    for (let step = 0; step < 160; step += 1) {
      const isBack = step % 80 >= 40;
      wheel(centre, { deltaY: isBack ? -60 : 60, shiftKey: step % 2 === 0 });
      await frame();
    }
  };
  const pointer = (type: string, x: number, y: number): void => {
    const [offsetX = 0, offsetY = 0] = (canvas.dataset['offset'] ?? '').split(' ').map(Number);
    const { left, top } = canvas.getBoundingClientRect();
    const clientX = left + offsetX + x * zoom();
    const clientY = top + offsetY + y * zoom();
    canvas.dispatchEvent(
      new PointerEvent(type, { bubbles: true, cancelable: true, pointerId: 1, clientX, clientY }),
    );
  };
  // A synthetic pointer cannot be captured.
  canvas.setPointerCapture = () => undefined;

  const gaps: Record<string, Gaps> = {};
  let firstPictureMs = NaN;
  gaps['opening'] = await watched(async () => {
    const before = canvas.dataset['imageId'];
    const startedAt = performance.now();
    press('KeyD', 'd');
    do await frame();
    while (canvas.dataset['imageId'] === before || canvas.dataset['ready'] !== 'true');
    firstPictureMs = performance.now() - startedAt;
    await rest(1500);
  });
  gaps['first zoom in'] = await watched(() => zoomTo(8, centre));
  gaps['first zoom out'] = await watched(async () => {
    await zoomTo(0.02, centre);
    await fit();
  });
  for (const [name, at] of [
    ['upper left', [0.1, 0.4]],
    ['lower right', [0.85, 0.58]],
  ] as const) {
    gaps[`zooming ${name}`] = await watched(async () => {
      await zoomTo(8, at);
      await zoomTo(0.07, at);
      await fit();
    });
  }
  gaps['panning at fit'] = await watched(pan);
  await zoomTo(1, centre);
  gaps['panning at 1:1'] = await watched(pan);
  await zoomTo(4, centre);
  gaps['panning at 4x'] = await watched(pan);
  await fit();
  gaps['adjusting'] = await watched(async () => {
    press('KeyI', 'i');
    await rest(200);
    await zoomTo(2, centre);
    await fit();
    press('KeyI', 'i');
  });
  gaps['drawing boxes'] = await watched(async () => {
    press('KeyB', 'b');
    for (const { x, y, width, height } of boxes.slice(0, 5)) {
      pointer('pointermove', x + 20, y + 20);
      pointer('pointerdown', x + 20, y + 20);
      for (let step = 1; step <= 20; step += 1) {
        pointer('pointermove', x + 20 + (width * step) / 20, y + 20 + (height * step) / 20);
        await frame();
      }
      pointer('pointerup', x + 20 + width, y + 20 + height);
      await rest(100);
    }
    press('KeyV', 'v');
    press('Escape', 'Escape');
  });
  gaps['relabelling boxes'] = await watched(async () => {
    for (let step = 0; step < 20; step += 1) {
      const box = boxes[(step * 37 + 10) % boxes.length];
      if (box === undefined) continue;
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      for (const type of ['pointermove', 'pointerdown', 'pointerup']) pointer(type, x, y);
      await frame();
      const digit = String((step % 2) + 1);
      press(`Digit${digit}`, digit);
      await rest(60);
    }
  });
  tasks.disconnect();
  return { firstPictureMs, gaps };
}
