import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';

/**
 * A small file of settings. It is written beside itself and renamed, so that it is never half there; what cannot be
 * read, or is of another form, counts as absent: settings are not worth refusing a start.
 */
export class JsonFile<T> {
  readonly #path: string;
  readonly #schema: z.ZodType<T>;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string, schema: z.ZodType<T>) {
    this.#path = path;
    this.#schema = schema;
  }

  async read(): Promise<T | null> {
    try {
      const parsed = this.#schema.safeParse(JSON.parse(await readFile(this.#path, 'utf8')));
      return parsed.success ? parsed.data : null;
    } catch {
      return null;
    }
  }

  /** Writes in the order of the calls. */
  write(value: T): Promise<void> {
    this.#writing = this.#writing
      .catch(() => undefined)
      .then(async () => {
        await mkdir(dirname(this.#path), { recursive: true });
        const temporary = `${this.#path}.new`;
        await writeFile(temporary, JSON.stringify(value, null, 2));
        await rename(temporary, this.#path);
      });
    return this.#writing;
  }
}
