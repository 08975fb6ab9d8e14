import { dirname, isAbsolute, parse, relative, resolve, sep } from 'node:path';

/** An image's path as the project keeps it: relative to the project file, forward slashes; absolute on another volume. */
export function storedPath(projectPath: string, absolutePath: string): string {
  const folder = dirname(projectPath);
  const isOtherVolume = parse(folder).root.toLowerCase() !== parse(absolutePath).root.toLowerCase();
  const path = isOtherVolume ? absolutePath : relative(folder, absolutePath);
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

/** Where a kept path points to now. */
export function absolutePathOf(projectPath: string, stored: string): string {
  return isAbsolute(stored) ? stored : resolve(dirname(projectPath), stored);
}
