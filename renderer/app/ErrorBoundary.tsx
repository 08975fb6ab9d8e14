import { Button, CopyButton, Code } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyNotice } from '#renderer/ui/EmptyNotice.tsx';
import classes from './ErrorBoundary.module.css';

function Failed({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const { t } = useTranslation();
  const text = error.stack ?? error.message;
  return (
    <EmptyNotice title={t('app.crashTitle')}>
      <p>{t('app.crashText')}</p>
      <Code block className={classes['stack'] ?? ''}>
        {text}
      </Code>
      <div className={classes['buttons']}>
        <Button onClick={onRetry}>{t('app.crashRetry')}</Button>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? t('app.copied') : t('app.copy')}
            </Button>
          )}
        </CopyButton>
      </div>
    </EmptyNotice>
  );
}

interface BoundaryState {
  readonly error: Error | null;
}

/** Keeps a bug in one view from taking the window with it. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { error: null };

  static getDerivedStateFromError(thrown: unknown): BoundaryState {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <Failed
        error={error}
        onRetry={() => {
          this.setState({ error: null });
        }}
      />
    );
  }
}
