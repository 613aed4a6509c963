import type { FlowDefinition, Rule } from '@stepwell/engine';
import {
  confirmation,
  dateField,
  form,
  gate,
  inBoth,
  mayBeEmpty,
  oneOf,
  required,
  textArea,
  textField,
  wholeNumber,
} from './building-blocks.ts';

const IS_COMPANY: Rule = { fact: 'answers.customer_type.holder', op: 'eq', value: 'company' };

const customerType = form(
  required({
    key: 'customer_type',
    title: inBoth('Who is the account for?', 'Pour qui est ce compte ?'),
    weight: 5,
    estimated_minutes: 1,
    requires: ['introduction'],
  }),
  [
    oneOf(
      { key: 'holder', label: inBoth('Account holder', 'Titulaire du compte') },
      [
        ['person', 'Myself', 'Moi-même'],
        ['company', 'A company', 'Une société'],
      ],
      'radio',
    ),
    oneOf({ key: 'monthly_volume', label: inBoth('Expected payments a month', 'Paiements prévus par mois') }, [
      ['under_5000', 'Under 5,000 €', 'Moins de 5 000 €'],
      ['under_50000', '5,000 to 50,000 €', 'De 5 000 à 50 000 €'],
      ['over_50000', 'Over 50,000 €', 'Plus de 50 000 €'],
    ]),
  ],
);

const personalDetails = form(
  required({
    key: 'personal_details',
    title: inBoth('About you', 'À propos de vous'),
    help: inBoth(
      'Exactly as on your passport or identity card.',
      'Exactement comme sur votre passeport ou carte d’identité.',
    ),
    weight: 15,
    estimated_minutes: 4,
    requires: ['customer_type'],
  }),
  [
    textField({ key: 'given_names', label: inBoth('Given names', 'Prénoms') }, 120),
    textField({ key: 'family_name', label: inBoth('Family name', 'Nom de famille') }, 120),
    dateField({ key: 'date_of_birth', label: inBoth('Date of birth', 'Date de naissance') }),
    textField({ key: 'nationality', label: inBoth('Nationality', 'Nationalité') }, 60),
    textField({ key: 'address', label: inBoth('Home address', 'Adresse du domicile') }, 300),
    textField({ key: 'tax_residence', label: inBoth('Country of tax residence', 'Pays de résidence fiscale') }, 60),
  ],
);

const companyDetails = form(
  required({
    key: 'company_details',
    title: inBoth('About the company', 'À propos de la société'),
    weight: 15,
    estimated_minutes: 5,
    requires: ['customer_type'],
    visible_if: IS_COMPANY,
  }),
  [
    textField({ key: 'registered_name', label: inBoth('Registered name', 'Dénomination sociale') }, 200),
    textField({ key: 'register_number', label: inBoth('Register number', 'Numéro d’immatriculation') }, 40),
    textField({ key: 'registered_office', label: inBoth('Registered office', 'Siège social') }, 300),
    textArea({ key: 'activity', label: inBoth('What the company does', 'Activité de la société') }, 1_000),
  ],
);

const owners = form(
  required({
    key: 'beneficial_owners',
    title: inBoth('Beneficial owners', 'Bénéficiaires effectifs'),
    help: inBoth(
      'Everyone who holds or controls more than 25 %, directly or through others.',
      'Toute personne détenant ou contrôlant plus de 25 %, directement ou indirectement.',
    ),
    weight: 15,
    estimated_minutes: 6,
    requires: ['company_details'],
    visible_if: IS_COMPANY,
    review: true,
  }),
  [
    wholeNumber({ key: 'owner_count', label: inBoth('Number of owners', 'Nombre de bénéficiaires') }, 0, 4),
    textArea({
      key: 'owner_list',
      label: inBoth('Name, date of birth and share of each', 'Nom, date de naissance et part de chacun'),
    }),
    mayBeEmpty(textArea({ key: 'structure', label: inBoth('Companies in between', 'Sociétés intermédiaires') })),
  ],
);

const sourceOfFunds = form(
  required({
    key: 'source_of_funds',
    title: inBoth('Where the money comes from', 'Origine des fonds'),
    weight: 10,
    estimated_minutes: 4,
    requires: ['customer_type'],
    visible_if: { fact: 'answers.customer_type.monthly_volume', op: 'eq', value: 'over_50000' },
    review: true,
  }),
  [
    oneOf({ key: 'main_source', label: inBoth('Main source', 'Source principale') }, [
      ['salary', 'Salary', 'Salaire'],
      ['business', 'Business income', 'Revenus d’activité'],
      ['investment', 'Investments', 'Placements'],
      ['sale', 'Sale of property or a company', 'Vente d’un bien ou d’une société'],
      ['inheritance', 'Inheritance or gift', 'Héritage ou don'],
    ]),
    textArea(
      { key: 'explanation', label: inBoth('Explain in a few sentences', 'Expliquez en quelques phrases') },
      1_500,
    ),
  ],
);

const declarations = form(
  required({
    key: 'declarations',
    title: inBoth('Declarations', 'Déclarations'),
    weight: 5,
    estimated_minutes: 2,
    requires: ['personal_details'],
  }),
  [
    oneOf(
      {
        key: 'public_function',
        label: inBoth(
          'Do you or a close relative hold a prominent public function?',
          'Vous-même ou un proche exercez-vous une fonction publique importante ?',
        ),
      },
      [
        ['no', 'No', 'Non'],
        ['yes', 'Yes', 'Oui'],
      ],
      'radio',
    ),
    confirmation({
      key: 'own_behalf',
      label: inBoth(
        'I act on my own behalf, or for the company named',
        'J’agis pour mon compte ou celui de la société nommée',
      ),
    }),
    confirmation({ key: 'is_true', label: inBoth('All statements are true', 'Toutes ces déclarations sont exactes') }),
  ],
);

/** Knowing a customer, person or company, before money may move. */
export const kyc: FlowDefinition = {
  title: inBoth('Open your account', 'Ouvrez votre compte'),
  description: inBoth(
    'The law asks us to know who we work with. It takes about twenty minutes.',
    'La loi nous demande de connaître nos clients. Comptez une vingtaine de minutes.',
  ),
  default_locale: 'en',
  locales: ['en', 'fr'],
  targeting: { markets: ['*'], roles: [] },
  steps: [
    {
      ...required({
        key: 'introduction',
        title: inBoth('Before you begin', 'Avant de commencer'),
        weight: 5,
        estimated_minutes: 1,
      }),
      kind: 'info',
      body: inBoth(
        'You need a valid passport or identity card and a phone with a camera; for a company also its register extract. ' +
          'What you enter is encrypted on its way, seen only by the people who check it, and kept as long as the law demands.',
        'Munissez-vous d’un passeport ou d’une carte d’identité en cours de validité et d’un téléphone avec appareil ' +
          'photo ; pour une société, aussi de son extrait d’immatriculation. Vos données sont chiffrées lors de leur ' +
          'transmission, vues des seules personnes qui les contrôlent et conservées le temps exigé par la loi.',
      ),
    },
    customerType,
    personalDetails,
    companyDetails,
    owners,
    {
      ...required({
        key: 'identity_document',
        title: inBoth('Identity document', 'Pièce d’identité'),
        help: inBoth(
          'Photograph the document and yourself with our verification partner.',
          'Photographiez le document et vous-même chez notre partenaire de vérification.',
        ),
        weight: 20,
        estimated_minutes: 5,
        requires: ['personal_details'],
      }),
      kind: 'external',
      source: 'identity-provider',
    },
    sourceOfFunds,
    declarations,
    {
      ...required({
        key: 'customer_agreement',
        title: inBoth('Customer agreement', 'Convention de compte'),
        weight: 5,
        estimated_minutes: 3,
        requires: ['declarations'],
      }),
      kind: 'terms',
      document: {
        version: '2026-01',
        body: inBoth(
          'You tell us within 30 days when your address, nationality, tax residence or owners change.\n\nWe may ask for ' +
            'evidence of single payments and must hold a payment while we wait for it. We report what the law obliges us ' +
            'to report and may not tell you when we do.\n\nYou may close the account at any time; records are kept for ' +
            'five years after that.',
          'Vous nous signalez sous 30 jours tout changement d’adresse, de nationalité, de résidence fiscale ou de ' +
            'bénéficiaires.\n\nNous pouvons demander un justificatif pour un paiement et devons le suspendre dans ' +
            'l’attente. Nous effectuons les déclarations imposées par la loi, sans pouvoir vous en informer.\n\nVous ' +
            'pouvez clore le compte à tout moment ; les pièces sont conservées cinq ans ensuite.',
        ),
      },
    },
    {
      ...required({
        key: 'screening',
        title: inBoth('Final check', 'Contrôle final'),
        help: inBoth(
          'We compare your details with official lists. Nothing is left for you to do.',
          'Nous comparons vos données aux listes officielles. Vous n’avez plus rien à faire.',
        ),
        weight: 5,
        estimated_minutes: 0,
        requires: ['identity_document', 'customer_agreement'],
      }),
      kind: 'task',
    },
  ],
  gates: [
    gate(
      'account.receive',
      inBoth('Receive money', 'Recevoir de l’argent'),
      ['personal_details', 'company_details', 'customer_agreement'],
      {
        deadline_days: 30,
      },
    ),
    gate('account.send', inBoth('Send money', 'Envoyer de l’argent'), [
      'identity_document',
      'beneficial_owners',
      'customer_agreement',
      'screening',
    ]),
    gate('limits.raise', inBoth('Raise the limits', 'Relever les plafonds'), ['screening', 'source_of_funds']),
  ],
};
