/** Why something was not done, in the server's own sentence. */
export function Refused({ error }: { readonly error: Error | null }) {
  return error === null ? null : (
    <p className="refusal" role="alert">
      {error.message}
    </p>
  );
}
