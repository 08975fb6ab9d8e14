import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSampleProject, rowsOf } from './support/sampleProject.ts';
import { answerDialogs, startSurd, temporaryFolder, type SurdApp } from './support/surdApp.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let app: SurdApp;
/** Where pictures of the window go, for a look at them; nowhere unless asked for. */
const pictures = process.env['SURD_PICTURES'];

async function picture(name: string): Promise<void> {
  if (pictures !== undefined) await app.page.screenshot({ path: join(pictures, `${name}.png`) });
}

const exportCard = () => app.page.getByRole('region', { name: 'Export labels' });
const importCard = () => app.page.getByRole('region', { name: 'Import labels' });
const receiptCard = () => app.page.getByRole('region', { name: 'Last export' });

async function choose(
  field: ReturnType<typeof exportCard>,
  name: string,
  option: string | RegExp,
): Promise<void> {
  await field.getByRole('combobox', { name, exact: true }).click();
  await app.page.getByRole('option', { name: option }).click();
}

async function invoke<T>(channel: string, input: object): Promise<T> {
  return app.page.evaluate<T>(
    `window.surd.invoke(${JSON.stringify(channel)}, ${JSON.stringify(input)}).then((answer) => { if (!answer.ok) throw new Error(answer.error.message); return answer.value })`,
  );
}

beforeAll(async () => {
  folder = await temporaryFolder();
  const project = join(folder.path, 'mine.surd');
  makeSampleProject(project);
  app = await startSurd(join(folder.path, 'user'), [project]);
  await app.page.getByRole('listbox', { name: 'Image list' }).waitFor();
  const rows = await rowsOf(app);
  const labels = await invoke<readonly { id: number }[]>('label.list', {});
  for (const { id: imageId } of rows.slice(0, 4)) {
    const added = labels.slice(0, 5).map(({ id }, index) => ({
      id: crypto.randomUUID(),
      imageId,
      labelId: id,
      box: { x: 10 + index * 20.5, y: 12.25, width: 15, height: 18 },
      state: 'drawn',
      score: null,
      detectionId: null,
    }));
    await invoke('annotation.applyDiff', {
      imageId,
      kind: 'draw',
      diff: { added, removed: [], updated: [] },
      baseRevision: 0,
    });
  }
  await invoke('image.setState', { imageIds: rows.slice(0, 4).map(({ id }) => id), state: 'reviewed' });
  await app.page.getByRole('button', { name: 'Transfer' }).click();
});

afterAll(async () => {
  await app.close();
  await folder.remove();
});

describe('exports from the window', () => {
  it('say what a format cannot hold before anything is written', async () => {
    await exportCard().getByText('4 images · 20 boxes').waitFor();
    await choose(exportCard(), 'Format', /whole pixels/);
    await exportCard()
      .getByText(/20 boxes are rounded to whole pixels/)
      .waitFor();
    await picture('export-voc');
  });

  it('divide, write, and show what was found when the files were read again', async () => {
    await choose(exportCard(), 'Format', /YOLO/);
    await exportCard()
      .getByRole('switch', { name: 'Divide into train, val and test' })
      .check({ force: true });
    const target = join(folder.path, 'yolo');
    await answerDialogs(app, { save: target });
    await exportCard().getByRole('button', { name: 'Export 4 images' }).click();
    await receiptCard().getByText('Dropped').waitFor();
    await picture('export-receipt');
    const receipt = JSON.parse(readFileSync(join(target, 'receipt.json'), 'utf8')) as Record<string, unknown>;
    expect(receipt).toMatchObject({ images: 4, boxes: 20, dropped: 0 });
    expect(existsSync(join(target, 'labels.lock.json'))).toBe(true);
    expect(
      await receiptCard()
        .getByText(/4 images · 20 boxes/)
        .isVisible(),
    ).toBe(true);
  });
});

describe('imports from the window', () => {
  it('say what would happen, let names be changed, and go back in one step', async () => {
    const rows = await rowsOf(app);
    const imageAt = async (row: number) =>
      invoke<{ path: string; width: number; height: number }>('image.get', { imageId: rows[row]?.id });
    const image = await imageAt(0);
    const damaged = await imageAt(1);
    const file = join(folder.path, 'theirs.json');
    await writeFile(
      file,
      JSON.stringify({
        images: [image, damaged].map(({ path, width, height }, id) => ({
          id,
          file_name: path,
          width,
          height,
        })),
        categories: [{ id: 0, name: 'their x' }],
        annotations: [
          { id: 0, image_id: 0, category_id: 0, bbox: [1, 2, 30, 40] },
          { id: 1, image_id: 1, category_id: 0, bbox: [1, 2, -3, 4] },
        ],
      }),
    );
    await answerDialogs(app, { open: [file] });
    await importCard().getByRole('button', { name: 'Choose files' }).click();
    await importCard().getByText('theirs.json').waitFor();
    await importCard().getByText("Take the file's").click();
    await importCard().getByRole('button', { name: 'See what would happen' }).click();
    await importCard().getByText('What would happen').waitFor();
    await importCard()
      .getByText(/annotations\[1\]\.bbox/)
      .waitFor();
    const name = importCard().getByRole('combobox', { name: 'What their x becomes' });
    await name.fill('x');
    await app.page.keyboard.press('Escape');
    await importCard().scrollIntoViewIfNeeded();
    await picture('import-plan');
    await importCard().getByRole('button', { name: 'Import', exact: true }).click();
    await importCard().getByText('What was done').waitFor();
    await picture('import-done');
    const after = await invoke<{ annotations: readonly { box: object }[] }>('annotation.load', {
      imageId: rows[0]?.id,
    });
    expect(after.annotations.map(({ box }) => box)).toEqual([{ x: 1, y: 2, width: 30, height: 40 }]);
    await app.page.keyboard.press('Control+z');
    await expect
      .poll(
        async () =>
          (await invoke<{ annotations: readonly unknown[] }>('annotation.load', { imageId: rows[0]?.id }))
            .annotations.length,
      )
      .toBe(5);
  });
});

describe('in Korean and in the dark', () => {
  it('stands as well', async () => {
    await app.page.getByRole('button', { name: 'Theme' }).click();
    await app.page
      .getByRole('menuitem', { name: 'Dark' })
      .or(app.page.getByRole('menuitemradio', { name: 'Dark' }))
      .click();
    await app.page.getByRole('button', { name: /: language/ }).click();
    await app.page
      .getByRole('menuitem', { name: '한국어' })
      .or(app.page.getByRole('menuitemradio', { name: '한국어' }))
      .click();
    await app.page
      .getByRole('region', { name: '레이블 내보내기' })
      .getByText(/이미지 4장/)
      .first()
      .waitFor();
    await picture('korean');
  });

  it('says in Korean what is wrong in a damaged file', async () => {
    const file = join(folder.path, 'damaged.json');
    await writeFile(
      file,
      JSON.stringify({
        images: [{ id: 1, file_name: 'nowhere.png', width: 20, height: 20 }],
        categories: [{ id: 1, name: 'x' }],
        annotations: [
          { image_id: 1, category_id: 1, bbox: [1, 2, -3, 4] },
          { image_id: 1, category_id: 1, bbox: [1, 2, 3] },
          { image_id: 1, category_id: 9, bbox: [1, 2, 3, 4] },
        ],
      }),
    );
    await answerDialogs(app, { open: [file] });
    const card = app.page.getByRole('region', { name: '레이블 가져오기' });
    await card.getByRole('button', { name: '파일 선택' }).click();
    await card.getByText('damaged.json').waitFor();
    await card.getByRole('button', { name: '미리 확인' }).click();
    await card.getByText('4곳을 읽지 못했습니다').waitFor();
    await card.locator('details li').last().scrollIntoViewIfNeeded();
    await picture('korean-damaged');
    expect(await card.locator('details li > span').allTextContents()).toEqual([
      '너비나 높이가 0 이하입니다.',
      '숫자 네 개가 아닙니다.',
      '목록에 없는 범주 ID입니다: 9',
      '레이블 옆에도 프로젝트에도 없는 이미지입니다: nowhere.png',
    ]);
  });
});
