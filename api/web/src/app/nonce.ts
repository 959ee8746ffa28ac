/** The nonce of this page's policy: the server makes a new one for each answer. */
export const nonce =
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

/**
 * Lets the style elements that our own scripts make carry the nonce. Ant Design gives it to all of its
 * own but those by which it measures a scroll bar and locks scrolling behind a drawer.
 */
export function signStyles() {
  const make = document.createElement.bind(document);
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = make(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  }) as typeof document.createElement;
}
