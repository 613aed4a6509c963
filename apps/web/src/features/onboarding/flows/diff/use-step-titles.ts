import { type FlowDefinition, textIn } from '@stepwell/engine';
import { useTranslation } from 'react-i18next';

/** What steps are called, in the member's language where the flow has it: in the first definition that knows the key. */
export function useStepTitles(...definitions: readonly (FlowDefinition | undefined)[]): (stepKey: string) => string {
  const { i18n } = useTranslation();
  const language = i18n.language;
  return (stepKey) => {
    for (const definition of definitions) {
      const step = definition?.steps.find((candidate) => candidate.key === stepKey);
      const title = step && definition && textIn(step.title, language, definition.default_locale);
      if (title) return title;
    }
    return stepKey;
  };
}
