import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { environment } from '../../../lib/environment.ts';
import { Card } from '../../../ui/card.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { SegmentedControl } from '../../../ui/segmented-control.tsx';
import { useSession } from '../sessions/index.ts';
import { curlSample, nodeSample } from './signing-code.ts';

type Language = 'node' | 'curl';

/** How a server proves to Stepwell who a participant is. */
export function SigningSample() {
  const { t } = useTranslation('api-keys');
  const { slug } = useSession().organization;
  const [language, setLanguage] = useState<Language>('node');
  const about = { organization: slug, environment, origin: location.origin };
  const choice = (
    <SegmentedControl
      label={t('sample.language')}
      value={language}
      onChange={setLanguage}
      options={[
        { value: 'node', label: 'Node' },
        { value: 'curl', label: 'curl' },
      ]}
    />
  );
  return (
    <Card title={t('sample.title')} actions={choice}>
      <p className="mb-3 max-w-prose text-ink-muted">{t('sample.text')}</p>
      {language === 'node' ? (
        <CodeBlock code={nodeSample(about)} title="participant-token.mjs" />
      ) : (
        <CodeBlock code={curlSample(about)} title="bash" />
      )}
    </Card>
  );
}
