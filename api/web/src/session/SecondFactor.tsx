import { useEffect, useState } from 'react';
import { Alert, App, Button, Form, Input, QRCode, Spin, Typography } from 'antd';
import { api, Refused, take } from '@/api/client';
import { words as uiWords } from '@/ui/words';
import { useWords } from '@/words';
import { words } from './words';

/** Sets up a second factor: a secret for the phone, then its first code. */
export function SecondFactorForm({ onDone }: { onDone: () => Promise<void> | void }) {
  const say = useWords(words);
  const sayUi = useWords(uiWords);
  const { message } = App.useApp();
  const [offer, setOffer] = useState<{ secret: string; uri: string }>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    let here = true;
    take(api.POST('/v1/session/second-factor', {}))
      .then((made) => here && setOffer(made))
      .catch(
        (error) =>
          here && setProblem(error instanceof Refused ? error.problem.title : sayUi('unreachable')),
      );
    return () => {
      here = false;
    };
    // Once: each offer makes the one before it void.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  async function confirm({ code }: { code: string }) {
    setBusy(true);
    setProblem(undefined);
    try {
      await take(api.PUT('/v1/session/second-factor', { body: { code } }));
      void message.success(say('factorDone'));
      await onDone();
    } catch (error) {
      setProblem(error instanceof Refused ? error.problem.title : sayUi('unreachable'));
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      {problem && (
        <Alert type="error" showIcon role="alert" title={problem} style={{ marginBottom: 16 }} />
      )}
      {!offer && !problem && <Spin />}
      {offer && (
        <>
          <p>{say('factorScan')}</p>
          <QRCode
            value={offer.uri}
            size={176}
            bordered={false}
            type="svg"
            aria-label={say('factorQr')}
          />
          <p className="mz-code">{offer.secret.match(/.{1,4}/g)?.join(' ')}</p>
          <Form layout="vertical" onFinish={confirm} requiredMark={false}>
            <Form.Item
              name="code"
              label={say('factorCode')}
              rules={[{ required: true, message: say('needed') }]}
            >
              <Input autoFocus inputMode="numeric" maxLength={6} autoComplete="one-time-code" />
            </Form.Item>
            <Button type="primary" htmlType="submit" block loading={busy}>
              {say('factorConfirm')}
            </Button>
          </Form>
        </>
      )}
    </>
  );
}

/** Before anything else, for those whose duties ask for it. */
export function SecondFactor({ onDone }: { onDone: () => Promise<void> }) {
  const say = useWords(words);
  return (
    <main className="mz-sign-in">
      <div className="mz-card">
        <Typography.Title level={1} style={{ fontSize: 20, marginTop: 0 }}>
          {say('factorTitle')}
        </Typography.Title>
        <p className="mz-about">{say('factorWhy')}</p>
        <SecondFactorForm onDone={onDone} />
      </div>
    </main>
  );
}
