// Small choices of one person on one machine. A browser that forbids storage just forgets them.

export function remembered(name: string): string | null {
  try {
    return window.localStorage.getItem(`throughline.${name}`);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    window.localStorage.setItem(`throughline.${name}`, value);
  } catch {
    // Private windows may refuse; the choice then lasts as long as the page.
  }
}
