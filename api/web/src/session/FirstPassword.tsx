import { useState } from 'react';
import { Alert, App, Button, Form, Input, Typography } from 'antd';
import { api, Refused, saysSignedOut, take } from '@/api/client';
import { words as uiWords } from '@/ui/words';
import { useWords } from '@/words';
import { words } from './words';

interface Passwords {
  old_password: string;
  new_password: string;
  again: string;
}

/** Changes one's own password. `first`: it is all that the page is for. */
export function PasswordForm({
  onDone,
  first,
}: {
  onDone: () => Promise<void> | void;
  first?: boolean;
}) {
  const say = useWords(words);
  const sayUi = useWords(uiWords);
  const { message } = App.useApp();
  const [form] = Form.useForm<Passwords>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function change({ old_password, new_password }: Passwords) {
    setBusy(true);
    setProblem(undefined);
    try {
      await take(api.POST('/v1/session/password', { body: { old_password, new_password } }));
      void message.success(say('changed'));
      form.resetFields();
      await onDone();
    } catch (error) {
      const refused = error instanceof Refused ? error.problem : undefined;
      if (refused?.code === 'password_weak') {
        form.setFields([{ name: 'new_password', errors: [refused.title] }]);
      } else if (refused?.code === 'credentials_wrong') {
        form.setFields([{ name: 'old_password', errors: [refused.title] }]);
      } else if (!refused || !saysSignedOut(refused.status, refused)) {
        setProblem(refused?.title ?? sayUi('unreachable'));
      }
    } finally {
      setBusy(false);
    }
  }

  const needed = { required: true, message: say('needed') };
  return (
    <Form<Passwords> form={form} layout="vertical" onFinish={change} requiredMark={false}>
      {problem && (
        <Alert type="error" showIcon role="alert" title={problem} style={{ marginBottom: 16 }} />
      )}
      <Form.Item name="old_password" label={say('oldPassword')} rules={[needed]}>
        <Input.Password autoFocus={first} autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="new_password"
        label={say('newPassword')}
        extra={say('newPasswordHint')}
        rules={[needed]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={say('again')}
        dependencies={['new_password']}
        rules={[
          needed,
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              value === getFieldValue('new_password')
                ? Promise.resolve()
                : Promise.reject(new Error(say('differs'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy}>
        {say('change')}
      </Button>
    </Form>
  );
}

/** Before anything else: the password that somebody else gave is replaced. */
export function FirstPassword({ onDone }: { onDone: () => Promise<void> }) {
  const say = useWords(words);
  return (
    <main className="mz-sign-in">
      <div className="mz-card">
        <Typography.Title level={1} style={{ fontSize: 20, marginTop: 0 }}>
          {say('firstPassword')}
        </Typography.Title>
        <p className="mz-about">{say('firstPasswordWhy')}</p>
        <PasswordForm onDone={onDone} first />
      </div>
    </main>
  );
}
