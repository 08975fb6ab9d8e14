import { useTranslation } from 'react-i18next';
import { type Language, languageNames } from './createI18n.ts';

/** The language that the window speaks. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.language in languageNames ? (i18n.language as Language) : 'en';
}
