/** Whether something is so. */
export function Whether({
  isSo,
  label,
  write,
}: {
  readonly isSo: boolean;
  readonly label: string;
  readonly write: (isSo: boolean) => void;
}) {
  return (
    <p className="whether">
      <label>
        <input type="checkbox" checked={isSo} onChange={({ target }) => write(target.checked)} /> {label}
      </label>
    </p>
  );
}
