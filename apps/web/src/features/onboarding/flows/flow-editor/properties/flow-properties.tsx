import { useTranslation } from 'react-i18next';
import { MarketsProperty } from '../inputs/markets-property.tsx';
import { RolesProperty } from '../inputs/roles-property.tsx';
import { Section } from '../inputs/section.tsx';
import { TextProperty } from '../inputs/text-property.tsx';
import { RuleProperty } from '../rules/rule-property.tsx';
import { useEditor } from '../editor-context.ts';
import { LanguageProperties } from './language-properties.tsx';
import { ThemeProperties } from './theme-properties.tsx';

/** What holds for the flow as a whole. */
export function FlowProperties() {
  const { t } = useTranslation('flow-editor');
  const { flow, edit } = useEditor();
  return (
    <>
      <Section title={t('section.texts')}>
        <TextProperty
          path="title"
          label={t('flow.title')}
          help={t('flow.title_help')}
          maxLength={200}
          text={flow.title}
          onChange={(title, mark) => edit((known) => ({ ...known, title }), mark)}
        />
        <TextProperty
          path="description"
          label={t('flow.description')}
          rows={3}
          maxLength={2_000}
          optional
          text={flow.description}
          onChange={(description, mark) => edit((known) => ({ ...known, description }), mark)}
        />
      </Section>
      <Section title={t('section.languages')}>
        <LanguageProperties />
      </Section>
      <Section title={t('section.targeting')}>
        <TargetingProperties />
      </Section>
      <Section title={t('section.theme')}>
        <ThemeProperties />
      </Section>
    </>
  );
}

function TargetingProperties() {
  const { t } = useTranslation('flow-editor');
  const { flow, edit } = useEditor();
  const { targeting } = flow;
  const set = (next: Partial<typeof targeting>, mark?: string) =>
    edit((known) => ({ ...known, targeting: { ...known.targeting, ...next } }), mark);
  return (
    <>
      <p className="text-ink-muted">{t('targeting.lead')}</p>
      <div className="grid gap-4 @md:grid-cols-2">
        <MarketsProperty
          path="targeting/markets"
          label={t('step.markets')}
          markets={targeting.markets}
          onChange={(markets) => set({ markets })}
        />
        <RolesProperty
          path="targeting/roles"
          label={t('step.roles')}
          roles={targeting.roles}
          onChange={(roles) => set({ roles })}
        />
      </div>
      <RuleProperty
        path="targeting/rule"
        label={t('targeting.rule')}
        always={t('targeting.rule_always')}
        rule={targeting.rule}
        ownKey={null}
        onChange={(rule, mark) => set({ rule }, mark)}
      />
    </>
  );
}
