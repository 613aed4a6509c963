export { useFlowChoice, useLiveStepTitles, useStepTitles } from './flow-choice.ts';
export { FlowSelect } from './flow-select.tsx';
export { HostedLinkDialog } from './hosted-link-dialog.tsx';
export { MarketInput } from './market-input.tsx';
export { useMayActOnParticipants } from './may-act.ts';
export { useFoundFlows } from './use-found-flows.tsx';
