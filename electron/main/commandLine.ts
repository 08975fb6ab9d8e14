import { parseArgs } from 'node:util';

/** What the app was started with. */
export interface CommandLine {
  /** Open the sample project, detect, save the window's picture there, end. */
  readonly screenshot: string | null;
  /** A project to open. */
  readonly project: string | null;
  /** Images and folders to bring in. */
  readonly inputs: readonly string[];
  readonly theme: 'light' | 'dark' | null;
  readonly language: 'en' | 'ko' | null;
  /** The window's size for a picture, `1280x800`. */
  readonly size: { readonly width: number; readonly height: number } | null;
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T | null {
  return allowed.find((candidate) => candidate === value) ?? null;
}

/**
 * Reads the arguments after the program and the app's folder. Chromium's own switches are among them and are passed
 * over.
 */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: {
      screenshot: { type: 'string' },
      project: { type: 'string' },
      theme: { type: 'string' },
      language: { type: 'string' },
      size: { type: 'string' },
    },
  });
  const size = /^(\d{3,4})x(\d{3,4})$/.exec(String(values.size ?? ''));
  const project = values.project ?? positionals.find((path) => path.endsWith('.surd'));
  return {
    screenshot: typeof values.screenshot === 'string' ? values.screenshot : null,
    project: typeof project === 'string' ? project : null,
    inputs: positionals.filter((path) => !path.endsWith('.surd')),
    theme: oneOf(values.theme, ['light', 'dark'] as const),
    language: oneOf(values.language, ['en', 'ko'] as const),
    size: size === null ? null : { width: Number(size[1]), height: Number(size[2]) },
  };
}
