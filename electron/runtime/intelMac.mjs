// @ts-check
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { SetUpError } from './steps.mjs';

/**
 * ONNX Runtime's last version for Macs with Intel's processors, and the part of it that all platforms share. Newer
 * ones have no binary for them. It runs the same models; only there it takes the place of the locked version.
 */
export const lastForIntel = /** @type {const} */ ([
  {
    npmPackage: 'onnxruntime-node@1.23.2',
    folder: 'onnxruntime-node',
    integrity:
      'sha512-OBTsG0W8ddBVOeVVVychpVBS87A9YV5sa2hJ6lc025T97Le+J4v++PwSC4XFs1C62SWyNdof0Mh4KvnZgtt4aw==',
  },
  {
    npmPackage: 'onnxruntime-common@1.23.2',
    folder: 'onnxruntime-node/node_modules/onnxruntime-common',
    integrity:
      'sha512-5LFsC9Dukzp2WV6kNHYLNzp8sT6V02IubLCbzw2Xd6X5GOlr65gAX6xiJwyi2URJol/s71gaQLC5F2C25AAR2w==',
  },
]);

/**
 * @param {string} file - a package's archive
 * @param {string} expected - as npm writes it
 */
export function checkArchive(file, expected) {
  const found = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
  if (found === expected) return;
  throw new SetUpError(
    `An archive that was fetched is not the one Surd knows: its sum is\n  ${found}\ninstead of\n  ${expected}\nIt has been refused.`,
  );
}

/**
 * Puts the older ONNX Runtime in the place of the locked one.
 *
 * @param {string} nodeModules
 */
export async function installForIntelMac(nodeModules) {
  const partial = mkdtempSync(join(nodeModules, '.intel-'));
  try {
    for (const [index, { npmPackage, folder, integrity }] of lastForIntel.entries()) {
      const target = join(partial, String(index));
      mkdirSync(target);
      const packed = await run(
        'npm',
        ['pack', npmPackage, '--pack-destination', target, '--loglevel=error'],
        {
          cwd: target,
          quiet: true,
        },
      );
      const archive = readdirSync(target).find((name) => name.endsWith('.tgz'));
      if (packed.code !== 0 || archive === undefined) {
        throw new SetUpError(
          `The npm package ${npmPackage}, which Macs with Intel's processors need, could not be had:\n${packed.output.trim()}\nCheck the connection, then run the same command again.`,
        );
      }
      checkArchive(join(target, archive), integrity);
      const untarred = await run('tar', ['-xzf', archive], { cwd: target, quiet: true });
      if (untarred.code !== 0)
        throw new SetUpError(`${npmPackage} could not be unpacked:\n${untarred.output.trim()}`);
      rmSync(join(nodeModules, folder), { recursive: true, force: true });
      mkdirSync(join(nodeModules, folder, '..'), { recursive: true });
      renameSync(join(target, 'package'), join(nodeModules, folder));
    }
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}
