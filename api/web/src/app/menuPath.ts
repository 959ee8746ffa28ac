/** The entry of the menu under which a page stands: the longest whose address begins its own. */
export function menuPathOf(
  pathname: string,
  pages: readonly { path: string; menu?: object }[],
): string | undefined {
  return pages
    .filter(({ path, menu }) => menu && (pathname === path || pathname.startsWith(`${path}/`)))
    .map(({ path }) => path)
    .sort((a, b) => b.length - a.length)[0];
}
