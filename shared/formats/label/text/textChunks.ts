/** Text is handed on in pieces of about this many characters. */
const chunkCharacters = 64 * 1024;

/** Joins small pieces of text, so that a file is not written word by word. */
export class TextChunks {
  #parts: string[] = [];
  #length = 0;

  add(text: string): void {
    this.#parts.push(text);
    this.#length += text.length;
  }

  get isFull(): boolean {
    return this.#length >= chunkCharacters;
  }

  take(): string {
    const text = this.#parts.join('');
    this.#parts = [];
    this.#length = 0;
    return text;
  }
}
