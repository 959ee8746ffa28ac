import { useState } from 'react';
import { Alert, Button, Flex, Form, Progress, Result, Select, Upload } from 'antd';
import { useNavigate } from 'react-router-dom';
import { Unreachable } from '@/api/client';
import { yuan } from '@/domain/money';
import { useTitles } from '@/domain/titles';
import { hasDuty, useOffice } from '@/session/session';
import { Page } from '@/ui/Page';
import { LoadProblem } from '@/ui/Problem';
import { useWords } from '@/words';
import { ImportColumns } from './ImportColumns';
import { ImportReport } from './ImportReport';
import { importWords } from './importWords';
import './income.css';
import { WithAccounts } from './Place';
import { useAccounts, useChannels } from './reads';
import { useImport, type ImportChoice, type ImportState, type Report } from './useImport';

function Problem({ problem }: { problem: unknown }) {
  const say = useWords(importWords);
  if (problem === undefined) return null;
  if (problem instanceof Unreachable) {
    return <Alert type="error" showIcon role="alert" title={say('interrupted')} />;
  }
  return <LoadProblem error={problem} />;
}

function Under({ state }: { state: Extract<ImportState, { part: number }> }) {
  const say = useWords(importWords);
  const { part, at, file } = state;
  const text = part < 1 ? say('uploading') : say(at === 'writing' ? 'writing' : 'checking');
  return (
    <div className="mz-under" role="status">
      <p>
        {file.name} · {text}
      </p>
      <Progress
        percent={Math.floor(part * 100)}
        status="active"
        aria-label={say(at === 'writing' ? 'writing' : 'checking')}
      />
    </div>
  );
}

function Done({ report, restart }: { report: Report; restart: () => void }) {
  const say = useWords(importWords);
  const go = useNavigate();
  const { session } = useOffice();
  return (
    <Result
      status="success"
      title={say('imported', {
        n: report.fresh.toLocaleString('en'),
        yuan: yuan(report.fresh_amount),
      })}
      subTitle={say('next')}
      extra={
        <Flex gap={8} justify="center" wrap>
          <Button type="primary" autoFocus onClick={() => go(`/gifts?import=${report.import}`)}>
            {say('toGifts')}
          </Button>
          {hasDuty(session, 'bookkeeper') && (
            <Button onClick={() => go('/confirm')}>{say('toConfirm')}</Button>
          )}
          <Button onClick={restart}>{say('another')}</Button>
        </Flex>
      }
    />
  );
}

function Choose({
  choice,
  onChange,
  onFile,
  problem,
}: {
  choice: ImportChoice;
  onChange: (choice: ImportChoice) => void;
  onFile: (file: File) => void;
  problem: unknown;
}) {
  const say = useWords(importWords);
  const title = useTitles();
  const accounts = useAccounts('donation');
  const channels = useChannels();
  return (
    <>
      <Form layout="vertical" className="mz-two">
        <Form.Item label={say('account')} htmlFor="import-account">
          <Select
            id="import-account"
            aria-label={say('account')}
            value={choice.account}
            onChange={(account) => onChange({ ...choice, account })}
            options={accounts.map(({ account }) => ({
              value: account,
              label: title('accounts', account),
            }))}
          />
        </Form.Item>
        <Form.Item label={say('channel')} htmlFor="import-channel">
          <Select
            id="import-channel"
            aria-label={say('channel')}
            allowClear
            placeholder={say('channelDefault')}
            value={choice.channel}
            onChange={(channel) => onChange({ ...choice, channel })}
            options={channels}
          />
        </Form.Item>
      </Form>
      <Problem problem={problem} />
      <Upload.Dragger
        accept=".csv,text/csv"
        showUploadList={false}
        disabled={!choice.account}
        className="mz-drop"
        beforeUpload={(file) => {
          onFile(file);
          return Upload.LIST_IGNORE;
        }}
      >
        <p className="mz-drop-text">{say('drop')}</p>
        <p className="mz-muted">{say('dropHint')}</p>
      </Upload.Dragger>
    </>
  );
}

function ImportPage({ fund }: { fund: string }) {
  const say = useWords(importWords);
  const accounts = useAccounts('donation');
  const [chosen, setChosen] = useState<{ account?: string; channel?: string }>({});
  const { state, check, write, restart } = useImport();
  // Files come from channels; which one is known where there is only one.
  const usual = accounts.find(({ type }) => type === 'channel') ?? accounts[0];
  const choice = { fund, channel: chosen.channel, account: chosen.account ?? usual?.account ?? '' };

  return (
    <Page title={say('title')} about={say('about')}>
      <section className="mz-card mz-import">
        {state.at === 'choosing' && (
          <WithAccounts source="donation">
            <Choose
              choice={choice}
              onChange={setChosen}
              onFile={(file) => void check(choice, file)}
              problem={state.problem}
            />
          </WithAccounts>
        )}
        {(state.at === 'checking' || state.at === 'writing') && <Under state={state} />}
        {state.at === 'checked' && (
          <>
            <h2>{say('checked', { file: state.file.name })}</h2>
            <ImportReport report={state.report} />
            {state.report.bad > 0 && state.report.fresh > 0 && (
              <p className="mz-muted">{say('mend')}</p>
            )}
            <Problem problem={state.problem} />
            <Flex gap={8} wrap className="mz-import-acts">
              {state.report.fresh > 0 && (
                <Button
                  type={state.report.bad > 0 ? 'default' : 'primary'}
                  autoFocus={state.report.bad === 0}
                  onClick={() => void write(choice, state.file, state.report)}
                >
                  {say(state.report.bad > 0 ? 'importRest' : 'import', {
                    n: state.report.fresh.toLocaleString('en'),
                    bad: state.report.bad.toLocaleString('en'),
                  })}
                </Button>
              )}
              <Button onClick={restart}>{say('another')}</Button>
            </Flex>
          </>
        )}
        {state.at === 'done' && <Done report={state.report} restart={restart} />}
      </section>
      {state.at === 'choosing' && <ImportColumns />}
    </Page>
  );
}

/** Another fund is another import: what was checked for one is not written to the other. */
export default function Imports() {
  const { fund } = useOffice();
  return <ImportPage key={fund} fund={fund} />;
}
