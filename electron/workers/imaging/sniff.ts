/** The kinds of files that Surd reads as images. */
export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'bmp' | 'tiff' | 'gif' | 'inkml';

/** What a file is by its content; `seems` says in words what a file is that Surd does not read. */
export type Sniffed = { readonly format: ImageFormat } | { readonly format: null; readonly seems: string };

const ascii = (bytes: Buffer, from: number, to: number): string => bytes.toString('latin1', from, to);

/** Leading bytes of common files that are not images of ours. */
const otherMagics: readonly (readonly [magic: string, offset: number, seems: string])[] = [
  ['%PDF', 0, 'a PDF document'],
  ['PK\x03\x04', 0, 'a ZIP archive or an Office document'],
  ['PK\x05\x06', 0, 'an empty ZIP archive'],
  ['\x1f\x8b', 0, 'a gzip archive'],
  ['BZh', 0, 'a bzip2 archive'],
  ['\xfd7zXZ', 0, 'an xz archive'],
  ['7z\xbc\xaf\x27\x1c', 0, 'a 7-Zip archive'],
  ['Rar!', 0, 'a RAR archive'],
  ['SQLite format 3\0', 0, 'an SQLite database (a Surd project?)'],
  ['8BPS', 0, 'a Photoshop document'],
  ['\x00\x00\x01\x00', 0, 'a Windows icon'],
  ['\x76\x2f\x31\x01', 0, 'an OpenEXR image'],
  ['\x00\x00\x00\x0cjP  ', 0, 'a JPEG 2000 image'],
  ['\xff\x0a', 0, 'a JPEG XL image'],
  ['\x00\x00\x00\x0cJXL ', 0, 'a JPEG XL image'],
  ['AT&TFORM', 0, 'a DjVu document'],
  ['\x7fELF', 0, 'a program'],
  ['MZ', 0, 'a Windows program'],
  ['%!PS', 0, 'a PostScript document'],
  ['{\\rtf', 0, 'an RTF document'],
  ['OggS', 0, 'an Ogg sound or film'],
  ['ID3', 0, 'an MP3 sound'],
  ['\x1aE\xdf\xa3', 0, 'a Matroska or WebM film'],
  [
    'version https://git-lfs.github.com/spec/',
    0,
    'a git-LFS pointer: fetch the real file with "git lfs pull"',
  ],
];

/** The brands of ISO media files (`ftyp` boxes), by their first letters. */
function describeIsoMedia(brand: string): string {
  if (/^hei|^hev|^mif1|^msf1/.test(brand)) return 'an HEIC/HEIF image';
  if (brand.startsWith('avi')) return 'an AVIF image';
  return 'an MP4 or QuickTime film';
}

/** The start of a file as text, in whichever Unicode form its byte order mark says; null for binary content. */
function textStart(bytes: Buffer): string | null {
  const head = bytes.subarray(0, 65_536);
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le').decode(head);
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be').decode(head);
  if (head.includes(0)) return null;
  const text = head.toString('utf8').replace(/^\uFEFF/, '');
  // eslint-disable-next-line no-control-regex -- control characters are what tells binary files from text
  return /[\x01-\x08\x0e-\x1a\x1c-\x1f]/.test(text) ? null : text;
}

/** What stands before the root element of an XML document, each with its end. */
const prologParts: readonly (readonly [begin: string, end: string])[] = [
  ['<?', '?>'],
  ['<!--', '-->'],
];

/** The name of the root element, without prefix; null when the text does not look like XML. */
function rootElement(text: string): string | null {
  let rest = text.trimStart();
  for (;;) {
    const part = prologParts.find(([begin]) => rest.startsWith(begin));
    const doctype = /^<!doctype\b/i.test(rest);
    if (part === undefined && !doctype) break;
    const end =
      part === undefined ? endOfDoctype(rest) : rest.indexOf(part[1], part[0].length) + part[1].length;
    if (end <= (part?.[0].length ?? 0)) return null;
    rest = rest.slice(end).trimStart();
  }
  return /^<(?:[\w.-]{1,100}:)?([A-Za-z_][\w.-]{0,100})(?=[\s/>])/.exec(rest)?.[1] ?? null;
}

/** Where a document type declaration ends; 0 when it does not. */
function endOfDoctype(text: string): number {
  const subset = text.indexOf('[');
  const close = text.indexOf('>');
  if (subset === -1 || (close !== -1 && close < subset)) return close + 1;
  const subsetEnd = text.indexOf(']', subset);
  return subsetEnd === -1 ? 0 : text.indexOf('>', subsetEnd) + 1;
}

function describeText(text: string): string {
  const root = rootElement(text)?.toLowerCase();
  if (root === 'html' || root === 'head' || root === 'body') {
    return 'an HTML page (was a web page saved in place of the image?)';
  }
  if (root === 'svg') return 'an SVG drawing';
  const start = text.trimStart();
  if (root !== undefined || start.startsWith('<?xml')) return 'an XML document';
  if (/^[[{]/.test(start)) return 'a JSON or text file';
  return start === '' ? 'a file of blanks' : 'a text file';
}

/** Tells what a file is by its content; names and extensions lie. */
export function sniff(bytes: Buffer): Sniffed {
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return { format: 'png' };
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return { format: 'jpeg' };
  const start = ascii(bytes, 0, 12);
  if (/^GIF8[79]a/.test(start)) return { format: 'gif' };
  if (start.startsWith('RIFF')) {
    const form = start.slice(8);
    if (form === 'WEBP') return { format: 'webp' };
    return { format: null, seems: form === 'WAVE' ? 'a WAVE sound' : 'an AVI film or another RIFF file' };
  }
  if (/^(II\*\0|MM\0\*|II\+\0|MM\0\+)/.test(start)) return { format: 'tiff' };
  if (isBmp(bytes)) return { format: 'bmp' };
  if (start.slice(4, 8) === 'ftyp') return { format: null, seems: describeIsoMedia(start.slice(8, 12)) };
  for (const [magic, offset, seems] of otherMagics) {
    if (ascii(bytes, offset, offset + magic.length) === magic) return { format: null, seems };
  }
  const text = textStart(bytes);
  if (text === null)
    return {
      format: null,
      seems: bytes.every((byte) => byte === 0) ? 'nothing but zeros' : 'unknown binary data',
    };
  return rootElement(text) === 'ink' ? { format: 'inkml' } : { format: null, seems: describeText(text) };
}

/** "BM" alone also begins many a text: the size of the second header has to be one that exists. */
function isBmp(bytes: Buffer): boolean {
  if (bytes[0] !== 0x42 || bytes[1] !== 0x4d) return false;
  if (bytes.length < 18) return bytes.length < 6 || bytes.includes(0);
  return [12, 16, 40, 52, 56, 64, 108, 124].includes(bytes.readUInt32LE(14));
}
