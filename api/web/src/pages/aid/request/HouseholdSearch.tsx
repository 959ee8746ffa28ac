import { useState } from 'react';
import { Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { api, take } from '@/api/client';
import { useLabels } from '@/domain/labels';
import { useCodes } from '@/domain/tableRows';

/** A household by the beginning of its id; before one types, those on file first. */
export function HouseholdSearch({
  value,
  onChange,
  id,
}: {
  value?: string;
  onChange?: (household: string | undefined) => void;
  id?: string;
}) {
  const label = useLabels();
  const villages = useCodes('villages');
  const [text, setText] = useState('');
  const found = useQuery({
    queryKey: ['household choices', text],
    queryFn: async () => {
      if (text === '') {
        const page = await take(api.GET('/v1/households', { params: { query: { limit: 20 } } }));
        return page.items.map((row) => ({ id: row.household, ...row }));
      }
      const answer = await take(api.GET('/v1/search', { params: { query: { q: text } } }));
      return answer.items
        .filter(({ type }) => type === 'household')
        .map((item) => ({ id: item.id, village: item.title.village, class: item.title.class }));
    },
    retry: false,
  });
  return (
    <Select
      id={id}
      value={value}
      onChange={onChange}
      allowClear
      loading={found.isFetching}
      showSearch={{ filterOption: false, onSearch: (typed) => setText(typed.trim().toLowerCase()) }}
      options={(found.data ?? []).map((one) => ({
        value: one.id,
        label: `${one.id} · ${villages.title(one.village)} · ${label('householdClass', one.class)}`,
      }))}
    />
  );
}
