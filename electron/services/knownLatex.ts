import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { latexOfText } from '#shared/formula/latexOfText.ts';
import { csvRecordsOf } from '#shared/formats/label/rows/csvRecords.ts';

/** Files that may hold the formulas of the images beside them. */
const textFile = /\.(tex|txt)$/i;
const tableFile = /\.csv$/i;

/** More is no formula, and no table of them. */
const limits = { textBytes: 64 * 1024, tableBytes: 64 * 1024 * 1024, tables: 20 } as const;

const imageColumns = new Set(['image', 'file', 'filename', 'file_name', 'image_file', 'path', 'name', 'id']);
const latexColumns = new Set([
  'latex',
  'formula',
  'tex',
  'truth',
  'ground_truth',
  'label',
  'text',
  'caption',
]);

interface Folder {
  /** The names of its text files, by the name of the image without ending. */
  readonly texts: ReadonlyMap<string, string>;
  /** Formulas by the names of images, with their ending and without. */
  readonly formulas: ReadonlyMap<string, string>;
  /** The names of files that are there for the formulas: texts of the name of another file, and tables of them. */
  readonly sources: ReadonlySet<string>;
}

const noFolder: Folder = { texts: new Map(), formulas: new Map(), sources: new Set() };

function stemOf(name: string): string {
  return name.slice(0, name.length - extname(name).length);
}

/**
 * Finds the formulas of images in what lies beside them: a `.tex` or `.txt` of the same name, or a CSV file of the folder
 * with a column of images and one of LaTeX. Folders are looked into once. What cannot be read says nothing: a formula is
 * a help, and no reason to refuse an image.
 */
export class KnownLatex {
  readonly #folders = new Map<string, Promise<Folder>>();

  /** Whether a file is there for the formulas of images beside it, and is no image that cannot be read. */
  async isSource(path: string): Promise<boolean> {
    if (!textFile.test(path) && !tableFile.test(path)) return false;
    return (await this.#folder(dirname(path))).sources.has(basename(path));
  }

  /** The formula of an image; null where none is found. */
  async of(imagePath: string): Promise<string | null> {
    const path = dirname(imagePath);
    const { texts, formulas } = await this.#folder(path);
    const name = basename(imagePath);
    const text = texts.get(stemOf(name));
    const beside = text === undefined ? null : await readFormula(join(path, text)).catch(() => null);
    return beside ?? formulas.get(name) ?? formulas.get(stemOf(name)) ?? null;
  }

  #folder(path: string): Promise<Folder> {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const folder = lookInto(path).catch(() => noFolder);
    this.#folders.set(path, folder);
    return folder;
  }
}

async function readFormula(path: string): Promise<string | null> {
  const { size } = await stat(path);
  return size > limits.textBytes ? null : latexOfText(await readFile(path, 'utf8'));
}

async function lookInto(path: string): Promise<Folder> {
  const names = (await readdir(path)).sort();
  // Of two texts of one name, the one that says that it is LaTeX.
  const texts = new Map(
    [...names.filter((name) => /\.txt$/i.test(name)), ...names.filter((name) => /\.tex$/i.test(name))].map(
      (name) => [stemOf(name), name],
    ),
  );
  const stems = new Set(names.filter((name) => !textFile.test(name)).map(stemOf));
  const sources = new Set(names.filter((name) => textFile.test(name) && stems.has(stemOf(name))));
  const formulas = new Map<string, string>();
  for (const name of names.filter((each) => tableFile.test(each)).slice(0, limits.tables)) {
    if (await readTable(join(path, name), formulas).catch(() => false)) sources.add(name);
  }
  return { texts, formulas, sources };
}

/** Adds the formulas of a table; answers whether it has the two columns. */
async function readTable(path: string, formulas: Map<string, string>): Promise<boolean> {
  if ((await stat(path)).size > limits.tableBytes) return false;
  const source = {
    files: [path],
    pieces: (file: string) => createReadStream(file, 'utf8') as AsyncIterable<string>,
    imageSize: () => Promise.resolve(null),
  };
  let columns: { readonly image: number; readonly latex: number } | null = null;
  for await (const { cells } of csvRecordsOf(source, path)) {
    if (columns === null) {
      const heads = cells.map((cell) =>
        cell
          .replace(/^\uFEFF/, '')
          .trim()
          .toLowerCase(),
      );
      const find = (known: ReadonlySet<string>): number => heads.findIndex((head) => known.has(head));
      // A table of boxes has a row for each box, and its label is no formula.
      const isOfBoxes = heads.includes('width') || heads.includes('xmin') || heads.includes('bbox');
      const latex = isOfBoxes ? heads.indexOf('latex') : find(latexColumns);
      columns = { image: find(imageColumns), latex };
      if (columns.image < 0 || columns.latex < 0) return false;
    } else {
      const name = basename((cells[columns.image] ?? '').replaceAll('\\', '/'));
      const latex = latexOfText(cells[columns.latex] ?? '');
      if (name !== '' && latex !== null && !formulas.has(name)) formulas.set(name, latex);
    }
  }
  return columns !== null;
}
