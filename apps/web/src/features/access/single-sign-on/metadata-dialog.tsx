import { Upload } from 'lucide-react';
import { type SubmitEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Textarea } from '../../../ui/textarea.tsx';
import { type DescribedProvider, MetadataError, type MetadataProblem, readMetadata } from './metadata.ts';

const MOST_BYTES = 2_000_000;

export interface MetadataDialogProps {
  onRead: (described: DescribedProvider) => void;
  onClose: () => void;
}

/** Takes the metadata of an identity provider, as text or as a file, and reads it in the browser. */
export function MetadataDialog({ onRead, onClose }: MetadataDialogProps) {
  const { t } = useTranslation('single-sign-on');
  const id = useId();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<MetadataProblem | null>(null);
  const read = (xml: string) => {
    try {
      onRead(readMetadata(xml));
    } catch (error) {
      if (!(error instanceof MetadataError)) throw error;
      setProblem(error.problem);
    }
  };
  const readFile = async (file: File) => {
    if (file.size > MOST_BYTES) return setProblem('too_long');
    const xml = await file.text();
    setText(xml);
    read(xml);
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    // React hands it on to the form that the dialog was opened from.
    event.stopPropagation();
    read(text);
  };
  const footer = (
    <>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button type="submit" form={id} variant="primary">
        {t('metadata.submit')}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={t('metadata.title')} description={t('metadata.lead')} footer={footer}>
      <form id={id} onSubmit={submit} noValidate className="flex flex-col gap-3">
        <Field label={t('metadata.text')} error={problem ? t(`metadata.problem.${problem}`) : undefined}>
          {(control) => (
            <Textarea
              {...control}
              spellCheck={false}
              autoComplete="off"
              rows={8}
              placeholder="<EntityDescriptor …>"
              className="max-h-72 font-mono text-xs"
              value={text}
              onChange={({ target }) => [setProblem(null), setText(target.value)]}
            />
          )}
        </Field>
        <FileButton onFile={(file) => void readFile(file)} />
      </form>
    </Dialog>
  );
}

function FileButton({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useTranslation('single-sign-on');
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon={<Upload />} onClick={() => input.current?.click()} className="self-start">
        {t('metadata.file')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('metadata.file')}
        accept=".xml,application/xml,text/xml,application/samlmetadata+xml"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          // So that the same file can be chosen once more.
          target.value = '';
          if (file) onFile(file);
        }}
      />
    </>
  );
}
