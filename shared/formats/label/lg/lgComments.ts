// Comments that carry what a label graph has no place for; LgEval passes over all lines that begin with #.

/** Begins the line that tells of the image, as JSON. */
export const imageMark = '# surd-image ';

/** Begins a line that tells of an object's box, as JSON. */
export const boxMark = '# surd-box ';
