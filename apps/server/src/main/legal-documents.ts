import type { NewDocument, Terms } from '../modules/trust/terms/index.ts';
import type { Database } from '../platform/database/index.ts';

/** What an installation begins with. Whoever runs it publishes versions of their own over these. */
const STARTING_DOCUMENTS: readonly NewDocument[] = [
  {
    kind: 'terms',
    version: '1.0',
    isMajor: true,
    texts: {
      en: {
        title: 'Terms of use',
        body: `These terms are between you and whoever runs this installation (“the operator”).

## What you may do
You may use the service to set up and run onboarding for your own users, alone or with members that you invite. You need an account with an address of yours that works, and you keep its password and second factor to yourself.

## What you answer for
You answer for what your organization does here: for the flows that it publishes, for the data that it asks of its users, and for having the right to ask for them. You do not use the service against the law, to harm others, to get around its limits, or to look into what belongs to somebody else.

## Your data
What you and your users put in stays yours. The operator handles it only to provide the service, as the privacy notice says. You can export it, and you can delete your organization; it can be restored for 30 days.

## What the operator does
The operator keeps the service running and secure with due care. It may suspend an account or an organization that breaks these terms, and says why. Beyond what the law does not allow to be excluded, the service comes without a guarantee, and the operator is not liable for indirect loss.

## Changes and end
You may end your account at any time. When these terms change in a way that matters, you are asked to accept them anew before you go on working. The law of the operator’s place applies, without taking away what the law where you live protects.
`,
      },
      fr: {
        title: 'Conditions d’utilisation',
        body: `Ces conditions lient vous et la personne qui exploite cette installation (« l’exploitant »).

## Ce que vous pouvez faire
Vous pouvez utiliser le service pour préparer et conduire l’accueil de vos propres utilisateurs, seul ou avec les membres que vous invitez. Il vous faut un compte avec une adresse à vous qui fonctionne ; vous gardez pour vous son mot de passe et son second facteur.

## Ce dont vous répondez
Vous répondez de ce que votre organisation fait ici : des parcours qu’elle publie, des données qu’elle demande à ses utilisateurs et du droit de les demander. Vous n’utilisez pas le service contre la loi, pour nuire à autrui, pour contourner ses limites ni pour regarder ce qui appartient à d’autres.

## Vos données
Ce que vous et vos utilisateurs déposez reste à vous. L’exploitant ne le traite que pour fournir le service, comme le dit l’information sur la vie privée. Vous pouvez l’exporter et supprimer votre organisation ; elle peut être rétablie pendant 30 jours.

## Ce que fait l’exploitant
L’exploitant fait fonctionner et protège le service avec soin. Il peut suspendre un compte ou une organisation qui enfreint ces conditions, et dit pourquoi. Sauf ce que la loi ne permet pas d’exclure, le service est fourni sans garantie et l’exploitant ne répond pas des pertes indirectes.

## Changements et fin
Vous pouvez fermer votre compte à tout moment. Quand ces conditions changent de façon importante, il vous est demandé de les accepter à nouveau avant de continuer. Le droit du lieu de l’exploitant s’applique, sans retirer ce que protège la loi de votre lieu de résidence.
`,
      },
    },
  },
  {
    kind: 'privacy',
    version: '1.0',
    isMajor: true,
    texts: {
      en: {
        title: 'Privacy notice',
        body: `Whoever runs this installation (“the operator”) answers for the data of your account. For the data of an organization’s users, the organization answers and the operator acts for it.

## What is kept
- Your account: name, address, language, password as a hash, second factors, and the accounts elsewhere that you connect.
- Your sessions: when and from which address and browser you signed in.
- What you did that matters for security, in an audit log.
- Which version of the terms you accepted, when and from where.
- What your organization and its users put in.

## What for
To provide the service, to keep it secure, and to meet duties of the law. Nothing is sold, nothing is used for advertising, and the software reports nothing to its makers.

## Who sees it
The members of your organization as their role allows, the operator’s staff where their work needs it, and those who host or send mail for the operator.

## How long
Sessions end after 30 days. A deleted account is made anonymous; a deleted organization can be restored for 30 days. The audit log and acceptances are kept as long as they may be needed as proof.

## Your rights
You may see, correct, export and delete your data, and object to its use, in your settings or by asking the operator. You may complain to the data protection authority where you live.
`,
      },
      fr: {
        title: 'Information sur la vie privée',
        body: `La personne qui exploite cette installation (« l’exploitant ») répond des données de votre compte. Pour les données des utilisateurs d’une organisation, l’organisation en répond et l’exploitant agit pour elle.

## Ce qui est conservé
- Votre compte : nom, adresse, langue, mot de passe sous forme d’empreinte, seconds facteurs et comptes extérieurs que vous reliez.
- Vos sessions : quand, depuis quelle adresse et avec quel navigateur vous vous êtes connecté.
- Ce que vous avez fait et qui compte pour la sécurité, dans un journal d’audit.
- Quelle version des conditions vous avez acceptée, quand et d’où.
- Ce que votre organisation et ses utilisateurs déposent.

## Pour quoi
Pour fournir le service, le protéger et remplir les obligations légales. Rien n’est vendu, rien ne sert à la publicité, et le logiciel ne transmet rien à ses auteurs.

## Qui le voit
Les membres de votre organisation selon leur rôle, le personnel de l’exploitant quand son travail le demande, et ceux qui hébergent ou envoient des courriels pour l’exploitant.

## Combien de temps
Les sessions s’achèvent après 30 jours. Un compte supprimé est rendu anonyme ; une organisation supprimée peut être rétablie pendant 30 jours. Le journal d’audit et les acceptations sont gardés tant qu’ils peuvent servir de preuve.

## Vos droits
Vous pouvez consulter, corriger, exporter et effacer vos données, et vous opposer à leur usage, dans vos réglages ou en vous adressant à l’exploitant. Vous pouvez vous plaindre auprès de l’autorité de protection des données de votre lieu de résidence.
`,
      },
    },
  },
];

/** Publishes the starting documents of each kind that has none. Call once the installation's own organization is there. */
export async function ensureLegalDocuments({
  database,
  terms,
}: {
  database: Pick<Database, 'asSystem'>;
  terms: Pick<Terms, 'publishDocument'> & { current(): Promise<readonly { kind: NewDocument['kind'] }[]> };
}): Promise<void> {
  const inForce = new Set((await terms.current()).map(({ kind }) => kind));
  const missing = STARTING_DOCUMENTS.filter(({ kind }) => !inForce.has(kind));
  if (missing.length === 0) return;
  await database.asSystem('the first terms of the installation', async (tx) => {
    for (const document of missing) await terms.publishDocument(tx, document);
  });
}
