/** Every row of a list, page after page: for lists that an office can read at one sitting. */
export async function takeAll<Row>(
  read: (cursor: string | undefined) => Promise<{ items: Row[]; next?: string }>,
  enough: (rows: Row[]) => boolean = () => false,
): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    rows.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined && !enough(rows));
  return rows;
}

/** The most rows that one page of the API has. */
export const kPageRowsMax = 1000;
