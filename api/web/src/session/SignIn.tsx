import { useEffect, useRef, useState, type Ref } from 'react';
import { Alert, Button, Form, Input, Modal, Typography, type InputRef } from 'antd';
import { api, rememberCsrf, Refused, take } from '@/api/client';
import { LanguageButton } from '@/app/LanguageButton';
import { useWords } from '@/words';
import { words as uiWords } from '@/ui/words';
import { words } from './words';

interface Credentials {
  person: string;
  password: string;
  code?: string;
}

function SignInForm({
  onDone,
  why,
  person,
  password,
}: {
  onDone: () => Promise<void>;
  why?: string;
  person?: string;
  password?: Ref<InputRef>;
}) {
  const say = useWords(words);
  const sayUi = useWords(uiWords);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [codeAsked, setCodeAsked] = useState(false);

  async function signIn(given: Credentials) {
    setBusy(true);
    setProblem(undefined);
    try {
      const session = await take(
        api.POST('/v1/session', {
          body: { ...given, kind: 'cookie', code: given.code || undefined },
        }),
      );
      rememberCsrf(session.csrf);
      await onDone();
    } catch (error) {
      const code = error instanceof Refused ? error.problem.code : undefined;
      if (code === 'code_needed' || code === 'code_wrong') setCodeAsked(true);
      if (code !== 'code_needed') {
        setProblem(error instanceof Refused ? error.problem.title : sayUi('unreachable'));
      }
    } finally {
      setBusy(false);
    }
  }

  const needed = { required: true, message: say('needed') };
  return (
    <Form<Credentials>
      layout="vertical"
      onFinish={signIn}
      requiredMark={false}
      initialValues={{ person }}
    >
      {(problem ?? why) && (
        <Alert
          type={problem ? 'error' : 'info'}
          showIcon
          role="alert"
          title={problem ?? why}
          style={{ marginBottom: 16 }}
        />
      )}
      <Form.Item name="person" label={say('person')} rules={[needed]}>
        <Input autoFocus={!person} autoComplete="username" size="large" />
      </Form.Item>
      <Form.Item name="password" label={say('password')} rules={[needed]}>
        <Input.Password ref={password} autoComplete="current-password" size="large" />
      </Form.Item>
      {codeAsked && (
        <Form.Item name="code" label={say('code')} extra={say('codeHint')} rules={[needed]}>
          <Input
            autoFocus
            autoComplete="one-time-code"
            inputMode="numeric"
            maxLength={6}
            size="large"
          />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {say('signIn')}
      </Button>
    </Form>
  );
}

/** `above`: over a page whose session, of that person, has ended. */
export function SignIn({ onDone, above }: { onDone: () => Promise<void>; above?: string }) {
  const say = useWords(words);
  const password = useRef<InputRef>(null);
  useEffect(() => {
    if (!above) document.title = `${say('signIn')} · 明账`;
  }, [above, say]);
  if (above) {
    return (
      <Modal
        open
        closable={false}
        keyboard={false}
        footer={null}
        title={say('signIn')}
        afterOpenChange={() => password.current?.focus()}
      >
        <SignInForm onDone={onDone} why={say('signedOut')} person={above} password={password} />
      </Modal>
    );
  }
  return (
    <main className="mz-sign-in">
      <div className="mz-card">
        <Typography.Title level={1} style={{ fontSize: 26, marginTop: 0 }}>
          <img src="/icon.svg" alt="" width={32} height={32} className="mz-sign-in-icon" />
          {say('product')}
        </Typography.Title>
        <p className="mz-about" style={{ marginBottom: 20 }}>
          {say('purpose')}
        </p>
        <SignInForm onDone={onDone} />
        <div
          style={{
            marginTop: 20,
            display: 'flex',
            justifyContent: 'space-between',
            alignItems: 'center',
          }}
        >
          <a href="/public">{say('public')}</a>
          <LanguageButton />
        </div>
      </div>
    </main>
  );
}
