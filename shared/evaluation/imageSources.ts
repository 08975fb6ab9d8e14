/** The folder part of a file name, of either kind of slash. */
function folderOf(path: string): string {
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return end <= 0 ? '.' : path.slice(0, end);
}

/** What stands before two underscores in a file's name: the folder of a collection whose tree was made flat. */
function prefixOf(path: string): string | null {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const end = name.indexOf('__');
  return end <= 0 ? null : name.slice(0, end);
}

/**
 * Where images come from, by their paths: the folder, and in it the part of the name that stands for one where a tree was
 * made flat, as in `inkml/2014_KAIST__KME1G3_7.inkml`, whose source is `inkml/2014_KAIST`. Such a part counts where several
 * images have it: else it is a name like any other.
 */
export function sourcesOf(paths: readonly string[]): readonly string[] {
  const named = paths.map((path) => {
    const [folder, prefix] = [folderOf(path), prefixOf(path)];
    if (prefix === null) return { folder, whole: folder };
    return { folder, whole: folder === '.' ? prefix : `${folder}/${prefix}` };
  });
  const counts = new Map<string, number>();
  for (const { whole } of named) counts.set(whole, (counts.get(whole) ?? 0) + 1);
  return named.map(({ folder, whole }) => ((counts.get(whole) ?? 0) > 1 ? whole : folder));
}
