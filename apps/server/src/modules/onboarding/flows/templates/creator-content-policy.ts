import type { LocalizedText } from '@stepwell/engine';

export const CONTENT_POLICY: LocalizedText = {
  en: `## What you may sell

You may publish work that you made yourself or have the right to sell. Say clearly what the buyer gets: format, size, licence and delivery time.

## What is not allowed

- Work that copies somebody else's, or uses their name or likeness without consent.
- Anything illegal where you or the buyer live, hateful, or sexual with or about minors.
- Misleading titles, prices that change after the order, and reviews that were paid for.

## How we check

The first piece you submit is looked at by a person. Later ones are checked by sampling and when somebody reports them. If we take something down, we tell you which rule it broke, and you may answer within 14 days.

## What happens if rules are broken

First a warning, then a limit on publishing, then a suspension. Serious cases lead to closing the account at once. Money you have earned honestly is paid out in any case.

## Changes

If these rules change in a way that matters, we ask you again before you publish anything new.`,
  fr: `## Ce que vous pouvez vendre

Vous pouvez publier des œuvres que vous avez créées ou que vous avez le droit de vendre. Dites clairement ce que reçoit l’acheteur : format, taille, licence et délai de livraison.

## Ce qui n’est pas admis

- Les œuvres qui copient celles d’autrui, ou qui utilisent un nom ou une image sans accord.
- Tout contenu illégal chez vous ou chez l’acheteur, haineux, ou à caractère sexuel impliquant des mineurs.
- Les titres trompeurs, les prix modifiés après la commande et les avis rémunérés.

## Comment nous vérifions

Votre première création est examinée par une personne. Les suivantes le sont par sondage, et lorsqu’elles sont signalées. Si nous retirons un contenu, nous vous indiquons la règle concernée, et vous pouvez répondre sous 14 jours.

## En cas de manquement

D’abord un avertissement, puis une limite de publication, puis une suspension. Les cas graves entraînent la fermeture immédiate du compte. Les sommes honnêtement gagnées vous sont versées dans tous les cas.

## Modifications

Si ces règles changent de façon importante, nous vous demandons à nouveau votre accord avant toute nouvelle publication.`,
};
