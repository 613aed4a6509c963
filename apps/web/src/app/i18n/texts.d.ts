import 'i18next';
import type signIn from '../../features/access/sign-in/locales/en.json';
import type apiKeys from '../../features/access/api-keys/locales/en.json';
import type overview from '../../features/insight/overview/locales/en.json';
import type funnels from '../../features/insight/funnels/locales/en.json';
import type flows from '../../features/onboarding/flows/locales/en.json';
import type flowEditor from '../../features/onboarding/flows/flow-editor/locales/en.json';
import type flowVersions from '../../features/onboarding/flows/flow-versions/locales/en.json';
import type publishing from '../../features/onboarding/flows/publishing/locales/en.json';
import type journeys from '../../features/onboarding/journeys/locales/en.json';
import type eventNames from '../../features/insight/event-names/locales/en.json';
import type charts from '../../features/insight/charts/locales/en.json';
import type participants from '../../features/onboarding/participants/locales/en.json';
import type ui from '../../ui/locales/en.json';
import type app from '../locales/en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: {
      app: typeof app;
      ui: typeof ui;
      'sign-in': typeof signIn;
      'api-keys': typeof apiKeys;
      overview: typeof overview;
      funnels: typeof funnels;
      flows: typeof flows;
      'flow-editor': typeof flowEditor;
      'flow-versions': typeof flowVersions;
      publishing: typeof publishing;
      journeys: typeof journeys;
      'event-names': typeof eventNames;
      charts: typeof charts;
      participants: typeof participants;
    };
  }
}
