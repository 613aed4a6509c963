import type { FlowDefinition } from '@stepwell/engine';
import {
  confirmation,
  dateField,
  form,
  gate,
  inBoth,
  mayBeEmpty,
  oneOf,
  optional,
  required,
  severalOf,
  textArea,
  textField,
  webAddress,
} from './building-blocks.ts';
import { CONTENT_POLICY } from './creator-content-policy.ts';

const profile = form(
  required({
    key: 'profile',
    title: inBoth('Your profile', 'Votre profil'),
    help: inBoth(
      'What buyers see, and the name we need for contracts. You can change the public part at any time.',
      'Ce que voient les acheteurs, et le nom dont nous avons besoin pour les contrats. La partie publique reste modifiable.',
    ),
    weight: 15,
    estimated_minutes: 4,
    requires: ['welcome'],
  }),
  [
    textField({ key: 'display_name', label: inBoth('Public name', 'Nom public') }, 60),
    textField(
      {
        key: 'legal_name',
        label: inBoth('Full legal name', 'Nom légal complet'),
        help: inBoth('Exactly as on your identity document.', 'Exactement comme sur votre pièce d’identité.'),
      },
      120,
    ),
    severalOf({ key: 'crafts', label: inBoth('What you make', 'Ce que vous créez') }, [
      ['illustration', 'Illustration', 'Illustration'],
      ['photography', 'Photography', 'Photographie'],
      ['ceramics', 'Ceramics', 'Céramique'],
      ['textiles', 'Textiles', 'Textile'],
      ['music', 'Music', 'Musique'],
      ['video', 'Video', 'Vidéo'],
    ]),
    mayBeEmpty(textArea({ key: 'about', label: inBoth('About you', 'À propos de vous') }, 1_000)),
  ],
);

const ageCheck = form(
  required({
    key: 'age_check',
    title: inBoth('Confirm that you are 18 or older', 'Confirmez que vous avez au moins 18 ans'),
    help: inBoth(
      'A person on our team compares the date with your identity document.',
      'Une personne de notre équipe compare la date avec votre pièce d’identité.',
    ),
    weight: 5,
    estimated_minutes: 1,
    requires: ['profile'],
    review: true,
  }),
  [
    dateField({ key: 'date_of_birth', label: inBoth('Date of birth', 'Date de naissance') }),
    confirmation({
      key: 'is_adult',
      label: inBoth('I am 18 or older', 'J’ai au moins 18 ans'),
    }),
  ],
);

const portfolio = form(
  optional({
    key: 'portfolio',
    title: inBoth('Show earlier work', 'Montrez vos travaux'),
    help: inBoth(
      'A portfolio makes you easier to find. You can add it later.',
      'Un portfolio vous rend plus visible. Vous pourrez l’ajouter plus tard.',
    ),
    weight: 5,
    estimated_minutes: 5,
    requires: ['profile'],
  }),
  [
    webAddress({ key: 'website', label: inBoth('Website or page', 'Site ou page') }),
    mayBeEmpty(
      textArea({ key: 'highlights', label: inBoth('Work to look at first', 'Travaux à regarder d’abord') }, 1_000),
    ),
  ],
);

const taxForm = form(
  required({
    key: 'tax_form',
    title: inBoth('US tax certification', 'Attestation fiscale américaine'),
    help: inBoth(
      'Needed before money can be paid to you in the United States.',
      'Nécessaire avant tout versement aux États-Unis.',
    ),
    weight: 15,
    estimated_minutes: 5,
    requires: ['profile'],
    markets: ['US'],
  }),
  [
    textField({ key: 'tax_name', label: inBoth('Name on your tax return', 'Nom figurant sur votre déclaration') }, 120),
    oneOf({ key: 'classification', label: inBoth('Federal tax classification', 'Statut fiscal fédéral') }, [
      ['individual', 'Individual or sole proprietor', 'Particulier ou entreprise individuelle'],
      ['llc', 'Limited liability company', 'Société à responsabilité limitée (LLC)'],
      ['corporation', 'Corporation', 'Société de capitaux'],
      ['partnership', 'Partnership', 'Société de personnes'],
    ]),
    dateField({ key: 'signed_on', label: inBoth('Date', 'Date') }),
    confirmation({
      key: 'certified',
      label: inBoth(
        'Under penalties of perjury, I certify that this is correct',
        'Je certifie sur l’honneur l’exactitude de ces informations',
      ),
    }),
  ],
);

const contentReview = form(
  required({
    key: 'content_review',
    title: inBoth('Submit your first piece', 'Proposez votre première création'),
    help: inBoth(
      'We look at it within one working day and tell you what to change, if anything.',
      'Nous la regardons sous un jour ouvré et vous disons quoi changer, le cas échéant.',
    ),
    weight: 20,
    estimated_minutes: 10,
    requires: ['content_policy'],
    review: true,
  }),
  [
    textField({ key: 'piece_title', label: inBoth('Title', 'Titre') }, 120),
    webAddress({ key: 'piece_link', label: inBoth('Link to the piece', 'Lien vers la création') }),
    textArea({ key: 'piece_description', label: inBoth('Description', 'Description') }, 2_000),
    confirmation({
      key: 'owns_rights',
      label: inBoth('I made this and own the rights to it', 'J’en suis l’auteur et j’en détiens les droits'),
    }),
  ],
);

/** From the first visit to selling and being paid. */
export const creatorMarketplace: FlowDefinition = {
  title: inBoth('Become a creator', 'Devenez créateur'),
  description: inBoth(
    'Set up your profile, agree on the rules and get ready to be paid.',
    'Créez votre profil, acceptez les règles et préparez vos versements.',
  ),
  default_locale: 'en',
  locales: ['en', 'fr'],
  targeting: { markets: ['*'], roles: [] },
  steps: [
    {
      ...required({ key: 'welcome', title: inBoth('Welcome', 'Bienvenue'), weight: 5, estimated_minutes: 1 }),
      kind: 'info',
      body: inBoth(
        'Selling with us takes about half an hour to set up. You can stop at any point and go on later, on any device. ' +
          'Have your identity document and your bank details at hand.',
        'Comptez environ une demi-heure pour commencer à vendre. Vous pouvez vous arrêter à tout moment et reprendre ' +
          'plus tard, sur n’importe quel appareil. Préparez votre pièce d’identité et vos coordonnées bancaires.',
      ),
    },
    profile,
    ageCheck,
    {
      ...required({
        key: 'content_policy',
        title: inBoth('Content policy', 'Règles de publication'),
        weight: 10,
        estimated_minutes: 4,
        requires: ['profile'],
      }),
      kind: 'terms',
      document: { version: '2026-01', body: CONTENT_POLICY },
    },
    portfolio,
    {
      ...required({
        key: 'documents',
        title: inBoth('Verify your identity', 'Vérifiez votre identité'),
        help: inBoth(
          'Our verification partner checks your document. This page updates by itself when they are done.',
          'Notre partenaire vérifie votre document. Cette page se met à jour d’elle-même ensuite.',
        ),
        weight: 15,
        estimated_minutes: 5,
        requires: ['profile'],
      }),
      kind: 'external',
      source: 'id-check',
    },
    {
      ...required({
        key: 'payout_account',
        title: inBoth('Payout account', 'Compte de versement'),
        help: inBoth(
          'We open your payout account as soon as your identity is verified.',
          'Nous ouvrons votre compte de versement dès que votre identité est vérifiée.',
        ),
        weight: 10,
        estimated_minutes: 3,
        requires: ['profile', 'documents'],
      }),
      kind: 'task',
    },
    taxForm,
    contentReview,
  ],
  gates: [
    gate(
      'payouts.request',
      inBoth('Request a payout', 'Demander un versement'),
      ['profile', 'documents', 'payout_account', 'tax_form'],
      { deadline_days: 90 },
    ),
    gate(
      'content.publish',
      inBoth('Publish content', 'Publier du contenu'),
      ['profile', 'content_policy', 'content_review'],
      { deadline_days: 30 },
    ),
  ],
};
