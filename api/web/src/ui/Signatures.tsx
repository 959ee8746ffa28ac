import './signatures.css';

/** Lines to sign on, of what is printed. */
export function Signatures({ names }: { names: string[] }) {
  return (
    <div className="mz-sign" aria-hidden="true">
      {names.map((name) => (
        <span key={name}>{name}</span>
      ))}
    </div>
  );
}
