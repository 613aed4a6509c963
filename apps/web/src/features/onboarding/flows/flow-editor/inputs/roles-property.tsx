import type { FlowDefinition } from '@stepwell/engine';
import { useTranslation } from 'react-i18next';
import { useEditor } from '../editor-context.ts';
import { Property } from './property.tsx';
import { ChipInput } from '../../../../../ui/chip-input.tsx';

export interface RolesPropertyProps {
  path: string;
  label: string;
  help?: string;
  roles: readonly string[];
  onChange: (roles: readonly string[]) => void;
}

export function RolesProperty({ path, label, help, roles, onChange }: RolesPropertyProps) {
  const { t } = useTranslation('flow-editor');
  const { flow } = useEditor();
  return (
    <Property path={path} label={label} help={help}>
      {(control) => (
        <ChipInput
          control={control}
          values={roles}
          onChange={(next) => onChange(next.slice(0, 20))}
          suggestions={rolesNamedIn(flow)}
          placeholder={t('role.every')}
          maxLength={60}
        />
      )}
    </Property>
  );
}

/** Roles are the tenant's own words; those the flow already names are offered again. */
export function rolesNamedIn(flow: FlowDefinition): string[] {
  return [...new Set([...flow.targeting.roles, ...flow.steps.flatMap((step) => step.roles)])];
}
