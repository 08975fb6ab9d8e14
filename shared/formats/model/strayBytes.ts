import type { ModelBuilder } from './modelBuilder.ts';

/** Says that blank bytes after the model were left out. */
export function addStrayBytesFinding(builder: ModelBuilder, count: number): void {
  builder.addFinding({
    code: 'file.strayBytes',
    severity: 'error',
    message: `${count === 1 ? 'One stray byte follows' : `${count} stray bytes follow`} the model's end, as editors append a newline. Other programs refuse the file; here the rest is shown.`,
    fix: `Cut the last ${count === 1 ? 'byte' : `${count} bytes`} (truncate -s -${count} FILE), and copy model files as binary.`,
    graph: null,
    node: null,
  });
}
