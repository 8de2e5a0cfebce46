/** What stands for the system's own locale where a choice needs a text. */
export const SYSTEM_LOCALE = 'system';

const LOCALES = [
  'de-DE',
  'en-GB',
  'en-US',
  'es-ES',
  'fr-FR',
  'it-IT',
  'ja-JP',
  'ko-KR',
  'nl-NL',
  'pl-PL',
  'pt-BR',
  'sv-SE',
  'zh-CN',
];

/** Locales to write dates by, each named in English; the system's own comes first. */
export function localeChoices(): readonly { readonly value: string; readonly label: string }[] {
  const names = new Intl.DisplayNames('en', { type: 'language' });
  const system = new Intl.DateTimeFormat().resolvedOptions().locale;
  return [
    { value: SYSTEM_LOCALE, label: `As the system (${names.of(system) ?? system})` },
    ...LOCALES.map((locale) => ({ value: locale, label: names.of(locale) ?? locale })),
  ];
}
