import { describe, expect, it } from 'vitest';
import type { Schemas } from '@/api/client';
import { backupAge, concerns, diskTone } from './upkeep';

const well: Schemas['upkeep'] = {
  version: '0.1.0',
  time: '2026-11-26T08:00:00.000Z',
  writable: true,
  entries: 36,
  ledger_bytes: 1_000_000,
  disk: { bytes: 1_000_000_000, free_bytes: 500_000_000 },
  backup: { time: '2026-11-25T23:00:00.000Z', place: '/b', size: 36, bytes: 1_000_000 },
};

describe('upkeep', () => {
  it('has nothing to say while all is well', () => {
    expect(concerns(well)).toEqual([]);
  });

  it('counts whole days since the backup', () => {
    expect(backupAge(well)).toBe(0);
    expect(backupAge({ ...well, time: '2026-11-28T22:59:59.000Z' })).toBe(2);
    expect(backupAge({ ...well, backup: undefined })).toBeUndefined();
  });

  it('finds a disk full at a tenth, or where no copy of the ledger fits', () => {
    expect(diskTone({ ...well, disk: { bytes: 1000, free_bytes: 99 } })).toBe('bad');
    expect(diskTone({ ...well, ledger_bytes: 200_000_000 })).toBe('bad');
  });

  it('names the most pressing first', () => {
    const bad = { ...well, writable: false, time: '2026-12-26T08:00:00.000Z' };
    expect(concerns(bad)).toEqual(['readOnly', 'backupOld']);
    expect(concerns({ ...well, backup: undefined })).toEqual(['backupNone']);
  });
});
