import type { FlowDefinition } from '@stepwell/engine';
import {
  confirmation,
  emailField,
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
} from './building-blocks.ts';

const TEAM_SIZE = [
  ['1-10', '1 to 10', '1 à 10'],
  ['11-50', '11 to 50', '11 à 50'],
  ['51-200', '51 to 200', '51 à 200'],
  ['201+', 'More than 200', 'Plus de 200'],
] as const;

const workspace = form(
  required({
    key: 'workspace',
    title: inBoth('Set up your workspace', 'Créez votre espace de travail'),
    help: inBoth('You can change all of this later in the settings.', 'Tout reste modifiable dans les réglages.'),
    weight: 20,
    estimated_minutes: 3,
    requires: ['welcome'],
  }),
  [
    textField({ key: 'workspace_name', label: inBoth('Name of your team', 'Nom de votre équipe') }, 80),
    oneOf({ key: 'team_size', label: inBoth('People who will use it', 'Nombre d’utilisateurs') }, TEAM_SIZE),
    severalOf({ key: 'goals', label: inBoth('What you want to do', 'Ce que vous voulez faire') }, [
      ['plan', 'Plan work', 'Planifier le travail'],
      ['track', 'Track results', 'Suivre les résultats'],
      ['report', 'Report to customers', 'Rendre compte aux clients'],
      ['automate', 'Automate routine', 'Automatiser les tâches courantes'],
    ]),
  ],
);

const teammates = form(
  optional({
    key: 'teammates',
    title: inBoth('Invite your team', 'Invitez votre équipe'),
    help: inBoth(
      'We send each of them a link that is valid for seven days.',
      'Chacun reçoit un lien valable sept jours.',
    ),
    weight: 15,
    estimated_minutes: 2,
    requires: ['workspace'],
  }),
  [
    textArea({
      key: 'addresses',
      label: inBoth('E-mail addresses', 'Adresses e-mail'),
      help: inBoth('One on each line.', 'Une par ligne.'),
      placeholder: inBoth('ana@example.com', 'ana@exemple.fr'),
    }),
    mayBeEmpty(textArea({ key: 'message', label: inBoth('A word to them', 'Un mot pour eux') }, 500)),
  ],
);

const billingContact = form(
  required({
    key: 'billing_contact',
    title: inBoth('Who receives the invoices', 'Qui reçoit les factures'),
    weight: 10,
    estimated_minutes: 2,
    requires: ['workspace'],
  }),
  [
    textField({ key: 'company', label: inBoth('Company', 'Société') }, 160),
    emailField({ key: 'invoice_email', label: inBoth('E-mail for invoices', 'E-mail de facturation') }),
    mayBeEmpty(textField({ key: 'vat_number', label: inBoth('VAT number', 'Numéro de TVA') }, 20)),
    confirmation({
      key: 'may_order',
      label: inBoth('I may order for this company', 'Je suis habilité à commander pour cette société'),
    }),
  ],
);

/** A team's first week with a product for work: workspace, people, data, first result. */
export const saasTeam: FlowDefinition = {
  title: inBoth('Get your team started', 'Lancez votre équipe'),
  description: inBoth(
    'From an empty workspace to the first result that your team can see.',
    'D’un espace vide au premier résultat visible par votre équipe.',
  ),
  default_locale: 'en',
  locales: ['en', 'fr'],
  targeting: { markets: ['*'], roles: [] },
  steps: [
    {
      ...required({ key: 'welcome', title: inBoth('Welcome', 'Bienvenue'), weight: 5, estimated_minutes: 1 }),
      kind: 'info',
      body: inBoth(
        'Three things make a good start: a workspace with a name, somebody to share it with, and your own data in it. ' +
          'Most teams are done within fifteen minutes.',
        'Un bon départ tient à trois choses : un espace avec un nom, quelqu’un avec qui le partager et vos propres ' +
          'données. La plupart des équipes ont terminé en un quart d’heure.',
      ),
    },
    workspace,
    {
      ...required({
        key: 'agreement',
        title: inBoth('Service agreement', 'Contrat de service'),
        weight: 10,
        estimated_minutes: 3,
        requires: ['workspace'],
      }),
      kind: 'terms',
      document: {
        version: '2026-01',
        body: inBoth(
          'Your data stays yours: you may export it at any time and have it deleted when you leave.\n\nWe keep the ' +
            'service available 99.9 % of each month, announce maintenance three days ahead, and tell you within 72 hours ' +
            'if your data was exposed.\n\nYou keep credentials secret, use the service lawfully, and pay invoices within ' +
            '30 days. Either side may end the agreement at the end of a month.',
          'Vos données restent les vôtres : vous pouvez les exporter à tout moment et les faire supprimer à votre ' +
            'départ.\n\nLe service est disponible 99,9 % du mois ; la maintenance est annoncée trois jours à l’avance ' +
            'et toute fuite de vos données vous est signalée sous 72 heures.\n\nVous gardez vos accès secrets, utilisez ' +
            'le service dans le respect de la loi et réglez les factures sous 30 jours. Chaque partie peut résilier en ' +
            'fin de mois.',
        ),
      },
    },
    teammates,
    {
      ...required({
        key: 'first_data',
        title: inBoth('Bring in your data', 'Importez vos données'),
        help: inBoth(
          'Connect a source or upload a file in the product; this step completes by itself.',
          'Connectez une source ou importez un fichier dans le produit ; l’étape se termine d’elle-même.',
        ),
        weight: 25,
        estimated_minutes: 5,
        requires: ['workspace'],
      }),
      kind: 'task',
    },
    {
      ...optional({
        key: 'single_sign_on',
        title: inBoth('Single sign-on', 'Authentification unique'),
        help: inBoth(
          'Let people sign in with your identity provider.',
          'Permettez la connexion par votre fournisseur d’identité.',
        ),
        weight: 5,
        estimated_minutes: 20,
        requires: ['agreement'],
        visible_if: { fact: 'answers.workspace.team_size', op: 'in', value: ['51-200', '201+'] },
      }),
      kind: 'external',
      source: 'sso',
    },
    billingContact,
    {
      ...required({
        key: 'first_result',
        title: inBoth('Share a first result', 'Partagez un premier résultat'),
        weight: 10,
        estimated_minutes: 4,
        requires: ['first_data'],
      }),
      kind: 'task',
    },
  ],
  gates: [
    gate('members.invite', inBoth('Invite more people', 'Inviter d’autres personnes'), ['workspace', 'agreement']),
    gate('integrations.use', inBoth('Use integrations', 'Utiliser les intégrations'), ['agreement', 'first_data']),
    gate(
      'plan.upgrade',
      inBoth('Move to a paid plan', 'Passer à une offre payante'),
      ['agreement', 'billing_contact'],
      {
        deadline_days: 14,
      },
    ),
  ],
};
