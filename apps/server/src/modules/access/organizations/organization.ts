/** A tenant. Everything else belongs to one by its id. */
export type Organization = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly logoUrl: string | null;
  /** `#rrggbb` */
  readonly accent: string | null;
  readonly defaultLocale: string;
  /** Its members prove a second factor, or come by its single sign-on. */
  readonly requiresSecondFactor: boolean;
  /** The installation itself: owns the built-in flow that organizations go through. */
  readonly isSystem: boolean;
  readonly createdAt: Date;
};

/** How long a deleted organization can be brought back. */
export const RESTORABLE_MS = 30 * 86_400_000;

export type NewOrganization = {
  /** A new one where absent. */
  readonly id?: string;
  readonly slug: string;
  readonly name: string;
  readonly logoUrl?: string | null;
  readonly accent?: string | null;
  readonly defaultLocale?: string;
  readonly isSystem?: boolean;
};
