import type { Schemas } from '@/api/client';

type Upkeep = Schemas['upkeep'];

/** A copy is made every night; two missed nights are worth a word. */
export const kBackupDaysMax = 2;
const kDayMs = 86_400_000;

/** Whole days since the last backup, by the server's clock; none where there is none. */
export function backupAge({ time, backup }: Upkeep): number | undefined {
  return backup && Math.floor((Date.parse(time) - Date.parse(backup.time)) / kDayMs);
}

/** Little is a tenth of the disk, or less than the ledger three times: a copy has to fit. */
export function diskTone({ disk, ledger_bytes }: Upkeep): 'good' | 'bad' {
  const little = disk.free_bytes < disk.bytes / 10 || disk.free_bytes < 3 * ledger_bytes;
  return little ? 'bad' : 'good';
}

/** What the administrator should see to, most pressing first. */
export function concerns(upkeep: Upkeep): ('readOnly' | 'diskLow' | 'backupNone' | 'backupOld')[] {
  const age = backupAge(upkeep);
  return [
    ...(upkeep.writable ? [] : ['readOnly' as const]),
    ...(diskTone(upkeep) === 'bad' ? ['diskLow' as const] : []),
    ...(age === undefined ? ['backupNone' as const] : []),
    ...(age !== undefined && age > kBackupDaysMax ? ['backupOld' as const] : []),
  ];
}
