import { join } from 'node:path';
import { settingsSchema, type Settings } from '#shared/ipc/contract/app.ts';
import { JsonFile } from './jsonFile.ts';

const defaults: Settings = {
  theme: 'system',
  language: null,
  layouts: {},
  collapsedPanels: [],
  modelId: null,
  scoreThreshold: 0.5,
  nmsThreshold: 0.6,
  showLabels: true,
};

/** What a person has set for the app. */
export class SettingsService {
  readonly #file: JsonFile<Settings>;
  #current: Settings | null = null;

  constructor(userFolder: string) {
    this.#file = new JsonFile(join(userFolder, 'settings.json'), settingsSchema);
  }

  async get(): Promise<Settings> {
    this.#current ??= { ...defaults, ...(await this.#file.read()) };
    return this.#current;
  }

  async change(changes: Partial<Settings>): Promise<Settings> {
    this.#current = { ...(await this.get()), ...changes };
    await this.#file.write(this.#current);
    return this.#current;
  }
}
