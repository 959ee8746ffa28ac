import { Button, Form, InputNumber, Select } from 'antd';
import { useNavigate } from 'react-router-dom';
import { useChoices } from '@/domain/labels';
import { useOffice } from '@/session/session';
import { Page } from '@/ui/Page';
import { useWords } from '@/words';
import './income.css';
import { IncomeForm, type IncomeFields } from './IncomeForm';
import { incomeWords } from './incomeWords';
import { WithAccounts } from './Place';
import type { Source } from './reads';
import { RecentIncome } from './RecentIncome';

interface Transfer extends IncomeFields {
  source: Source;
  sent?: number;
}

function bodyOf({ source, sent }: Transfer) {
  return { source, ...(sent ? { sent } : {}) };
}

export default function NewTransfer() {
  const say = useWords(incomeWords);
  const go = useNavigate();
  const { fund } = useOffice();
  const sources = useChoices('source');
  return (
    <Page
      title={say('transfer')}
      about={say('transferAbout')}
      actions={
        <Button onClick={() => go('/injections/new')}>
          {say('other', { what: say('injection') })}
        </Button>
      }
    >
      <div className="mz-form-and-list">
        <WithAccounts>
          <IncomeForm<Transfer>
            key={fund}
            kind="transfer.received"
            initial={{ source: 'donation' }}
            body={bodyOf}
          >
            <Form.Item name="source" label={say('source')}>
              <Select aria-label={say('source')} options={sources} />
            </Form.Item>
            <Form.Item name="sent" label={say('sent')} extra={say('sentHint')}>
              <InputNumber min={1} precision={0} controls={false} style={{ width: '100%' }} />
            </Form.Item>
          </IncomeForm>
        </WithAccounts>
        <RecentIncome kind="transfer.received" />
      </div>
    </Page>
  );
}
