import type { StepKind } from '@stepwell/engine';
import {
  Banknote,
  BookOpen,
  Bot,
  Cake,
  ClipboardList,
  ExternalLink,
  FileSignature,
  IdCard,
  type LucideIcon,
  Plug,
  Receipt,
  ServerCog,
  Upload,
  UserPlus,
} from 'lucide-react';

export const KIND_ICONS: Record<StepKind, LucideIcon> = {
  info: BookOpen,
  form: ClipboardList,
  upload: Upload,
  terms: FileSignature,
  age_check: Cake,
  identity_check: IdCard,
  payout_account: Banknote,
  tax_form: Receipt,
  invite_team: UserPlus,
  connect: Plug,
  conversation: Bot,
  task: ServerCog,
  external: ExternalLink,
};
