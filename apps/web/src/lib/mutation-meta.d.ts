import '@tanstack/react-query';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** The page shows the refusal where the change was made, so no toast tells it again. */
      shownInPlace?: boolean;
    };
  }
}
