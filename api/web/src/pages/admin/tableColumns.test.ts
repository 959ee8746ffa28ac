import { describe, expect, it } from 'vitest';
import type { Part } from '@/domain/tableVersions';
import { columnsOf, rowsWith, standingOf, versionsOf } from './tableColumns';

function part(from: string, no: number, parts: number, rows: object[], pending?: true): Part {
  return {
    table: 'villages',
    digest: '0'.repeat(64),
    from,
    part: no,
    parts,
    rows,
    ...(pending && { pending }),
  } as Part;
}

const parts = [
  part('2026-01-01', 2, 2, [{ code: 'b' }]),
  part('2020-01-01', 1, 1, [{ code: 'old' }]),
  part('2026-01-01', 1, 2, [{ code: 'a', title: '甲村' }]),
  part('2027-01-01', 1, 1, [{ code: 'next' }]),
  part('2026-06-01', 1, 3, [{ code: 'half' }], true),
];

describe('versions of a table', () => {
  it('are the newest first, each with its parts in order', () => {
    const versions = versionsOf(parts);
    expect(versions.map(({ from }) => from)).toEqual([
      '2027-01-01',
      '2026-06-01',
      '2026-01-01',
      '2020-01-01',
    ]);
    expect(versions[2]?.rows.map(({ code }) => code)).toEqual(['a', 'b']);
    expect(versions[1]).toMatchObject({ parts: 1, partsWanted: 3, pending: true });
  });

  it('hold by day: the newest that is complete and has begun', () => {
    const versions = versionsOf(parts);
    const on = (day: string) => versions.map((_, index) => standingOf(versions, index, day));
    expect(on('2026-11-26')).toEqual(['future', 'pending', 'inForce', 'past']);
    expect(on('2027-01-01')).toEqual(['inForce', 'pending', 'past', 'past']);
  });

  it('of holidays hold in their own year alone', () => {
    const versions = versionsOf(parts);
    expect(standingOf(versions, 2, '2028-01-01', true)).toBe('past');
    expect(standingOf(versions, 2, '2026-12-31', true)).toBe('inForce');
  });
});

describe('rows of a table', () => {
  it('have the columns that any of them has', () => {
    expect(columnsOf([{ code: 'a' }, { title: '甲村' }])).toEqual(['code', 'title']);
  });

  it('are found by any column', () => {
    const rows = [
      { code: 'a', title: '甲村' },
      { code: 'b2', amount: 500 },
    ];
    expect(rowsWith(rows, ' 甲 ')).toEqual([rows[0]]);
    expect(rowsWith(rows, 'B2')).toEqual([rows[1]]);
    expect(rowsWith(rows, '')).toEqual(rows);
  });
});
