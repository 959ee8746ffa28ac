import { Form, Input, Select } from 'antd';
import type { Schemas } from '@/api/client';
import { today } from '@/domain/dates';
import { useChoices, useLabels } from '@/domain/labels';
import { useTableParts } from '@/domain/tableRows';
import { inForce, isTown } from '@/domain/tableVersions';

type Type = Schemas['purpose']['type'];

const kTables = { cause: 'causes', county: 'regions', village: 'villages' } as const;

/** What money is for, as fields ["purpose", "type"] and ["purpose", "code"] of the form around it. */
export function PurposeFields({
  label,
  codeLabel,
  needed,
}: {
  label: string;
  codeLabel: string;
  needed: string;
}) {
  const labels = useLabels();
  const types = useChoices('purpose');
  const form = Form.useFormInstance();
  const type = Form.useWatch<Type | undefined>(['purpose', 'type'], form);
  const table =
    type !== undefined && type in kTables ? kTables[type as keyof typeof kTables] : 'causes';
  const rows = inForce(useTableParts(table).data ?? [], today()).filter(
    ({ code }) => !isTown(code),
  );
  const rule = { required: true, message: needed };
  return (
    <>
      <Form.Item name={['purpose', 'type']} label={label} rules={[rule]}>
        <Select options={types} onChange={() => form.resetFields([['purpose', 'code']])} />
      </Form.Item>
      {type !== undefined && type !== 'none' && (
        <Form.Item name={['purpose', 'code']} label={codeLabel} rules={[rule]}>
          {type === 'campaign' || rows.length === 0 ? (
            <Input maxLength={23} />
          ) : (
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={rows.map(({ code, title }) => ({
                value: code,
                label: type === 'cause' ? labels('cause', code) : `${title ?? ''} ${code}`,
              }))}
            />
          )}
        </Form.Item>
      )}
    </>
  );
}
