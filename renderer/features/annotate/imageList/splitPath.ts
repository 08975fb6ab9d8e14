/** The folder and the file of a path with forward slashes; the folder is empty for a file on its own. */
export function splitPath(path: string): { readonly folder: string; readonly file: string } {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? { folder: '', file: path } : { folder: path.slice(0, slash), file: path.slice(slash + 1) };
}
