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
  wholeNumber,
} from './building-blocks.ts';

const siteDetails = form(
  required({
    key: 'site_details',
    title: inBoth('The site', 'Le site'),
    weight: 10,
    estimated_minutes: 4,
    requires: ['briefing'],
  }),
  [
    textField({ key: 'site_name', label: inBoth('Name of the site', 'Nom du site') }, 160),
    textField({ key: 'address', label: inBoth('Address or position', 'Adresse ou position') }, 300),
    oneOf({ key: 'site_kind', label: inBoth('Kind of site', 'Type de site') }, [
      ['construction', 'Construction site', 'Chantier'],
      ['plant', 'Plant', 'Usine'],
      ['warehouse', 'Warehouse', 'Entrepôt'],
      ['telecom', 'Telecom mast', 'Pylône télécom'],
    ]),
    textField({ key: 'contact', label: inBoth('Contact on site', 'Contact sur place') }, 160),
    dateField({ key: 'visit_on', label: inBoth('Day of the visit', 'Jour de la visite') }),
  ],
);

const equipment = form(
  required({
    key: 'equipment_check',
    title: inBoth('Check your equipment', 'Vérifiez votre équipement'),
    help: inBoth('Do this on the day, before you enter.', 'À faire le jour même, avant d’entrer.'),
    weight: 10,
    estimated_minutes: 5,
    requires: ['safety_rules'],
  }),
  [
    confirmation({ key: 'helmet', label: inBoth('Helmet, undamaged', 'Casque en bon état') }),
    confirmation({ key: 'footwear', label: inBoth('Safety footwear', 'Chaussures de sécurité') }),
    confirmation({ key: 'vest', label: inBoth('High-visibility vest', 'Gilet haute visibilité') }),
    mayBeEmpty(
      textField({
        key: 'harness_number',
        label: inBoth('Number of the harness', 'Numéro du harnais'),
        help: inBoth('Only for work at height.', 'Seulement pour le travail en hauteur.'),
      }),
    ),
  ],
);

const findings = form(
  required({
    key: 'findings',
    title: inBoth('Findings', 'Constats'),
    help: inBoth('A second auditor reads them before they go out.', 'Un second auditeur les relit avant envoi.'),
    weight: 30,
    estimated_minutes: 40,
    requires: ['site_details', 'equipment_check', 'access_permit'],
    review: true,
  }),
  [
    severalOf({ key: 'areas', label: inBoth('Areas inspected', 'Zones inspectées') }, [
      ['access', 'Access and escape routes', 'Accès et issues de secours'],
      ['electrical', 'Electrical installation', 'Installation électrique'],
      ['fire', 'Fire protection', 'Protection incendie'],
      ['storage', 'Storage of materials', 'Stockage des matériaux'],
      ['records', 'Records and training', 'Registres et formations'],
    ]),
    wholeNumber({ key: 'critical_count', label: inBoth('Critical defects', 'Défauts critiques') }, 0, 500),
    wholeNumber({ key: 'minor_count', label: inBoth('Minor defects', 'Défauts mineurs') }, 0, 5_000),
    textArea({ key: 'summary', label: inBoth('Summary', 'Synthèse') }, 10_000),
  ],
);

const measures = form(
  required({
    key: 'measures',
    title: inBoth('Measures agreed on site', 'Mesures convenues sur place'),
    weight: 15,
    estimated_minutes: 10,
    requires: ['findings'],
    visible_if: { fact: 'answers.findings.critical_count', op: 'gt', value: 0 },
  }),
  [
    textArea({ key: 'measures_taken', label: inBoth('What is done, and by whom', 'Quoi, et par qui') }, 5_000),
    dateField({ key: 'due_on', label: inBoth('By when', 'Échéance') }),
  ],
);

const weather = form(
  optional({
    key: 'conditions',
    title: inBoth('Conditions of the day', 'Conditions du jour'),
    weight: 2,
    estimated_minutes: 1,
    requires: ['site_details'],
  }),
  [
    mayBeEmpty(
      textArea(
        { key: 'remarks', label: inBoth('Weather, noise, work under way', 'Météo, bruit, travaux en cours') },
        500,
      ),
    ),
  ],
);

/** One audit of one site, from the permit to the signed report. */
export const fieldSiteAudit: FlowDefinition = {
  title: inBoth('Site audit', 'Audit de site'),
  description: inBoth(
    'Prepare the visit, enter safely, record what you find and release the report.',
    'Préparez la visite, entrez en sécurité, consignez vos constats et publiez le rapport.',
  ),
  default_locale: 'en',
  locales: ['en', 'fr'],
  targeting: { markets: ['*'], roles: [] },
  steps: [
    {
      ...required({ key: 'briefing', title: inBoth('Briefing', 'Briefing'), weight: 3, estimated_minutes: 3 }),
      kind: 'info',
      body: inBoth(
        'Read the last report of this site, note its open points, and tell the contact when you arrive and how long you ' +
          'stay. Never enter alone, and leave at once when you are asked to.',
        'Lisez le dernier rapport de ce site, notez les points ouverts, et indiquez au contact votre heure d’arrivée et ' +
          'la durée de la visite. N’entrez jamais seul, et sortez sans délai si on vous le demande.',
      ),
    },
    siteDetails,
    {
      ...required({
        key: 'safety_rules',
        title: inBoth('Safety rules', 'Règles de sécurité'),
        weight: 10,
        estimated_minutes: 5,
        requires: ['briefing'],
      }),
      kind: 'terms',
      document: {
        version: '2026-01',
        body: inBoth(
          'Wear helmet, safety footwear and vest from the gate on.\n\nKeep to marked ways. Do not touch machines, switches ' +
            'or valves. Photograph only what you audit, never people without their consent.\n\nAt an alarm go to the ' +
            'assembly point and report there. Note every near miss, also your own.',
          'Portez casque, chaussures de sécurité et gilet dès l’entrée.\n\nRestez sur les voies balisées. Ne touchez ni ' +
            'machines, ni interrupteurs, ni vannes. Ne photographiez que l’objet de l’audit, jamais des personnes sans ' +
            'leur accord.\n\nEn cas d’alarme, rejoignez le point de rassemblement et signalez-vous. Notez tout ' +
            'presque-accident, y compris les vôtres.',
        ),
      },
    },
    {
      ...required({
        key: 'access_permit',
        title: inBoth('Access permit', 'Autorisation d’accès'),
        help: inBoth(
          'The permit desk answers within one working day; this step completes by itself.',
          'Le bureau des accès répond sous un jour ouvré ; l’étape se termine d’elle-même.',
        ),
        weight: 10,
        estimated_minutes: 0,
        requires: ['site_details'],
      }),
      kind: 'external',
      source: 'permit-desk',
    },
    equipment,
    weather,
    findings,
    measures,
    {
      ...required({
        key: 'site_sign_off',
        title: inBoth('Signature of the site', 'Signature du site'),
        help: inBoth('The contact signs by e-mail.', 'Le contact signe par e-mail.'),
        weight: 10,
        estimated_minutes: 2,
        requires: ['findings', 'measures'],
      }),
      kind: 'external',
      source: 'e-signature',
    },
    {
      ...required({
        key: 'report_sent',
        title: inBoth('Report sent', 'Rapport envoyé'),
        weight: 10,
        estimated_minutes: 0,
        requires: ['site_sign_off'],
      }),
      kind: 'task',
    },
  ],
  gates: [
    gate('site.enter', inBoth('Enter the site', 'Entrer sur le site'), [
      'briefing',
      'safety_rules',
      'access_permit',
      'equipment_check',
    ]),
    gate(
      'report.release',
      inBoth('Release the report', 'Publier le rapport'),
      ['findings', 'measures', 'site_sign_off'],
      {
        deadline_days: 10,
      },
    ),
  ],
};
