export type LegalKind = 'terms' | 'privacy';
/** By locale; the body is Markdown. English is what is shown where a language is missing. */
export type LegalTexts = Readonly<Record<string, { readonly title: string; readonly body: string }>>;

export type NewDocument = {
  readonly kind: LegalKind;
  readonly version: string;
  /** Members are held back until they accept it. */
  readonly isMajor: boolean;
  readonly texts: LegalTexts;
};

export type LegalDocument = NewDocument & { readonly id: string; readonly publishedAt: Date };
