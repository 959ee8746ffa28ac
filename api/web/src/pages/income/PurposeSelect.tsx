import { Select } from 'antd';
import { today } from '@/domain/dates';
import { useLabels } from '@/domain/labels';
import { useTableParts, type TableName } from '@/domain/tableRows';
import { inForce, isTown } from '@/domain/tableVersions';
import { useWords } from '@/words';
import { keyOf, type Purpose } from './purposes';
import { words } from './words';

type Choice = { value: string; label: string };

function useCodes(table: TableName, type: Purpose['type']): Choice[] {
  const label = useLabels();
  return inForce(useTableParts(table).data ?? [], today())
    .filter(({ code }) => !isTown(code))
    .map(({ code, title }) => ({
      value: keyOf({ type, code }),
      label: type === 'cause' ? label('cause', code) : (title ?? code),
    }));
}

/** What money is for, all in one choice that is searched by typing. As a field: `keyOf`. */
export function PurposeSelect({
  value,
  onChange,
  id,
}: {
  value?: string;
  onChange?: (key: string) => void;
  id?: string;
}) {
  const say = useWords(words);
  const groups = [
    { label: say('byCause'), options: useCodes('causes', 'cause') },
    { label: say('byCounty'), options: useCodes('regions', 'county') },
    { label: say('byVillage'), options: useCodes('villages', 'village') },
  ];
  return (
    <Select
      id={id}
      aria-label={say('purpose')}
      value={value}
      onChange={onChange}
      showSearch={{ optionFilterProp: 'label' }}
      options={[
        { value: keyOf({ type: 'none' }), label: say('anyPurpose') },
        ...groups.filter(({ options }) => options.length > 0),
      ]}
    />
  );
}
