import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KnownLatex } from './knownLatex.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'surd-latex-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, content: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

const known = (name: string): Promise<string | null> => new KnownLatex().of(join(folder, name));

describe('formulas that lie beside images', () => {
  it('are read from a text of the same name, LaTeX before plain text', async () => {
    write('수식 1.tex', '$x^2$');
    write('수식 1.txt', 'something else');
    write('b.txt', 'a + b\n');
    expect(await known('수식 1.png')).toBe('x^2');
    expect(await known('b.v2.png')).toBeNull();
    expect(await known('b.png')).toBe('a + b');
    expect(await known('c.png')).toBeNull();
  });

  it('are read from a table by the name of the image, with its ending or without', async () => {
    write('truth.csv', 'image,latex\r\na.png,"x, ""y"""\r\nimages/b.png,2\r\nc,\\frac{1}{2}\r\n');
    expect(await known('a.png')).toBe('x, "y"');
    expect(await known('b.png')).toBe('2');
    expect(await known('c.jpg')).toBe('\\frac{1}{2}');
    expect(await known('d.jpg')).toBeNull();
  });

  it('are not taken from labels that only look like them', async () => {
    write('a.txt', '0 0.5 0.5 0.25 0.25\n');
    write('boxes.csv', 'image,label,x,y,width,height\na.png,x,0,0,1,1\n');
    write('notes.csv', 'date,note\n1,2\n');
    expect(await known('a.png')).toBeNull();
  });

  it('tell the files that are there for them from those that are not', async () => {
    write('a.png', '');
    write('a.tex', 'x');
    write('notes.txt', 'x');
    write('truth.csv', 'image,latex\na.png,x\n');
    write('other.csv', 'date,note\n');
    const formulas = new KnownLatex();
    const names = ['a.png', 'a.tex', 'notes.txt', 'truth.csv', 'other.csv'];
    const found = await Promise.all(names.map((name) => formulas.isSource(join(folder, name))));
    expect(names.filter((_, place) => found[place])).toEqual(['a.tex', 'truth.csv']);
  });

  it('are looked for elsewhere when a file is damaged or not there', async () => {
    write('broken.csv', 'image,latex\na.png,"never ends');
    write('good.csv', 'file_name,formula\na.png,x\n');
    expect(await known('a.png')).toBe('x');
    expect(await known('none/a.png')).toBeNull();
  });
});
