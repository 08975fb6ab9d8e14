import type en from './en.json';

/** Makes every `t('key')` in the code a compile error when English lacks the key. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
    returnNull: false;
  }
}
