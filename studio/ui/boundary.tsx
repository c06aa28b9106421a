import { Component, type ReactNode } from 'react';
import { texts } from '../texts/bilingual.ts';
import { PartMissing } from './part.tsx';

interface Props {
  readonly children: ReactNode;
  /** What the part shows: when that changes, the part is tried again. */
  readonly of?: unknown;
}

/** Keeps a fault of one part from taking the page down, and says what happened. */
export class Boundary extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  override componentDidUpdate(before: Props): void {
    if (this.state.error !== null && before.of !== this.props.of) this.setState({ error: null });
  }

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    if (error instanceof PartMissing) return <Missing />;
    return (
      <div className="notice" role="alert">
        <p>{texts.t('state.broken', { why: error.message })}</p>
        <button
          type="button"
          className="quiet"
          onClick={() => {
            this.setState({ error: null });
          }}
        >
          {texts.t('state.retry')}
        </button>
      </div>
    );
  }
}

/** What was typed is kept in the tab, so that loading the page again loses nothing. */
function Missing() {
  return (
    <div className="notice" role="alert">
      <p>{texts.t('state.part')}</p>
      <button
        type="button"
        className="quiet"
        onClick={() => {
          window.location.reload();
        }}
      >
        {texts.t('state.reload')}
      </button>
    </div>
  );
}
