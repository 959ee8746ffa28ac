import { useState } from 'react';
import { App, Button, Form, Modal, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { api, take } from '@/api/client';
import { useWrite } from '@/api/write';
import { WriteProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import { words } from './words';

interface ReasonRow {
  code?: string;
  title?: string;
  use?: string;
}

/** The reasons that the ledger's table has for cancelling what is not confirmed. */
function useReasons(open: boolean) {
  return useQuery({
    queryKey: ['table', 'reasons'],
    enabled: open,
    staleTime: 600_000,
    queryFn: async () => {
      const parts = await take(
        api.GET('/v1/tables/{table}', {
          params: { path: { table: 'reasons' }, query: { limit: 500 } },
        }),
      );
      const rows = parts.items.flatMap((part) => (part.rows ?? []) as ReasonRow[]);
      return rows.filter(
        (row) => row.use === 'income_cancelled' || row.use === 'cancel' || !row.use,
      );
    },
  });
}

/** Cancels a gift that is not confirmed; whether one may, the server says. */
export function CancelButton({
  seq,
  fund,
  onDone,
}: {
  seq: number;
  fund: string;
  onDone?: () => void;
}) {
  const say = useWords(words);
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ reason: string }>();
  const reasons = useReasons(open);
  const { state, busy, write, reset } = useWrite();

  async function cancel({ reason }: { reason: string }) {
    if (await write('income.cancelled', { fund, body: { income: seq, reason } })) {
      setOpen(false);
      void message.success(say('cancelled'));
      onDone?.();
    }
  }

  return (
    <>
      <Button
        danger
        onClick={() => {
          reset();
          setOpen(true);
        }}
      >
        {say('cancel')}
      </Button>
      <Modal
        open={open}
        title={say('cancelTitle')}
        okText={say('cancel')}
        cancelText={say('keep')}
        okButtonProps={{ danger: true, loading: busy }}
        onOk={form.submit}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <p>{say('cancelWhy')}</p>
        <WriteProblem state={state} />
        <Form form={form} layout="vertical" onFinish={cancel} requiredMark={false}>
          <Form.Item
            name="reason"
            label={say('reason')}
            rules={[{ required: true, message: say('needed') }]}
          >
            <Select
              loading={reasons.isPending}
              options={reasons.data?.map((row) => ({
                value: row.code,
                label: row.title ?? row.code,
              }))}
            />
          </Form.Item>
        </Form>
      </Modal>
    </>
  );
}
