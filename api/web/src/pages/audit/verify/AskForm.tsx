import { useState } from 'react';
import { Button, Form, Input, Popconfirm, Radio, Upload } from 'antd';
import { moment } from '@/domain/dates';
import { parseCheckpoint, parseVkey } from '@/proof/note';
import { useWords } from '@/words';
import { noteIn, rememberKept, type Kept } from './kept';
import type { Asked } from './Result';
import { words } from './words';

interface Fields {
  against: 'last' | 'mine' | 'none';
  mine?: string;
  vkey?: string;
}

function askedOf({ against, mine, vkey }: Fields, last: Kept | undefined): Asked {
  const typed = vkey?.trim();
  const kept =
    against === 'mine' ? noteIn(mine ?? '') : against === 'last' ? last?.note : undefined;
  return {
    start: { vkey: typed || last?.vkey, kept },
    key: typed ? 'keyFromPerson' : last ? 'keyFromMemory' : 'keyFromServer',
  };
}

function Mine() {
  const say = useWords(words);
  const form = Form.useFormInstance<Fields>();
  const check = (_: unknown, text?: string) =>
    parseCheckpoint(noteIn(text ?? ''))
      ? Promise.resolve()
      : Promise.reject(new Error(say('notACheckpoint')));
  return (
    <>
      <Form.Item name="mine" label={say('pasteLabel')} rules={[{ validator: check }]}>
        <Input.TextArea
          rows={6}
          className="mz-code"
          placeholder={say('paste')}
          spellCheck={false}
        />
      </Form.Item>
      <Form.Item>
        <Upload
          showUploadList={false}
          beforeUpload={(file) => {
            void file.text().then((text) => {
              form.setFieldValue('mine', text);
              return form.validateFields(['mine']).catch(() => undefined);
            });
            return false;
          }}
        >
          <Button>{say('file')}</Button>
        </Upload>
      </Form.Item>
    </>
  );
}

/** What the browser is to compare with, and whose signature it believes. */
export function AskForm({
  last,
  again,
  onForget,
  onStart,
}: {
  last: Kept | undefined;
  again: boolean;
  onForget: () => void;
  onStart: (asked: Asked) => void;
}) {
  const say = useWords(words);
  const [form] = Form.useForm<Fields>();
  const [against, setAgainst] = useState<Fields['against']>(last ? 'last' : 'none');
  const known = last && parseCheckpoint(last.note);
  const checkKey = async (_: unknown, text?: string) => {
    if (text?.trim() && !(await parseVkey(text))) throw new Error(say('notAKey'));
  };
  const forget = () => {
    rememberKept(undefined);
    form.setFieldValue('against', 'none');
    setAgainst('none');
    onForget();
  };
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      className="mz-form"
      initialValues={{ against }}
      onValuesChange={(_, { against: chosen }) => setAgainst(chosen)}
      onFinish={(fields) => onStart(askedOf(fields, last))}
    >
      <Form.Item name="against" label={say('against')}>
        <Radio.Group className="mz-choices">
          {last && (
            <Radio value="last">
              {say('againstLast')}{' '}
              <span className="mz-muted">
                {say('lastOf', {
                  time: moment(new Date(last.at).toISOString()),
                  n: known?.size.toLocaleString() ?? '?',
                })}
              </span>
            </Radio>
          )}
          <Radio value="mine">{say('againstMine')}</Radio>
          <Radio value="none">{say('againstNone')}</Radio>
        </Radio.Group>
      </Form.Item>
      {against === 'mine' && <Mine />}
      <Form.Item
        name="vkey"
        label={say('key')}
        extra={say('keyHint')}
        rules={[{ validator: checkKey, validateTrigger: 'onSubmit' }]}
      >
        <Input className="mz-code" autoComplete="off" spellCheck={false} />
      </Form.Item>
      <div className="mz-actions">
        <Button type="primary" htmlType="submit">
          {say(again ? 'again' : 'start')}
        </Button>
        {last && (
          <Popconfirm
            title={say('forget')}
            description={say('forgetWhy')}
            okText={say('forget')}
            cancelText={say('cancel')}
            onConfirm={forget}
          >
            <Button type="link">{say('forget')}</Button>
          </Popconfirm>
        )}
      </div>
    </Form>
  );
}
