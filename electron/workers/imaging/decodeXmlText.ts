/** The encoding of an XML file: its byte order mark, else what its declaration says, else UTF-8 (XML 1.0, appendix F). */
export function decodeXmlText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const declared = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(
    bytes.toString('latin1', 0, 300),
  );
  try {
    return new TextDecoder(declared?.[1] ?? 'utf-8').decode(bytes);
  } catch {
    // A name that TextDecoder does not know: the markup is ASCII in nearly all encodings, and so are CROHME's labels.
    return new TextDecoder('utf-8').decode(bytes);
  }
}
