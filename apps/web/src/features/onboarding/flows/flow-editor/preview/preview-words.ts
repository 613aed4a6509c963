/** The few words around a flow's own texts, as the hosted pages say them, in the languages those pages speak. */
export interface PreviewWords {
  count: (done: number, total: number) => string;
  minutesLeft: (minutes: number) => string;
  allDone: string;
  stepNumber: (number: number, total: number) => string;
  minutes: (minutes: number) => string;
  optional: string;
  allSteps: string;
  continue: string;
  save: string;
  accept: string;
  skip: string;
  agree: string;
  version: (version: string) => string;
  choose: string;
  taskTitle: (organization: string) => string;
  taskText: string;
  externalTitle: string;
  externalText: string;
  externalOpen: string;
  reviewTitle: (organization: string) => string;
  blockedTitle: string;
  blockedText: string;
  done: string;
  skipped: string;
  required: string;
  notAccepted: string;
  tick: string;
  finished: string;
  states: Record<'todo' | 'in_progress' | 'submitted' | 'done' | 'skipped' | 'rejected' | 'blocked', string>;
}

const EN: PreviewWords = {
  count: (done, total) => `${done} of ${total}`,
  minutesLeft: (minutes) => `about ${minutes} min left`,
  allDone: 'everything done',
  stepNumber: (number, total) => `Step ${number} of ${total}`,
  minutes: (minutes) => `about ${minutes} min`,
  optional: 'optional',
  allSteps: 'All steps',
  continue: 'Continue',
  save: 'Save and continue',
  accept: 'Accept and continue',
  skip: 'Skip for now',
  agree: 'I have read this and I accept it.',
  version: (version) => `Version ${version}`,
  choose: 'Choose…',
  taskTitle: (organization) => `${organization} takes care of this`,
  taskText: 'There is nothing you need to do. This page changes by itself as soon as it is done.',
  externalTitle: 'This step is done on another site',
  externalText: 'Come back here afterwards: this page sees by itself when it is done.',
  externalOpen: 'Open',
  reviewTitle: (organization) => `${organization} is checking this`,
  blockedTitle: 'This step opens later',
  blockedText: 'First comes:',
  done: 'Done',
  skipped: 'You skipped this step',
  required: 'Please fill this in.',
  notAccepted: 'This answer is not accepted.',
  tick: 'Please tick this box to go on.',
  finished: 'You’re all set',
  states: {
    todo: 'To do',
    in_progress: 'In progress',
    submitted: 'Being checked',
    done: 'Done',
    skipped: 'Skipped',
    rejected: 'Needs a change',
    blocked: 'Opens later',
  },
};

const FR: PreviewWords = {
  count: (done, total) => `${done} sur ${total}`,
  minutesLeft: (minutes) => `encore ${minutes} min`,
  allDone: 'tout est fait',
  stepNumber: (number, total) => `Étape ${number} sur ${total}`,
  minutes: (minutes) => `environ ${minutes} min`,
  optional: 'facultatif',
  allSteps: 'Toutes les étapes',
  continue: 'Continuer',
  save: 'Enregistrer et continuer',
  accept: 'Accepter et continuer',
  skip: 'Passer pour l’instant',
  agree: 'J’ai lu ce document et je l’accepte.',
  version: (version) => `Version ${version}`,
  choose: 'Choisir…',
  taskTitle: (organization) => `${organization} s’en occupe`,
  taskText: 'Vous n’avez rien à faire. Cette page change d’elle-même dès que c’est fait.',
  externalTitle: 'Cette étape se fait sur un autre site',
  externalText: 'Revenez ici ensuite : cette page voit d’elle-même quand c’est fait.',
  externalOpen: 'Ouvrir',
  reviewTitle: (organization) => `${organization} vérifie cette étape`,
  blockedTitle: 'Cette étape s’ouvre plus tard',
  blockedText: 'D’abord :',
  done: 'Terminée',
  skipped: 'Vous avez passé cette étape',
  required: 'Veuillez remplir ce champ.',
  notAccepted: 'Cette réponse n’est pas acceptée.',
  tick: 'Veuillez cocher cette case pour continuer.',
  finished: 'Tout est prêt',
  states: {
    todo: 'À faire',
    in_progress: 'En cours',
    submitted: 'En vérification',
    done: 'Terminée',
    skipped: 'Passée',
    rejected: 'À corriger',
    blocked: 'S’ouvre plus tard',
  },
};

/** The words for a flow's language; English where the hosted pages do not speak it, as they do. */
export function previewWords(locale: string): PreviewWords {
  return locale.toLowerCase().split('-')[0] === 'fr' ? FR : EN;
}
