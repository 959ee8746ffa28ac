import { Form, Input } from 'antd';
import { plainDocumentNo } from '@/domain/documentNo';
import { useWords } from '@/words';
import { words } from './words';

/** A field for a document's number: what the books cannot hold is taken out as one leaves it. */
export function DocumentNo({
  name = 'document_no',
  label,
  extra,
  needed,
}: {
  name?: string;
  label?: string;
  extra?: string;
  /** What is said where it is left empty; absent: it may be. */
  needed?: string;
}) {
  const say = useWords(words);
  const form = Form.useFormInstance();
  return (
    <Form.Item
      name={name}
      label={label ?? say('documentNo')}
      extra={extra ?? say('documentNoHint')}
      rules={[
        ...(needed ? [{ required: true, message: needed }] : []),
        { pattern: /^[ -~]*$/, message: say('documentNoPlain') },
      ]}
      validateTrigger="onBlur"
    >
      <Input
        autoComplete="off"
        maxLength={64}
        onBlur={({ target }) => {
          const plain = plainDocumentNo(target.value);
          if (plain !== target.value) form.setFieldValue(name, plain || undefined);
        }}
      />
    </Form.Item>
  );
}
