import { yuan } from '@/domain/money';
import { useWords } from '@/words';
import type { Column, Row } from './tableColumns';
import { words } from './words';

/** What the columns of tables are called. */
export const columnNames: Record<Column, keyof typeof words> = {
  code: 'columnCode',
  title: 'columnTitle',
  path: 'columnPath',
  type: 'columnType',
  side: 'columnSide',
  use: 'columnUse',
  from: 'columnFrom',
  to: 'columnTo',
  date: 'columnDate',
  amount: 'columnAmount',
};

/** What a cell says in words, where its code has some. */
export function useCell(): (column: Column, row: Row) => string {
  const say = useWords(words);
  return (column, row) => {
    const value = row[column];
    if (value === undefined) return '';
    if (column === 'amount') return yuan(Number(value));
    const word = `${column}_${value}`;
    return word in words ? say(word as keyof typeof words) : String(value);
  };
}
