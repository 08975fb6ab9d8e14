interface Said {
  readonly said: string;
}
interface Named {
  readonly name: string;
}
interface Identified {
  readonly id: number | string;
}
interface Limited {
  readonly limit: number;
}

/**
 * Why something in a label file cannot be taken, in English. Each sentence is made of its facts; other languages have the
 * same sentences of the same facts, or the build fails. A fact may not have a name that `ErrorDetails` have for the place.
 */
export const english = {
  // A value by itself.
  'value.missing': () => 'it is missing.',
  'value.empty': () => 'it is missing or empty.',
  'value.noObject': () => 'it is no object.',
  'value.noList': () => 'it is no list.',
  'value.noText': () => 'it is no text.',
  'value.noNumber': () => 'it is no number.',
  'value.textNoNumber': ({ text }: { text: string }) => `“${text}” is no number.`,
  'value.noId': () => 'it is no id.',
  'value.noSide': () => 'it is no size of an image.',
  'value.noScore': () => 'it is no score from 0 to 1.',
  'value.notFourNumbers': () => 'it is not four numbers.',

  // A box and its label.
  'box.nowhere': ({ x, y, width, height }: Readonly<Record<'x' | 'y' | 'width' | 'height', number>>) =>
    `(${x}, ${y}, ${width}, ${height}) is no place in an image.`,
  'box.noExtent': () => 'it has no extent.',
  'box.turned': () => 'a turned box is no upright box.',
  'box.noLabel': () => 'the box has none.',
  'box.otherShape': ({ shape }: { shape: string }) => `a ${shape} is no box.`,

  // Text that breaks off, and records.
  'text.empty': () => 'the file is empty.',
  'text.cutOff': () => 'the file ends in the middle.',
  'record.tooLong': () => 'it is longer than a record may be.',
  'json.unexpected': ({ character }: { character: string }) => `“${character}” is not expected here.`,
  'json.malformed': ({ said }: Said) => said,
  'uri.malformed': ({ said }: Said) => said,

  // XML.
  'xml.malformed': ({ said }: Said) => said,
  'xml.tooLong': ({ count, limit }: Limited & { count: number }) =>
    `it has ${count} characters, the limit is ${limit}.`,
  'xml.tooDeep': ({ limit }: Limited) => `its elements nest deeper than ${limit} levels.`,
  'xml.noRoot': () => 'it has no root element.',
  'xml.secondRoot': () => 'there is a second root element.',
  'xml.otherRoot': ({ name, wanted }: Named & { wanted: string }) =>
    `the root element is <${name}>, not <${wanted}>.`,
  'xml.textOutside': () => 'there is text outside of the root element.',
  'xml.reference': () => 'it has a bare & or a reference that is not known.',
  'xml.attributeTwice': ({ name }: Named) => `the attribute ${name} stands there twice.`,
  'xml.endsNothing': ({ name }: Named) => `</${name}> ends nothing.`,
  'xml.endsOther': ({ name, other }: Named & { other: string }) => `</${name}> ends <${other}>.`,
  'xml.unclosed': ({ name }: Named) => `<${name}> is never closed.`,
  'xml.tag': ({ name }: Named) => `the tag <${name}> is not well-formed.`,
  'xml.someTag': () => 'a tag is not well-formed.',
  'xml.unread': () => 'a document type, an open comment or an open section is not read.',
  'xml.documentType': () => 'a document type is not read.',
  'xml.documentTypeInInk': () =>
    'it declares a document type (DOCTYPE), which could define entities without end.',

  // CSV.
  'csv.noColumn': ({ names }: { names: string }) => `the first line has no column ${names}.`,
  'csv.columns': ({ count, wanted }: { count: number; wanted: number }) =>
    `it has ${count} columns, the first line has ${wanted}.`,
  'csv.openCell': () => 'a quoted cell begins here and never ends.',

  // YOLO and its data.yaml.
  'yaml.openText': () => 'a quoted text has no end on its line.',
  'yaml.openList': () => 'a list or map has no end on its line.',
  'yaml.unread': ({ sign }: { sign: string }) => `“${sign}” is more of YAML than is read here.`,
  'yaml.noMember': () => 'it is no “name: value”.',
  'yolo.noNames': ({ name }: Named) => `${name} has none.`,
  'yolo.noNameFile': () => 'there is neither a data.yaml nor a classes.txt that names the labels.',
  'yolo.fields': ({ count }: { count: number }) => `it has ${count} fields; a box has five, a detection six.`,
  'yolo.noLabel': ({ label }: { label: string }) => `there is no label ${label}.`,
  'yolo.noShares': () => 'its numbers are no shares of the image, from 0 to 1.',
  'yolo.noImage': () => 'there is no image that belongs to it, whose size its numbers are shares of.',
  'yolo.unreadableImage': ({ name }: Named) => `its image ${name} cannot be read.`,

  // COCO.
  'coco.noLists': () => 'it has no list of images, annotations or categories.',
  'coco.resultsAlone': () =>
    'results name images by id alone: put the COCO file with the images and categories (annotations.json or image_info.json) beside it, or name both.',
  'coco.crowd': () => 'it is a region of many symbols, not a symbol.',
  'coco.noImage': ({ id }: Identified) => `there is no image ${id}.`,
  'coco.noCategory': ({ id }: Identified) => `there is no category ${id}.`,
  'coco.imageTwice': ({ id }: Identified) => `image ${id} was there before.`,
  'coco.categoryTwice': ({ id }: Identified) => `category ${id} was there before.`,

  // CVAT, Label Studio and LabelMe.
  'cvat.other': () => 'it is no CVAT file.',
  'labelStudio.noLabel': () => 'it has no label.',
  'labelStudio.noImage': () => 'it names no image.',
  'labelStudio.noScore': () => 'a prediction has no score.',
  'labelme.noRectangle': ({ shape }: { shape: string }) => `${shape} is no rectangle.`,
  'labelme.corners': () => 'a rectangle has two corners, or four.',
  'labelme.corner': () => 'a corner is two numbers.',

  // Label graphs.
  'lg.line': ({ kind }: { kind: string }) => `a line begins with O, R, EO, N, E or #, not with ${kind}.`,
  'lg.strokes': () =>
    'it tells of single strokes (N and E lines), not of objects. LgEval’s lg2OR turns such a graph into one of objects (O and R lines).',
  'lg.object': () => 'an object is: O, id, label, weight, primitive.',
  'lg.relation': ({ kind }: { kind: string }) => `a relation is: ${kind}, parent, child, relation, weight.`,
  'lg.weight': ({ weight }: { weight: string }) => `the weight ${weight} is no number.`,
  'lg.objectTwice': ({ id }: Identified) => `the object ${id} was there before.`,
  'lg.noObject': ({ id }: Identified) => `there is no object ${id}.`,
  'lg.ofItself': ({ id }: Identified) => `${id} is related to itself.`,
  'lg.noPlace': ({ label }: { label: string }) => `a label graph says nothing of where “${label}” stands.`,

  // InkML.
  'ink.noChannel': ({ name }: Named) => `it has no channel ${name}.`,
  'ink.noPoint': ({ text }: { text: string }) => `"${text}" is not a point of numbers.`,
  'ink.fewValues': ({ count, wanted }: { count: number; wanted: number }) =>
    `it has ${count} of at least ${wanted} values.`,
  'ink.tooFar': ({ limit }: Limited) => `its coordinates are beyond ${limit}.`,
  'ink.noReference': () => 'it has no traceDataRef.',
  'ink.partOfTrace': () => 'it takes a part of a trace, which Surd does not read.',
  'ink.noTrace': ({ id }: Identified) => `there is no trace "${id}".`,
  'ink.traceTwice': ({ id }: Identified) => `two traces have the id "${id}".`,

  // A file's images and boxes beside those that are there.
  'match.nothing': ({ format }: { format: string }) => `nothing in it is ${format}.`,
  'match.noImage': ({ name }: Named) =>
    `there is no image ${name} beside the labels, and the project has none of this path.`,
  'match.otherSize': ({
    name,
    width,
    height,
    labelsWidth,
    labelsHeight,
  }: Named & Readonly<Record<'width' | 'height' | 'labelsWidth' | 'labelsHeight', number>>) =>
    `${name} is ${width} x ${height}, the labels are of ${labelsWidth} x ${labelsHeight}.`,
  'match.otherPixels': ({ name, width, height }: Named & Readonly<Record<'width' | 'height', number>>) =>
    `${name} is ${width} x ${height}, the labels are of other pixels.`,
  'match.imageTwice': () => 'another entry is of the same image; the first one counts.',
  'match.longLabel': ({ limit }: Limited) => `a label has more than ${limit} characters.`,
  'match.outside': ({ label }: { label: string }) => `a box of “${label}” lies outside of the image.`,
  'match.noSize': () => 'its size is not known, and the image is not there.',
  'match.imageMissing': () => 'the image itself is not there.',
};
