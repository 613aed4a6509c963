import { useTranslation } from 'react-i18next';

/** Members of a definition that have words of their own; anything else is shown as it is written. */
const MEMBERS = [
  'accent',
  'alternatives',
  'body',
  'capability',
  'deadline_days',
  'default_locale',
  'description',
  'document',
  'estimated_minutes',
  'fields',
  'help',
  'input',
  'key',
  'kind',
  'label',
  'link',
  'locales',
  'logo_url',
  'markets',
  'options',
  'placeholder',
  'position',
  'radius',
  'required',
  'requires',
  'review',
  'roles',
  'rule',
  'schema',
  'skippable',
  'source',
  'steps',
  'targeting',
  'theme',
  'title',
  'url',
  'version',
  'visible_if',
  'weight',
] as const;

/** The member's own word for a part of a definition. */
export function useMemberName(): (name: string) => string {
  const { t } = useTranslation('flow-versions');
  return (name) => {
    if (name === '#') return t('member.order');
    const known = MEMBERS.find((member) => member === name);
    return known ? t(`member.${known}`) : name;
  };
}
