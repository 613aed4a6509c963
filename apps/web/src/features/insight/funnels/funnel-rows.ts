import type { FunnelStage } from './funnel-query.ts';

export interface FunnelRow extends FunnelStage {
  /** Saw the stage and did not enter it. */
  lost: number;
  lostShare: number | null;
  /** Shares of the widest stage, for the picture: 0–1. */
  enteredWidth: number;
  sawWidth: number;
}

export function funnelRows(
  stages: readonly FunnelStage[],
  titleOf: (stage: FunnelStage, index: number) => string,
): FunnelRow[] {
  const widest = Math.max(1, ...stages.map(({ saw }) => saw));
  return stages.map((stage, index) => ({
    ...stage,
    title: titleOf(stage, index),
    lost: stage.saw - stage.entered,
    lostShare: stage.saw === 0 ? null : (stage.saw - stage.entered) / stage.saw,
    enteredWidth: stage.entered / widest,
    sawWidth: stage.saw / widest,
  }));
}
