import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Column } from './tableColumns';
import {
  changesOf,
  columnsFor,
  digestOf,
  partsOf,
  readTable,
  tableCsv,
  tableShapes,
} from './tableFile';

const kNames: Partial<Record<Column, string[]>> = { code: ['代码'], title: ['名称', 'Name'] };
const names = (column: Column) => kNames[column] ?? [];

it('knows the columns of each table as the format has them', () => {
  const path = fileURLToPath(new URL('../../../../../docs/format.md', import.meta.url));
  const [, block = ''] = /generated:columns -->\n([^<]*)/.exec(readFileSync(path, 'utf8')) ?? [];
  const list = (cell: string) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name!);
  const rows = block.split('\n').flatMap((line) => {
    const [, table, key, must, may] = line.split('|').map((cell) => cell.trim());
    return table?.startsWith('`') ? [[list(table)[0], list(key!)[0], list(must!), list(may!)]] : [];
  });
  const here = Object.entries(tableShapes).map(([table, { key, must, may }]) => [
    table,
    key,
    must,
    may,
  ]);
  expect(here.sort()).toEqual(rows.sort());
});

describe('a table in a file', () => {
  it('is read by what its heads are called, in any order', () => {
    expect(readTable('villages', '名称,代码\n甲村,370126001001\n', names)).toEqual({
      rows: [{ title: '甲村', code: '370126001001' }],
      faults: [],
    });
  });

  it('has days and amounts as a spreadsheet writes them', () => {
    expect(readTable('holidays', 'date,type\n2026/1/2,off', names).rows).toEqual([
      { date: '2026-01-02', type: 'off' },
    ]);
    expect(readTable('dibao', 'code,amount\n370126,"1,056.50"', names).rows).toEqual([
      { code: '370126', amount: 105650 },
    ]);
  });

  it('says in which row what is wrong', () => {
    const { faults } = readTable('dibao', 'code,amount,colour\na,many\nb,1\nb,2\n,3', names);
    expect(faults).toEqual([
      { what: 'unknownColumn', row: 1, text: 'colour' },
      { what: 'notMoney', row: 2, column: 'amount', text: 'many' },
      { what: 'twice', row: 4, column: 'code', text: 'b' },
      { what: 'missing', row: 5, column: 'code' },
    ]);
    expect(readTable('dibao', 'code,amount', names).faults).toEqual([{ what: 'empty', row: 1 }]);
  });

  it('is the same after it was downloaded and read again', () => {
    const rows = {
      dibao: [{ code: '370126', amount: 105650 }],
      regions: [{ code: '370126', title: '商河县', from: '2014-01-01' }],
    };
    for (const table of ['dibao', 'regions'] as const) {
      const text = tableCsv(table, rows[table], (column) => column);
      expect(readTable(table, text, names)).toEqual({ rows: rows[table], faults: [] });
    }
  });
});

describe('a table as the ledger takes it', () => {
  it('has the digest that the format says, whatever the order of the columns', async () => {
    // printf '[{"code":"accident","title":"意外事故"}]' | sha256sum
    const digest = '2d028b6cbccaf7361f62872e611d3a7db12158d1ff89ce0e1d89f571d9f835b6';
    expect(await digestOf([{ title: '意外事故', code: 'accident' }])).toBe(digest);
  });

  it('is cut where an entry is full, and nowhere else', () => {
    const row = { code: 'c', title: 'x'.repeat(976) };
    expect(JSON.stringify(Array(24).fill(row)).length).toBe(24_001);
    expect(partsOf(Array(24).fill(row)).map(({ length }) => length)).toEqual([23, 1]);
    const shorter = { ...row, title: 'x'.repeat(975) };
    expect(partsOf([...Array(23).fill(row), shorter])).toHaveLength(1);
  });

  it('tells what it adds, changes and drops', () => {
    const before = [
      { code: 'a', title: '甲' },
      { code: 'b', title: '乙' },
    ];
    const after = [
      { title: '丙', code: 'b' },
      { code: 'c', title: '丁' },
    ];
    expect(changesOf('villages', before, after)).toEqual({
      added: [after[1]],
      removed: [before[0]],
      changed: [{ before: before[1], after: after[0] }],
    });
    expect(columnsFor('villages')).toEqual(['code', 'title', 'type']);
  });
});
