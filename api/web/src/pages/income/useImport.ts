import { useCallback, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Schemas } from '@/api/client';
import { upload } from '@/api/upload';

export type Report = Schemas['import_report'];

export type ImportState =
  | { at: 'choosing'; problem?: unknown }
  /** `part`: how much of the file has left, 0 to 1. */
  | { at: 'checking'; file: File; part: number }
  | { at: 'checked'; file: File; report: Report; problem?: unknown }
  | { at: 'writing'; file: File; report: Report; part: number }
  | { at: 'done'; report: Report };

export interface ImportChoice {
  fund: string;
  account: string;
  channel?: string;
}

function send(
  { channel, ...chosen }: ImportChoice,
  file: File,
  how: Record<string, string>,
  sent: (part: number) => void,
): Promise<Report> {
  const query = { ...chosen, ...(channel ? { channel } : {}), ...how };
  return upload<Report>('/v1/imports', query, file, 'text/csv', sent);
}

/** One file on its way into the books: chosen, checked, written. */
export function useImport() {
  const [state, setState] = useState<ImportState>({ at: 'choosing' });
  const queries = useQueryClient();

  const check = useCallback(async (choice: ImportChoice, file: File) => {
    const sent = (part: number) => setState({ at: 'checking', file, part });
    sent(0);
    try {
      const report = await send(choice, file, { dry_run: 'true' }, sent);
      setState({ at: 'checked', file, report });
    } catch (problem) {
      setState({ at: 'choosing', problem });
    }
  }, []);

  const write = useCallback(
    async (choice: ImportChoice, file: File, checked: Report) => {
      const sent = (part: number) => setState({ at: 'writing', file, report: checked, part });
      sent(0);
      try {
        const how: Record<string, string> = checked.bad > 0 ? { skip_bad: 'true' } : {};
        const report = await send(choice, file, how, sent);
        setState({ at: 'done', report });
        await queries.invalidateQueries();
      } catch (problem) {
        setState({ at: 'checked', file, report: checked, problem });
      }
    },
    [queries],
  );

  return { state, check, write, restart: useCallback(() => setState({ at: 'choosing' }), []) };
}
