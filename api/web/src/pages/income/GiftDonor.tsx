import { useState } from 'react';
import { Alert, Button, Form, Modal, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { api, take, type Schemas } from '@/api/client';
import { hasDuty, useOffice, type Duty } from '@/session/session';
import { LoadProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import { Facts } from './Facts';
import { words } from './words';

type Items = Schemas['details']['items'];

const kReaders: Duty[] = ['approver', 'auditor', 'caseworker', 'responsible', 'reviewer'];
const kReasons = ['donor_asks', 'receipt', 'correction', 'audit'] as const;
const kNames: Record<string, keyof typeof words> = {
  name: 'hasName',
  phone: 'phone',
  identity_number: 'identity',
  bank_account: 'bankAccount',
  note: 'note',
};

function Details({ items }: { items: Items }) {
  const say = useWords(words);
  return items.map(({ commitment, details, missing }) =>
    missing ? (
      <p key={commitment}>{say(missing)}</p>
    ) : (
      <Facts
        key={commitment}
        facts={Object.entries(details ?? {}).map(([name, value]) => {
          const known = kNames[name];
          return [known ? say(known) : name, String(value)];
        })}
      />
    ),
  );
}

function RevealModal({ seq, onClose }: { seq: number; onClose: () => void }) {
  const say = useWords(words);
  const [shown, setShown] = useState<Items>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [form] = Form.useForm<{ reason: string }>();

  async function reveal({ reason }: { reason: string }) {
    setBusy(true);
    setProblem(undefined);
    try {
      const params = { path: { seq } };
      const read = take(api.POST('/v1/entries/{seq}/private', { params, body: { reason } }));
      setShown((await read).items);
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal
      open
      title={say('reveal')}
      onCancel={onClose}
      onOk={() => form.submit()}
      afterOpenChange={(open) => open && form.getFieldInstance('reason')?.focus()}
      okText={say('show')}
      cancelText={say('close')}
      okButtonProps={{ loading: busy, style: shown && { display: 'none' } }}
    >
      {shown ? (
        <div role="status">
          <Details items={shown} />
        </div>
      ) : (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={reveal}>
          <Alert type="info" showIcon title={say('revealWhy')} style={{ marginBottom: 16 }} />
          <Form.Item
            name="reason"
            label={say('reason')}
            rules={[{ required: true, message: say('choose') }]}
          >
            <Select
              aria-label={say('reason')}
              options={kReasons.map((value) => ({ value, label: say(`why_${value}`) }))}
            />
          </Form.Item>
        </Form>
      )}
      {problem !== undefined && <LoadProblem error={problem} />}
    </Modal>
  );
}

/** Who gave it, masked; in full for those who may, with a reason that is logged. */
export function GiftDonor({ seq }: { seq: number }) {
  const say = useWords(words);
  const { session } = useOffice();
  const [open, setOpen] = useState(false);
  const masked = useQuery({
    queryKey: ['income', 'masked', seq],
    queryFn: () => take(api.GET('/v1/entries/{seq}/private', { params: { path: { seq } } })),
    staleTime: 600_000,
  });
  if (masked.isError) return <LoadProblem error={masked.error} />;
  const items = masked.data?.items ?? [];
  if (masked.data && items.length === 0) return <p>{say('noDonor')}</p>;
  return (
    <>
      <Details items={items} />
      {items.length > 0 && hasDuty(session, ...kReaders) && (
        <Button className="mz-no-print" onClick={() => setOpen(true)}>
          {say('reveal')}
        </Button>
      )}
      {open && <RevealModal seq={seq} onClose={() => setOpen(false)} />}
    </>
  );
}
