import { Input } from 'antd';

/** A day ("2026-11-26"), typed or chosen; as a field of antd's Form: undefined while it is none. */
export function DateInput({
  value,
  onChange,
  id,
  max,
  label,
  disabled,
}: {
  value?: string;
  onChange?: (day: string | undefined) => void;
  id?: string;
  /** The last day that may be chosen. */
  max?: string;
  /** Its name where no label stands beside it. */
  label?: string;
  disabled?: boolean;
}) {
  return (
    <Input
      id={id}
      type="date"
      value={value ?? ''}
      max={max}
      aria-label={label}
      disabled={disabled}
      style={{ width: 170, maxWidth: '100%', height: 32 }}
      onChange={(event) => onChange?.(event.target.value || undefined)}
    />
  );
}
