import { Input, type InputProps } from '../../../../../ui/input.tsx';
import { Property, type PropertyProps } from './property.tsx';
import { type TypedValueOptions, useTypedValue } from './use-typed-value.ts';

export interface TypedPropertyProps<Value> extends Omit<PropertyProps, 'children' | 'error'>, TypedValueOptions<Value> {
  input?: Omit<InputProps, 'value' | 'onChange'>;
}

/** A value that is typed and must be of a certain form. */
export function TypedProperty<Value>(props: TypedPropertyProps<Value>) {
  const { value, write, read, onChange, commit, input, ...property } = props;
  const typed = useTypedValue({ value, write, read, onChange, commit });
  return (
    <Property {...property} error={typed.error}>
      {(control) => (
        <Input
          {...control}
          {...input}
          value={typed.text}
          onChange={(event) => typed.onType(event.target.value)}
          onBlur={typed.onLeave}
          onKeyDown={(event) => {
            if (event.key === 'Enter') typed.onLeave();
          }}
        />
      )}
    </Property>
  );
}
