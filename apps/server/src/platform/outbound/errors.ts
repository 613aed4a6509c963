import { defineErrors } from '../errors/index.ts';

export const outboundErrors = defineErrors({
  outside_address_refused: {
    kind: 'validation',
    title: 'This address can’t be called: use https and a public address, or have the operator allow the host.',
  },
});
