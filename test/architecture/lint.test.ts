import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import config from '../../eslint.config.ts';

const projectRoot = resolve(import.meta.dirname, '../..');

/**
 * The project's own configuration, without the rules that need types: the files below stand in no tsconfig, and who may
 * import whom needs none.
 */
const eslint = new ESLint({
  cwd: projectRoot,
  overrideConfigFile: true,
  overrideConfig: [...config, tseslint.configs.disableTypeChecked],
});

/** The rules that break when this code stands in that file. */
async function broken(filePath: string, code: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: resolve(projectRoot, filePath) });
  if (result === undefined) throw new Error(`${filePath} was not linted at all.`);
  for (const { fatal, message } of result.messages) if (fatal === true) throw new Error(message);
  return result.messages.map(({ ruleId }) => ruleId ?? 'none');
}

const direction = 'boundaries/dependencies';
const contractTypes = '@typescript-eslint/no-restricted-imports';

/** Where, what, and the rule that has to say no. */
const violations: readonly (readonly [file: string, code: string, rule: string])[] = [
  // The window knows nothing of the processes behind it, of Node, or of schemas.
  [
    'renderer/app/planted.ts',
    "import { Grants } from '#electron/services/grants.ts';\nnew Grants();",
    direction,
  ],
  [
    'renderer/app/planted.ts',
    "import { Grants } from '../../electron/services/grants.ts';\nnew Grants();",
    direction,
  ],
  [
    'renderer/app/planted.ts',
    "import type { Grants } from '#electron/services/grants.ts';\nexport type G = Grants;",
    direction,
  ],
  ['renderer/app/planted.ts', "export { Grants } from '#electron/services/grants.ts';", direction],
  ['renderer/app/planted.ts', "import { readFile } from 'node:fs/promises';\nvoid readFile('x');", direction],
  ['renderer/app/planted.ts', "import { readFileSync } from 'fs';\nreadFileSync('x');", direction],
  ['renderer/app/planted.tsx', "import { ipcRenderer } from 'electron';\nipcRenderer.send('x');", direction],
  ['renderer/stores/planted.ts', "import { z } from 'zod';\nz.string();", direction],
  ['renderer/stores/planted.ts', "import sharp from 'sharp';\nsharp('x');", direction],
  // The pure layer knows nothing of anybody.
  [
    'shared/geometry/planted.ts',
    "import { Grants } from '#electron/services/grants.ts';\nnew Grants();",
    direction,
  ],
  [
    'shared/geometry/planted.ts',
    "import { createNotices } from '#renderer/stores/noticeStore.ts';\ncreateNotices();",
    direction,
  ],
  ['shared/geometry/planted.ts', "import { app } from 'electron';\napp.quit();", direction],
  ['shared/geometry/planted.ts', "import { useState } from 'react';\nuseState(0);", direction],
  ['shared/geometry/planted.ts', "import Konva from 'konva';\nnew Konva.Layer();", direction],
  ['shared/geometry/planted.ts', "import { Button } from '@mantine/core';\nButton({});", direction],
  ['shared/geometry/planted.ts', "import { join } from 'node:path';\njoin('x');", direction],
  ['shared/geometry/planted.ts', "import { join } from 'path';\njoin('x');", direction],
  // Within it, nobody imports a row below.
  ['shared/base/planted.ts', "import { iou } from '#shared/geometry/iou.ts';\niou();", direction],
  ['shared/base/planted.ts', "import { iou } from '../geometry/iou.ts';\niou();", direction],
  [
    'shared/geometry/planted.ts',
    "import type { Annotation } from '#shared/annotation/annotation.ts';\nexport type A = Annotation;",
    direction,
  ],
  [
    'shared/dataset/planted.ts',
    "import type { Events } from '#shared/ipc/events.ts';\nexport type E = Events;",
    direction,
  ],
  // Tests in it may stand on what tests share, and on no other test; nothing else may.
  [
    'shared/graphView/planted.ts',
    "import { sketchNode } from '#test/support/sketchGraph.ts';\nsketchNode();",
    direction,
  ],
  [
    'shared/graphView/planted.test.ts',
    "import * as plants from '#test/measure/checksPlants.ts';\nconsole.log(plants);",
    direction,
  ],
  // The processes know nothing of the window, and the workers and services nothing of Electron.
  [
    'electron/main/planted.ts',
    "import { createNotices } from '#renderer/stores/noticeStore.ts';\ncreateNotices();",
    direction,
  ],
  [
    'electron/services/planted.ts',
    "import { createNotices } from '#renderer/stores/noticeStore.ts';\ncreateNotices();",
    direction,
  ],
  ['electron/services/planted.ts', "import { app } from 'electron';\napp.quit();", direction],
  [
    'electron/services/planted.ts',
    "import { checkSender } from '#electron/main/security/senderGuard.ts';\ncheckSender();",
    direction,
  ],
  [
    'electron/workers/storage/planted.ts',
    "import { checkSender } from '#electron/main/security/senderGuard.ts';\ncheckSender();",
    direction,
  ],
  [
    'electron/workers/storage/planted.ts',
    "import { checkSender } from '../../main/security/senderGuard.ts';\ncheckSender();",
    direction,
  ],
  ['electron/workers/storage/planted.ts', "import { app } from 'electron';\napp.quit();", direction],
  [
    'electron/cli/planted.ts',
    "import { checkSender } from '#electron/main/security/senderGuard.ts';\ncheckSender();",
    direction,
  ],
  ['electron/cli/planted.ts', "import { app } from 'electron';\napp.quit();", direction],
  [
    'electron/preload/planted.ts',
    "import { readFile } from 'node:fs/promises';\nvoid readFile('x');",
    direction,
  ],
  [
    'electron/preload/planted.ts',
    "import { Grants } from '#electron/services/grants.ts';\nnew Grants();",
    direction,
  ],
  ['electron/runtime/planted.mjs', "import { ok } from '../../shared/base/result.ts';\nok(1);", direction],
];

const clean: readonly (readonly [file: string, code: string])[] = [
  [
    'renderer/app/planted.ts',
    "import type { Channel } from '#shared/ipc/contract/contract.ts';\nimport { ok } from '#shared/base/result.ts';\nexport const answer = (channel: Channel) => ok(channel);",
  ],
  [
    'renderer/canvas/layers/planted.ts',
    "import Konva from 'konva';\nexport const layer = new Konva.Layer();",
  ],
  ['shared/geometry/planted.ts', "import { ok } from '#shared/base/result.ts';\nexport const one = ok(1);"],
  [
    'shared/graphView/planted.test.ts',
    "import { sketchNode } from '#test/support/sketchGraph.ts';\nexport const node = sketchNode;",
  ],
  ['shared/ipc/contract/planted.ts', "import { z } from 'zod';\nexport const text = z.string();"],
  [
    'electron/main/planted.ts',
    "import { join } from 'node:path';\nimport { app } from 'electron';\nimport { ok } from '#shared/base/result.ts';\nimport { Grants } from '#electron/services/grants.ts';\nconsole.log(join, app, ok, Grants);",
  ],
  [
    'electron/services/planted.ts',
    "import { join } from 'node:path';\nimport { ok } from '#shared/base/result.ts';\nconsole.log(join, ok);",
  ],
  [
    'electron/workers/storage/planted.ts',
    "import { join } from 'node:path';\nimport Database from 'better-sqlite3';\nimport { ok } from '#shared/base/result.ts';\nconsole.log(join, Database, ok);",
  ],
  [
    'electron/preload/planted.ts',
    "import { ipcRenderer } from 'electron';\nimport { channelNames } from '#shared/ipc/channelNames.ts';\nconsole.log(ipcRenderer, channelNames);",
  ],
];

describe('who may import whom', () => {
  it.each(violations)('refuses in %s: %s', async (file, code, rule) => {
    expect(await broken(file, code)).toContain(rule);
  });

  it.each(clean)('lets pass in %s: %s', async (file, code) => {
    const rules = await broken(file, code);
    expect(rules.filter((rule) => rule === direction || rule === contractTypes)).toEqual([]);
  });

  it.each([
    "import { contract } from '#shared/ipc/contract/contract.ts';\nconsole.log(contract);",
    "import { languages } from '#shared/ipc/contract/app.ts';\nconsole.log(languages);",
  ])('refuses in the window: %s', async (code) => {
    expect(await broken('renderer/ipc/planted.ts', code)).toContain(contractTypes);
  });

  it('refuses default exports', async () => {
    expect(await broken('shared/base/planted.ts', 'export default 1;')).toContain('no-restricted-syntax');
  });
});
