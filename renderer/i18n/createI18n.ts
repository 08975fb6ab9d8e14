import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Reason, textOf } from '#shared/formats/label/reasons/reason.ts';
import type { Settings } from '#shared/ipc/contract/app.ts';
import en from './en.json';
import ko from './ko.json';

/** The languages that ship, each with its own name for itself. */
export const languageNames = { en: 'English', ko: '한국어' } as const;

/** A language that ships. */
export type Language = keyof typeof languageNames;

/** The language to speak: the chosen one, else the system's where it ships, else English. */
export function languageFor(settings: Pick<Settings, 'language'>, systemLanguage: string): Language {
  if (settings.language !== null) return settings.language;
  return systemLanguage.toLowerCase().split(/[-_]/)[0] === 'ko' ? 'ko' : 'en';
}

/** Both languages are in the bundle: nothing is loaded, so the first text is the right one. */
export function createI18n(language: Language): i18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, ko: { translation: ko } },
    // React escapes what it renders.
    interpolation: { escapeValue: false },
    initAsync: false,
    returnNull: false,
  });
  instance.services.formatter?.add('labelReason', (reason: Reason, language) =>
    textOf(reason, language === 'ko' ? 'ko' : 'en'),
  );
  return instance;
}
