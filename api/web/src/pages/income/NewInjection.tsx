import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useNavigate } from 'react-router-dom';
import { useOffice } from '@/session/session';
import { DocumentNo } from '@/ui/DocumentNo';
import { Page } from '@/ui/Page';
import { useWords } from '@/words';
import './income.css';
import { IncomeForm, type IncomeFields } from './IncomeForm';
import { incomeWords } from './incomeWords';
import { WithAccounts } from './Place';
import { RecentIncome } from './RecentIncome';
import { words } from './words';

interface Injection extends IncomeFields {
  budget_level: string;
  budget_year: number;
  document_no?: string;
  budget_item?: string;
}

const kLevels = ['central', 'province', 'city', 'county', 'township'] as const;

function bodyOf({ budget_level, budget_year, document_no, budget_item }: Injection) {
  const document = document_no?.trim();
  const item = budget_item?.trim();
  return {
    source: 'gov',
    budget_level,
    budget_year,
    ...(document ? { document_no: document } : {}),
    ...(item ? { budget_item: item } : {}),
  };
}

export default function NewInjection() {
  const say = useWords(incomeWords);
  const sayForm = useWords(words);
  const go = useNavigate();
  const { fund } = useOffice();
  const needed = { required: true, message: sayForm('needed') };
  const ascii = { pattern: /^[ -~]*$/, message: sayForm('ascii') };
  return (
    <Page
      title={say('injection')}
      about={say('injectionAbout')}
      actions={
        <Button onClick={() => go('/transfers/new')}>
          {say('other', { what: say('transfer') })}
        </Button>
      }
    >
      <div className="mz-form-and-list">
        <WithAccounts source="gov">
          <IncomeForm<Injection>
            key={fund}
            kind="injection.received"
            source="gov"
            initial={{ budget_level: 'city', budget_year: new Date().getFullYear() }}
            body={bodyOf}
          >
            <Form.Item name="budget_level" label={say('budgetLevel')} rules={[needed]}>
              <Select
                aria-label={say('budgetLevel')}
                options={kLevels.map((value) => ({ value, label: say(`level_${value}`) }))}
              />
            </Form.Item>
            <Form.Item name="budget_year" label={say('budgetYear')} rules={[needed]}>
              <InputNumber min={1990} max={2100} precision={0} style={{ width: '100%' }} />
            </Form.Item>
            <DocumentNo />
            <Form.Item name="budget_item" label={say('budgetItem')} rules={[ascii]}>
              <Input autoComplete="off" maxLength={64} />
            </Form.Item>
          </IncomeForm>
        </WithAccounts>
        <RecentIncome kind="injection.received" />
      </div>
    </Page>
  );
}
