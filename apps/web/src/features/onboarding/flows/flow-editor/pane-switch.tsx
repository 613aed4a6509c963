import { useTranslation } from 'react-i18next';
import { SegmentedControl } from '../../../../ui/segmented-control.tsx';

export type Pane = 'outline' | 'properties' | 'preview';

/** Which pane shows where there is no room for all three; up to 768 px the outline is one of them. */
export function PaneSwitch({ pane, onChange }: { pane: Pane; onChange: (pane: Pane) => void }) {
  const { t } = useTranslation('flow-editor');
  const option = (value: Pane) => ({ value, label: t(`pane.${value}`) });
  return (
    <>
      <SegmentedControl
        label={t('pane.label')}
        value={pane}
        onChange={onChange}
        options={[option('outline'), option('properties'), option('preview')]}
        className="order-last w-full wide:hidden"
      />
      <SegmentedControl
        label={t('pane.label')}
        value={pane === 'preview' ? 'preview' : 'properties'}
        onChange={onChange}
        options={[option('properties'), option('preview')]}
        className="hidden wide:max-xl:flex"
      />
    </>
  );
}
