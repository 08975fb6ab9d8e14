import { join } from 'node:path';
import type { z } from 'zod';
import { settingsSchema, type Settings } from '#shared/ipc/contract/app.ts';
import { JsonFile } from './jsonFile.ts';

const defaults: Omit<Settings, 'scoreThreshold'> = {
  theme: 'system',
  language: null,
  layouts: {},
  collapsedPanels: [],
  seenTours: [],
  modelId: null,
  nmsThreshold: 0.4,
  showLabels: true,
  showScores: false,
  showThumbnailBoxes: true,
  boxColoring: 'state',
  asksForLabel: false,
  checks: {},
  keys: {},
};

/** What a file holds: one of an earlier version lacks what has come since. */
const keptSchema = settingsSchema.partial();
type Kept = z.infer<typeof keptSchema>;

/** What a person has set for the app. */
export class SettingsService {
  readonly #file: JsonFile<Kept>;
  readonly #modelThreshold: () => Promise<number>;
  #current: Settings | null = null;

  /** @param modelThreshold - the score from which the model's own card shows detections; the slider begins there */
  constructor(userFolder: string, modelThreshold: () => Promise<number>) {
    this.#modelThreshold = modelThreshold;
    this.#file = new JsonFile(join(userFolder, 'settings.json'), keptSchema);
  }

  async get(): Promise<Settings> {
    if (this.#current !== null) return this.#current;
    const kept = (await this.#file.read()) ?? {};
    const whole = { ...defaults, scoreThreshold: await this.#modelThreshold(), ...kept };
    this.#current ??= settingsSchema.parse(whole);
    return this.#current;
  }

  async change(changes: Partial<Settings>): Promise<Settings> {
    this.#current = { ...(await this.get()), ...changes };
    await this.#file.write(this.#current);
    return this.#current;
  }
}
