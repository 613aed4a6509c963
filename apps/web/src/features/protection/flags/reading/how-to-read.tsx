import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { environment } from '../../../../lib/environment.ts';
import { Card } from '../../../../ui/card.tsx';
import { CodeBlock } from '../../../../ui/code-block.tsx';
import { CopyField } from '../../../../ui/copy-field.tsx';
import { SegmentedControl } from '../../../../ui/segmented-control.tsx';
import type { Flag } from '../flag-queries.ts';
import { curlSample, nodeSample } from './ofrep-samples.ts';

type Language = 'node' | 'curl';

/** How a server asks for the flag. */
export function HowToRead({ flag: { key, definition } }: { flag: Flag }) {
  const { t } = useTranslation('flags');
  const [language, setLanguage] = useState<Language>('node');
  const about = { key, kind: definition.kind, environment, origin: location.origin };
  const choice = (
    <SegmentedControl
      label={t('reading.language')}
      value={language}
      onChange={setLanguage}
      options={[
        { value: 'node', label: 'Node' },
        { value: 'curl', label: 'curl' },
      ]}
    />
  );
  return (
    <div className="max-w-3xl">
      <Card title={t('reading.title')} actions={choice}>
        <div className="flex flex-col gap-4">
          <p className="text-ink-muted">{t('reading.text')}</p>
          <CopyField label={t('reading.address')} value={location.origin} />
          {language === 'node' ? (
            <CodeBlock code={nodeSample(about)} title="flags.mjs" />
          ) : (
            <CodeBlock code={curlSample(about)} title="bash" />
          )}
          <p className="text-ink-muted">
            <Trans
              t={t}
              i18nKey="reading.scope"
              values={{ environment: t(`reading.environment.${environment}`) }}
              components={{ scope: <code className="font-mono text-xs text-ink" /> }}
            />{' '}
            <Link to="/api-keys" className="text-accent-text underline underline-offset-4">
              {t('reading.keys')}
            </Link>
          </p>
          <p className="text-ink-muted">{t('reading.participant')}</p>
        </div>
      </Card>
    </div>
  );
}
