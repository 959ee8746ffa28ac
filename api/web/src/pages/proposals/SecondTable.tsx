import { useState } from 'react';
import { Alert, App, Button } from 'antd';
import type { Schemas } from '@/api/client';
import { useWriteMany } from '@/api/writeMany';
import { ChooseTable, ChosenTable, type Chosen } from '@/pages/admin/TableFile';
import { words as adminWords } from '@/pages/admin/words';
import { WriteProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import { words } from './words';

/** What a proposal holds of a table: all but its rows. */
export type TableHeader = Omit<Schemas['body_table_adopted'], 'part' | 'rows'>;

/**
 * A table is adopted with its rows, which are not in the proposal: the second person chooses the
 * same file, and this browser compares before anything is written.
 */
export function SecondTable({
  seq,
  header,
  onDone,
}: {
  seq: number;
  header: TableHeader;
  onDone: () => void;
}) {
  const say = useWords(words);
  const sayTable = useWords(adminWords);
  const { message } = App.useApp();
  const writing = useWriteMany();
  const [chosen, setChosen] = useState<Chosen>();
  const same = chosen?.digest === header.digest && chosen.parts.length === header.parts;

  async function adopt({ parts }: Chosen) {
    const done = await writing.writeAll(
      parts.map((rows, index) => ({
        kind: 'table.adopted',
        ask: { body: { ...header, part: index + 1, rows, proposal: seq } },
      })),
    );
    if (done < parts.length) return;
    void message.success(say('adopted'));
    onDone();
  }
  return (
    <div>
      <p className="mz-muted">{sayTable('sameFile')}</p>
      <ChooseTable table={header.table} onChosen={setChosen} />
      {chosen && !same && chosen.faults.length === 0 && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={sayTable('otherFile', { wanted: header.digest.slice(0, 16) })}
        />
      )}
      {chosen && <ChosenTable table={header.table} from={header.from} chosen={chosen} />}
      <WriteProblem state={writing.state} />
      {chosen && same && (
        <Button type="primary" loading={writing.busy} onClick={() => void adopt(chosen)}>
          {say('agree')}
        </Button>
      )}
    </div>
  );
}
