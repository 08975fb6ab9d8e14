import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/base/errors.ts';
import { labelFormats } from '#shared/formats/label/registry.ts';
import { english } from '#shared/formats/label/reasons/english.ts';
import { detailsOf, type Reason, reasonIn, textOf } from '#shared/formats/label/reasons/reason.ts';
import { problemText } from '#electron/cli/importLabelsCommand.ts';
import { textSource } from '#test/support/textSource.ts';

const lg = (line: string) => `O, a1, x, 1.0, s1\n# box {"id":"a1","label":"x","bbox":[1,2,3,4]}\n${line}\n`;
const deep = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);
const voc = (inside: string) => `<annotation><filename>a.png</filename>${inside}</annotation>`;
const cvat = (inside: string) =>
  `<annotations><image name="a.png" width="9" height="9">${inside}</image></annotations>`;
const task = (result: string) => `[{"data":{"image":"a.png"},"annotations":[{"result":[${result}]}]}]`;
const yolo = (line: string) => ({ 'classes.txt': 'x\n', 'labels/a.txt': line });
const csvHead = 'image,label,x,y,width,height\n';
const ink = (inside: string) => ({ 'a.inkml': `<ink>${inside}</ink>` });
const group = (inside: string) => ink(`<trace id="t">1 2</trace><traceGroup>${inside}</traceGroup>`);

/** Files that are damaged, by format, and what the command line says of each. */
const damaged: readonly (readonly [
  format: string,
  files: Readonly<Record<string, string>>,
  said: readonly string[],
])[] = [
  ['coco', { 'a.json': '' }, ['a.json, line 1: the file is empty.']],
  ['coco', { 'a.json': '{"images": [' }, ['a.json, line 1, images[0]: the file ends in the middle.']],
  ['coco', { 'a.json': '{"images": 1}' }, ['a.json: it has no list of images, annotations or categories.']],
  ['coco', { 'a.json': '{"images": [}' }, ['a.json, line 1, images[0]: “}” is not expected here.']],
  [
    'coco',
    { 'a.json': '{"images": [{"id": 01}]}' },
    ['a.json, line 1, images[0]: Unexpected number in JSON at position 8 (line 1 column 9)'],
  ],
  [
    'coco',
    { 'a.json': '{"images": [7, {"id": "x"}, {"id": 1}, {"id": 1, "file_name": "a.png", "width": 0}]}' },
    [
      'a.json, line 1, images[0]: it is no object.',
      'a.json, line 1, images[1].id: it is no id.',
      'a.json, line 1, images[2].file_name: it is no text.',
      'a.json, line 1, images[3].width: it is no size of an image.',
    ],
  ],
  [
    'coco',
    {
      'a.json':
        '{"images": [{"id": 1, "file_name": "a.png", "width": 9, "height": 9}, {"id": 1, "file_name": "a.png", "width": 9, "height": 9}], "categories": [{"id": 1, "name": "x"}, {"id": 1, "name": "y"}], "annotations": [{"image_id": 1, "category_id": 1, "bbox": [1, 2, 3]}, {"image_id": 1, "category_id": 1, "bbox": [1, 2, 3, 0]}, {"image_id": 1, "category_id": 1, "bbox": [1e7, 2, 3, 4]}, {"image_id": 2, "category_id": 1, "bbox": [1, 2, 3, 4]}, {"image_id": 1, "category_id": 2, "bbox": [1, 2, 3, 4]}, {"image_id": 1, "iscrowd": 1}, {"image_id": 1, "bbox": [1, 2, 3, 4], "score": 2}]}',
    },
    [
      'a.json, line 1, images[1].id: image 1 was there before.',
      'a.json, line 1, categories[1].id: category 1 was there before.',
      'a.json, line 1, annotations[0].bbox: it is not four numbers.',
      'a.json, line 1, annotations[1].bbox: it has no extent.',
      'a.json, line 1, annotations[2].bbox: (10000000, 2, 3, 4) is no place in an image.',
      'a.json, line 1, annotations[5].iscrowd: it is a region of many symbols, not a symbol.',
      'a.json, line 1, annotations[6].category_id: it is no id.',
      'a.json, line 1, annotations[3].image_id: there is no image 2.',
      'a.json, line 1, annotations[4].category_id: there is no category 2.',
    ],
  ],
  [
    'coco-results',
    { 'a.json': '[]' },
    [
      'a.json: results name images by id alone: put the COCO file with the images and categories (annotations.json or image_info.json) beside it, or name both.',
    ],
  ],
  ['csv', { 'a.csv': 'image,label\n' }, ['a.csv: the first line has no column x, y, width, height.']],
  [
    'csv',
    {
      'a.csv': `${csvHead}"a.png",1\n"a.png","x",one,2,3,4\n"a.png",,1,2,3,4\n"a.png","x",,2,3,4\n"a.png","open`,
    },
    [
      'a.csv, line 2: it has 2 columns, the first line has 6.',
      'a.csv, line 3, x: “one” is no number.',
      'a.csv, line 4, label: the box has none.',
      'a.csv, line 5, x: it is no number.',
      'a.csv, line 6: a quoted cell begins here and never ends.',
    ],
  ],
  [
    'jsonl',
    { 'a.jsonl': '{"image":\n{"image":"a.png","label":"x","x":1,"y":2,"width":3,"height":4,"score":2}\n' },
    ['a.jsonl, line 1: Unexpected end of JSON input', 'a.jsonl, line 2, score: it is no score from 0 to 1.'],
  ],
  ['yolo', { 'a/data.yaml': 'path: .\n' }, ['a/data.yaml, names: a/data.yaml has none.']],
  ['yolo', { 'a/data.yaml': 'names: "x\n' }, ['a/data.yaml, line 1: a quoted text has no end on its line.']],
  ['yolo', { 'a/data.yaml': 'names: [x\n' }, ['a/data.yaml, line 1: a list or map has no end on its line.']],
  ['yolo', { 'a/data.yaml': 'names: *x\n' }, ['a/data.yaml, line 1: “*” is more of YAML than is read here.']],
  ['yolo', { 'a/data.yaml': 'names\n' }, ['a/data.yaml, line 1: it is no “name: value”.']],
  [
    'yolo',
    { 'a.txt': '' },
    ['a.txt, names: there is neither a data.yaml nor a classes.txt that names the labels.'],
  ],
  [
    'yolo',
    yolo('0 1 1\n7 .5 .5 .1 .1\n0 .5 .5 5 .1\n0 .5 .5 .1 .1 2\n0 .5 .5 .1 wide\n0 .5 .5 .1 0\n'),
    [
      'labels/a.txt, line 1: it has 3 fields; a box has five, a detection six.',
      'labels/a.txt, line 2, class: there is no label 7.',
      'labels/a.txt, line 3: its numbers are no shares of the image, from 0 to 1.',
      'labels/a.txt, line 4, confidence: it is no score from 0 to 1.',
      'labels/a.txt, line 5, height: “wide” is no number.',
      'labels/a.txt, line 6, box: it has no extent.',
    ],
  ],
  [
    'yolo',
    { 'classes.txt': 'x\n', 'labels/b.txt': '0 .5 .5 .1 .1' },
    ['labels/b.txt: there is no image that belongs to it, whose size its numbers are shares of.'],
  ],
  [
    'yolo',
    { 'classes.txt': 'x\n', 'images/unreadable.png': '', 'labels/unreadable.txt': '0 .5 .5 .1 .1' },
    ['labels/unreadable.txt: its image images/unreadable.png cannot be read.'],
  ],
  ['voc', { 'a.xml': '' }, ['a.xml, line 1: it has no root element.']],
  ['voc', { 'a.xml': '<annotation>' }, ['a.xml, line 1: <annotation> is never closed.']],
  [
    'voc',
    { 'a.xml': '<annotations/>' },
    ['a.xml, line 1: the root element is <annotations>, not <annotation>.'],
  ],
  ['voc', { 'a.xml': '<annotation/><annotation/>' }, ['a.xml, line 1: there is a second root element.']],
  ['voc', { 'a.xml': '<annotation/>text' }, ['a.xml, line 1: there is text outside of the root element.']],
  [
    'voc',
    { 'a.xml': '<annotation>1 & 2</annotation>' },
    ['a.xml, line 1: it has a bare & or a reference that is not known.'],
  ],
  ['voc', { 'a.xml': '<annotation x="1" x="2"/>' }, ['a.xml, line 1: the attribute x stands there twice.']],
  ['voc', { 'a.xml': '</annotation>' }, ['a.xml, line 1: </annotation> ends nothing.']],
  ['voc', { 'a.xml': '<annotation></object>' }, ['a.xml, line 1: </object> ends <annotation>.']],
  ['voc', { 'a.xml': '<annotation x=1/>' }, ['a.xml, line 1: the tag <annotation> is not well-formed.']],
  ['voc', { 'a.xml': '<annotation>< 3</annotation>' }, ['a.xml, line 1: a tag is not well-formed.']],
  [
    'voc',
    { 'a.xml': '<!DOCTYPE annotation><annotation/>' },
    ['a.xml, line 1: a document type, an open comment or an open section is not read.'],
  ],
  ['voc', { 'a.xml': voc(deep(40)) }, ['a.xml, line 1: its elements nest deeper than 32 levels.']],
  [
    'voc',
    { 'a.xml': voc('<object/><object><bndbox><xmin>1</xmin><ymin>one</ymin></bndbox></object>') },
    [
      'a.xml, line 1, object[0].bndbox: it is missing.',
      'a.xml, line 1, object[1].bndbox.ymin: “one” is no number.',
    ],
  ],
  ['voc', { 'a.xml': '<annotation/>' }, ['a.xml, filename: it is missing or empty.']],
  ['cvat', { 'a.xml': '<annotation/>' }, ['a.xml, annotations: it is no CVAT file.']],
  [
    'cvat',
    { 'a.xml': '<!DOCTYPE a><annotations></annotations>' },
    ['a.xml, DOCTYPE: a document type is not read.'],
  ],
  [
    'cvat',
    { 'a.xml': cvat('<polygon/><box/><box label="x" rotation="3"/><box label="x"/>') },
    [
      'a.xml, line 1, polygon: a polygon is no box.',
      'a.xml, line 1, box.label: it is missing or empty.',
      'a.xml, line 1, box.rotation: a turned box is no upright box.',
      'a.xml, line 1, box.xtl: it is missing.',
    ],
  ],
  ['cvat', { 'a.xml': '<annotations><image name="a.png">' }, ['a.xml, line 1: the file ends in the middle.']],
  ['label-studio', { 'a.json': '[{"data":{}}]' }, ['a.json, line 1, [0].data.image: it names no image.']],
  [
    'label-studio',
    { 'a.json': '[{"data":{"image":"/data/local-files/?d=%zz"}}]' },
    ['a.json, line 1, [0]: URI malformed'],
  ],
  [
    'label-studio',
    { 'a.json': '[{"data":{"image":"a.png"},"annotations":1}]' },
    ['a.json, line 1, [0].annotations: it is no list.'],
  ],
  [
    'label-studio',
    {
      'a.json': task(
        '{"type":"rectangle","original_width":9,"original_height":9,"value":{"rotation":3}},{"type":"rectangle","original_width":9,"original_height":9,"value":{}}',
      ),
    },
    [
      'a.json, line 1, [0].annotations[0].result[0].value.rotation: a turned box is no upright box.',
      'a.json, line 1, [0].annotations[0].result[1].value.rectanglelabels: it has no label.',
    ],
  ],
  [
    'label-studio',
    {
      'a.json':
        '[{"data":{"image":"a.png"},"predictions":[{"result":[{"type":"rectangle","original_width":9,"original_height":9,"value":{"x":1,"y":2,"width":3,"height":4,"labels":["x"]}}]}]}]',
    },
    ['a.json, line 1, [0].predictions[0].result[0].score: a prediction has no score.'],
  ],
  [
    'labelme',
    {
      'a.json':
        '{"imagePath":"a.png","imageWidth":9,"imageHeight":9,"shapes":[{"shape_type":"circle"},{"shape_type":"rectangle","points":[]},{"shape_type":"rectangle","points":[1,2]}]}',
    },
    [
      'a.json, line 1, shapes[0].shape_type: "circle" is no rectangle.',
      'a.json, line 1, shapes[1].points: a rectangle has two corners, or four.',
      'a.json, line 1, shapes[2].points: a corner is two numbers.',
    ],
  ],
  [
    'lg',
    { 'a.lg': lg('X, 1') },
    [
      'a.lg, line 3: a line begins with O, R, EO, N, E or #, not with "X".',
      'a.lg, line 1, O: a label graph says nothing of where “x” stands.',
    ],
  ],
  [
    'lg',
    { 'a.lg': lg('N, s1, x, 1.0') },
    [
      'a.lg, line 3, N: it tells of single strokes (N and E lines), not of objects. LgEval’s lg2OR turns such a graph into one of objects (O and R lines).',
      'a.lg, line 1, O: a label graph says nothing of where “x” stands.',
    ],
  ],
  [
    'lg',
    { 'a.lg': lg('O, a2') },
    [
      'a.lg, line 3, O: an object is: O, id, label, weight, primitive.',
      'a.lg, line 1, O: a label graph says nothing of where “x” stands.',
    ],
  ],
  [
    'lg',
    { 'a.lg': lg('O, a1, x, 1.0, s1') },
    [
      'a.lg, line 3, O: the object a1 was there before.',
      'a.lg, line 1, O: a label graph says nothing of where “x” stands.',
    ],
  ],
  [
    'lg',
    { 'a.lg': lg('O, a2, x, heavy, s1') },
    [
      'a.lg, line 3, O: the weight "heavy" is no number.',
      'a.lg, line 1, O: a label graph says nothing of where “x” stands.',
    ],
  ],
  [
    'lg',
    { 'a.lg': lg('R, a1') },
    [
      'a.lg, line 3, R: a relation is: R, parent, child, relation, weight.',
      'a.lg, line 1, O: a label graph says nothing of where “x” stands.',
    ],
  ],
  [
    'lg',
    { 'a.lg': lg('R, a1, a2, Right, 1.0') },
    [
      'a.lg, line 3, R: there is no object a2.',
      'a.lg, line 1, O: a label graph says nothing of where “x” stands.',
    ],
  ],
  [
    'lg',
    { 'a.lg': lg('R, a1, a1, Right, 1.0') },
    [
      'a.lg, line 3, R: a1 is related to itself.',
      'a.lg, line 1, O: a label graph says nothing of where “x” stands.',
    ],
  ],
  [
    'lg',
    { 'a.lg': lg('O, a2, y, 1.0, s2') },
    [
      'a.lg, line 1, O: a label graph says nothing of where “x” stands.',
      'a.lg, line 3, O: a label graph says nothing of where “y” stands.',
    ],
  ],
  ['inkml', { 'a.inkml': '<html/>' }, ['a.inkml, line 1: the root element is <html>, not <ink>.']],
  ['inkml', { 'a.inkml': '<ink>' }, ["a.inkml, line 1: Unclosed tag 'ink'."]],
  ['inkml', { 'a.inkml': '' }, ['a.inkml, line 1: Start tag expected.']],
  [
    'inkml',
    { 'a.inkml': '<!DOCTYPE ink><ink/>' },
    ['a.inkml: it declares a document type (DOCTYPE), which could define entities without end.'],
  ],
  ['inkml', ink(deep(80)), ['a.inkml: its elements nest deeper than 64 levels.']],
  [
    'inkml',
    ink('<traceFormat><channel name="X"/></traceFormat><trace>1 2</trace>'),
    ['a.inkml, line 1, traceFormat: it has no channel Y.'],
  ],
  [
    'inkml',
    ink('<trace>one two</trace>'),
    ['a.inkml, line 1, trace number 1, point 1: "one two" is not a point of numbers.'],
  ],
  [
    'inkml',
    ink('<trace>1</trace>'),
    ['a.inkml, line 1, trace number 1, point 1: it has 1 of at least 2 values.'],
  ],
  [
    'inkml',
    ink('<trace>1e13 2</trace>'),
    ['a.inkml, line 1, trace number 1, point 1: its coordinates are beyond 1000000000000.'],
  ],
  ['inkml', ink('<trace></trace>'), ['a.inkml: It has no strokes.']],
  ['inkml', group('<traceView/>'), ['a.inkml, line 1, traceView: it has no traceDataRef.']],
  [
    'inkml',
    group('<traceView traceDataRef="t" from="1"/>'),
    ['a.inkml, line 1, traceView: it takes a part of a trace, which Surd does not read.'],
  ],
  ['inkml', group('<traceView traceDataRef="u"/>'), ['a.inkml, line 1, traceView: there is no trace "u".']],
  [
    'inkml',
    ink(
      '<trace id="t">1 2</trace><trace id="t">1 2</trace><traceGroup><traceView traceDataRef="t"/></traceGroup>',
    ),
    ['a.inkml, line 1, traceView: two traces have the id "t".'],
  ],
];

/** Reasons that an import finds beside the project, and those that take a file of millions of characters. */
const metElsewhere = /^match\.|\.tooLong$/;

async function problemsOf(format: string, files: Readonly<Record<string, string>>) {
  const { read = null } = labelFormats.find(({ id }) => id === format) ?? {};
  const sizes = new Map(
    files['labels/a.txt'] === undefined ? [] : [['images/a.png', { width: 9, height: 9 }]],
  );
  const problems = [];
  for await (const item of read?.(textSource(new Map(Object.entries(files)), 333, sizes)) ?? [])
    if (item.kind === 'problem') problems.push(item.problem);
  return problems;
}

describe('a damaged file', () => {
  it.each(damaged)('of %s, %j, is told of in English', async (format, files, said) => {
    expect((await problemsOf(format, files)).map(problemText)).toEqual(said);
  });

  it('has a sentence of its own for each reason, in Korean too, behind a process border too', async () => {
    const met = new Set<string>();
    for (const [format, files] of damaged) {
      for (const { reason, cause } of await problemsOf(format, files)) {
        if ('code' in reason) continue;
        met.add(reason.id);
        expect(textOf(reason, 'en')).toBe(cause);
        expect(inKorean(reason)).toMatch(/[가-힣]/);
        expect(inKorean(reason)).not.toContain('undefined');
        expect(inKorean(thereAndBack(reason))).toBe(inKorean(reason));
      }
    }
    expect(Object.keys(english).filter((id) => !met.has(id) && !metElsewhere.test(id))).toEqual([]);
  });
});

const inKorean = (reason: Reason | null): string => (reason === null ? '' : textOf(reason, 'ko'));

/** A reason that went to another process as an error's. */
function thereAndBack(reason: Reason): Reason | null {
  const error = new AppError('format.malformed', '', {
    file: 'a',
    line: 1,
    field: 'b',
    ...detailsOf(reason),
  });
  return reasonIn((JSON.parse(JSON.stringify(error.toWire())) as typeof error).details);
}
