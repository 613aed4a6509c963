/** One place where the tree breaks a rule. */
export type Finding = {
  readonly rule: string;
  /** File that breaks it, from the root of the tree. */
  readonly path: string;
  /** What is wrong there, and the line where that is known. */
  readonly message: string;
};
