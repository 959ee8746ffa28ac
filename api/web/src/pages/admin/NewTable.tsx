import { useEffect, useState } from 'react';
import { Button, Empty, Form } from 'antd';
import { useParams } from 'react-router-dom';
import { today } from '@/domain/dates';
import { useChoices, useLabels } from '@/domain/labels';
import type { TableName } from '@/domain/tableRows';
import { DateInput } from '@/ui/DateInput';
import { DocumentNo } from '@/ui/DocumentNo';
import { Page } from '@/ui/Page';
import { showAtField, WriteProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import { Pending } from './Pending';
import { Seconders } from './Seconders';
import { ChooseTable, ChosenTable, type Chosen } from './TableFile';
import { columnsFor } from './tableFile';
import { useAct } from './useAct';
import { columnNames } from './useCell';
import { words } from './words';

interface Fields {
  from: string;
  document_no?: string;
}

function NewVersion({ table }: { table: TableName }) {
  const say = useWords(words);
  const [form] = Form.useForm<Fields>();
  const [chosen, setChosen] = useState<Chosen>();
  const { act, state, busy, alone } = useAct('table.adopted');
  const from = Form.useWatch('from', form) ?? today();
  const good = chosen?.faults.length === 0 ? chosen : undefined;
  // While the ledger is founded there is no second person, and one entry is all that this can write.
  const fits = !alone || good?.parts.length === 1;
  useEffect(() => showAtField(form, state), [form, state]);

  function send({ document_no, ...rest }: Fields) {
    if (!good) return;
    const { digest, parts } = good;
    const body = {
      ...rest,
      table,
      digest,
      part: 1,
      parts: parts.length,
      rows: parts[0],
      ...(document_no && { document_no }),
    };
    void act({ body }, `/tables/${table}`);
  }
  const columns = columnsFor(table).map((column) => say(columnNames[column]));
  return (
    <section className="mz-card">
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ from: today() }}
        onFinish={send}
      >
        <Form.Item label={say('file')} extra={say('fileHow', { columns: columns.join('、') })}>
          <ChooseTable table={table} onChosen={setChosen} />
        </Form.Item>
        <div className="mz-fields">
          <Form.Item
            name="from"
            label={say('holdsFrom')}
            extra={table === 'holidays' && say('holidaysFrom')}
            rules={[{ required: true, message: say('needed') }]}
          >
            <DateInput />
          </Form.Item>
          <DocumentNo />
        </div>
        {chosen && <ChosenTable table={table} from={from} chosen={chosen} />}
        {chosen && !fits && <p role="alert">{say('tooLongAlone')}</p>}
        <Seconders kind="table.adopted" alone={alone} />
        {!alone && <p className="mz-muted">{say('handFile')}</p>}
        <WriteProblem state={state} />
        <Button type="primary" htmlType="submit" loading={busy} disabled={!good || !fits}>
          {alone ? say('writeNow') : say('propose')}
        </Button>
      </Form>
    </section>
  );
}

export default function NewTable() {
  const say = useWords(words);
  const label = useLabels();
  const { table = '' } = useParams();
  const known = useChoices('table').some(({ value }) => value === table);
  return (
    <Page title={`${say('newVersion')} · ${label('table', table)}`} about={say('newVersionAbout')}>
      <Pending kinds={['table.adopted']} text="pendingTable" />
      {known ? (
        <NewVersion key={table} table={table as TableName} />
      ) : (
        <Empty description={say('noTable')} />
      )}
    </Page>
  );
}
