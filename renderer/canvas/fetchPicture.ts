/** The bytes of a picture; rejects where it cannot be served. */
export async function fetchPicture(url: string): Promise<Blob> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The picture could not be loaded (${answer.status}).`);
  return answer.blob();
}
