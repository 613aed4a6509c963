import { french } from './french-spaces.ts';
import type { LetterValues, Texts } from './letter.ts';

const ROLES: Readonly<Record<string, string>> = {
  viewer: 'comme lecteur',
  member: 'comme membre',
  admin: 'comme administrateur',
  owner: 'comme propriétaire',
};

const CHANGES: Readonly<Record<string, string>> = {
  totp_added: 'Une application d’authentification a été ajoutée à votre compte.',
  totp_removed: 'L’application d’authentification a été retirée de votre compte.',
  passkey_added: 'Une clé d’accès a été ajoutée à votre compte.',
  passkey_removed: 'Une clé d’accès a été retirée de votre compte.',
  backup_codes_renewed:
    'De nouveaux codes de secours ont été créés pour votre compte. Les anciens ne fonctionnent plus.',
  backup_code_used: 'Un code de secours a servi à se connecter à votre compte. Il ne fonctionne plus.',
};

const SECURE_AT_ONCE = french`Si ce n’était pas vous, choisissez tout de suite un nouveau mot de passe avec « Mot de passe oublié ? » sur la page de connexion, puis mettez fin aux sessions que vous ne connaissez pas.`;

export const frenchTexts: Texts = {
  dateLocale: 'fr-FR',
  greeting: (name) => (name === '' ? 'Bonjour,' : `Bonjour ${name},`),
  deed: { at: french`Quand :`, device: french`Appareil :`, ip: french`Adresse IP :` },
  addressHint: french`Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur :`,
  sentTo: (recipient, publicUrl) => `Envoyé à ${recipient} par Stepwell, ${publicUrl}.`,
  letters: {
    verify_email: () => ({
      subject: 'Confirmez votre adresse e-mail',
      preheader: 'Un clic, et votre compte est prêt.',
      paragraphs: [
        french`Bienvenue sur Stepwell ! Confirmez que cette adresse est bien la vôtre, et votre compte est prêt.`,
      ],
      action: 'Confirmer mon adresse',
      expiry: 'Le lien fonctionne une seule fois, pendant 24 heures.',
      otherwise: french`Si vous ne vous êtes pas inscrit, ignorez ce message : sans votre clic, l’adresse reste non confirmée.`,
    }),
    already_signed_up: () => ({
      subject: 'Vous avez déjà un compte',
      preheader: french`Rien à créer : il suffit de vous connecter.`,
      paragraphs: [
        french`Quelqu’un, sans doute vous, a voulu s’inscrire avec cette adresse. Elle a déjà un compte : il suffit de vous connecter.`,
        french`Si vous avez oublié votre mot de passe, choisissez « Mot de passe oublié ? » sur la page de connexion.`,
      ],
      action: 'Se connecter',
      otherwise: french`Si ce n’était pas vous, ignorez ce message : rien n’a changé.`,
    }),
    change_email: () => ({
      subject: 'Confirmez votre nouvelle adresse e-mail',
      preheader: 'Rien ne change avant votre confirmation.',
      paragraphs: [
        'Vous avez demandé à utiliser cette adresse pour votre compte Stepwell. Confirmez-la, et c’est avec elle que vous vous connecterez. Rien ne change avant.',
      ],
      action: 'Confirmer ma nouvelle adresse',
      expiry: 'Le lien fonctionne une seule fois, pendant 24 heures.',
      otherwise: french`Si vous ne l’avez pas demandé, ignorez ce message : aucun compte ne prend votre adresse sans votre clic.`,
    }),
    email_changed: ({ newEmail }) => ({
      subject: 'Votre adresse e-mail a été changée',
      preheader: 'Vous vous connectez désormais avec une autre adresse.',
      paragraphs: [
        newEmail === ''
          ? 'L’adresse e-mail de votre compte Stepwell a été changée.'
          : french`La nouvelle adresse e-mail de votre compte Stepwell est ${newEmail}.`,
        'Vous vous connectez désormais avec la nouvelle adresse, et c’est là que nous vous écrivons.',
      ],
      otherwise: french`Si ce n’était pas vous, prévenez tout de suite un propriétaire de votre organisation, ou les responsables de cette installation : ils peuvent vous rendre votre compte.`,
    }),
    reset_password: () => ({
      subject: 'Choisissez un nouveau mot de passe',
      preheader: 'Le lien fonctionne pendant une heure.',
      paragraphs: ['Vous avez demandé à choisir un nouveau mot de passe pour votre compte Stepwell.'],
      action: 'Choisir un nouveau mot de passe',
      expiry: 'Le lien fonctionne une seule fois, pendant 1 heure.',
      otherwise: french`Si vous ne l’avez pas demandé, ignorez ce message : votre mot de passe reste le même.`,
    }),
    password_changed: () => ({
      subject: 'Votre mot de passe a été changé',
      preheader: 'Si c’était vous, il n’y a rien à faire.',
      paragraphs: ['Le mot de passe de votre compte Stepwell a été changé. Si c’était vous, il n’y a rien à faire.'],
      otherwise: SECURE_AT_ONCE,
    }),
    unlock: () => ({
      subject: 'Déverrouillez votre compte',
      preheader: 'La connexion est verrouillée après trop de mots de passe erronés.',
      paragraphs: [
        french`Il y a eu trop de tentatives de connexion avec un mot de passe erroné : nous avons verrouillé la connexion à votre compte. Si elles venaient de vous, déverrouillez-le et réessayez.`,
      ],
      action: 'Déverrouiller mon compte',
      expiry: 'Le lien fonctionne une seule fois, pendant 1 heure.',
      otherwise: french`Si elles ne venaient pas de vous, rien ne presse : personne n’est entré. Un nouveau mot de passe, que vous n’utilisez nulle part ailleurs, vous met à l’abri.`,
    }),
    magic_link: ({ minutes }) => ({
      subject: 'Votre lien de connexion',
      preheader: `Le lien fonctionne pendant ${minutes} minutes.`,
      paragraphs: ['Voici votre lien pour vous connecter à Stepwell, sans mot de passe.'],
      action: 'Se connecter',
      expiry: french`Le lien fonctionne une seule fois, pendant ${minutes} minutes. Ne le transmettez pas.`,
      otherwise: french`Si vous ne l’avez pas demandé, ignorez ce message : personne n’entre sans le lien.`,
    }),
    invitation: (values) => ({
      subject: invitationSubject(values),
      preheader: 'Acceptez l’invitation pour travailler ensemble.',
      paragraphs: [invitationSentence(values)],
      action: 'Voir l’invitation',
      expiry: 'Le lien fonctionne pendant 7 jours.',
      otherwise: french`Si vous ne l’attendiez pas, ignorez ce message : vous ne rejoignez rien sans accepter.`,
    }),
    second_factor_changed: ({ change }) => ({
      subject: 'La protection de votre compte a été modifiée',
      preheader: 'Si c’était vous, il n’y a rien à faire.',
      paragraphs: [
        CHANGES[change] ?? 'La manière de prouver que c’est bien vous à la connexion a été modifiée.',
        'Si c’était vous, il n’y a rien à faire.',
      ],
      otherwise: SECURE_AT_ONCE,
    }),
    ownership_received: ({ organization, formerOwner }) => ({
      subject:
        organization === ''
          ? 'Vous êtes désormais propriétaire'
          : `Vous êtes désormais propriétaire de l’organisation ${organization}`,
      preheader: 'Vous décidez de ses membres, de ses réglages et de sa fin.',
      paragraphs: [
        `${formerOwner === '' ? 'L’ancien propriétaire' : formerOwner} vous a confié ${organization === '' ? 'une organisation' : `l’organisation ${organization}`}.`,
        'C’est vous qui décidez désormais de ses membres, de ses réglages et de sa fin.',
      ],
      action: 'Ouvrir Stepwell',
      otherwise: french`Si vous ne l’attendiez pas, parlez-en à l’ancien propriétaire : la propriété peut être rendue.`,
    }),
    account_connected: ({ provider }) => ({
      subject:
        provider === '' ? 'Un autre compte peut se connecter au vôtre' : `Votre compte ${provider} a été associé`,
      preheader: 'Si c’était vous, il n’y a rien à faire.',
      paragraphs: [
        french`${provider === '' ? 'Un compte externe' : `Un compte chez ${provider}`} a été associé à votre compte Stepwell : qui s’y connecte peut désormais se connecter ici à votre place.`,
        'Si c’était vous, il n’y a rien à faire.',
      ],
      otherwise: french`Si ce n’était pas vous, connectez-vous, dissociez-le sur la page « Sécurité » de votre compte, choisissez un nouveau mot de passe et mettez fin aux sessions que vous ne connaissez pas.`,
    }),
    impersonated: ({ reason }) => ({
      subject: 'Un opérateur a agi en votre nom',
      preheader: 'Cela dure 30 minutes au plus, et tout est consigné.',
      paragraphs: [
        'Un opérateur de cette installation a commencé à agir en votre nom, pour voir ce que vous voyez. Cela dure 30 minutes au plus.',
        ...(reason === '' ? [] : [french`La raison donnée : ${reason}`]),
        'Tout ce qu’il fait est consigné sous son nom et sous le vôtre. Il ne peut changer ni votre mot de passe ni votre adresse.',
      ],
      otherwise: 'Si vous ne vous y attendiez pas, interrogez les responsables de cette installation.',
    }),
    account_suspended: ({ reason }) => ({
      subject: 'Votre compte a été suspendu',
      preheader: 'Vous ne pouvez pas vous connecter pour l’instant.',
      paragraphs: [
        'Un opérateur de cette installation a suspendu votre compte Stepwell. Vous êtes déconnecté partout et ne pouvez pas vous connecter pour l’instant.',
        ...(reason === '' ? [] : [french`La raison donnée : ${reason}`]),
      ],
      otherwise: 'Si vous pensez que c’est une erreur, parlez-en aux responsables de cette installation.',
    }),
    account_unsuspended: () => ({
      subject: 'Votre compte fonctionne de nouveau',
      preheader: 'Vous pouvez vous connecter comme avant.',
      paragraphs: ['La suspension de votre compte Stepwell a été levée. Vous pouvez vous connecter comme avant.'],
    }),
    sign_in_suspicious: () => ({
      subject: 'Quelqu’un a failli se connecter à votre compte',
      preheader: french`La première étape était juste ; le second facteur a été erroné cinq fois.`,
      paragraphs: [
        'Quelqu’un a franchi la première étape de la connexion à votre compte Stepwell, avec votre mot de passe ou un autre de vos moyens de connexion, puis s’est trompé cinq fois au second facteur. Personne n’est entré.',
        french`Si c’était vous, il n’y a rien à faire : connectez-vous de nouveau.`,
      ],
      otherwise: french`Si ce n’était pas vous, quelqu’un connaît votre mot de passe ou lit vos messages : choisissez tout de suite un nouveau mot de passe, que vous n’utilisez nulle part ailleurs.`,
    }),
    sign_in_new_device: () => ({
      subject: 'Connexion à votre compte depuis un nouveau navigateur',
      preheader: 'Si c’était vous, il n’y a rien à faire.',
      paragraphs: [
        'Quelqu’un s’est connecté à votre compte Stepwell depuis un navigateur que vous n’avez pas utilisé ici ces 90 derniers jours.',
        'Si c’était vous, il n’y a rien à faire.',
      ],
      otherwise: SECURE_AT_ONCE,
    }),
  },
};

function invitationSubject({ inviter, organization }: LetterValues): string {
  if (inviter === '')
    return `Invitation à rejoindre ${organization === '' ? 'une organisation sur Stepwell' : organization}`;
  return `${inviter} vous invite à rejoindre ${organization === '' ? 'une organisation sur Stepwell' : organization}`;
}

function invitationSentence({ inviter, organization, role }: LetterValues): string {
  const where = organization === '' ? 'une organisation sur Stepwell' : `${organization} sur Stepwell`;
  const as = ROLES[role] === undefined ? '' : ` ${ROLES[role]}`;
  return inviter === ''
    ? `Vous êtes invité à rejoindre ${where}${as}.`
    : `${inviter} vous invite à rejoindre ${where}${as}.`;
}
