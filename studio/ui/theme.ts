const REMEMBERED = 'guiju.theme';

export type Theme = 'light' | 'dark';

/** The look that was chosen; null: as the reader's system has it. */
export function chosenTheme(): Theme | null {
  try {
    const found = localStorage.getItem(REMEMBERED);
    return found === 'light' || found === 'dark' ? found : null;
  } catch {
    return null;
  }
}

/** The look that is shown. */
export const shownTheme = (): Theme =>
  chosenTheme() ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

export function chooseTheme(theme: Theme): void {
  try {
    localStorage.setItem(REMEMBERED, theme);
  } catch {
    // A browser that keeps nothing forgets the choice; the page still changes.
  }
  showTheme();
}

export function showTheme(): void {
  const theme = chosenTheme();
  if (theme === null) delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
