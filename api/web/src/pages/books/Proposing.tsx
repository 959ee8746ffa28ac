import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { Button, Form, Result } from 'antd';
import type { FormInstance } from 'antd';
import { Link } from 'react-router-dom';
import { useWrite, type Kind } from '@/api/write';
import { docsOf, type PaperGiven } from '@/pages/aid/papers';
import { PapersInput } from '@/pages/aid/PapersInput';
import '@/pages/aid/aid.css';
import { Page } from '@/ui/Page';
import { WriteProblem, showAtField } from '@/ui/Problem';
import { useWords } from '@/words';
import './books.css';
import { words } from './words';

/**
 * A form whose entry needs a second person. `askOf` makes the entry of what was given; undefined
 * while something is missing that is no field. `head` stands above the fields, which are shown once
 * there is something to be corrected.
 */
export function Proposing<Given extends object>({
  title,
  about,
  kind,
  form,
  initial,
  head,
  ready,
  askOf,
  onAnother,
  children,
}: {
  title: string;
  about: string;
  kind: Kind;
  form: FormInstance<Given>;
  initial?: Partial<Given>;
  head?: ReactNode;
  ready: boolean;
  askOf: (given: Given) => { fund: string; body: object };
  onAnother: () => void;
  children: ReactNode;
}) {
  const say = useWords(words);
  const { state, busy, propose, reset } = useWrite();
  useEffect(() => showAtField(form, state), [form, state]);

  function send({ papers, ...given }: Given & { papers?: PaperGiven[] }) {
    const ask = askOf(given as unknown as Given);
    void propose(kind, { ...ask, body: { ...ask.body, docs: docsOf(papers) } });
  }
  if (state.at === 'done') {
    return (
      <Page title={title}>
        <Result
          status="success"
          title={say('proposed', { seq: state.written.seq })}
          extra={[
            <Button
              key="another"
              type="primary"
              autoFocus
              onClick={() => {
                reset();
                onAnother();
              }}
            >
              {say('another')}
            </Button>,
            <Link key="see" to="/proposals">
              {say('seeProposals')}
            </Link>,
          ]}
        />
      </Page>
    );
  }
  return (
    <Page title={title} about={about}>
      <section className="mz-card bk-form">
        <Form<Given>
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={initial}
          onFinish={send}
        >
          {head}
          {ready && children}
          {ready && (
            <Form.Item name="papers" label={say('papers')}>
              <PapersInput />
            </Form.Item>
          )}
          <WriteProblem state={state} />
          {ready && (
            <Button type="primary" htmlType="submit" loading={busy}>
              {say('propose')}
            </Button>
          )}
        </Form>
      </section>
    </Page>
  );
}
