import { say } from '../../model/messages/message.ts';
import type { ModelBuilder } from './modelBuilder.ts';

/** Says that blank bytes after the model were left out. */
export function addStrayBytesFinding(builder: ModelBuilder, count: number): void {
  builder.addFinding({
    code: 'file.strayBytes',
    severity: 'error',
    message: say('file.strayBytes', { count }),
    fix: [say('file.strayBytes.do', { count })],
    graph: null,
    node: null,
  });
}
