import { useEffect, useRef, useState } from 'react';
import { Button, Checkbox, Collapse, Form, Input } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { api, take } from '@/api/client';
import { useWrite } from '@/api/write';
import { today } from '@/domain/dates';
import { useTitles } from '@/domain/titles';
import { useOffice } from '@/session/session';
import { MoneyInput } from '@/ui/MoneyInput';
import { Page } from '@/ui/Page';
import { WriteProblem, showAtField } from '@/ui/Problem';
import { useWords } from '@/words';
import { giftAsk, type GiftForm } from './giftAsk';
import { GiftRows } from './GiftRows';
import './income.css';
import { PlaceFields, ReferenceField, usePlaceDefaults, WithAccounts } from './Place';
import { PurposeSelect } from './PurposeSelect';
import { useChannels } from './reads';
import { remember } from './remembered';
import { SavedGift } from './SavedGift';
import { words } from './words';

const kFolded = ['account', 'channel', 'value_date', 'ref', 'phone', 'identity_number', 'note'];
/** What belongs to one gift; the rest stays for the next. */
const kBlank = {
  amount: undefined,
  name: undefined,
  anonymous: undefined,
  ref: undefined,
  phone: undefined,
  identity_number: undefined,
  note: undefined,
  receipt_wanted: undefined,
};

/** What the folded fields hold, so that nobody must open them to know. */
function FoldedSummary({ form }: { form: ReturnType<typeof Form.useForm<GiftForm>>[0] }) {
  const say = useWords(words);
  const title = useTitles();
  const channels = useChannels();
  const account = Form.useWatch('account', form);
  const channel = Form.useWatch('channel', form);
  const date = Form.useWatch('value_date', form);
  const parts = [
    account && title('accounts', account),
    channels.find(({ value }) => value === channel)?.label,
    date,
  ];
  return (
    <>
      {say('more')}
      <span className="mz-folded mz-muted">{parts.filter(Boolean).join(' · ')}</span>
    </>
  );
}

function GiftFields({ onSaved }: { onSaved: (seq: number) => void }) {
  const say = useWords(words);
  const { fund } = useOffice();
  const [form] = Form.useForm<GiftForm>();
  const { state, busy, write } = useWrite();
  const defaults = usePlaceDefaults('donation');
  const [open, setOpen] = useState(false);
  const stranger = useRef(crypto.randomUUID());

  useEffect(() => {
    if (state.at === 'refused') {
      const field = state.error.problem.field?.replace(/^body\./, '') ?? '';
      if (kFolded.includes(field)) setOpen(true);
    }
    showAtField(form, state);
  }, [form, state]);

  async function save(given: GiftForm) {
    const written = await write('donation.received', giftAsk(fund, given, stranger.current));
    if (!written) return;
    stranger.current = crypto.randomUUID();
    remember(fund, given);
    onSaved(written.seq);
    form.setFieldsValue(kBlank);
    form.getFieldInstance('amount')?.focus();
  }

  const more = (
    <div className="mz-two">
      <PlaceFields form={form} source="donation" />
      <ReferenceField hint={say('referenceHint')} />
      <Form.Item name="phone" label={say('phone')}>
        <Input autoComplete="off" inputMode="tel" maxLength={20} />
      </Form.Item>
      <Form.Item
        name="identity_number"
        label={say('identity')}
        rules={[{ pattern: /^[!-~\s]*$/, message: say('ascii') }]}
      >
        <Input autoComplete="off" maxLength={64} />
      </Form.Item>
      <Form.Item name="note" label={say('note')} className="mz-whole" extra={say('vaultHint')}>
        <Input autoComplete="off" maxLength={500} />
      </Form.Item>
      <Form.Item name="receipt_wanted" valuePropName="checked" className="mz-whole">
        <Checkbox>{say('receiptWanted')}</Checkbox>
      </Form.Item>
    </div>
  );

  return (
    <Form<GiftForm>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={defaults}
      onFinish={save}
      onFinishFailed={({ errorFields }) => {
        if (errorFields.some(({ name }) => kFolded.includes(String(name[0])))) setOpen(true);
      }}
    >
      <Form.Item
        name="amount"
        label={say('amount')}
        rules={[{ required: true, message: say('needed') }]}
      >
        <MoneyInput autoFocus />
      </Form.Item>
      <Form.Item label={say('name')} htmlFor="name" className="mz-name">
        <Form.Item name="name" noStyle>
          <Input placeholder={say('namePlaceholder')} autoComplete="off" maxLength={100} />
        </Form.Item>
        <Form.Item name="anonymous" valuePropName="checked" noStyle>
          <Checkbox>{say('anonymous')}</Checkbox>
        </Form.Item>
      </Form.Item>
      <Form.Item name="purpose" label={say('purpose')}>
        <PurposeSelect />
      </Form.Item>
      <Collapse
        ghost
        activeKey={open ? ['more'] : []}
        onChange={(keys) => setOpen(keys.length > 0)}
        items={[
          { key: 'more', label: <FoldedSummary form={form} />, forceRender: true, children: more },
        ]}
      />
      <WriteProblem state={state} />
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {say('save')}
      </Button>
    </Form>
  );
}

/** The newest gifts of today that were recorded one by one. */
function Todays() {
  const say = useWords(words);
  const { fund } = useOffice();
  const gifts = useQuery({
    queryKey: ['income', 'today', fund],
    queryFn: () => take(api.GET('/v1/donations', { params: { query: { fund, limit: 100 } } })),
  });
  const todays = gifts.data?.items.filter(
    ({ time, donation }) => !donation.import && today(new Date(time)) === today(),
  );
  return (
    <section className="mz-card">
      <h2>{say('todays')}</h2>
      <GiftRows gifts={todays?.slice(0, 10)} empty={say('noneToday')} />
    </section>
  );
}

export default function NewGift() {
  const say = useWords(words);
  const { fund } = useOffice();
  const [saved, setSaved] = useState<number>();
  return (
    <Page title={say('newGift')} about={say('newGiftAbout')}>
      <div className="mz-form-and-list">
        <section className="mz-card">
          <WithAccounts source="donation">
            <GiftFields key={fund} onSaved={setSaved} />
          </WithAccounts>
        </section>
        <div>
          {saved !== undefined && <SavedGift seq={saved} />}
          <Todays />
        </div>
      </div>
    </Page>
  );
}
