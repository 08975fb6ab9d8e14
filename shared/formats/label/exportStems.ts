/** What Windows forbids in a file name; the other systems allow all but the slash. */
// eslint-disable-next-line no-control-regex -- control characters are forbidden there
const forbidden = /[<>:"\\|?*\u0000-\u001f]/g;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** Leaves room for a number, an extension and `.part` within the 255 bytes that file systems give a name. */
const longestSegmentBytes = 200;

/** Bytes of a character in UTF-8. */
function utf8Length(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

function shortened(segment: string): string {
  let bytes = 0;
  let result = '';
  for (const character of segment) {
    bytes += utf8Length(character);
    if (bytes > longestSegmentBytes) break;
    result += character;
  }
  return result;
}

/** A folder's or file's name that each system accepts. */
function portable(segment: string): string {
  const cleaned = shortened(segment.replace(forbidden, '_')).replace(/[. ]+$/, '');
  if (cleaned === '') return '_';
  return reserved.test(cleaned.split('.')[0] ?? '') ? `_${cleaned}` : cleaned;
}

/**
 * Gives each exported image a name of its own: its path without extension, subfolders kept, as every system accepts it.
 * Two images never get names that differ by extension, letter case or Unicode form alone: label files are named by the
 * stem, and some file systems do not tell the rest apart. The same paths in the same order get the same names.
 */
export class ExportStems {
  readonly #taken = new Set<string>();
  readonly #reservedFolders: ReadonlySet<string>;

  /** @param reservedFolders - names that no folder may have, in lower case: they mean something to readers */
  constructor(reservedFolders: Iterable<string> = []) {
    this.#reservedFolders = new Set(reservedFolders);
  }

  /**
   * Takes a name.
   *
   * @param path - the image's path, relative or absolute; of an absolute one only the last part is kept
   * @returns a relative path with forward slashes, without extension
   */
  claim(path: string): string {
    const isAbsolute = /^([/\\]|[A-Za-z]:[/\\])/.test(path);
    const all = path
      .split(isAbsolute ? /[/\\]/ : '/')
      .filter((part) => part !== '' && part !== '.' && part !== '..');
    const parts = isAbsolute ? all.slice(-1) : all;
    const name = parts.at(-1) ?? '';
    const folders = parts.slice(0, -1).map((part) => {
      const folder = portable(part);
      return this.#reservedFolders.has(folder.toLowerCase()) ? `_${folder}` : folder;
    });
    const stem = portable(name.replace(/(?<=.)\.[^.]*$/, ''));
    for (let number = 1; ; number++) {
      const candidate = [...folders, number === 1 ? stem : `${stem} (${number})`].join('/');
      const key = candidate.normalize('NFC').toLowerCase();
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      return candidate;
    }
  }
}
