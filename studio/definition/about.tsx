import { useState } from 'react';
import type { JsonObject } from '../../definitions/index.ts';
import type { Change } from '../editors/view.ts';
import { useReader } from '../texts/reader.ts';
import { Boundary } from '../ui/boundary.tsx';
import { fetched } from '../ui/part.tsx';

const DocumentForm = fetched(async () => (await import('./generic/document-form.tsx')).DocumentForm);

/** What every definition says about itself, as a form that is fetched when it is opened. */
export function About({ document, change }: { readonly document: JsonObject; readonly change: Change | undefined }) {
  const { t } = useReader();
  const [isOpen, open] = useState(false);
  return (
    <details className="about" onToggle={({ currentTarget }) => open(currentTarget.open)}>
      <summary>{t('about.title')}</summary>
      {isOpen ? (
        <Boundary of={document}>
          <DocumentForm document={document} parts="about" change={change} />
        </Boundary>
      ) : null}
    </details>
  );
}

/** A definition of a kind without an editor of its own: all that a form can show of it. */
export function WholeForm(props: { readonly document: JsonObject; readonly change: Change | undefined }) {
  return <DocumentForm {...props} parts="all" />;
}
