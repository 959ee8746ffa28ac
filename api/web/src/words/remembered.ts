/** What a browser keeps of a person's choices. One that keeps nothing is no reason to fail. */

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Asked for again next time.
  }
}
