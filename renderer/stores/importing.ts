import type { Workbench } from './workbench.ts';

/** Sees to it that there is a project to bring images into: asks for a new one where none is open. */
async function ensureProject({ project }: Workbench): Promise<boolean> {
  return project.getState().phase === 'open' || (await project.create());
}

/** Asks for files or a folder and brings them into the project, as a job. */
export async function pickAndImport(workbench: Workbench, what: 'files' | 'folder'): Promise<void> {
  const { client, jobs } = workbench;
  if (!(await ensureProject(workbench))) return;
  await jobs.start('import', async () => {
    const picked = await client.image.pick({ what });
    return picked === null ? null : client.image.import({ grantId: picked.grantId });
  });
}

/** Brings dropped files and folders into the project, as a job. */
export async function importDropped(workbench: Workbench, files: readonly File[]): Promise<void> {
  const { client, jobs } = workbench;
  if (files.length === 0) return;
  // Exchanged first: the dropped files are only sure to be known to the system while the drop is fresh.
  const granted = client.grantDroppedFiles(files);
  // Reported where it is awaited, below; without this a person who cancels the new project would meet it as a bug.
  granted.catch(() => undefined);
  if (!(await ensureProject(workbench))) return;
  await jobs.start('import', async () => client.image.import({ grantId: (await granted).grantId }));
}
