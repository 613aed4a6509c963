export { MAIL_TOPIC, type MailLink, type MailLocale, type Mails, type MailTemplate, type NewMail } from './mail.ts';
export { createMails, type MailDependencies, type MailService } from './service.ts';
